import { readAxis, type Axis } from '../../queries/axis.js';
import { crossTabulate } from '../../queries/crossing.js';
import { find, type Finding } from '../../queries/passageQuery.js';
import { speakIn } from '../../queries/render/language.js';
import { findAttribute } from '../../queries/attributes.js';
import type { Study } from '../../study/study.js';
import { message } from '../../text/message.js';
import { chooseCodes, codeHeading, levelAmong } from '../codeChoice.js';
import { defineAnalysis } from '../kind.js';
import { choice, flag, list, required } from '../options.js';
import { askedBy, queryOption } from '../queryOption.js';
import { placeOf } from '../place.js';
import type { Heading, Table, Unit } from '../table.js';

/** Crosstab: how many of the participants of each value of an attribute speak of a code. */
export const crosstabKind = defineAnalysis({
  name: 'crosstab',
  title: message('Groups of participants'),
  about: message('How many participants of each group speak of each code; groups are the values of an attribute.'),
  charts: ['bars', 'heat', 'map'],
  options: {
    attribute: required('attribute', message('The attribute that makes the groups, also a derived one.')),
    codes: list('codes', message('Which codes; all if it is left out.')),
    cell: choice(
      ['percent', 'participants', 'passages'],
      message(
        'What a cell says: of the group’s participants with a transcript in percent, how many, or their passages.',
      ),
    ),
    query: queryOption,
    aggregate: flag(message('Codes with all that stands below them, as themes always are.')),
  },
  make: (study, { attribute: name, codes, cell, query, aggregate }) => {
    const attribute = findAttribute(study, name);
    const ids = chooseCodes(study, codes);
    const own = readAxis(study, ids.length === 0 ? 'codes' : ids.join(','), false);
    const added = readAxis(study, ids.length === 0 ? 'codes' : ids.join(','), true);
    const rows: Axis = {
      ...own,
      groupsOf: (passage, person) => {
        const direct = new Set(own.groupsOf(passage, person));
        return [...added.groupsOf(passage, person)].filter(
          (number) => aggregate || direct.has(number) || study.codebook.get(ids[number] ?? '')?.kind === 'theme',
        );
      },
    };
    return crosstab(study, rows, readAxis(study, `attr:${attribute.name}`, false), cell, find(study, askedBy(query)));
  },
});

const units: Readonly<Record<string, Unit>> = {
  percent: 'percent',
  participants: 'participants',
  passages: 'passages',
};

function crosstab(
  study: Study,
  rows: Axis,
  columns: Axis,
  kind: 'percent' | 'participants' | 'passages',
  found: readonly Finding[],
): Table {
  const speak = speakIn(study.settings.language);
  const attribute = findAttribute(study, columns.name);
  // Where nobody answers, there is no participant to be in a group.
  const findings = found.filter(({ people }) => attribute.ofPerson === undefined || people.length > 0);
  const crossing = crossTabulate(findings, rows, columns);
  const withTranscript = study.people.filter(({ hasTranscript }) => hasTranscript);
  const ofPeople = attribute.ofPerson !== undefined;
  const sizes = columns.groups.map(({ id }) =>
    ofPeople ? withTranscript.filter((person) => attribute.ofPerson?.(person.id) === id).length : withTranscript.length,
  );
  const ids = new Set(rows.groups.map(({ id }) => id));
  const headings: Heading[] = columns.groups.map(({ id, name }, i) => ({
    id,
    name: `${name === '' ? speak('(none)') : name} (N = ${String(sizes[i])})`,
    level: 0,
    role: 'plain',
  }));
  const all: Heading = {
    id: '',
    name: `${speak('Total')} (N = ${String(withTranscript.length)})`,
    level: 0,
    role: 'total',
  };
  return {
    kind: 'table',
    title: '',
    unit: units[kind] ?? 'number',
    corner: speak('Code'),
    rows: rows.groups.map(({ id }) => codeHeading(study, id, levelAmong(study, id, ids))),
    columns: [...headings, all],
    cell: (row, column) => {
      const isTotal = column === columns.groups.length;
      const { passages, people } = isTotal ? crossing.row(row) : crossing.cell(row, column);
      const size = isTotal ? withTranscript.length : (sizes[column] ?? 0);
      const percent = size === 0 ? null : (100 * people.size) / size;
      const value = kind === 'passages' ? passages.length : kind === 'participants' ? people.size : percent;
      return { value, places: passages.map(placeOf) };
    },
    legend: [],
    remarks: [
      speak('N: participants with a transcript.'),
      ...(ofPeople
        ? []
        : [speak('The attribute is one of documents or passages, so one participant can be in several groups.')]),
    ],
    charts: ['bars', 'heat'],
  };
}
