import { findSection } from '../../queries/names.js';
import { QueryError } from '../../queries/queryError.js';
import { peopleIn } from '../../study/people.js';
import type { Study } from '../../study/study.js';
import type { Extent } from '../../text/edits.js';
import type { Transcript } from '../../transcript/transcript.js';
import type { Section } from '../../transcript/types.js';
import type { Place } from '../place.js';

/** Who answers what: for each section of the guide and each person the places of their answers, in the study's order. */
export class Answers {
  readonly #places = new Map<string, Map<string, Place[]>>();

  constructor(study: Study) {
    for (const transcript of study.transcripts) {
      this.#addTurns(transcript);
      this.#addMoved(study, transcript);
    }
  }

  /** Only what is said directly in the section, not in one below it. */
  of(section: string, person: string): readonly Place[] {
    return this.#places.get(section)?.get(person) ?? [];
  }

  #addTurns(transcript: Transcript): void {
    const { sections, turns, path } = transcript;
    const own = sections.map((section, i) => ({
      key: section.key,
      extent: ownText(transcript, section, sections[i + 1]),
    }));
    if (turns.length === 0) {
      for (const { key, extent } of own) {
        const clean = trimmed(transcript, extent);
        if (clean !== undefined)
          for (const person of peopleIn(transcript)) this.#add(key, person, { document: path, clean });
      }
      return;
    }
    let next = 0;
    for (const { key, extent } of own) {
      while (next > 0 && turns[next - 1]!.speech.end > extent.start) next--;
      for (; next < turns.length && turns[next]!.speech.start < extent.end; next++) {
        const { asks, speaker, speech } = turns[next]!;
        const start = Math.max(speech.start, extent.start);
        const end = Math.min(speech.end, extent.end);
        if (!asks && start < end) this.#add(key, speaker, { document: path, clean: { start, end } });
      }
    }
  }

  /** Passages that say themselves which question they answer: `question=` with a section's id or text. */
  #addMoved(study: Study, transcript: Transcript): void {
    for (const passage of transcript.passages) {
      const { question } = passage.attributes;
      if (question === undefined) continue;
      const key = sectionNamed(study, question);
      const place = { document: transcript.path, clean: passage.clean, passage };
      if (key !== undefined) for (const person of study.peopleIn(passage)) this.#add(key, person, place);
    }
  }

  #add(section: string, person: string, place: Place): void {
    let people = this.#places.get(section);
    if (people === undefined) this.#places.set(section, (people = new Map<string, Place[]>()));
    const places = people.get(person);
    if (places === undefined) people.set(person, [place]);
    else if (!places.some(({ clean, document }) => document === place.document && isWithin(place.clean, clean))) {
      places.push(place);
    }
  }
}

function isWithin(inner: Extent, outer: Extent): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function sectionNamed(study: Study, text: string): string | undefined {
  try {
    return findSection(study, text);
  } catch (error) {
    if (error instanceof QueryError) return undefined;
    throw error;
  }
}

/** What stands below a heading and before the next one, whatever its depth. */
function ownText({ text }: Transcript, { start, end }: Section, next: Section | undefined): Extent {
  const until = Math.min(end, next?.start ?? end);
  const line = text.sliceClean(start, until).search(/[\r\n]/);
  return { start: line < 0 ? until : start + line, end: until };
}

function trimmed({ text }: Transcript, { start, end }: Extent): Extent | undefined {
  const words = text.sliceClean(start, end);
  if (words.trim() === '') return undefined;
  return { start: start + words.length - words.trimStart().length, end: start + words.trimEnd().length };
}
