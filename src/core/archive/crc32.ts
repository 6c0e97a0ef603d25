/** Polynomial of ISO 3309, bits reversed, as ZIP uses it. */
const polynomial = 0xedb88320;

const table = Int32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ polynomial : rest >>> 1;
  return rest;
});

/** The checksum that ZIP keeps of a file: an unsigned 32-bit number. */
export function crc32(bytes: Uint8Array): number {
  let rest = -1;
  for (let i = 0; i < bytes.length; i++) rest = (table[(rest ^ bytes[i]!) & 0xff] ?? 0) ^ (rest >>> 8);
  return (rest ^ -1) >>> 0;
}
