import type { CodedText } from '../markdown/codedText.js';
import type { Extent } from '../text/edits.js';

/** A place that could be coded. Extents count in the clean text of its document. */
export interface Proposal {
  readonly document: string;
  /** What would be coded. */
  readonly extent: Extent;
  /** What was found in it, in order: the reason. */
  readonly hits: readonly Extent[];
}

/** Proposals of one document in order, those that share characters made one. */
export function joinOverlapping(proposals: readonly Proposal[]): readonly Proposal[] {
  const joined: Proposal[] = [];
  for (const proposal of [...proposals].sort((a, b) => a.extent.start - b.extent.start)) {
    const last = joined.at(-1);
    if (last === undefined || proposal.extent.start >= last.extent.end) {
      joined.push(proposal);
      continue;
    }
    const extent = { start: last.extent.start, end: Math.max(last.extent.end, proposal.extent.end) };
    joined[joined.length - 1] = { ...last, extent, hits: mergeHits(last.hits, proposal.hits) };
  }
  return joined;
}

function mergeHits(a: readonly Extent[], b: readonly Extent[]): readonly Extent[] {
  const last = a.at(-1);
  return last === undefined ? b : [...a, ...b.filter(({ start }) => start >= last.end)];
}

/**
 * Proposals of a document after it was edited: where the same words stand now.
 * @returns one for each of those given; undefined where its words are no longer there as they were.
 */
export function followProposals(
  proposals: readonly Proposal[],
  before: CodedText,
  after: CodedText,
): readonly (Proposal | undefined)[] {
  const old = before.clean;
  const now = after.clean;
  if (before === after || old === now) return proposals;
  const shorter = Math.min(old.length, now.length);
  let same = 0;
  while (same < shorter && old.charCodeAt(same) === now.charCodeAt(same)) same++;
  let sameEnd = 0;
  while (
    sameEnd < shorter - same &&
    old.charCodeAt(old.length - 1 - sameEnd) === now.charCodeAt(now.length - 1 - sameEnd)
  ) {
    sameEnd++;
  }
  const shift = now.length - old.length;
  /** What is taken is taken. */
  let from = 0;
  return proposals.map((proposal) => {
    const { start, end } = proposal.extent;
    if (end <= same) return proposal;
    if (start >= old.length - sameEnd) return moved(proposal, shift);
    // The words are looked for where the text has changed, and nowhere else.
    const words = old.slice(start, end);
    const first = Math.max(from, same - words.length, 0);
    const at = now.slice(first, now.length - sameEnd + words.length).indexOf(words) + first;
    if (at < first) return undefined;
    from = at + words.length;
    return moved(proposal, at - start);
  });
}

function moved({ document, extent, hits }: Proposal, by: number): Proposal {
  const move = ({ start, end }: Extent): Extent => ({ start: start + by, end: end + by });
  return { document, extent: move(extent), hits: hits.map(move) };
}
