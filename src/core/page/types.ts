import type { Extent } from '../text/edits.js';
import type { CodeColor } from '../colors/codeColors.js';

/*
 * What a page shows. All of it is plain data that travels between a host and its page; offsets count in a block's own text
 * as it reads, UTF-16 code units, the end exclusive.
 */

/** Elements of prose; a page makes HTML elements of these names or like them, and of nothing else. */
export type ElementName =
  | 'paragraph'
  | 'heading'
  | 'emphasis'
  | 'strong'
  | 'delete'
  | 'link'
  | 'code'
  | 'codeBlock'
  | 'quiet'
  | 'quote'
  | 'list'
  | 'listItem'
  | 'rule'
  | 'break'
  | 'table'
  | 'row'
  | 'headCell'
  | 'cell'
  | 'note'
  | 'noteReference';

/** Words of the block's text. */
export interface PageRun extends Extent {
  readonly kind: 'run';
}

export interface PageElement {
  readonly kind: ElementName;
  readonly children: readonly PageNode[];
  /** Of a heading, 1 to 6. */
  readonly depth?: number;
  /** The number of the first entry of a list with numbers. */
  readonly first?: number;
  /** Where a link leads. */
  readonly url?: string;
  /** Of a cell. */
  readonly align?: 'left' | 'center' | 'right';
  /** Of a footnote. */
  readonly label?: string;
}

export type PageNode = PageRun | PageElement;

/** Where a turn begins, and what its head says. The extent is that of its label and time stamp in the block's text. */
export interface PageTurn extends Extent {
  readonly label: string;
  readonly time?: string;
  readonly asks: boolean;
  /** The turn's number in the document, from 1. */
  readonly number: number;
}

export interface PageCode {
  readonly id: string;
  readonly name: string;
  readonly color: CodeColor;
  /** Whether the codebook has it. */
  readonly isKnown: boolean;
}

/** A passage, as far as it lies in one block. */
export interface PagePiece extends Extent {
  /** Of the whole passage: the same in all of its blocks, and after an edit elsewhere. */
  readonly key: string;
  /** Whether the passage begins and ends in this block. */
  readonly begins: boolean;
  readonly ends: boolean;
  readonly codes: readonly PageCode[];
  /** The stripe in the margin, 0 the nearest to the text. */
  readonly lane: number;
  /** The line under the text, 0 the lowest; without one for long passages and where there is no room. */
  readonly line?: number;
  /** Over several paragraphs or turns: shown in the margin only. */
  readonly isLong: boolean;
  readonly stance?: string;
  readonly by?: string;
  /** Where the passage begins. */
  readonly memo?: string;
}

/** A block as a page shows it. */
export interface PageBlock {
  /** The same after an edit that changes the block. */
  readonly id: number;
  readonly text: string;
  readonly nodes: readonly PageNode[];
  readonly turns: readonly PageTurn[];
  /** Whether who speaks where the block begins asks. */
  readonly asks: boolean;
  /** A paragraph's number where there are no turns. */
  readonly number?: number;
  /** In the order in which they begin, the longer first. */
  readonly pieces: readonly PagePiece[];
}

/** A place on a page. */
export interface PagePlace {
  readonly block: number;
  readonly offset: number;
}

/** The stripes of one coder, where each has lanes of their own. */
export interface CoderLanes {
  /** Empty for passages that name no coder. */
  readonly by: string;
  /** The first of the lanes, and how many they are. */
  readonly lane: number;
  readonly lanes: number;
}

/** A passage in a picture of the whole page: where it begins and ends, as the number of a block and a part of its height. */
export interface OverviewPassage {
  readonly from: number;
  readonly to: number;
  readonly color: CodeColor;
  readonly lane: number;
}
