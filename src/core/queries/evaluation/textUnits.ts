import { KeptWithBlock } from '../../markdown/kept.js';
import type { Extent } from '../../text/edits.js';
import type { Transcript } from '../../transcript/transcript.js';
import { sentencesIn } from '../../transcript/sentences.js';

/** The speech of each turn in which something is said; where nobody speaks, the paragraphs. */
export function turnsOf(transcript: Transcript): readonly Extent[] {
  const { turns } = transcript;
  if (turns.length === 0) return paragraphsOf(transcript);
  return turns.map(({ speech }) => speech).filter(({ start, end }) => start < end);
}

/** Paragraphs, items and cells of the running text without labels of turns; headings are none. */
export function paragraphsOf(transcript: Transcript): readonly Extent[] {
  const { text, turns } = transcript;
  const found: Extent[] = [];
  let turn = 0;
  const add = (start: number, end: number): void => {
    const words = text.sliceClean(start, end);
    const from = start + words.length - words.trimStart().length;
    const to = start + words.trimEnd().length;
    if (from < to) found.push({ start: from, end: to });
  };
  text.blocks.forEach((block, i) => {
    const by = text.cleanStart(i);
    for (const { start, end } of proses.of(block)) {
      let at = by + start;
      while (turn < turns.length && turns[turn]!.head.end <= at) turn++;
      for (; turn < turns.length && turns[turn]!.head.start < by + end; turn++) {
        const { head } = turns[turn]!;
        add(at, Math.max(at, head.start));
        at = Math.max(at, head.end);
      }
      add(at, Math.max(at, by + end));
    }
  });
  return found;
}

/** @param language a language tag, which tells where sentences end. */
export function sentencesOf(transcript: Transcript, language: string | undefined): readonly Extent[] {
  const { text } = transcript;
  return paragraphsOf(transcript).flatMap(({ start, end }) =>
    sentencesIn(text.sliceClean(start, end), language).map((sentence) => ({
      start: start + sentence.start,
      end: start + sentence.end,
    })),
  );
}

const proses = new KeptWithBlock((block) => {
  const { headings, prose } = block;
  const isHeading = ({ start, end }: Extent): boolean =>
    headings.some((heading) => heading.start <= start && end <= heading.end);
  const found = headings.length === 0 ? prose : prose.filter((extent) => !isHeading(extent));
  return [...found].sort((a, b) => a.start - b.start);
});
