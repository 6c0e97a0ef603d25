/**
 * Tells whether a text is the one that it was: 16 hexadecimal digits, two FNV-1a hashes of its UTF-16 code units from different bases
 * (G. Fowler, L. C. Noll, K.-P. Vo; draft-eastlake-fnv). White space of any length counts as one space. Not a secret, and no proof against
 * somebody who looks for two texts with the same one.
 */
export function fingerprint(text: string): string {
  let first = 0x811c9dc5;
  let second = 0x01000193;
  for (const code of codesIn(text)) {
    first = Math.imul(first ^ code, 0x01000193);
    second = Math.imul(second ^ code, 0x01000193) + code;
  }
  const hex = (hash: number): string => (hash >>> 0).toString(16).padStart(8, '0');
  return hex(first) + hex(second);
}

function* codesIn(text: string): Generator<number> {
  const even = text.replace(/\s+/g, ' ').trim();
  for (let i = 0; i < even.length; i++) yield even.charCodeAt(i);
}
