import { wordsAt, type Place } from '../../core/analysis/place.js';
import type { CodeColor } from '../../core/colors/codeColors.js';
import type { Study } from '../../core/study/study.js';
import type { PlaceList, PlaceRow } from './protocol.js';

/** So many lists are kept; older ones are of things that nobody looks at any more. */
const mostLists = 200;

/** The lists of places that a page has opened. */
export class PlaceLists {
  readonly #lists = new Map<number, readonly Place[]>();
  #last = 0;

  keep(places: readonly Place[]): PlaceList {
    const id = ++this.#last;
    this.#lists.set(id, places);
    const [oldest] = this.#lists.keys();
    if (this.#lists.size > mostLists && oldest !== undefined) this.#lists.delete(oldest);
    return { id, length: places.length, arePassages: places.every(({ passage }) => passage !== undefined) };
  }

  slice(id: number, from: number, to: number): readonly Place[] {
    return this.#lists.get(id)?.slice(from, to) ?? [];
  }
}

/** A place as it is listed. */
export function placeRow(study: Study, colors: ReadonlyMap<string, CodeColor>, place: Place): PlaceRow {
  const { passage, document, clean } = place;
  const transcript = study.transcript(document);
  const turn = transcript?.turns.find(({ start, end }) => start <= clean.start && clean.start < end);
  return {
    words: wordsAt(study, place)
      .trim()
      .replace(/\s*\n\s*\n\s*/g, ' … ')
      .replace(/\s+/g, ' '),
    who: passage === undefined ? (turn?.label ?? '') : passage.speakers.join(', '),
    document: transcript?.title ?? document,
    time: passage?.time ?? turn?.time ?? '',
    memo: passage?.memo ?? '',
    codes: (passage?.codes ?? []).map((code) => ({
      name: study.codebook.get(code)?.name ?? code,
      color: colors.get(code) ?? 'grey',
    })),
  };
}
