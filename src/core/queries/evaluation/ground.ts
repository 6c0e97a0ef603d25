import type { Study } from '../../study/study.js';
import type { Extent } from '../../text/edits.js';
import type { Setting } from '../../transcript/passages.js';
import type { Transcript } from '../../transcript/transcript.js';
import type { Unit } from '../language/syntax.js';
import { placesOf, type Places } from './places.js';
import { paragraphsOf, sentencesOf, turnsOf } from './textUnits.js';

/** The places of one document among which a query chooses. */
export interface Ground {
  readonly transcript: Transcript;
  readonly unit: Unit;
  readonly places: Places;
  /**
   * A condition may hold by one of those who answer in a place and not by another, so what is asked for is asked of each of them.
   * The numbers of a place's answers go from the one here to the next; undefined where nobody's answers differ: each place has one.
   */
  readonly answers: Answers | undefined;
  readonly settings: () => readonly Setting[];
}

export interface Answers {
  readonly starts: Int32Array;
  /** Whose answer it is; undefined where nobody answers in the place. */
  readonly people: readonly (string | undefined)[];
}

const passages = new WeakMap<Transcript, Places>();

/** @param byPerson whether the query asks who answers. */
export function groundOf(study: Study, transcript: Transcript, unit: Unit, byPerson: boolean): Ground {
  const extents = unit === 'passages' ? undefined : extentsOfUnit(transcript, unit, study.settings.language);
  const places = extents === undefined ? passagePlaces(transcript) : placesOf(extents);
  let settings: readonly Setting[] | undefined;
  const read = (): readonly Setting[] =>
    (settings ??= transcript.settingsOf(extents ?? transcript.passages.map(({ clean }) => clean)));
  return {
    transcript,
    unit,
    places,
    answers: byPerson ? answersOf(study, transcript, unit, read) : undefined,
    settings: read,
  };
}

export function passagePlaces(transcript: Transcript): Places {
  let found = passages.get(transcript);
  if (found === undefined) {
    found = placesOf(transcript.passages.map(({ clean }) => clean));
    passages.set(transcript, found);
  }
  return found;
}

/** In the order of where they begin. */
function extentsOfUnit(
  transcript: Transcript,
  unit: Exclude<Unit, 'passages'>,
  language: string | undefined,
): readonly Extent[] {
  switch (unit) {
    case 'turns':
      return turnsOf(transcript);
    case 'sentences':
      return sentencesOf(transcript, language);
    case 'paragraphs':
      return paragraphsOf(transcript);
    case 'sections':
      return transcript.sections;
    case 'documents':
      return [{ start: 0, end: transcript.text.cleanLength }];
  }
}

function answersOf(study: Study, transcript: Transcript, unit: Unit, settings: () => readonly Setting[]): Answers {
  const { path: document } = transcript;
  const heard =
    unit === 'passages'
      ? transcript.passages.map(({ participants }) => participants)
      : settings().map(({ voices }) => voices.ids);
  const starts = new Int32Array(heard.length + 1);
  const people: (string | undefined)[] = [];
  heard.forEach((participants, i) => {
    starts[i] = people.length;
    const answering = study.peopleIn({ document, participants });
    if (answering.length === 0) people.push(undefined);
    else people.push(...answering);
  });
  starts[heard.length] = people.length;
  return { starts, people };
}

/** What holds for places, said of each of their answers. */
export function ofAnswers({ answers }: Ground, holds: Uint8Array): Uint8Array {
  if (answers === undefined) return holds;
  const { starts, people } = answers;
  const spread = new Uint8Array(people.length);
  for (let i = 0; i < holds.length; i++) if (holds[i] === 1) spread.fill(1, starts[i], starts[i + 1]);
  return spread;
}

/** The places of which at least one answer holds. */
export function ofPlaces({ answers, places }: Ground, holds: Uint8Array): Uint8Array {
  if (answers === undefined) return holds;
  const found = new Uint8Array(places.starts.length);
  for (let i = 0; i < found.length; i++) {
    const end = answers.starts[i + 1]!;
    for (let j = answers.starts[i]!; j < end; j++) if (holds[j] === 1) found[i] = 1;
  }
  return found;
}
