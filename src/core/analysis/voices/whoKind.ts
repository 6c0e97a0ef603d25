import { speakIn } from '../../queries/render/language.js';
import type { Study } from '../../study/study.js';
import { message } from '../../text/message.js';
import type { Passage } from '../../transcript/types.js';
import { addsUp, chooseCodes, codeHeading, levelAmong, passagesOfCode } from '../codeChoice.js';
import { defineAnalysis } from '../kind.js';
import { listTable } from '../listTable.js';
import { flag, list, number } from '../options.js';
import { placeOf } from '../place.js';
import type { Heading, Table } from '../table.js';

interface Voices {
  readonly id: string;
  readonly passages: readonly Passage[];
  /** Of those who have a transcript. */
  readonly present: readonly string[];
  readonly missing: readonly string[];
}

/** n of N: how many of those with a transcript speak of each code, who, and who does not. */
export const whoKind = defineAnalysis({
  name: 'who',
  title: message('Who speaks of it'),
  about: message('How many of how many participants speak of each code, who they are, and who is missing.'),
  charts: ['bars', 'map'],
  options: {
    codes: list('codes', message('Which codes; all if it is left out.')),
    aggregate: flag(message('Codes with all that stands below them, as themes always are.')),
    most: number(
      message('Only codes of so many participants at most: 1 gives those that one alone carries.'),
      1e6,
      0,
      1e6,
    ),
    least: number(message('Only codes of so many participants at least.'), 0, 0, 1e6),
  },
  make: (study, { codes, aggregate, most, least }) => {
    const rows = chooseCodes(study, codes)
      .map((id) => voicesOf(study, id, aggregate))
      .filter(({ present }) => present.length <= most && present.length >= least);
    const ids = new Set(rows.map(({ id }) => id));
    const placed = rows.map((row) => ({ ...row, heading: codeHeading(study, row.id, levelAmong(study, row.id, ids)) }));
    return whoTable(study, placed);
  },
});

function voicesOf(study: Study, id: string, aggregate: boolean): Voices {
  const answering = study.peopleOfCode(id, { aggregate: addsUp(study, id, aggregate) });
  const people = study.people.filter(({ hasTranscript }) => hasTranscript).map((person) => person.id);
  return {
    id,
    passages: passagesOfCode(study, id, aggregate),
    present: people.filter((person) => answering.has(person)),
    missing: people.filter((person) => !answering.has(person)),
  };
}

function whoTable(study: Study, rows: readonly (Voices & { readonly heading: Heading })[]): Table {
  const speak = speakIn(study.settings.language);
  const without = study.people.filter(({ hasTranscript }) => !hasTranscript).map(({ id }) => id);
  return listTable(
    rows,
    [
      {
        id: 'participants',
        name: speak('Participants'),
        unit: 'participants',
        value: ({ present }) => present.length,
        places: ({ passages }) => passages.map(placeOf),
      },
      {
        id: 'of',
        name: speak('of'),
        unit: 'participants',
        value: ({ present, missing }) => present.length + missing.length,
      },
      {
        id: 'share',
        name: speak('Share'),
        unit: 'share',
        value: ({ present, missing }) =>
          present.length + missing.length === 0 ? null : present.length / (present.length + missing.length),
      },
      {
        id: 'passages',
        name: speak('Passages'),
        unit: 'passages',
        value: ({ passages }) => passages.length,
        places: ({ passages }) => passages.map(placeOf),
      },
      { id: 'who', name: speak('Who'), unit: 'text', value: ({ present }) => present.join(', ') },
      { id: 'missing', name: speak('Missing'), unit: 'text', value: ({ missing }) => missing.join(', ') },
    ],
    {
      corner: speak('Code'),
      remarks: without.length === 0 ? [] : [speak('Without a transcript: {0}', without.join(', '))],
      charts: ['bars'],
    },
  );
}
