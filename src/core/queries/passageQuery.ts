import type { Study } from '../study/study.js';
import type { Passage } from '../transcript/types.js';
import { findAttribute, type Attribute, type AttributeCondition } from './attributes.js';
import { findCode, findParticipant, findSection } from './names.js';

/** Which passages are asked for. All that is given must hold; what is left out asks for nothing. */
export interface PassageQuery {
  /** Codes that the passage has, all of them. A theme has the passages of all codes that count for it. */
  readonly codes?: readonly string[];
  /** Codes of which the passage has at least one. */
  readonly any?: readonly string[];
  /** Codes of which the passage has none. */
  readonly not?: readonly string[];
  /** People of whom at least one answers in the passage. */
  readonly participants?: readonly string[];
  /** Conditions on attributes; of those on one attribute, one must hold. Those on people must hold for one and the same person. */
  readonly where?: readonly AttributeCondition[];
  /** Sections of which the passage begins in one, or in a section below one. */
  readonly sections?: readonly string[];
  /** Words that the quotation holds, whatever their case and the white space between them. */
  readonly texts?: readonly string[];
  /** Whether each code has the passages of all codes that count for it, as themes always have. */
  readonly aggregate?: boolean;
}

/** A passage that was found, and those of its people for whom the conditions hold. */
export interface Finding {
  readonly passage: Passage;
  /** Empty where nobody answers in the passage. */
  readonly people: readonly string[];
}

/**
 * The passages that fit a query, in the study's order.
 * @throws QueryError when it names a code, a participant, a section or an attribute that the study does not have.
 */
export function findPassages(study: Study, query: PassageQuery): readonly Passage[] {
  return find(study, query).map(({ passage }) => passage);
}

/** As {@link findPassages}, with the people for whom the conditions hold. */
export function find(study: Study, query: PassageQuery): readonly Finding[] {
  const fits = passageTest(study, query);
  const fitsPerson = personTest(study, query);
  const findings: Finding[] = [];
  for (const passage of study.passages) {
    if (!fits(passage)) continue;
    const people = study.peopleIn(passage);
    const fitting = people.filter((person) => fitsPerson(passage, person));
    if (fitting.length > 0) findings.push({ passage, people: fitting });
    else if (people.length === 0 && fitsPerson(passage, undefined)) findings.push({ passage, people });
  }
  return findings;
}

/** What a passage must be, whoever speaks in it. */
function passageTest(study: Study, query: PassageQuery): (passage: Passage) => boolean {
  const tests: ((passage: Passage) => boolean)[] = [];
  for (const code of query.codes ?? []) tests.push(hasCode(study, [code], query.aggregate));
  if (query.any !== undefined && query.any.length > 0) tests.push(hasCode(study, query.any, query.aggregate));
  if (query.not !== undefined && query.not.length > 0) {
    const has = hasCode(study, query.not, query.aggregate);
    tests.push((passage) => !has(passage));
  }
  if (query.sections !== undefined && query.sections.length > 0) {
    const keys = new Set(query.sections.map((section) => findSection(study, section)));
    tests.push(({ section }) => section.some((key) => keys.has(key)));
  }
  for (const text of query.texts ?? []) {
    const words = foldText(text);
    tests.push(({ quote }) => foldText(quote).includes(words));
  }
  return (passage) => tests.every((test) => test(passage));
}

function hasCode(study: Study, names: readonly string[], aggregate = false): (passage: Passage) => boolean {
  const codes = new Set<string>();
  for (const name of names) {
    const id = findCode(study, name);
    if (aggregate || study.codebook.get(id)?.kind === 'theme')
      for (const code of study.codesCountedFor(id)) codes.add(code);
    else codes.add(id);
  }
  return (passage) => passage.codes.some((code) => codes.has(code));
}

/** What one of those who answer must be; `person` is undefined where nobody does. */
function personTest(study: Study, query: PassageQuery): (passage: Passage, person: string | undefined) => boolean {
  const participants = new Set((query.participants ?? []).map((id) => findParticipant(study, id)));
  const conditions = groupConditions(study, query.where ?? []);
  return (passage, person) => {
    if (participants.size > 0 && (person === undefined || !participants.has(person))) return false;
    return conditions.every(({ attribute, values }) =>
      attribute.valuesOf(passage, person).some((value) => values.has(value)),
    );
  };
}

function groupConditions(
  study: Study,
  conditions: readonly AttributeCondition[],
): { readonly attribute: Attribute; readonly values: Set<string> }[] {
  const groups = new Map<string, { attribute: Attribute; values: Set<string> }>();
  for (const { name, value } of conditions) {
    const attribute = findAttribute(study, name);
    const group = groups.get(attribute.name);
    if (group === undefined) groups.set(attribute.name, { attribute, values: new Set([value]) });
    else group.values.add(value);
  }
  return [...groups.values()];
}

function foldText(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ');
}
