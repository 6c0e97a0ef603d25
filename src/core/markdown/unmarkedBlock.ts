import type { Extent } from '../text/edits.js';
import type { Kept } from './types.js';
import type { Block, Heading, Suspect } from './types.js';

const none: readonly never[] = Object.freeze([]);

/** What a block without marks may hold; what is left out is none. */
export interface UnmarkedContent {
  readonly headings?: readonly Heading[];
  readonly paragraphs?: readonly Extent[];
  readonly prose?: readonly Extent[];
  readonly suspects?: readonly Suspect[];
}

/** A block without marks and memos, as most are: its source is its clean text. */
export class UnmarkedBlock implements Block {
  readonly source: string;
  readonly kind: 'text' | 'frontMatter';
  readonly headings: readonly Heading[];
  readonly paragraphs: readonly Extent[];
  readonly prose: readonly Extent[];
  readonly suspects: readonly Suspect[];
  readonly kept: Kept = {};

  constructor(source: string, kind: 'text' | 'frontMatter', content: UnmarkedContent = {}) {
    this.source = source;
    this.kind = kind;
    this.headings = content.headings ?? none;
    this.paragraphs = content.paragraphs ?? none;
    this.prose = content.prose ?? none;
    this.suspects = content.suspects ?? none;
  }

  get clean(): string {
    return this.source;
  }

  get cuts(): readonly number[] {
    return none;
  }

  get marks(): readonly never[] {
    return none;
  }

  get memoReferences(): readonly never[] {
    return none;
  }

  get memos(): readonly never[] {
    return none;
  }

  get swallowed(): readonly never[] {
    return none;
  }
}
