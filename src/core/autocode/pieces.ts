import type { Extent } from '../text/edits.js';
import { afterSpaces, beforeSpaces } from '../transcript/characters.js';
import type { Transcript } from '../transcript/transcript.js';
import type { Section, Turn } from '../transcript/types.js';

/** A stretch of one paragraph that one person says: no label, no heading. Offsets count in the clean text. */
export interface Piece extends Extent {
  /** The number of its block. */
  readonly block: number;
  readonly turn: Turn | undefined;
  /** The section that holds it, the innermost one. */
  readonly section: Section | undefined;
}

/** All that is said or told in a transcript, in order. */
export function* piecesOf(transcript: Transcript): Generator<Piece> {
  const { text, turns, sections } = transcript;
  let turn = 0;
  let section = -1;
  for (let i = 0; i < text.blocks.length; i++) {
    const block = text.blocks[i]!;
    if (block.prose.length === 0) continue;
    const by = text.cleanStart(i);
    // Made anew each time it is asked for.
    const { clean } = block;
    for (const prose of block.prose) {
      if (block.headings.some(({ start, end }) => start <= prose.start && prose.end <= end)) continue;
      for (let at = prose.start + by; at < prose.end + by;) {
        while (turn < turns.length && turns[turn]!.end <= at) turn++;
        const here = turns[turn];
        const isInside = here !== undefined && here.start <= at;
        const until = Math.min(prose.end + by, isInside ? here.end : (here?.start ?? Infinity));
        const from = isInside ? Math.max(at, here.head.end) : at;
        const start = afterSpaces(clean, from - by, Math.max(from, until) - by);
        const end = beforeSpaces(clean, start, Math.max(from, until) - by);
        at = until;
        if (end <= start) continue;
        while (section + 1 < sections.length && sections[section + 1]!.start <= start + by) section++;
        yield {
          start: start + by,
          end: end + by,
          block: i,
          turn: isInside ? here : undefined,
          section: sections[section],
        };
      }
    }
  }
}
