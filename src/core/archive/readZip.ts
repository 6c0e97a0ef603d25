import { Inflate } from 'fflate';
import { message } from '../text/message.js';
import { ArchiveError } from './archiveError.js';
import { crc32 } from './crc32.js';
import { archiveLimits, type ArchiveLimits } from './limits.js';
import { broken, dataStart, readDirectory, type DirectoryEntry } from './zipDirectory.js';

/** A file in an archive. */
export interface ArchiveFile {
  /** Its path inside the archive, `/` between folders; never leads out of it. */
  readonly path: string;
  /** Bytes when unpacked, as the archive says. */
  readonly size: number;
  /**
   * Unpacks it, anew each time.
   * @throws ArchiveError where it is broken, larger than it says, or packed in a way that Emic does not know.
   */
  read(): Uint8Array;
}

const encrypted = 1;
const stored = 0;
const deflated = 8;

/** So much is given to the unpacker at a time: it makes at most a thousand times as much of it before it is looked at again. */
const step = 16_384;

/**
 * Opens a ZIP archive, and unpacks nothing yet.
 * @throws ArchiveError where it is broken or hostile: paths that lead outside, files that lie over one another, more or larger files
 * than the limits allow.
 */
export function openZip(bytes: Uint8Array, limits: ArchiveLimits = archiveLimits): readonly ArchiveFile[] {
  const entries = readDirectory(bytes, limits.entries);
  refuseOverlaps(bytes, entries);
  let total = 0;
  const known = new Set<string>();
  const files: ArchiveFile[] = [];
  for (const entry of entries) {
    const path = safePath(entry.name);
    if (entry.name.endsWith('/') || entry.name.endsWith('\\')) continue;
    if (known.has(path)) throw new ArchiveError(message('This archive holds two files {0}.', path));
    known.add(path);
    total += entry.size;
    const isLarge = entry.size > limits.freeSize && entry.size > entry.packed * limits.ratio;
    if (entry.size > limits.entrySize || total > limits.totalSize || isLarge) {
      throw new ArchiveError(message('{0} in this archive would get too large when it is unpacked.', path));
    }
    files.push({ path, size: entry.size, read: () => unpack(bytes, entry, path) });
  }
  return files;
}

function safePath(name: string): string {
  const path = name.replaceAll('\\', '/').normalize('NFC');
  const parts = path.split('/');
  if (path.startsWith('/') || /^[a-z]:/i.test(path) || path.includes('\0') || parts.includes('..'))
    throw new ArchiveError(message('This archive holds a path that leads out of it: {0}', name));
  return parts.filter((part) => part !== '' && part !== '.').join('/');
}

/** Files that share their packed bytes are how a small archive gets to be a huge one. */
function refuseOverlaps(bytes: Uint8Array, entries: readonly DirectoryEntry[]): void {
  const extents = entries
    .map((entry) => ({ start: entry.header, end: dataStart(bytes, entry) + entry.packed }))
    .sort((a, b) => a.start - b.start);
  extents.forEach(({ start }, i) => {
    if (start < (extents[i - 1]?.end ?? 0))
      throw new ArchiveError(message('Files in this archive lie over one another.'));
  });
}

function unpack(bytes: Uint8Array, entry: DirectoryEntry, path: string): Uint8Array {
  if ((entry.flags & encrypted) !== 0)
    throw new ArchiveError(message('{0} in this archive is locked with a password.', path));
  const start = dataStart(bytes, entry);
  const packed = bytes.subarray(start, start + entry.packed);
  const unpacked = bytesOf(packed, entry, path);
  if (unpacked.length !== entry.size || crc32(unpacked) !== entry.crc)
    throw new ArchiveError(message('{0} in this archive is damaged.', path));
  return unpacked;
}

function bytesOf(packed: Uint8Array, { method, size }: DirectoryEntry, path: string): Uint8Array {
  switch (method) {
    case stored:
      return packed;
    case deflated:
      return inflate(packed, size, path);
    default:
      throw new ArchiveError(message('{0} in this archive is packed in a way that Emic does not know.', path));
  }
}

function inflate(packed: Uint8Array, size: number, path: string): Uint8Array {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const stream = new Inflate((chunk) => {
    length += chunk.length;
    if (length > size) throw new ArchiveError(message('{0} in this archive is larger than the archive says.', path));
    chunks.push(chunk);
  });
  try {
    for (let at = 0; at < packed.length; at += step)
      stream.push(packed.subarray(at, at + step), at + step >= packed.length);
  } catch (error) {
    if (error instanceof ArchiveError) throw error;
    throw new ArchiveError(message('{0} in this archive is damaged.', path));
  }
  if (packed.length === 0) throw broken();
  const [first] = chunks;
  if (first !== undefined && chunks.length === 1) return first;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
