import { decodeNamedCharacterReference } from 'decode-named-character-reference';

/** Elements of XML and HTML that part words; others stand within words, as those that make a letter bold. */
const parting = /^(?:\w+:)?(?:p|h|h[1-6]|tr|td|th|li|div|table-cell|tc|cell|row)$/i;
/** Elements that stand for white space. */
const spacing = /^(?:br|(?:w|text):(?:br|tab|s|line-break))$/i;

const isMarkup = /<[a-z?!/]/i;
// A `<` ends whatever was no element, so that hostile texts are read once.
const tag = /<\/?([a-z][\w:.-]*)((?:"[^"<]*"|'[^'<]*'|[^<>"'])*)>|<[?!][^<>]*>/gi;
const attribute = /=\s*(?:"([^"]*)"|'([^']*)')/g;

/**
 * How else a text of another program reads than it stands: without the elements of XML or HTML that part a name, without the times
 * of subtitles, and with letters for what JSON, XML or RTF write in their place. Each is there only where there is something of it.
 */
export function* readingsOf(text: string): Generator<string> {
  if (/\\u[\da-f]{4}/i.test(text))
    yield text.replace(/\\u([\da-f]{4})/gi, (_, hex: string) => letter(parseInt(hex, 16)));
  if (text.startsWith('{\\rtf')) yield rtfText(text);
  if (text.includes('-->')) yield withoutTimes(text);
  if (isMarkup.test(text)) yield* markupTexts(text);
}

function* markupTexts(text: string): Generator<string> {
  const attributes: string[] = [];
  const joined = text.replace(tag, (_, name: string | undefined, inside: string | undefined) => {
    for (const [, double, single] of (inside ?? '').matchAll(attribute)) attributes.push(double ?? single ?? '');
    if (name !== undefined && spacing.test(name)) return ' ';
    return name === undefined || parting.test(name) ? '\n\n' : '';
  });
  yield signs(joined);
  // What stands in elements of its own is no one word, whatever they are called.
  yield signs(text.replace(tag, '\n\n'));
  yield signs(attributes.join('\n\n'));
}

/** Subtitles as one text: a name may stand in two of them. */
function withoutTimes(text: string): string {
  const spoken: string[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (!line.includes('-->')) spoken.push(line.replace(/<[^<>]*>/g, ''));
    // What numbers or names a cue stands right before its times.
    else if (spoken.length > 0 && !/\s/.test(spoken.at(-1)?.trim() ?? '')) spoken.pop();
  }
  return signs(spoken.join('\n')).replace(/\s+/g, ' ');
}

function rtfText(text: string): string {
  const latin = new TextDecoder('windows-1252');
  return text
    .replace(/\\'([\da-f]{2})/gi, (_, hex: string) => latin.decode(Uint8Array.of(parseInt(hex, 16))))
    .replace(/\\u(-?\d{1,5})\s?\??/g, (_, code: string) => letter(Number(code) & 0xffff))
    .replace(/\\(?:par|line|tab|cell|row)\b ?/g, '\n\n')
    .replace(/\\[a-z]+-?\d* ?|[{}]|[\r\n]/gi, (found) => (/[\r\n]/.test(found) ? '\n' : ''));
}

/** Puts signs in the place of what XML and HTML write for them. */
function signs(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]\w{1,31}));/gi, (whole, hex, decimal, name) => {
    if (typeof name === 'string') return decodeNamedCharacterReference(name) || whole;
    return letter(typeof hex === 'string' ? parseInt(hex, 16) : Number(decimal));
  });
}

function letter(code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}
