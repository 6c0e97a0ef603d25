/**
 * The place in a text as it reads that answers to a place in its source, where escapes have a `\`, and lines an
 * indentation, that the text has not. Undefined where the source says it otherwise, as entities do.
 */
export function placeInValue(value: string, source: string, place: number): number | undefined {
  let at = 0;
  for (let i = 0; i < source.length; i++) {
    if (i >= place) return at;
    const sign = value.charAt(at);
    if (source.charAt(i) === sign) at++;
    else if (source.charAt(i) === '\r' && sign === '\n') continue;
    else if (source.charAt(i) === '\\' && source.charAt(i + 1) === sign) continue;
    else if (isSpace(source.charAt(i)) && (sign === '\n' || sign === '' || value.charAt(at - 1) === '\n')) continue;
    else return undefined;
  }
  return at;
}

function isSpace(sign: string): boolean {
  return sign === ' ' || sign === '\t';
}
