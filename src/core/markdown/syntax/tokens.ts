import type { Event, ParseContext, Token, TokenizeContext } from 'micromark-util-types';
import type { AttributeBlock } from '../attributes.js';
import type { Suspect } from '../types.js';

/*
 * The tokens that coded text adds to micromark's, and what is kept beside the tokens while a text is read.
 *
 * A mark, `[Vi vil]{.samarbeid}`:
 *
 *     codedSpan
 *       codedSpanOpen          [
 *       codedSpanText          Vi vil
 *       codedSpanClose
 *         codedSpanMarker      ]
 *         codedBlock           {.samarbeid}, in pieces: codedBlockData and lineEnding
 *
 * Links and images get micromark's own tokens.
 */

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    codedImageSign: 'codedImageSign';
    codedBracketOpen: 'codedBracketOpen';
    codedBracketClose: 'codedBracketClose';
    codedGroup: 'codedGroup';
    codedSpan: 'codedSpan';
    codedSpanOpen: 'codedSpanOpen';
    codedSpanText: 'codedSpanText';
    codedSpanClose: 'codedSpanClose';
    codedSpanMarker: 'codedSpanMarker';
    codedBlock: 'codedBlock';
    codedBlockData: 'codedBlockData';
    codedMemoReference: 'codedMemoReference';
    codedNoteReference: 'codedNoteReference';
    codedNoteDefinition: 'codedNoteDefinition';
    codedNoteLabel: 'codedNoteLabel';
    codedNoteSpace: 'codedNoteSpace';
    codedNoteIndent: 'codedNoteIndent';
    codedMemoDefinition: 'codedMemoDefinition';
    codedMemoLine: 'codedMemoLine';
    codedHeadingAttributes: 'codedHeadingAttributes';
    strikethrough: 'strikethrough';
    strikethroughSequence: 'strikethroughSequence';
    strikethroughText: 'strikethroughText';
  }

  interface Token {
    /** On brackets: what their pair has become. */
    _bracket?: Bracket | undefined;
    /** On `codedBlock`, `codedSpan` and `codedHeadingAttributes`: the block, with offsets in the document. */
    _block?: AttributeBlock | undefined;
    /** On `codedGroup`, which stands for a link, an image or a mark while what is around it is read: its events. */
    _group?: Event[] | undefined;
    /** On references and memo definitions: the label or, of a memo, the id. */
    _label?: string | undefined;
  }
}

/** An opening bracket and, once it is closed, its pair. */
export interface Bracket {
  /** Whether it stands after `!`. */
  readonly image: boolean;
  /** Whether it may open a mark: not right after `!`, `^` or another pair, nor before `^`. */
  readonly opensMark: boolean;
  /** What the pair is, where it is more than text. `last` is the pair's last token. */
  group: { readonly kind: 'link' | 'image' | 'mark'; readonly last: Token } | undefined;
}

/**
 * What is remembered while one run of text is read. Besides the open brackets these are facts that keep hostile input linear:
 * an opening that was looked for until the end of the text and not found is not looked for again.
 */
export class TextState {
  readonly open: Bracket[] = [];
  /** Brackets in `open` before this index can open no link, as one stands inside them. */
  inactive = 0;
  /** The offset right after the last pair of brackets that nothing follows. */
  afterPair = -1;
  /** The attribute block that was read last. */
  block: AttributeBlock | undefined;
  /** Offset after the last block of a `]` that closes nothing; inside it no other is looked for. */
  orphanEnd = -1;
  /** Marks of link titles that nothing closes. */
  readonly unclosedTitles = new Set<number>();
  /** Kinds of raw HTML that nothing closes. */
  readonly unclosedHtml = new Set<string>();
  /** The offset of the last run of backticks of each length, once the text has been looked through. */
  lastBackticks: Map<number, number> | undefined;
  /** Places, with the state they were met in, from which no attribute block comes to its end. */
  readonly deadEnds = new Set<number>();
}

const textStates = new WeakMap<TokenizeContext, TextState>();

/** What is remembered of the text that this tokenizer reads. */
export function textState(context: TokenizeContext): TextState {
  let state = textStates.get(context);
  if (state === undefined) {
    state = new TextState();
    textStates.set(context, state);
  }
  return state;
}

const suspectLists = new WeakMap<ParseContext, Suspect[]>();

/** Collects the suspects of a parse from now on. The list is filled as the text is read, in no order. */
export function collectSuspects(parser: ParseContext): Suspect[] {
  const suspects: Suspect[] = [];
  suspectLists.set(parser, suspects);
  return suspects;
}

/** Notes a place that may have been meant as a mark, where somebody collects them. */
export function noteSuspect(parser: ParseContext, suspect: Suspect): void {
  suspectLists.get(parser)?.push(suspect);
}
