/**
 * What a file that came from outside may ask of the machine. A real project stays far below each of these; what goes beyond
 * is made to exhaust the reader.
 */
export interface ArchiveLimits {
  /** Files in an archive. */
  readonly entries: number;
  /** Bytes of one unpacked file. */
  readonly entrySize: number;
  /** Bytes of all that is unpacked of one archive. */
  readonly totalSize: number;
  /** How many times larger a file gets when it is unpacked, where it is larger than {@link freeSize}. */
  readonly ratio: number;
  /** Bytes up to which the ratio does not count: a page of equal lines packs well. */
  readonly freeSize: number;
}

export const archiveLimits: ArchiveLimits = {
  entries: 100_000,
  entrySize: 400_000_000,
  totalSize: 1_500_000_000,
  ratio: 400,
  freeSize: 10_000_000,
};

/** What a document of XML may ask of the machine. */
export interface XmlLimits {
  /** UTF-16 code units. */
  readonly length: number;
  /** Elements inside each other. */
  readonly depth: number;
  readonly elements: number;
  /** Attributes of one element. */
  readonly attributes: number;
}

export const xmlLimits: XmlLimits = { length: 400_000_000, depth: 250, elements: 10_000_000, attributes: 200 };
