import type { Extent } from '../text/edits.js';
import type { Transcript } from '../transcript/transcript.js';
import type { Proposal } from './proposals.js';
import { BlockReader } from './readable.js';

/** A proposal as people read it: what is said, without any signs. */
export interface ProposalText {
  /** What stands before it in its paragraph. */
  readonly before: string;
  /** What would be coded. */
  readonly words: string;
  readonly after: string;
  /** What was found, as extents of `words`. */
  readonly hits: readonly Extent[];
  /** Who says it, as the label has it; undefined where nobody is named. */
  readonly speaker: string | undefined;
  readonly time: string | undefined;
  /** The heading above it. */
  readonly section: string | undefined;
}

/** So much of the paragraph is given on each side, in characters of clean text. */
const around = 200;

/** Reads a proposal's words and what stands around them. */
export function describeProposal(transcript: Transcript, { extent, hits }: Proposal): ProposalText {
  const { text, turns, sections } = transcript;
  const turn = lastFrom(turns, extent.start);
  const inTurn = turn !== undefined && extent.start < turn.end ? turn : undefined;
  const block = text.blockAtClean(extent.start);
  const lastBlock = text.blockAtClean(extent.end - 1);
  const prose = (index: number, place: number): Extent | undefined => {
    const by = text.cleanStart(index);
    const found = text.blocks[index]?.prose.find(({ start, end }) => start + by <= place && place < end + by);
    return found === undefined ? undefined : { start: found.start + by, end: found.end + by };
  };
  const first = prose(block, extent.start);
  const last = prose(lastBlock, extent.end - 1);
  const begin = Math.max(first?.start ?? extent.start, inTurn?.head.end ?? 0, extent.start - around);
  const end = Math.min(last?.end ?? extent.end, inTurn?.end ?? Infinity, extent.end + around);
  const parts: string[] = [];
  const shownHits: Extent[] = [];
  let at = extent.start;
  let length = 0;
  const push = (to: number): void => {
    const part = shown(transcript, at, to);
    parts.push(part);
    length += part.length;
    at = to;
  };
  for (const hit of hits) {
    push(hit.start);
    const start = length;
    push(hit.end);
    shownHits.push({ start, end: length });
  }
  push(extent.end);
  return {
    before: shown(transcript, begin, extent.start).trimStart(),
    words: parts.join(''),
    after: shown(transcript, extent.end, Math.max(end, extent.end)).trimEnd(),
    hits: shownHits,
    speaker: inTurn?.label,
    time: inTurn?.time,
    section: lastFrom(sections, extent.start)?.text,
  };
}

/** A stretch of the clean text as a reader sees it; paragraphs are parted by ` … `. */
function shown({ text }: Transcript, start: number, end: number): string {
  if (end <= start) return '';
  const parts: string[] = [];
  for (let i = text.blockAtClean(start); i < text.blocks.length && text.cleanStart(i) < end; i++) {
    const block = text.blocks[i]!;
    const by = text.cleanStart(i);
    const piece = { start: Math.max(0, start - by), end: Math.min(block.clean.length, end - by) };
    if (piece.end > piece.start) parts.push(new BlockReader(block).read(piece).text);
  }
  if (parts.length < 2) return parts[0] ?? '';
  const inner = parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' … ');
  const leading = /^\s/.test(parts[0] ?? '') ? ' ' : '';
  return leading + inner;
}

function lastFrom<T extends Extent>(extents: readonly T[], place: number): T | undefined {
  let low = 0;
  let high = extents.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (extents[middle]!.start <= place) low = middle + 1;
    else high = middle;
  }
  return extents[low - 1];
}
