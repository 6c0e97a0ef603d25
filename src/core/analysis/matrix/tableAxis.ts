import { findAttribute } from '../../queries/attributes.js';
import { readAxis, type Axis, type AxisGroup } from '../../queries/axis.js';
import type { Grouping } from '../../queries/crossing.js';
import type { Finding } from '../../queries/passageQuery.js';
import type { Study } from '../../study/study.js';
import { wrong } from '../analysisError.js';
import { narrow, type Reach } from '../reach.js';
import type { Heading } from '../table.js';

/** Rows or columns of a table: headings, in groups or not, and to which of them a passage belongs. */
export interface TableAxis extends Grouping {
  readonly headings: readonly Heading[];
  /** By the headings' numbers. */
  readonly reaches: readonly Reach[];
}

/**
 * Reads rows or columns: one axis as {@link readAxis} reads it, or two with `>` between, the second inside the first:
 * `themes > codes`, `attr:role > participants`.
 * @param findings the passages of the table; where nothing else tells which inner groups stand in an outer one, these do.
 * @throws QueryError when it names something that the study does not have.
 * @throws AnalysisError when there are more than two.
 */
export function readTableAxis(study: Study, spec: string, aggregate: boolean, findings: readonly Finding[]): TableAxis {
  const [first = '', second, third] = spec.split('>');
  if (third !== undefined) throw wrong('There can be two with > between, and not more: {0}', spec.trim());
  const outer = readAxis(study, first, aggregate || second !== undefined);
  if (second === undefined) {
    return {
      headings: outer.groups.map((group) => headingOf(study, outer, group, 0, 'plain')),
      reaches: outer.groups.map((group) => reachOf(study, outer, group)),
      groupsOf: (passage, person) => outer.groupsOf(passage, person),
    };
  }
  return nested(study, outer, readAxis(study, second, aggregate), findings);
}

function nested(study: Study, outer: Axis, inner: Axis, findings: readonly Finding[]): TableAxis {
  const members = membersOf(study, outer, inner, findings);
  const headings: Heading[] = [];
  const reaches: Reach[] = [];
  const groupNumbers: number[] = [];
  const pairNumbers: Map<number, number>[] = [];
  outer.groups.forEach((group, i) => {
    groupNumbers.push(headings.length);
    headings.push(headingOf(study, outer, group, 0, 'group'));
    const around = reachOf(study, outer, group);
    reaches.push(around);
    const pairs = new Map<number, number>();
    inner.groups.forEach((below, j) => {
      if (!members(i, j)) return;
      pairs.set(j, headings.length);
      const heading = headingOf(study, inner, below, 1, 'plain');
      headings.push({ ...heading, id: `${group.id}/${below.id}` });
      reaches.push(narrow(around, reachOf(study, inner, below)));
    });
    pairNumbers.push(pairs);
  });
  return {
    headings,
    reaches,
    groupsOf: (passage, person) => {
      const numbers: number[] = [];
      let within: readonly number[] | undefined;
      for (const group of outer.groupsOf(passage, person)) {
        numbers.push(groupNumbers[group]!);
        within ??= [...inner.groupsOf(passage, person)];
        for (const below of within) {
          const number = pairNumbers[group]!.get(below);
          if (number !== undefined) numbers.push(number);
        }
      }
      return numbers;
    },
  };
}

/** Tells which inner groups are shown in which outer ones. */
function membersOf(
  study: Study,
  outer: Axis,
  inner: Axis,
  findings: readonly Finding[],
): (outerNumber: number, innerNumber: number) => boolean {
  if (outer.kind === 'codes' && inner.kind === 'codes') {
    return (i, j) => {
      const group = outer.groups[i]!.id;
      const code = inner.groups[j]!.id;
      return code !== group && study.codesCountedFor(group).has(code);
    };
  }
  if (outer.kind === 'participant' && inner.kind === 'participants') {
    const people = outer.groups.map((group) => reachOf(study, outer, group).people);
    return (i, j) => people[i]?.has(inner.groups[j]!.id) ?? false;
  }
  const met = new Set<number>();
  for (const { passage, people } of findings) {
    for (const person of people.length === 0 ? [undefined] : people) {
      const within = [...inner.groupsOf(passage, person)];
      for (const i of outer.groupsOf(passage, person)) for (const j of within) met.add(i * inner.groups.length + j);
    }
  }
  return (i, j) => met.has(i * inner.groups.length + j);
}

function headingOf(study: Study, axis: Axis, group: AxisGroup, level: number, role: Heading['role']): Heading {
  const code = axis.kind === 'codes' && study.codebook.has(group.id) ? { code: group.id } : {};
  return { ...group, level, role, ...code };
}

function reachOf(study: Study, axis: Axis, { id }: AxisGroup): Reach {
  switch (axis.kind) {
    case 'participants':
      return { people: new Set([id]) };
    case 'participant': {
      const attribute = findAttribute(study, axis.name);
      const has = study.people.filter((person) => attribute.ofPerson?.(person.id) === id);
      return { people: new Set(has.map((person) => person.id)) };
    }
    case 'documents':
      return { documents: new Set([id]) };
    case 'sections':
      return { sections: [new Set([id])] };
    default:
      return {};
  }
}
