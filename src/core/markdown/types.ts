import type { Extent } from '../text/edits.js';
import type { AttributeBlock } from './attributes.js';

/** What features have worked out of a block. */
export type Kept = Record<symbol, unknown>;

/**
 * What a mark does: `span` holds its passage between its brackets, `start` opens a range (an empty span with an id),
 * `end` closes one (`[]{end=k7f3q}`, or `[!]{end=k7f3q}` with the passage's last characters inside).
 */
export type MarkRole = 'span' | 'start' | 'end';

/**
 * One bracketed span that counts as a mark. `[Vi vil]{.samarbeid}` opens with `[` and closes with `]{.samarbeid}`.
 * Offsets are UTF-16 code units.
 */
export interface Mark {
  readonly role: MarkRole;
  /** The opening `[`. */
  readonly open: Extent;
  /** From the `]` to the end of the attribute block. */
  readonly close: Extent;
  readonly block: AttributeBlock;
}

/** `[^memo-k7f3q]` in running text. `id` is what follows `memo-`. */
export interface MemoReference extends Extent {
  readonly id: string;
}

/**
 * A memo's definition. The extent is what the definition adds to the file: the two line ends before it and its lines,
 * without the line end after the last.
 */
export interface MemoDefinition extends Extent {
  readonly id: string;
  /** Where `[^memo-` begins. */
  readonly label: number;
  /** The memo as it reads: further paragraphs without their indentation, LF line ends. */
  readonly text: string;
}

/** A heading outside quotes and lists. Offsets count in the clean text of its block, or of the document. */
export interface Heading extends Extent {
  readonly depth: 1 | 2 | 3 | 4 | 5 | 6;
  /** As it reads: no marks, no emphasis signs, no attributes. */
  readonly text: string;
  /** The heading's content without signs, attributes and white space around it. */
  readonly content: Extent;
  readonly attributes: AttributeBlock | undefined;
}

/** A place in running text that may have been meant as a mark and is none. */
export interface Suspect extends Extent {
  /** `orphan`: `]{.code}` that closes nothing. `broken`: `]{` whose block cannot be read. `dead`: a whole span in code or HTML. */
  readonly kind: 'orphan' | 'broken' | 'dead';
}

/** Text that Markdown reads otherwise than a transcript means it. Offsets count in the source. */
export interface Swallowed extends Extent {
  readonly kind: 'html' | 'indented' | 'setext' | 'ordered';
}

/**
 * One top-level run of a document, parsed by itself: everything that does not depend on other blocks.
 * All offsets are relative to the block's first character. Immutable, so that whatever is derived from it can be kept by its identity.
 */
export interface Block {
  readonly source: string;
  readonly kind: 'text' | 'frontMatter' | 'memo';
  /** In the order of their opening brackets. */
  readonly marks: readonly Mark[];
  readonly memoReferences: readonly MemoReference[];
  /**
   * Definitions in the order of the text: the one where `kind` is `memo`, any number where a run was not split at them.
   * A `start` may be negative, as it takes in the line ends before the definition.
   */
  readonly memos: readonly MemoDefinition[];
  /** Pairs of source offsets, start and end, of what is not clean text; ascending, not touching. */
  readonly cuts: readonly number[];
  /** The block's clean text. Empty for a memo. */
  readonly clean: string;
  readonly headings: readonly Heading[];
  /** Extents in the clean text of paragraphs outside containers: where a turn can begin. */
  readonly paragraphs: readonly Extent[];
  /** Extents in the clean text of all running text (paragraphs, headings, cells, at any depth): where words are counted. */
  readonly prose: readonly Extent[];
  readonly suspects: readonly Suspect[];
  readonly swallowed: readonly Swallowed[];
  /** What others have worked out of the block: see `kept.ts`. */
  readonly kept: Kept;
}

/** A passage as the marks say it. All offsets are the document's own, UTF-16 code units. */
export interface CodedPassage {
  /** A span is its own closing mark; a range has two. */
  readonly opening: Mark;
  readonly closing: Mark;
  readonly codes: readonly string[];
  readonly id: string | undefined;
  /** Where it stands in the clean text. */
  readonly clean: Extent;
  /** The source of its own first character to after its last. Brackets of this and inner passages at the edges are not in it. */
  readonly source: Extent;
  /** The reference right after its closing mark that names its id. */
  readonly memoReference: MemoReference | undefined;
  /** The definition that belongs to the reference. */
  readonly memo: MemoDefinition | undefined;
}

/** What is wrong with the marks of a document. Offsets count in the source. */
export interface MarkProblem extends Extent {
  readonly kind:
    | 'unclosed-range' // a start without an end
    | 'orphan-end' // an end without a start
    | 'orphan-close' // `]{.code}` that closes nothing
    | 'empty-passage'
    | 'duplicate-id'
    | 'range-without-id'
    | 'codes-on-end'
    | 'broken-block'
    | 'dead-mark' // a span in code or HTML, where it cannot count
    | 'memo-without-definition'
    | 'memo-without-reference'
    | 'second-memo'
    | 'memo-misplaced'; // a reference that does not stand right after the closing mark of its id
  /** The id or code that the sentence names. */
  readonly name: string;
}

/** A text as its blocks have it: what finding passages and problems in it takes. */
export interface BlockedText {
  readonly blocks: readonly Block[];
  /** The definitions of memos by their ids, of two the first. */
  readonly memos: ReadonlyMap<string, MemoDefinition>;
  memoDefinitions(): Iterable<MemoDefinition>;
  /** The source offset of a block's first character. */
  blockStart(index: number): number;
  /** Its place in the clean text. */
  cleanStart(index: number): number;
  sliceClean(start: number, end: number): string;
  toSource(clean: number, side: 'start' | 'end'): number;
}
