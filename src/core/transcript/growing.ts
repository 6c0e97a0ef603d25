import type { Extent } from '../text/edits.js';
import { paragraphAround } from './paragraphs.js';
import { sentencesIn } from './sentences.js';
import type { Transcript } from './transcript.js';
import { wordsIn } from './units.js';

/**
 * The next larger part of a transcript around an extent of the clean text: words, sentences, paragraphs, turns, exchanges (questions
 * with their answers), sections, the document.
 * @param extent may be empty: then the word at or beside it comes first.
 * @returns an extent that holds the given one and more; undefined where there is nothing more.
 */
export function growExtent(transcript: Transcript, extent: Extent, language?: string): Extent | undefined {
  for (const around of [wordsAround, sentencesAround, paragraphsAround, turnsAround, exchangesAround]) {
    const found = around(transcript, extent, language);
    if (found !== undefined && isLarger(found, extent)) return found;
  }
  const sections = transcript.sections
    .map(({ start, end }) => trimmed(transcript, { start, end }))
    .filter((section) => isLarger(section, extent))
    .sort((a, b) => a.end - a.start - (b.end - b.start));
  if (sections[0] !== undefined) return sections[0];
  const { text } = transcript;
  const whole = trimmed(transcript, {
    start: text.frontMatter === undefined ? 0 : text.cleanStart(1),
    end: text.cleanLength,
  });
  return isLarger(whole, extent) ? whole : undefined;
}

/**
 * The next smaller part at the beginning of an extent: what grows into it, or past it.
 * @returns undefined where there is none.
 */
export function shrinkExtent(transcript: Transcript, extent: Extent, language?: string): Extent | undefined {
  let smaller: Extent | undefined;
  let next = growExtent(transcript, { start: extent.start, end: extent.start }, language);
  while (next !== undefined && isLarger(extent, next)) {
    smaller = next;
    next = growExtent(transcript, next, language);
  }
  return smaller;
}

/** Whether an extent holds another one and more. */
function isLarger(a: Extent, b: Extent): boolean {
  return a.start <= b.start && a.end >= b.end && a.end - a.start > b.end - b.start;
}

function trimmed({ text }: Transcript, { start, end }: Extent): Extent {
  const words = text.sliceClean(start, end);
  const last = start + words.trimEnd().length;
  return { start: Math.min(last, start + words.length - words.trimStart().length), end: last };
}

/** What begins with the part at an extent's start and ends with the one at its end. */
function union(first: Extent | undefined, last: Extent | undefined, { start, end }: Extent): Extent | undefined {
  if (first === undefined || last === undefined) return undefined;
  return { start: Math.min(first.start, start), end: Math.max(last.end, end) };
}

function wordsAround(transcript: Transcript, extent: Extent): Extent | undefined {
  const paragraph = paragraphAround(transcript, extent.start);
  if (paragraph === undefined) return undefined;
  if (extent.end > paragraph.end) return undefined;
  const words = wordsIn(transcript.text.sliceClean(paragraph.start, paragraph.end), paragraph.start);
  const isEmpty = extent.start === extent.end;
  const touched = words.filter(({ start, end }) =>
    isEmpty ? start <= extent.start && extent.start <= end : start < extent.end && extent.start < end,
  );
  return union(touched[0], touched.at(-1), extent);
}

function sentencesAround(transcript: Transcript, extent: Extent, language: string | undefined): Extent | undefined {
  const at = (place: number, isStart: boolean): Extent | undefined => {
    const paragraph = paragraphAround(transcript, place);
    if (paragraph === undefined) return undefined;
    const sentences = sentencesIn(transcript.text.sliceClean(paragraph.start, paragraph.end), language).map(
      ({ start, end }) => ({ start: start + paragraph.start, end: end + paragraph.start }),
    );
    return isStart ? sentences.find(({ end }) => end > place) : sentences.filter(({ start }) => start < place).at(-1);
  };
  const first = at(extent.start, true);
  return union(first, extent.start === extent.end ? first : at(extent.end, false), extent);
}

function paragraphsAround(transcript: Transcript, extent: Extent): Extent | undefined {
  const found = union(paragraphAround(transcript, extent.start), paragraphAround(transcript, extent.end), extent);
  return found === undefined ? undefined : trimmed(transcript, found);
}

function turnsAround({ turns }: Transcript, extent: Extent): Extent | undefined {
  const first = turns.find(({ speech }) => speech.start <= extent.start && extent.start <= speech.end);
  const last = turns.filter(({ speech }) => speech.start <= extent.end && extent.end <= speech.end).at(-1);
  if (first === undefined || last === undefined) return undefined;
  // One turn is its words; of several, only the first one's label stands outside.
  return union(first.speech, last.speech, extent);
}

function exchangesAround(transcript: Transcript, extent: Extent): Extent | undefined {
  const { turns } = transcript;
  const first = turns.findIndex(({ start, end }) => start <= extent.start && extent.start <= end);
  const last = turns.reduce((found, { start, end }, i) => (start <= extent.end && extent.end <= end ? i : found), -1);
  if (first < 0 || last < 0) return undefined;
  const joins = (before: number): boolean => {
    const one = turns[before];
    const next = turns[before + 1];
    return (
      one !== undefined &&
      next !== undefined &&
      !(next.asks && !one.asks) &&
      !transcript.sections.some(({ start }) => start >= one.speech.end && start <= next.start)
    );
  };
  let from = first;
  while (joins(from - 1)) from--;
  let to = last;
  while (joins(to)) to++;
  const begin = turns[from];
  const end = turns[to];
  if (begin === undefined || end === undefined) return undefined;
  return union({ start: begin.start, end: begin.end }, { start: end.start, end: end.speech.end }, extent);
}
