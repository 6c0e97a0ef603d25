import type { Study } from '../../study/study.js';
import type { Extent } from '../../text/edits.js';
import type { Transcript } from '../../transcript/transcript.js';
import type { Passage } from '../../transcript/types.js';
import type { Query, Unit } from '../language/syntax.js';
import { bindQuery, type BoundQuery } from './bind.js';
import { groundOf, ofPlaces, passagePlaces, type Ground } from './ground.js';
import { firstFrom } from './relations.js';

/** A place that a query found: a passage, or a stretch of the text such as a turn. */
export interface FoundPlace extends Pick<
  Passage,
  'document' | 'clean' | 'source' | 'quote' | 'speakers' | 'participants' | 'time' | 'section' | 'memo'
> {
  /** undefined where it is none. */
  readonly passage: Passage | undefined;
  /** Of all passages that share a character with it. */
  readonly codes: readonly string[];
}

/** What a query found in one document. Kept for as long as the document and what the query means stay the same. */
export class DocumentFindings {
  readonly transcript: Transcript;
  readonly unit: Unit;
  /** Numbers of the places that were found, ascending: of passages, those in the transcript's list. */
  readonly found: Int32Array;
  readonly #ground: Ground;
  readonly #answers: Uint8Array;
  #places: readonly FoundPlace[] | undefined;

  constructor(ground: Ground, answers: Uint8Array) {
    this.transcript = ground.transcript;
    this.unit = ground.unit;
    this.#ground = ground;
    this.#answers = answers;
    this.found = numbersOf(ofPlaces(ground, answers));
  }

  get count(): number {
    return this.found.length;
  }

  /** The passages that were found; none if something else was sought. */
  get passages(): readonly Passage[] {
    if (this.unit !== 'passages') return [];
    return Array.from(this.found, (number) => this.transcript.passages[number]!);
  }

  get places(): readonly FoundPlace[] {
    return (this.#places ??= Array.from(this.found, (number) => this.#place(number)));
  }

  /**
   * Those of the people who answer in a place for whom the query holds; undefined where the query does not ask who answers.
   * @param number the place's number, one of {@link found}.
   */
  peopleAt(number: number): readonly string[] | undefined {
    const { answers } = this.#ground;
    if (answers === undefined) return undefined;
    const people: string[] = [];
    for (let i = answers.starts[number]!; i < answers.starts[number + 1]!; i++) {
      const person = answers.people[i];
      if (this.#answers[i] === 1 && person !== undefined) people.push(person);
    }
    return people;
  }

  #place(number: number): FoundPlace {
    const passage = this.unit === 'passages' ? this.transcript.passages[number] : undefined;
    if (passage !== undefined) {
      const { document, clean, source, quote, speakers, participants, time, section, memo, codes } = passage;
      return { document, clean, source, quote, speakers, participants, time, section, memo, codes, passage };
    }
    const { places, settings } = this.#ground;
    const { text, path } = this.transcript;
    const clean: Extent = { start: places.starts[number]!, end: places.ends[number]! };
    const { voices, time, section } = settings()[number]!;
    return {
      document: path,
      clean,
      source: { start: text.toSource(clean.start, 'start'), end: text.toSource(clean.end, 'end') },
      quote: text.sliceClean(clean.start, clean.end),
      speakers: voices.labels,
      participants: voices.ids,
      time,
      section,
      memo: undefined,
      codes: codesIn(this.transcript, clean),
      passage: undefined,
    };
  }
}

function codesIn(transcript: Transcript, { start, end }: Extent): readonly string[] {
  const { starts, ends } = passagePlaces(transcript);
  const codes = new Set<string>();
  for (let i = 0, most = firstFrom(starts, end); i < most; i++) {
    if (ends[i]! > start) for (const code of transcript.passages[i]!.codes) codes.add(code);
  }
  return [...codes];
}

function numbersOf(holds: Uint8Array): Int32Array {
  let count = 0;
  for (const one of holds) count += one;
  const numbers = new Int32Array(count);
  for (let i = 0, at = 0; i < holds.length; i++) if (holds[i] === 1) numbers[at++] = i;
  return numbers;
}

/**
 * A query over a study that changes: what it finds in a document is worked out when somebody first asks for it, and again
 * only when that document changes, or something of the study on which the query depends.
 */
export class LiveQuery {
  readonly #query: Query;
  #study: Study | undefined;
  #bound: BoundQuery | undefined;
  #findings = new WeakMap<Transcript, DocumentFindings>();

  constructor(query: Query) {
    this.#query = query;
  }

  /**
   * What the query means in a study as it is now.
   * @throws QueryTextError when it names something that the study lacks.
   */
  in(study: Study): QueryFindings {
    if (this.#bound === undefined || this.#study !== study) {
      this.#study = undefined;
      const bound = bindQuery(study, this.#query);
      if (this.#bound?.key !== bound.key) this.#findings = new WeakMap();
      this.#bound = bound;
      this.#study = study;
    }
    return new QueryFindings(study, this.#bound, this.#findings);
  }
}

/** What a query finds in a study, document by document. */
export class QueryFindings {
  readonly study: Study;
  readonly unit: Unit;
  readonly #bound: BoundQuery;
  readonly #findings: WeakMap<Transcript, DocumentFindings>;

  constructor(study: Study, bound: BoundQuery, findings: WeakMap<Transcript, DocumentFindings>) {
    this.study = study;
    this.unit = bound.unit;
    this.#bound = bound;
    this.#findings = findings;
  }

  /** What it finds in one of the study's documents. */
  at(transcript: Transcript): DocumentFindings {
    let found = this.#findings.get(transcript);
    if (found === undefined) {
      const { unit, byPerson, test } = this.#bound;
      const ground = groundOf(this.study, transcript, unit, byPerson);
      found = new DocumentFindings(ground, test(ground));
      this.#findings.set(transcript, found);
    }
    return found;
  }

  /** Documents in which it finds something, in the study's order; each is looked through when it is its turn. */
  *documents(): Generator<DocumentFindings> {
    for (const transcript of this.study.transcripts) {
      const found = this.at(transcript);
      if (found.count > 0) yield found;
    }
  }

  /** How many places it finds. */
  get count(): number {
    let sum = 0;
    for (const { count } of this.documents()) sum += count;
    return sum;
  }

  get passages(): readonly Passage[] {
    return [...this.documents()].flatMap(({ passages }) => passages);
  }

  get places(): readonly FoundPlace[] {
    return [...this.documents()].flatMap(({ places }) => places);
  }
}

/**
 * Answers a query once.
 * @throws QueryTextError when it names something that the study lacks.
 */
export function askStudy(study: Study, query: Query): QueryFindings {
  return new LiveQuery(query).in(study);
}
