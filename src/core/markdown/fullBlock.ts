import type { Event, Token } from 'micromark-util-types';
import type { Extent } from '../text/edits.js';
import type { AttributeBlock } from './attributes.js';
import { CleanText } from './cleanText.js';
import { joinExtents, withoutCuts } from './cuts.js';
import { plainHeading } from './headingText.js';
import { looksLikeBlock, roleOf } from './inline.js';
import { memoExtent, memoText } from './memoText.js';
import { deadSpans, looksLikeSpeech, looksLikeWords } from './suspects.js';
import { readEvents } from './syntax/readEvents.js';
import { collectSuspects } from './syntax/tokens.js';
import type { Block, Heading, Mark, MemoDefinition, MemoReference, Suspect, Swallowed } from './types.js';

/*
 * The full way to read: micromark with the syntax extension for coded text. What it says is true, and whatever is quicker is held to it.
 */

/** Reads a whole document. */
export function readDocumentFully(text: string): Block {
  return readBlockFully(text, true);
}

/**
 * Reads one top-level run of a document.
 * @param atStart whether the run is the document's first, where front matter may stand.
 */
export function readBlockFully(source: string, atStart: boolean): Block {
  let suspects: Suspect[] = [];
  const events = readEvents(source, atStart, true, (parser) => {
    suspects = collectSuspects(parser);
  });
  const reader = new BlockReader(source, suspects);
  for (const event of events) reader.read(event);
  return reader.block();
}

/** A heading with offsets in the source. */
type SourceHeading = Omit<Heading, 'text'>;

/** Collects what a block holds from its events, which come in the order of the source. */
class BlockReader {
  readonly #source: string;
  readonly #suspects: Suspect[];
  readonly #marks: Mark[] = [];
  readonly #memoReferences: MemoReference[] = [];
  readonly #memos: MemoDefinition[] = [];
  readonly #headings: SourceHeading[] = [];
  readonly #paragraphs: Extent[] = [];
  readonly #prose: Extent[] = [];
  readonly #swallowed: Swallowed[] = [];
  /** How many quotes, lists and notes are open. */
  #containers = 0;
  #inDelimiterRow = false;
  /** What has been read of the heading that is open. */
  #headingDepth = 0;
  #headingContent: Extent | undefined;
  #headingAttributes: AttributeBlock | undefined;

  constructor(source: string, suspects: readonly Suspect[]) {
    this.#source = source;
    this.#suspects = suspects.filter(({ kind, start }) => kind !== 'broken' || looksLikeBlock(source, start + 1));
  }

  read([kind, token]: Event): void {
    if (kind === 'enter') this.#enter(token);
    else this.#exit(token);
  }

  #enter(token: Token): void {
    switch (token.type) {
      case 'blockQuote':
      case 'listOrdered':
      case 'listUnordered':
      case 'codedNoteDefinition':
        this.#containers++;
        break;
      case 'codedSpan':
        this.#readMark(token);
        break;
      case 'codedMemoReference':
        this.#memoReferences.push({ ...extentOf(token), id: token._label ?? '' });
        break;
      case 'codedMemoDefinition':
        this.#readMemo(token);
        break;
      case 'paragraph': {
        const extent = this.#trimmed(token);
        this.#prose.push(extent);
        if (this.#containers === 0) this.#paragraphs.push(extent);
        break;
      }
      case 'tableDelimiterRow':
        this.#inDelimiterRow = true;
        break;
      case 'tableContent':
        if (!this.#inDelimiterRow) this.#prose.push(extentOf(token));
        break;
      case 'atxHeading':
      case 'setextHeading':
        this.#headingDepth = 0;
        this.#headingContent = undefined;
        this.#headingAttributes = undefined;
        break;
      case 'atxHeadingText':
      case 'setextHeadingText':
        this.#headingContent = this.#trimmed(token);
        this.#prose.push(this.#headingContent);
        break;
      case 'codedHeadingAttributes':
        this.#headingAttributes ??= token._block;
        break;
      case 'atxHeadingSequence':
        if (this.#headingDepth === 0) this.#headingDepth = token.end.offset - token.start.offset;
        break;
      case 'setextHeadingLineSequence':
        this.#headingDepth = this.#source.charAt(token.start.offset) === '=' ? 1 : 2;
        break;
      case 'listItemValue':
        if (Number(this.#slice(token)) >= 1000) {
          this.#swallowed.push({ kind: 'ordered', start: token.start.offset, end: token.end.offset + 1 });
        }
        break;
      case 'htmlFlow':
      case 'htmlText':
        this.#readDead(token);
        if (looksLikeWords(this.#slice(token))) this.#swallowed.push({ kind: 'html', ...this.#trimmed(token) });
        break;
      case 'codeIndented':
        if (/\p{L}/u.test(this.#slice(token))) this.#swallowed.push({ kind: 'indented', ...extentOf(token) });
        this.#readDead(token);
        break;
      case 'codeFenced':
      case 'codeText':
        this.#readDead(token);
        break;
      default:
    }
  }

  #exit(token: Token): void {
    switch (token.type) {
      case 'blockQuote':
      case 'listOrdered':
      case 'listUnordered':
      case 'codedNoteDefinition':
        this.#containers--;
        break;
      case 'tableDelimiterRow':
        this.#inDelimiterRow = false;
        break;
      case 'setextHeading': {
        const content = this.#headingContent;
        if (content !== undefined && looksLikeSpeech(this.#source.slice(content.start, content.end))) {
          this.#swallowed.push({ kind: 'setext', ...this.#trimmed(token) });
        }
        this.#closeHeading(token);
        break;
      }
      case 'atxHeading':
        this.#closeHeading(token);
        break;
      default:
    }
  }

  #readMark(token: Token): void {
    const block = token._block;
    if (block === undefined) return;
    const at = token.start.offset;
    const open = { start: at, end: at + 1 };
    const close = { start: block.start - 1, end: block.end };
    this.#marks.push({ role: roleOf(open.end === close.start, block), open, close, block });
  }

  #readMemo(token: Token): void {
    const label = token.start.offset;
    const text = memoText(this.#slice(token));
    this.#memos.push({ id: token._label ?? '', label, text, ...memoExtent(this.#source, label, token.end.offset) });
  }

  #readDead(token: Token): void {
    for (const suspect of deadSpans(this.#source, extentOf(token))) this.#suspects.push(suspect);
  }

  #closeHeading(token: Token): void {
    if (this.#containers > 0) return;
    const { start, end } = this.#trimmed(token);
    const after = Math.min(end, start + this.#headingDepth);
    this.#headings.push({
      start,
      end,
      depth: this.#headingDepth as Heading['depth'],
      content: this.#headingContent ?? { start: after, end: after },
      attributes: this.#headingAttributes,
    });
  }

  /** A token's extent without the spaces and tabs at its end. */
  #trimmed(token: Token): Extent {
    const { start, end: last } = extentOf(token);
    let end = last;
    while (end > start && (this.#source.charCodeAt(end - 1) === 32 || this.#source.charCodeAt(end - 1) === 9)) end--;
    return { start, end };
  }

  #slice(token: Token): string {
    return this.#source.slice(token.start.offset, token.end.offset);
  }

  block(): Block {
    const source = this.#source;
    const brackets = this.#marks.flatMap(({ open, close }) => [open, close]);
    const cuts = joinExtents([...brackets, ...this.#memoReferences, ...this.#memos]);
    const clean = new CleanText(cuts);
    const move = <T extends Extent>(extent: T): T => ({ ...extent, ...clean.extent(extent) });
    return {
      source,
      kind: 'text',
      marks: this.#marks,
      memoReferences: this.#memoReferences.map(({ start, end, id }) => ({ start, end, id })),
      memos: this.#memos,
      cuts,
      clean: withoutCuts(source, cuts),
      headings: this.#headings.map(({ attributes, ...heading }) => ({
        ...move(heading),
        text: plainHeading(
          source.slice(heading.start, heading.end),
          source.slice(heading.content.start, heading.content.end),
        ),
        content: clean.extent(heading.content),
        attributes: attributes && { ...move(attributes), entries: attributes.entries.map(move) },
      })),
      paragraphs: this.#paragraphs.map(move),
      prose: this.#prose.map(move),
      suspects: this.#suspects.sort((a, b) => a.start - b.start || a.end - b.end),
      swallowed: this.#swallowed.sort((a, b) => a.start - b.start),
      kept: {},
    };
  }
}

function extentOf({ start, end }: Token): Extent {
  return { start: start.offset, end: end.offset };
}
