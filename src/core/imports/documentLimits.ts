import { archiveLimits, type ArchiveLimits } from '../archive/limits.js';

/** What a document's text may come to; a book of ten thousand pages stays below. */
export const documentLimits: ArchiveLimits = {
  ...archiveLimits,
  entries: 10_000,
  entrySize: 200_000_000,
  totalSize: 600_000_000,
};
