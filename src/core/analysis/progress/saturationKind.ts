import { speakIn } from '../../queries/render/language.js';
import { compareText } from '../../study/paths.js';
import type { Study } from '../../study/study.js';
import { message } from '../../text/message.js';
import type { Transcript } from '../../transcript/transcript.js';
import { findDocument } from '../documentChoice.js';
import { defineAnalysis } from '../kind.js';
import { listTable } from '../listTable.js';
import { choice, list } from '../options.js';
import { placeOf, type Place } from '../place.js';
import type { Heading, Table } from '../table.js';

interface Step {
  readonly heading: Heading;
  readonly passages: readonly Place[];
  readonly codes: number;
  /** The first passage of each code that no document before it has. */
  readonly newPlaces: readonly Place[];
  readonly newNames: readonly string[];
  readonly sum: number;
}

/** Saturation: how many codes each further interview brings. */
export const saturationKind = defineAnalysis({
  name: 'saturation',
  title: message('Saturation'),
  about: message('How many new codes each further interview brings.'),
  charts: ['curve', 'bars'],
  options: {
    order: choice(
      ['date', 'path', 'list'],
      message('By the date in the front matter, by path, or as the list of documents says.'),
    ),
    documents: list('texts', message('Which documents, for order: list, in their order; all if it is left out.')),
  },
  make: (study, { order, documents }) => saturationTable(study, inOrder(study, order, documents)),
});

function inOrder(study: Study, order: 'date' | 'path' | 'list', documents: readonly string[]): readonly Transcript[] {
  const chosen = documents.length === 0 ? study.transcripts : documents.map((name) => findDocument(study, name));
  if (order !== 'date') return chosen;
  // Dates are written so that their order is that of their texts; those without one come last.
  return [...chosen].sort(
    (a, b) => compareText(dateOf(a) ?? '\uffff', dateOf(b) ?? '\uffff') || compareText(a.path, b.path),
  );
}

/** The front matter's `date`. */
export function dateOf({ attributes }: Transcript): string | undefined {
  const { date } = attributes;
  return typeof date === 'string' || typeof date === 'number' ? String(date) : undefined;
}

function saturationTable(study: Study, transcripts: readonly Transcript[]): Table {
  const speak = speakIn(study.settings.language);
  const known = new Set<string>();
  const rows = transcripts.map((transcript): Step => {
    const codes = new Set<string>();
    const newPlaces: Place[] = [];
    const names: string[] = [];
    for (const passage of transcript.passages) {
      let isNew = false;
      for (const code of passage.codes) {
        codes.add(code);
        if (known.has(code)) continue;
        known.add(code);
        names.push(study.codebook.get(code)?.name ?? code);
        isNew = true;
      }
      if (isNew) newPlaces.push(placeOf(passage));
    }
    const date = dateOf(transcript);
    const name = date === undefined ? transcript.title : `${transcript.title} (${date})`;
    return {
      heading: { id: transcript.path, name, level: 0, role: 'plain' },
      passages: transcript.passages.map(placeOf),
      codes: codes.size,
      newPlaces,
      newNames: names,
      sum: known.size,
    };
  });
  const left = study.codebook.codes.filter(({ id, kind }) => kind === 'code' && !known.has(id));
  return listTable(
    rows,
    [
      {
        id: 'passages',
        name: speak('Passages'),
        unit: 'passages',
        value: (row) => row.passages.length,
        places: (row) => row.passages,
      },
      { id: 'codes', name: speak('Codes'), unit: 'codes', value: ({ codes }) => codes },
      {
        id: 'new',
        name: speak('New codes'),
        unit: 'codes',
        value: ({ newNames }) => newNames.length,
        places: ({ newPlaces }) => newPlaces,
      },
      { id: 'sum', name: speak('Codes so far'), unit: 'codes', value: ({ sum }) => sum },
      { id: 'names', name: speak('Which'), unit: 'text', value: ({ newNames }) => newNames.join(', ') },
    ],
    {
      corner: speak('Document'),
      remarks:
        left.length === 0 ? [] : [speak('Codes without a passage: {0}', left.map(({ name }) => name).join(', '))],
      charts: ['curve', 'bars'],
    },
  );
}
