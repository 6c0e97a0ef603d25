import type { Study } from '../study/study.js';
import type { Passage } from '../transcript/types.js';
import { findAttribute, sortValues, type AttributeOwner } from './attributes.js';
import type { Grouping } from './crossing.js';
import { findIds } from './names.js';

/** A row or a column of a matrix. */
export interface AxisGroup {
  readonly id: string;
  readonly name: string;
}

/** What the groups of an axis are. Attributes are told apart by whose they are. */
export type AxisKind = 'codes' | 'sections' | 'participants' | 'documents' | AttributeOwner;

/** What a matrix has as its rows or columns: groups, and to which of them a passage belongs. */
export interface Axis extends Grouping {
  readonly kind: AxisKind;
  /** The attribute's name; empty where it is none. */
  readonly name: string;
  readonly groups: readonly AxisGroup[];
  /** The numbers of the groups to which a passage belongs by one of those who answer in it; `person` is undefined where nobody does. */
  groupsOf(passage: Passage, person: string | undefined): Iterable<number>;
}

/**
 * Reads what a person asks for as rows or columns: `codes`, `themes`, `sections`, `participants`, `documents`, `attr:<name>`,
 * or a list of ids with commas between.
 * @param aggregate whether a code has the passages of all codes that count for it, and a section those of the ones below it.
 * @throws QueryError when it names something that the study does not have.
 */
export function readAxis(study: Study, spec: string, aggregate: boolean): Axis {
  const text = spec.trim();
  switch (text) {
    case 'codes':
      return codeAxis(study, [...study.codebook.codes.map(({ id }) => id), ...study.uncataloguedCodes], aggregate);
    case 'themes': {
      const themes = study.codebook.codes.filter(({ kind }) => kind === 'theme');
      return codeAxis(
        study,
        themes.map(({ id }) => id),
        true,
      );
    }
    case 'sections':
      return sectionAxis(
        study,
        study.guide.map(({ key }) => key),
        aggregate,
      );
    case 'participants':
      return participantAxis(study.people.map(({ id }) => id));
    case 'documents':
      return documentAxis(
        study,
        study.transcripts.map(({ path }) => path),
      );
  }
  if (text.startsWith('attr:')) return attributeAxis(study, text.slice('attr:'.length).trim());
  const { kind, ids } = findIds(
    study,
    text
      .split(',')
      .map((id) => id.trim())
      .filter((id) => id !== ''),
  );
  switch (kind) {
    case 'codes':
      return codeAxis(study, ids, aggregate);
    case 'participants':
      return participantAxis(ids);
    case 'sections':
      return sectionAxis(study, ids, aggregate);
    case 'documents':
      return documentAxis(study, ids);
  }
}

function codeAxis(study: Study, ids: readonly string[], aggregate: boolean): Axis {
  const groups = ids.map((id) => ({ id, name: study.codebook.get(id)?.name ?? id }));
  const groupsOfCode = new Map<string, number[]>();
  ids.forEach((id, number) => {
    for (const code of aggregate ? study.codesCountedFor(id) : [id]) put(groupsOfCode, code, number);
  });
  return {
    kind: 'codes',
    name: '',
    groups,
    groupsOf: ({ codes }) => new Set(codes.flatMap((code) => groupsOfCode.get(code) ?? [])),
  };
}

function sectionAxis(study: Study, keys: readonly string[], aggregate: boolean): Axis {
  const texts = new Map(study.guide.map(({ key, text }) => [key, text]));
  const groups = keys.map((key) => ({ id: key, name: texts.get(key) ?? key }));
  const numbers = new Map(keys.map((key, number) => [key, number]));
  return {
    kind: 'sections',
    name: '',
    groups,
    groupsOf: ({ section }) => {
      const found = (aggregate ? section : section.slice(-1)).map((key) => numbers.get(key));
      return new Set(found.filter((number) => number !== undefined));
    },
  };
}

function participantAxis(ids: readonly string[]): Axis {
  const numbers = new Map(ids.map((id, number) => [id, number]));
  return {
    kind: 'participants',
    name: '',
    groups: ids.map((id) => ({ id, name: id })),
    groupsOf: (_, person) => only(person === undefined ? undefined : numbers.get(person)),
  };
}

function documentAxis(study: Study, paths: readonly string[]): Axis {
  const numbers = new Map(paths.map((path, number) => [path, number]));
  return {
    kind: 'documents',
    name: '',
    groups: paths.map((path) => ({ id: path, name: study.transcript(path)?.title ?? path })),
    groupsOf: ({ document }) => only(numbers.get(document)),
  };
}

function attributeAxis(study: Study, name: string): Axis {
  const attribute = findAttribute(study, name);
  const values = new Set<string>();
  for (const { id } of study.people) if (attribute.ofPerson !== undefined) values.add(attribute.ofPerson(id));
  for (const passage of study.passages) {
    const people = study.peopleIn(passage);
    for (const person of people.length === 0 ? [undefined] : people) {
      for (const value of attribute.valuesOf(passage, person)) values.add(value);
    }
  }
  const sorted =
    attribute.order?.filter((value) => values.has(value)).concat(values.has('') ? [''] : []) ?? sortValues(values);
  const numbers = new Map(sorted.map((value, number) => [value, number]));
  return {
    kind: attribute.owner,
    name: attribute.name,
    groups: sorted.map((value) => ({ id: value, name: value })),
    groupsOf: (passage, person) =>
      attribute
        .valuesOf(passage, person)
        .map((value) => numbers.get(value))
        .filter((number) => number !== undefined),
  };
}

function only(number: number | undefined): readonly number[] {
  return number === undefined ? [] : [number];
}

function put<K>(lists: Map<K, number[]>, key: K, value: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
