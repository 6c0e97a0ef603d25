import { sha256 } from '@noble/hashes/sha2';
import type { IdSource } from '../coding/ids.js';

const letters = 'abcdefghijklmnopqrstuvwxyz';
const signs = `${letters}0123456789`;

/** Ids of a letter and four letters or digits that follow from a seed: the same project gives the same study. */
export function idsFrom(seed: string): IdSource {
  let count = 0;
  return () => {
    const digest = sha256(new TextEncoder().encode(`${seed}\0${count++}`));
    let id = letters.charAt(digest[0]! % letters.length);
    for (let i = 1; i < 5; i++) id += signs.charAt(digest[i]! % signs.length);
    return id;
  };
}

/** SHA-256 in small hexadecimal digits. */
export function digestOf(content: string | Uint8Array): string {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return Array.from(sha256(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
