export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export const encodings: readonly Encoding[] = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'];

/** What bytes say as a text. */
export interface DecodedText {
  /** Without a BOM; line ends as they stand. */
  readonly text: string;
  readonly encoding: Encoding;
  /** `mark`: a byte order mark says so; `given`: somebody did; `valid`: it is UTF-8 throughout; `guess`: it looks like it. */
  readonly by: 'mark' | 'given' | 'valid' | 'guess';
  /** How many places could not be read and are U+FFFD now. */
  readonly replaced: number;
}

/**
 * Reads bytes as a text: by their byte order mark, else as UTF-8 if they are, else as UTF-16 if every other byte is empty,
 * else as Windows-1252.
 * @param wanted the encoding that somebody says it is; a byte order mark goes before it.
 */
export function decodeText(bytes: Uint8Array, wanted?: Encoding): DecodedText {
  const marked = markOf(bytes);
  if (marked !== undefined) return decodeAs(bytes, marked, 'mark');
  if (wanted !== undefined) return decodeAs(bytes, wanted, 'given');
  // Text has no empty bytes in any of the others, although UTF-8 could hold them.
  const wide = wideEncodingOf(bytes);
  if (wide !== undefined) return decodeAs(bytes, wide, 'guess');
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text, encoding: 'utf-8', by: 'valid', replaced: countReplaced(text) };
  } catch {
    return decodeAs(bytes, isMostlyUtf8(bytes) ? 'utf-8' : 'windows-1252', 'guess');
  }
}

function markOf(bytes: Uint8Array): Encoding | undefined {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return undefined;
}

function decodeAs(bytes: Uint8Array, encoding: Encoding, by: DecodedText['by']): DecodedText {
  const read = new TextDecoder(encoding).decode(bytes);
  const text = encoding === 'windows-1252' ? read.replace(/[\x80-\x9f]/g, signOf) : read;
  return { text, encoding, by, replaced: countReplaced(text) };
}

/** What Windows-1252 has from 0x80 on. Some hosts take it for Latin 1, and give the number instead. */
const windowsSigns =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
  '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

function signOf(character: string): string {
  return windowsSigns.charAt(character.charCodeAt(0) - 0x80);
}

function countReplaced(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) count++;
  return count;
}

/** How many bytes are looked at to tell an encoding. */
const sample = 4096;

/** UTF-16 without a mark: of text in Latin letters nearly every other byte is 0. */
function wideEncodingOf(bytes: Uint8Array): Encoding | undefined {
  const end = Math.min(bytes.length, sample) & ~1;
  if (end < 4) return undefined;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < end; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  const most = end * 0.35;
  if (odd > most && even < end / 50) return 'utf-16le';
  if (even > most && odd < end / 50) return 'utf-16be';
  return undefined;
}

/**
 * Whether bytes that are not UTF-8 throughout are it for the most part, as where a file was cut off or spoilt in a few places.
 * In Windows-1252 a letter with an accent is hardly ever followed by what UTF-8 would have after it.
 */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  let good = 0;
  let bad = 0;
  for (let i = 0; i < bytes.length;) {
    const length = sequenceAt(bytes, i);
    if (length > 1) good++;
    else if (length === 0) bad++;
    i += Math.max(1, length);
  }
  return good > bad;
}

/** The length of the UTF-8 sequence at an offset; 0 where there is none. */
function sequenceAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length =
    first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
  for (let i = 1; i < length; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}
