import { speakIn, type Speak } from '../../queries/render/language.js';
import { summarize, type SummaryCode, type ThemeSummary } from '../../queries/themeSummary.js';
import type { Quoting } from '../../quoting/quoting.js';
import type { Study } from '../../study/study.js';
import { message } from '../../text/message.js';
import { codeHeading } from '../codeChoice.js';
import { defineAnalysis } from '../kind.js';
import { listTable } from '../listTable.js';
import { flag, required } from '../options.js';
import { placeOf } from '../place.js';
import { quotingOf, quotingOptions } from '../quotations/quotingOptions.js';
import type { Heading, Report, Table } from '../table.js';
import { summaryFacts } from './summaryFacts.js';

/** The evidence for a theme or a code: definition, counts, who and who not, codes, quotations. */
export const summaryKind = defineAnalysis({
  name: 'summary',
  title: message('Summary'),
  about: message('A theme or a code: definition, counts, who speaks of it and who does not, codes and quotations.'),
  charts: ['bars', 'map'],
  options: {
    code: required('code', message('The theme or code.')),
    quotations: flag(message('Whether its quotations are shown.'), true),
    ...quotingOptions,
  },
  make: (study, { code, quotations, ...quoting }) =>
    summaryReport(study, summarize(study, code), quotations ? quotingOf(study, quoting) : undefined),
});

function summaryReport(study: Study, summary: ThemeSummary, quoting: Quoting | undefined): Report {
  const speak = speakIn(study.settings.language);
  const definition = summary.inCodebook ? summary.definition : speak('This code is not in the codebook.');
  const groups = summary.codes
    .filter(({ passages }) => passages.length > 0)
    .map(({ id, name, passages }) => ({
      name: `${name} (${String(passages.length)})`,
      level: 0,
      places: passages.map(placeOf),
      ...(study.codebook.has(id) ? { code: id } : {}),
    }));
  return {
    kind: 'report',
    parts: [
      {
        kind: 'prose',
        markdown: [definition, summaryFacts(summary, speak)].filter((part) => part !== '').join('\n\n'),
      },
      ...(summary.codes.length > 1 ? [codesTable(study, summary.codes, speak)] : []),
      ...(quoting === undefined ? [] : [{ kind: 'quotations' as const, title: '', groups, remarks: [], quoting }]),
    ],
  };
}

function codesTable(study: Study, codes: readonly SummaryCode[], speak: Speak): Table {
  const rows = codes.map((code) => ({ ...code, heading: headingOf(study, code) }));
  return listTable(
    rows,
    [
      {
        id: 'passages',
        name: speak('Passages'),
        unit: 'passages',
        value: ({ count }) => count.passages,
        places: ({ id }) => study.passagesOf(id, { aggregate: true }).map(placeOf),
      },
      { id: 'documents', name: speak('Documents'), unit: 'documents', value: ({ count }) => count.documents },
      {
        id: 'participants',
        name: speak('Participants'),
        unit: 'participants',
        value: ({ count }) => count.participants,
      },
    ],
    { corner: speak('Code'), charts: ['bars'] },
  );
}

function headingOf(study: Study, { id, level }: SummaryCode): Heading {
  return codeHeading(study, id, Math.max(0, level));
}
