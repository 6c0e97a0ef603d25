import type { Transcript } from '../../transcript/transcript.js';
import type { Passage } from '../../transcript/types.js';
import { ofAnswers, passagePlaces, type Ground } from './ground.js';
import type { WordFinder } from './occurrences.js';
import { chosen, noPlaces, placesOf, type Places } from './places.js';
import { related } from './relations.js';

/**
 * Gives 1 for each answer of the ground for which a condition holds.
 * @param among the answers that matter, by place; what is given for others may be anything.
 */
export type Test = (ground: Ground, among?: Uint8Array) => Uint8Array;

/** A condition that is bound to a study: what it says of a document's places, and which places of the text it means by itself. */
export interface Bound {
  readonly test: Test;
  readonly places: (transcript: Transcript) => Places;
}

const byCode = new WeakMap<Transcript, ReadonlyMap<string, readonly number[]>>();

/** The numbers of the passages that have each code. */
function passagesByCode(transcript: Transcript): ReadonlyMap<string, readonly number[]> {
  const known = byCode.get(transcript);
  if (known !== undefined) return known;
  const found = new Map<string, number[]>();
  transcript.passages.forEach(({ codes }, i) => {
    for (const code of codes) {
      const list = found.get(code);
      if (list === undefined) found.set(code, [i]);
      else list.push(i);
    }
  });
  byCode.set(transcript, found);
  return found;
}

/** The passages that have one of some codes. */
export function withCodes(codes: ReadonlySet<string>): (transcript: Transcript) => Uint8Array {
  return (transcript) => {
    const found = new Uint8Array(transcript.passages.length);
    const passages = passagesByCode(transcript);
    const mark = (numbers: readonly number[] | undefined): void => {
      if (numbers !== undefined) for (const number of numbers) found[number] = 1;
    };
    if (codes.size < passages.size) for (const code of codes) mark(passages.get(code));
    else for (const [code, numbers] of passages) if (codes.has(code)) mark(numbers);
    return found;
  };
}

/** The passages of a transcript that are something; of those that matter. */
export type Which = (transcript: Transcript, among?: Uint8Array) => Uint8Array;

export function passagesThat(fits: (passage: Passage) => boolean): Which {
  return ({ passages }, among) => {
    const found = new Uint8Array(passages.length);
    for (let i = 0; i < found.length; i++) if (among?.[i] !== 0 && fits(passages[i]!)) found[i] = 1;
    return found;
  };
}

/** What passages are; of another place it holds if one of them shares a character with it. */
export function passageTerm(which: Which): Bound {
  const places = (transcript: Transcript): Places => chosen(passagePlaces(transcript), which(transcript));
  return {
    test: (ground, among) =>
      ofAnswers(
        ground,
        ground.unit === 'passages'
          ? which(ground.transcript, among)
          : related(ground.places, places(ground.transcript), 'overlapping', undefined, never),
      ),
    places,
  };
}

/** What a document is. */
export function documentTerm(fits: (transcript: Transcript) => boolean): Bound {
  return {
    test: (ground) =>
      ofAnswers(ground, new Uint8Array(ground.places.starts.length).fill(fits(ground.transcript) ? 1 : 0)),
    places: (transcript) => (fits(transcript) ? wholeOf(transcript) : noPlaces),
  };
}

/** Who answers. */
export function personTerm(fits: (person: string | undefined) => boolean): Bound {
  return {
    test: ({ answers, places }) => {
      if (answers === undefined) return new Uint8Array(places.starts.length);
      return Uint8Array.from(answers.people, (person) => (fits(person) ? 1 : 0));
    },
    places: (transcript) => {
      const { turns, documentParticipants } = transcript;
      if (turns.length === 0) return documentParticipants.some(fits) ? wholeOf(transcript) : noPlaces;
      return speechesOf(transcript, ({ speaker, asks }) => !asks && fits(speaker));
    },
  };
}

/** Who speaks: those who ask, too, for whom nobody in particular answers. */
export function speakerTerm(isMeant: (label: string, speaker: string) => boolean): Bound {
  return {
    test: (ground) => {
      const { answers, places, transcript } = ground;
      const found = new Uint8Array(answers?.people.length ?? places.starts.length);
      const speakers = new Map<string | undefined, Set<string>>();
      for (const { label, speaker, asks } of transcript.turns) {
        if (!isMeant(label, speaker)) continue;
        const person = asks ? undefined : speaker;
        const labels = speakers.get(person);
        if (labels === undefined) speakers.set(person, new Set([label]));
        else labels.add(label);
      }
      for (const [person, labels] of speakers) {
        const speeches = speechesOf(
          transcript,
          ({ label, asks }) => asks === (person === undefined) && labels.has(label),
        );
        const heard = related(places, speeches, 'overlapping', undefined, never);
        const holds = ofAnswers(ground, heard);
        for (let i = 0; i < found.length; i++) {
          const isOwn = person === undefined || answers === undefined || answers.people[i] === person;
          if (holds[i] === 1 && isOwn) found[i] = 1;
        }
      }
      return found;
    },
    places: (transcript) => speechesOf(transcript, ({ label, speaker }) => isMeant(label, speaker)),
  };
}

/** Where it begins; a document is asked whether it has the section. */
export function sectionTerm(keys: ReadonlySet<string>): Bound {
  const isIn = (section: readonly string[]): number => (section.some((key) => keys.has(key)) ? 1 : 0);
  return {
    test: (ground, among) => {
      const { transcript, unit } = ground;
      if (unit === 'documents')
        return ofAnswers(ground, Uint8Array.of(isIn(transcript.sections.map(({ key }) => key))));
      const sections: readonly { readonly section: readonly string[] }[] =
        unit === 'passages' ? transcript.passages : ground.settings();
      const found = new Uint8Array(sections.length);
      for (let i = 0; i < found.length; i++) if (among?.[i] !== 0) found[i] = isIn(sections[i]!.section);
      return ofAnswers(ground, found);
    },
    places: ({ sections }) => placesOf(sections.filter(({ key }) => keys.has(key))),
  };
}

/** What is said in it. */
export function textTerm(words: WordFinder): Bound {
  return {
    test: (ground, among) => {
      const { unit, transcript, places } = ground;
      if (unit !== 'passages') {
        return ofAnswers(ground, related(places, words.placesIn(transcript), 'containing', undefined, never));
      }
      return ofAnswers(ground, passagesThat(({ quote }) => words.isIn(quote))(transcript, among));
    },
    places: (transcript) => words.placesIn(transcript),
  };
}

export function wholeOf({ text }: Transcript): Places {
  return placesOf([{ start: 0, end: text.cleanLength }]);
}

function speechesOf({ turns }: Transcript, isMeant: (turn: Transcript['turns'][number]) => boolean): Places {
  return placesOf(
    turns
      .filter(isMeant)
      .map(({ speech }) => speech)
      .filter(({ start, end }) => start < end),
  );
}

export function never(): boolean {
  return false;
}
