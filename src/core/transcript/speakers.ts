import type { FrontMatterData, FrontMatterValue } from '../markdown/frontMatterData.js';
import { labelKey } from './labels.js';
import type { TranscriptContext } from './types.js';

/** All that the lines of one document with the same label share. Filled while the turns are read. */
export class Speaker {
  /** What makes labels one. */
  readonly key: string;
  /** Whether the label need not prove itself. */
  readonly known: boolean;
  /** Whether the document says that it is no label. */
  readonly unmade: boolean;
  /** How many lines it starts. */
  lines = 0;
  /** Its number among those who have a turn, in the order of their first; -1 without one. */
  order = -1;
  /** The label as the first turn writes it. */
  label = '';
  /** The participant or interviewer that it is. */
  id = '';
  /** Whether `speakers`, the front matter or the study name the one it is. */
  named = false;
  asks = false;
  #labels: readonly string[] | undefined;
  #ids: readonly string[] | undefined;

  constructor(key: string, known: boolean, unmade: boolean) {
    this.key = key;
    this.known = known;
    this.unmade = unmade;
  }

  /** For passages of one speaker: the same list for each. */
  get labels(): readonly string[] {
    return (this.#labels ??= [this.label]);
  }

  get ids(): readonly string[] {
    return (this.#ids ??= [this.id]);
  }
}

/** The study's people by the key under which labels find them. */
interface People {
  readonly participants: ReadonlyMap<string, string>;
  readonly interviewers: ReadonlyMap<string, string>;
}

const peopleOfContext = new WeakMap<TranscriptContext, People>();

function peopleOf(context: TranscriptContext): People {
  let people = peopleOfContext.get(context);
  if (people === undefined) {
    people = { participants: byKey(context.participants), interviewers: byKey(context.interviewers) };
    peopleOfContext.set(context, people);
  }
  return people;
}

/** Names by what makes them one; of several the first. */
function byKey(names: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const name of names) {
    const key = labelKey(name);
    if (!found.has(key)) found.set(key, name);
  }
  return found;
}

/** Who speaks in one document: what its front matter and its study say of labels. */
export class Cast {
  /** The participants that the front matter names, spelt as the participants' table has them. */
  readonly participants: readonly string[];
  readonly #people: People;
  readonly #own = new Map<string, string>();
  /** What `speakers` says of a label: an id, or undefined for one that is no speaker. */
  readonly #speakers = new Map<string, string | undefined>();
  /** The ids that `speakers` names. */
  readonly #targets = new Map<string, string>();

  constructor(frontMatter: FrontMatterData, context: TranscriptContext) {
    this.#people = peopleOf(context);
    this.participants = [...new Set(listOf(frontMatter.participants).map((id) => this.#spelt(id)))];
    for (const id of this.participants) this.#own.set(labelKey(id), id);
    for (const [label, value] of entriesOf(frontMatter.speakers)) {
      const id = textOf(value);
      const key = labelKey(label);
      if (this.#speakers.has(key)) continue;
      this.#speakers.set(key, id === undefined ? undefined : this.#spelt(id));
      if (id !== undefined && !this.#targets.has(labelKey(id))) this.#targets.set(labelKey(id), this.#spelt(id));
    }
  }

  /** A speaker of whom no line has been read yet. */
  speaker(key: string): Speaker {
    const unmade = this.#speakers.has(key) && this.#speakers.get(key) === undefined;
    const { participants, interviewers } = this.#people;
    const known =
      this.#speakers.has(key) ||
      this.#targets.has(key) ||
      this.#own.has(key) ||
      participants.has(key) ||
      interviewers.has(key);
    return new Speaker(key, known, unmade);
  }

  /** Says who the speakers are who have turns, in the order of their first. */
  resolve(speakers: readonly Speaker[]): void {
    const { participants, interviewers } = this.#people;
    for (const speaker of speakers) {
      const { key } = speaker;
      const named = this.#speakers.get(key) ?? participants.get(key) ?? this.#own.get(key) ?? this.#targets.get(key);
      speaker.named = named !== undefined;
      speaker.id = named ?? interviewers.get(key) ?? speaker.label;
      speaker.asks = interviewers.has(key) || (named !== undefined && interviewers.has(labelKey(named)));
    }
    const answering = speakers.filter(({ asks }) => !asks);
    const [only] = answering;
    const [participant] = this.participants;
    if (answering.length === 1 && this.participants.length === 1 && only !== undefined && participant !== undefined) {
      if (!only.named) only.id = participant;
      only.named = true;
    }
  }

  /** Whether an id stands in the participants' table or is an interviewer's; true where there is no table. */
  isInStudy(id: string): boolean {
    const key = labelKey(id);
    const { participants, interviewers } = this.#people;
    return participants.size === 0 || participants.has(key) || interviewers.has(key);
  }

  /** An id as the participants' table spells it. */
  #spelt(id: string): string {
    return this.#people.participants.get(labelKey(id)) ?? id;
  }
}

/** A list of ids, from a list, or from one text with commas between. */
export function listOf(value: FrontMatterValue | undefined): string[] {
  if (Array.isArray(value)) {
    return (value as readonly FrontMatterValue[]).map(textOf).filter((text) => text !== undefined);
  }
  const text = value === undefined ? undefined : textOf(value);
  return text === undefined
    ? []
    : text
        .split(/[,;]/)
        .map((part) => part.trim())
        .filter((part) => part !== '');
}

function entriesOf(value: FrontMatterValue | undefined): [string, FrontMatterValue][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

/** A value as a text without white space around it; undefined for none, and for what is no single value. */
export function textOf(value: FrontMatterValue): string | undefined {
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? undefined : text;
}
