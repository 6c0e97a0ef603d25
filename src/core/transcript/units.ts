import type { Extent } from '../text/edits.js';
import { paragraphAround } from './paragraphs.js';
import { sentencesIn } from './sentences.js';
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

const word = /[\p{L}\p{N}\p{M}]+(?:['’-][\p{L}\p{N}\p{M}]+)*/gu;

/** The words of a text, in order. @param by where the text begins: the extents count from there. */
export function wordsIn(text: string, by = 0): readonly Extent[] {
  return Array.from(text.matchAll(word), ({ index, 0: found }) => ({
    start: by + index,
    end: by + index + found.length,
  }));
}

function wordAround(text: string, place: number): Extent | undefined {
  for (const found of text.matchAll(word)) {
    const end = found.index + found[0].length;
    if (found.index > place) return undefined;
    if (end >= place) return { start: found.index, end };
  }
  return undefined;
}

function sentenceAround(text: string, place: number, language: string | undefined): Extent | undefined {
  const sentences = sentencesIn(text, language);
  return sentences.find(({ end }) => end > place) ?? sentences.filter(({ end }) => end <= place).at(-1);
}

function move({ start, end }: Extent, by: number): Extent {
  return { start: start + by, end: end + by };
}
