import { speakIn } from '../../queries/render/language.js';
import type { Study } from '../../study/study.js';
import { message } from '../../text/message.js';
import type { Passage } from '../../transcript/types.js';
import type { Transcript } from '../../transcript/transcript.js';
import { addsUp, chooseCodes, codeHeading } from '../codeChoice.js';
import { findDocument } from '../documentChoice.js';
import { defineAnalysis } from '../kind.js';
import { flag, list } from '../options.js';
import { placeOf } from '../place.js';
import type { Table } from '../table.js';

/** Where in each transcript its codes stand: codes by documents, each cell with its places. */
export const timelineKind = defineAnalysis({
  name: 'timeline',
  title: message('Timeline'),
  about: message('Where in each transcript its codes stand, from its beginning to its end.'),
  charts: ['timeline', 'heat', 'bars', 'map'],
  options: {
    documents: list('texts', message('Which documents; all that have passages if it is left out.')),
    codes: list('codes', message('Which codes; all that have passages if it is left out.')),
    aggregate: flag(message('Codes with all that stands below them, as themes always are.')),
  },
  make: (study, { documents, codes, aggregate }) => {
    const chosen =
      documents.length === 0
        ? study.transcripts.filter(({ passages }) => passages.length > 0)
        : documents.map((name) => findDocument(study, name));
    const used = new Set(chosen.flatMap(({ passages }) => passages.flatMap((passage) => passage.codes)));
    const isUsed = (id: string): boolean =>
      used.has(id) || (aggregate && [...study.codesCountedFor(id)].some((one) => used.has(one)));
    const ids = chooseCodes(study, codes).filter((id) => codes.length > 0 || (!addsUp(study, id, false) && isUsed(id)));
    return timelineTable(study, chosen, ids, aggregate);
  },
});

function timelineTable(
  study: Study,
  transcripts: readonly Transcript[],
  ids: readonly string[],
  aggregate: boolean,
): Table {
  const counted = ids.map((id) => (addsUp(study, id, aggregate) ? study.codesCountedFor(id) : new Set([id])));
  const known = new Map<Transcript, ReadonlyMap<number, readonly Passage[]>>();
  const passagesIn = (transcript: Transcript): ReadonlyMap<number, readonly Passage[]> => {
    let found = known.get(transcript);
    if (found === undefined) known.set(transcript, (found = byCode(transcript, counted)));
    return found;
  };
  return {
    kind: 'table',
    title: '',
    unit: 'passages',
    corner: speakIn(study.settings.language)('Code'),
    rows: ids.map((id) => codeHeading(study, id)),
    columns: transcripts.map(({ path, title }) => ({ id: path, name: title, level: 0, role: 'plain' })),
    cell: (row, column) => {
      const transcript = transcripts[column];
      const passages = transcript === undefined ? [] : (passagesIn(transcript).get(row) ?? []);
      return {
        value: passages.length,
        get places() {
          return passages.map(placeOf);
        },
      };
    },
    legend: [],
    remarks: [],
    charts: ['timeline', 'heat', 'bars'],
  };
}

/** A transcript's passages by the numbers of the codes for which they count. */
function byCode(
  { passages }: Transcript,
  counted: readonly ReadonlySet<string>[],
): ReadonlyMap<number, readonly Passage[]> {
  const found = new Map<number, Passage[]>();
  for (const passage of passages) {
    counted.forEach((codes, number) => {
      if (!passage.codes.some((code) => codes.has(code))) return;
      const list = found.get(number);
      if (list === undefined) found.set(number, [passage]);
      else list.push(passage);
    });
  }
  return found;
}
