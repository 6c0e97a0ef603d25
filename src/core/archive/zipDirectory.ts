import { message } from '../text/message.js';
import { ArchiveError } from './archiveError.js';

/** One file of an archive, as the archive's directory tells. Places and sizes are bytes. */
export interface DirectoryEntry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  /** Where its local header stands. */
  readonly header: number;
}

const endRecord = 0x06054b50;
const end64Record = 0x06064b50;
const end64Locator = 0x07064b50;
const entryRecord = 0x02014b50;
const localRecord = 0x04034b50;

const endLength = 22;
const entryLength = 46;
const localLength = 30;
const longestComment = 0xffff;

/** ZIP's directory (APPNOTE 6.3.10, with its 64-bit fields), which stands at the archive's end. */
export function readDirectory(bytes: Uint8Array, most: number): readonly DirectoryEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { count, start } = findDirectory(view);
  if (count > most)
    throw new ArchiveError(message('This archive says that it holds {0} files, which is too many.', count));
  const entries: DirectoryEntry[] = [];
  let at = start;
  for (let i = 0; i < count; i++) {
    if (at + entryLength > view.byteLength || view.getUint32(at, true) !== entryRecord) throw broken();
    const flags = view.getUint16(at + 8, true);
    const nameEnd = at + entryLength + view.getUint16(at + 28, true);
    const extraEnd = nameEnd + view.getUint16(at + 30, true);
    const next = extraEnd + view.getUint16(at + 32, true);
    if (next > view.byteLength) throw broken();
    const sizes = wideSizes(view, nameEnd, extraEnd, {
      size: view.getUint32(at + 24, true),
      packed: view.getUint32(at + 20, true),
      header: view.getUint32(at + 42, true),
    });
    entries.push({
      name: nameOf(bytes.subarray(at + entryLength, nameEnd)),
      flags,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      ...sizes,
    });
    at = next;
  }
  return entries;
}

/** Where an entry's packed bytes begin. */
export function dataStart(bytes: Uint8Array, { header, packed }: DirectoryEntry): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (header + localLength > view.byteLength || view.getUint32(header, true) !== localRecord) throw broken();
  const start = header + localLength + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
  if (start + packed > view.byteLength) throw broken();
  return start;
}

export function broken(): ArchiveError {
  return new ArchiveError(message('This archive is broken, cut short or no ZIP archive.'));
}

function findDirectory(view: DataView): { readonly count: number; readonly start: number } {
  const least = Math.max(0, view.byteLength - endLength - longestComment);
  for (let at = view.byteLength - endLength; at >= least; at--) {
    if (view.getUint32(at, true) !== endRecord) continue;
    const count = view.getUint16(at + 10, true);
    const start = view.getUint32(at + 16, true);
    if (count !== 0xffff && start !== 0xffffffff) return { count, start };
    const locator = at - 20;
    if (locator < 0 || view.getUint32(locator, true) !== end64Locator) return { count, start };
    const wide = wideNumber(view, locator + 8);
    if (wide + 56 > view.byteLength || view.getUint32(wide, true) !== end64Record) throw broken();
    return { count: wideNumber(view, wide + 32), start: wideNumber(view, wide + 48) };
  }
  throw broken();
}

interface Sizes {
  readonly size: number;
  readonly packed: number;
  readonly header: number;
}

/** What does not fit in 32 bits stands in an extra field, in this order. */
function wideSizes(view: DataView, from: number, to: number, sizes: Sizes): Sizes {
  if (sizes.size !== 0xffffffff && sizes.packed !== 0xffffffff && sizes.header !== 0xffffffff) return sizes;
  for (let at = from; at + 4 <= to;) {
    const length = view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 1) {
      let field = at + 4;
      const end = Math.min(to, field + length);
      const widened = (number: number): number => {
        if (number !== 0xffffffff) return number;
        if (field + 8 > end) throw broken();
        field += 8;
        return wideNumber(view, field - 8);
      };
      return { size: widened(sizes.size), packed: widened(sizes.packed), header: widened(sizes.header) };
    }
    at += 4 + length;
  }
  return sizes;
}

/** 64 bits as a number; what is beyond the file is wrong anyway. */
function wideNumber(view: DataView, at: number): number {
  if (at < 0 || at + 8 > view.byteLength) throw broken();
  return Number(view.getBigUint64(at, true));
}

/** Names are UTF-8; what old programs wrote otherwise shows as `�` and can still be told apart. */
function nameOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8').decode(bytes);
}
