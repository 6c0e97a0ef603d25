import { sha256 as digestOf } from '@noble/hashes/sha2';

/** Gives the SHA-256 of a text's UTF-8 bytes in small hexadecimal digits. */
export type Hash = (text: string) => string | Promise<string>;

/** By the host's own cryptography where there is one: a browser has none on a page that came over plain http. */
export async function sha256(text: string): Promise<string> {
  return sha256OfBytes(new TextEncoder().encode(text));
}

/** The SHA-256 of bytes, in small hexadecimal digits. */
export async function sha256OfBytes(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const { subtle } = crypto;
  return hexadecimal(subtle === undefined ? digestOf(bytes) : new Uint8Array(await subtle.digest('SHA-256', bytes)));
}

function hexadecimal(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
