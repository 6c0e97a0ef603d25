import { sha256 } from '@noble/hashes/sha2';

const form = /^[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}$/;

/** A GUID as it is compared: capitals, no braces. Programs write it in either case, with braces or without. */
export function foldGuid(written: string): string {
  return written
    .trim()
    .replace(/^\{(.*)\}$/, '$1')
    .toUpperCase();
}

/** Whether the schema takes it, folded. */
export function isGuid(folded: string): boolean {
  return form.test(folded);
}

/**
 * A GUID that always comes out the same for the same words (version 8 of RFC 9562: 122 bits of their SHA-256).
 * @param words what the thing is and what tells it from others.
 */
export function derivedGuid(...words: readonly (string | number)[]): string {
  const digest = sha256(new TextEncoder().encode(words.join('\0')));
  let digits = '';
  for (let i = 0; i < 16; i++) {
    const byte = digest[i]!;
    const fixed = i === 6 ? (byte & 0x0f) | 0x80 : i === 8 ? (byte & 0x3f) | 0x80 : byte;
    digits += pairs[fixed]!;
  }
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;
}

const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0').toUpperCase());
