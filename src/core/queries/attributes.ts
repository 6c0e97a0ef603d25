import type { FrontMatterValue } from '../markdown/frontMatterData.js';
import type { Study } from '../study/study.js';
import { compareText } from '../study/paths.js';
import type { Passage } from '../transcript/types.js';
import { QueryError } from './queryError.js';

/** Whose attribute it is. A name belongs to the first of these that has it. */
export type AttributeOwner = 'participant' | 'document' | 'passage';

/** An attribute by which passages are told apart. */
export interface Attribute {
  readonly name: string;
  readonly owner: AttributeOwner;
  /** Its values for a passage and one of those who answer in it (undefined where nobody does); `''` alone where it has none. */
  valuesOf(passage: Pick<Passage, 'document' | 'attributes'>, person: string | undefined): readonly string[];
  /** Of a participant's: the value that a person has, `''` for none. */
  ofPerson?(person: string): string;
  /** The order in which tables show its values, where it has one of its own. */
  readonly order?: readonly string[];
}

/** `role=teacher`: a value that an attribute is to have. An empty value asks for those without one. */
export interface AttributeCondition {
  readonly name: string;
  readonly value: string;
}

/**
 * Reads `attr=value`.
 * @throws QueryError when there is no `=` in it or nothing before it.
 */
export function readCondition(text: string): AttributeCondition {
  const at = text.indexOf('=');
  const name = text.slice(0, Math.max(0, at)).trim();
  if (name === '') throw new QueryError('bad-condition', 'A condition is written attribute=value: {0}', text);
  return { name, value: text.slice(at + 1).trim() };
}

const empty: readonly string[] = [''];

/**
 * Finds an attribute by its name: a column of the participants' table, else a key of the documents' front matter,
 * else a fact of the passages' marks such as `by` and `stance`.
 * @throws QueryError when nothing in the study has it.
 */
export function findAttribute(study: Study, name: string): Attribute {
  const participants = ofParticipants(study, name);
  if (participants !== undefined) return participants;
  const keys = new Set(study.transcripts.flatMap(({ attributes }) => Object.keys(attributes)));
  const key = keys.has(name) ? name : sameName([...keys], name);
  if (key !== undefined) {
    const values = new Map(study.transcripts.map(({ path, attributes }) => [path, textsOf(attributes[key])]));
    return { name: key, owner: 'document', valuesOf: ({ document }) => values.get(document) ?? empty };
  }
  if (knownFacts.includes(name) || study.passages.some(({ attributes }) => Object.hasOwn(attributes, name))) {
    return {
      name,
      owner: 'passage',
      valuesOf: ({ attributes }) => (Object.hasOwn(attributes, name) ? [(attributes[name] ?? '').trim()] : empty),
    };
  }
  throw new QueryError(
    'unknown-attribute',
    'No participant, document or passage of this study has an attribute {0}.',
    name,
  );
}

/** A column of the participants' table, or an attribute that is derived from one. */
function ofParticipants(study: Study, name: string): Attribute | undefined {
  const columns = study.participants.columns.slice(1);
  const inTable = (wanted: string): string | undefined =>
    columns.includes(wanted) ? wanted : sameName(columns, wanted);
  const { derived } = study.settings;
  const column = inTable(name);
  if (column !== undefined) return participantAttribute(study, column, column, (value) => value);
  const known = derived.has(name) ? name : sameName([...derived.keys()], name);
  const { from = '', classes = [] } = derived.get(known ?? '') ?? {};
  const source = inTable(from);
  if (known === undefined || source === undefined) return undefined;
  const classOf = (value: string): string => classes.find(({ has }) => has(value))?.name ?? '';
  return { ...participantAttribute(study, known, source, classOf), order: classes.map((one) => one.name) };
}

function participantAttribute(study: Study, name: string, column: string, read: (value: string) => string): Attribute {
  const values = new Map(study.people.map(({ id, attributes }) => [id, read(attributes[column]?.trim() ?? '')]));
  return {
    name,
    owner: 'participant',
    ofPerson: (person) => values.get(person) ?? '',
    valuesOf: (_, person) => [person === undefined ? '' : (values.get(person) ?? '')],
  };
}

/** Facts that mean something to Emic, so that one may ask for them before anybody has written one. */
const knownFacts = ['by', 'stance'];

function sameName(names: readonly string[], name: string): string | undefined {
  return names.find((each) => each.toLowerCase() === name.toLowerCase());
}

/** The single values of what front matter says; `''` alone for none. */
function textsOf(value: FrontMatterValue | undefined): readonly string[] {
  if (value === undefined || value === null) return empty;
  if (Array.isArray(value)) {
    const texts = (value as readonly FrontMatterValue[]).flatMap(textsOf).filter((text) => text !== '');
    return texts.length === 0 ? empty : [...new Set(texts)];
  }
  return typeof value === 'object' ? [JSON.stringify(value)] : [String(value).trim()];
}

/** Values in the order in which they stand in a table: numbers by size, else by code unit; the empty one last. */
export function sortValues(values: Iterable<string>): readonly string[] {
  const all = new Set(values);
  const hasEmpty = all.delete('');
  const numbers = [...all].every((value) => Number.isFinite(Number(value)));
  const sorted = [...all].sort((a, b) => (numbers ? Number(a) - Number(b) : 0) || compareText(a, b));
  return hasEmpty ? [...sorted, ''] : sorted;
}
