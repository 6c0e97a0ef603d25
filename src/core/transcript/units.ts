import type { Extent } from '../text/edits.js';
import type { Transcript } from './transcript.js';

/**
 * What a place may be meant for, from small to large: the word, the sentence, the turn (where nobody speaks, the paragraph).
 * @param place an offset in the clean text, in or beside a word.
 * @param language a language tag, which tells where sentences end.
 * @returns different extents of the clean text, each inside the next; those that there are.
 */
export function unitsAround(transcript: Transcript, place: number, language?: string): readonly Extent[] {
  const { text } = transcript;
  const paragraph = paragraphAround(transcript, place);
  if (paragraph === undefined) return [];
  const words = text.sliceClean(paragraph.start, paragraph.end);
  const inside = place - paragraph.start;
  const turn = transcript.turns.find(({ start, end }) => start <= place && place <= end && end > start);
  const units: Extent[] = [];
  for (const extent of [
    wordAround(words, inside),
    sentenceAround(words, inside, language),
    turn === undefined ? { start: 0, end: words.length } : move(turn.speech, -paragraph.start),
  ]) {
    const last = units.at(-1);
    const unit = extent === undefined ? undefined : move(extent, paragraph.start);
    if (unit === undefined || unit.end <= unit.start) continue;
    if (
      last === undefined ||
      (unit.start <= last.start && unit.end >= last.end && unit.end - unit.start > last.end - last.start)
    ) {
      units.push(unit);
    }
  }
  return units;
}

/** The running text around a place, without the label of a turn. */
function paragraphAround({ text, turns }: Transcript, place: number): Extent | undefined {
  const index = text.blockAtClean(place);
  const block = text.blocks[index];
  if (block === undefined) return undefined;
  const by = text.cleanStart(index);
  const found = block.prose.find(({ start, end }) => start + by <= place && place <= end + by);
  if (found === undefined) return undefined;
  let start = found.start + by;
  let end = found.end + by;
  for (const { head } of turns) {
    if (head.end > place) {
      if (head.start > start && head.start < end) end = head.start;
      if (head.start >= end) break;
    } else if (head.end > start) {
      start = head.end;
    }
  }
  return start < end && start <= place ? { start, end } : undefined;
}

const word = /[\p{L}\p{N}\p{M}]+(?:['’-][\p{L}\p{N}\p{M}]+)*/gu;

function wordAround(text: string, place: number): Extent | undefined {
  for (const found of text.matchAll(word)) {
    const end = found.index + found[0].length;
    if (found.index > place) return undefined;
    if (end >= place) return { start: found.index, end };
  }
  return undefined;
}

function sentenceAround(text: string, place: number, language: string | undefined): Extent | undefined {
  const segmenter = new Intl.Segmenter(isLanguage(language) ? language : 'en', { granularity: 'sentence' });
  // A line end inside a paragraph ends no sentence.
  const line = text.replace(/[\r\n]/g, ' ');
  const { segment, index } = segmenter.segment(line).containing(Math.min(place, line.length - 1)) ?? {};
  if (segment === undefined || index === undefined) return undefined;
  const start = index + segment.length - segment.trimStart().length;
  return { start, end: Math.max(start, index + segment.trimEnd().length) };
}

function isLanguage(language: string | undefined): language is string {
  try {
    return language !== undefined && Intl.getCanonicalLocales(language).length === 1;
  } catch {
    return false;
  }
}

function move({ start, end }: Extent, by: number): Extent {
  return { start: start + by, end: end + by };
}
