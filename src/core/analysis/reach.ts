import { peopleIn } from '../study/people.js';
import type { Study } from '../study/study.js';
import type { Extent } from '../text/edits.js';
import type { Transcript } from '../transcript/transcript.js';
import type { Emptiness } from './table.js';

/** Whose words a row, a column or a cell could hold. What is left out narrows nothing. */
export interface Reach {
  /** Ids of people. */
  readonly people?: ReadonlySet<string>;
  /** Paths. */
  readonly documents?: ReadonlySet<string>;
  /** Keys of sections, for each of the sets one; what stands in a section below one stands in it, too. */
  readonly sections?: readonly ReadonlySet<string>[];
}

/** What both reach. */
export function narrow(one: Reach, other: Reach): Reach {
  const people = common(one.people, other.people);
  const documents = common(one.documents, other.documents);
  const sections = [...(one.sections ?? []), ...(other.sections ?? [])];
  return {
    ...(people === undefined ? {} : { people }),
    ...(documents === undefined ? {} : { documents }),
    ...(sections.length === 0 ? {} : { sections }),
  };
}

function common(
  one: ReadonlySet<string> | undefined,
  other: ReadonlySet<string> | undefined,
): ReadonlySet<string> | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return new Set([...one].filter((id) => other.has(id)));
}

/** What was asked and answered in the interviews of a study. */
export class Interviews {
  readonly #study: Study;
  readonly #concerns = new Map<Transcript, ReadonlySet<string>>();

  constructor(study: Study) {
    this.#study = study;
    for (const transcript of study.transcripts) this.#concerns.set(transcript, new Set(peopleIn(transcript)));
  }

  /** Why a cell that could hold these words holds none. */
  emptiness(reach: Reach): Emptiness {
    const documents = this.#documents(reach);
    if (documents.length === 0) return 'no-transcript';
    const { sections } = reach;
    const asked = sections === undefined ? documents : documents.filter((one) => extentsOf(one, sections).length > 0);
    if (asked.length === 0) return 'not-asked';
    if (sections === undefined && reach.people === undefined) return 'not-mentioned';
    return asked.some((one) => spoken(one, reach).length > 0) ? 'not-mentioned' : 'no-answer';
  }

  /** How many words there are that a cell could hold: of people what they say, else all. */
  words(reach: Reach): number {
    return this.#documents(reach).reduce((sum, one) => sum + one.wordsIn(spoken(one, reach)), 0);
  }

  #documents({ people, documents }: Reach): readonly Transcript[] {
    return this.#study.transcripts.filter(
      (transcript) =>
        (documents?.has(transcript.path) ?? true) &&
        (people === undefined || anyOf(this.#concerns.get(transcript), people)),
    );
  }
}

function anyOf(some: ReadonlySet<string> | undefined, others: ReadonlySet<string>): boolean {
  return [...(some ?? [])].some((id) => others.has(id));
}

/** The extents of the clean text that a reach has in one document; without white space alone. */
function spoken(transcript: Transcript, { people, sections }: Reach): readonly Extent[] {
  const { turns } = transcript;
  const whole: readonly Extent[] =
    people === undefined || turns.length === 0
      ? [{ start: 0, end: transcript.text.cleanLength }]
      : turns.filter(({ asks, speaker }) => !asks && people.has(speaker)).map(({ speech }) => speech);
  const within = sections === undefined ? whole : intersect(whole, extentsOf(transcript, sections));
  return within.filter(({ start, end }) => transcript.text.sliceClean(start, end).trim() !== '');
}

/** Where the sections stand: the outermost of each set, and of these what is in all sets. */
function extentsOf(transcript: Transcript, sections: readonly ReadonlySet<string>[]): readonly Extent[] {
  let all: readonly Extent[] = [{ start: 0, end: transcript.text.cleanLength }];
  for (const keys of sections) {
    const found: Extent[] = [];
    for (const { start, end, key } of transcript.sections) {
      if (keys.has(key) && start >= (found.at(-1)?.end ?? 0)) found.push({ start, end });
    }
    all = intersect(all, found);
  }
  return all;
}

/** What is in one of the first extents and in one of the second; both in order. */
function intersect(first: readonly Extent[], second: readonly Extent[]): readonly Extent[] {
  const both: Extent[] = [];
  for (let i = 0, j = 0; i < first.length && j < second.length;) {
    const [a, b] = [first[i]!, second[j]!];
    const start = Math.max(a.start, b.start);
    const end = Math.min(a.end, b.end);
    if (start < end) both.push({ start, end });
    if (a.end < b.end) i++;
    else j++;
  }
  return both;
}
