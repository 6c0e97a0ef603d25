import { zipSync, type Zippable } from 'fflate';

/** ZIP's first day: an archive has no clock, so that the same files give the same bytes. */
const noDate = '1980-01-01T00:00:00';

/** Packs files in the order given: paths inside the archive, and their bytes. The same files give the same bytes on every machine. */
export function writeZip(files: Iterable<readonly [path: string, bytes: Uint8Array]>): Uint8Array {
  const packed = [...files].map(([path, bytes]): [string, Zippable[string]] => [path, bytes]);
  return zipSync(Object.fromEntries(packed), { mtime: noDate, level: 6 });
}
