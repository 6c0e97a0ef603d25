import type { Transcript } from '../transcript/transcript.js';
import { compareText } from './paths.js';

/** Someone who takes part in the study; interviewers do not. */
export interface Person {
  readonly id: string;
  /** What the participants' table says, in the order of its columns; empty for those whom it does not have. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Whether a document hears this person or names them in its front matter. */
  readonly hasTranscript: boolean;
}

/** A row of the participants' table. */
export interface ParticipantRow {
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Whom a document concerns: those who answer in it and those that its front matter names. */
export function peopleIn(transcript: Transcript): readonly string[] {
  return [...new Set([...transcript.participants, ...transcript.documentParticipants])];
}

/** Who takes part in one document, by id. */
export interface Attendance {
  /** Those who answer in it, and those that its front matter names. */
  readonly answer: readonly string[];
  /** Those whose labels ask. */
  readonly ask: ReadonlySet<string>;
}

/**
 * The people of a study, from who takes part in its documents.
 * @param asks tells the study's interviewers; who asks somewhere and answers nowhere is left out, too.
 */
export function gatherPeople(
  rows: readonly ParticipantRow[],
  documents: Iterable<Attendance>,
  asks: (id: string) => boolean,
): readonly Person[] {
  const answering = new Set<string>();
  const asking = new Set<string>();
  for (const { answer, ask } of documents) {
    for (const id of answer) answering.add(id);
    for (const id of ask) asking.add(id);
  }
  return listPeople(rows, answering, (id) => asks(id) || (asking.has(id) && !answering.has(id)));
}

/**
 * The people of a study: in the order of the participants' table, then the others by id.
 * @param present those whom the documents concern.
 * @param asks tells the ids of interviewers, who are left out.
 */
export function listPeople(
  rows: readonly ParticipantRow[],
  present: ReadonlySet<string>,
  asks: (id: string) => boolean,
): readonly Person[] {
  const people = new Map<string, Person>();
  for (const { id, attributes } of rows) {
    if (!people.has(id) && !asks(id)) people.set(id, { id, attributes, hasTranscript: present.has(id) });
  }
  const others = [...present].filter((id) => !people.has(id) && !asks(id)).sort(compareText);
  for (const id of others) people.set(id, { id, attributes: noAttributes, hasTranscript: true });
  return [...people.values()];
}

const noAttributes: Readonly<Record<string, string>> = Object.freeze({});
