import { readCondition } from '../../queries/attributes.js';
import { crossTabulate } from '../../queries/crossing.js';
import { find } from '../../queries/passageQuery.js';
import { findSection } from '../../queries/names.js';
import { message } from '../../text/message.js';
import { defineAnalysis } from '../kind.js';
import { choice, flag, list, required } from '../options.js';
import { askedBy, queryOption } from '../queryOption.js';
import { cellKinds } from './cells.js';
import { matrixTable } from './matrixTable.js';
import { readTableAxis } from './tableAxis.js';

const axisHelp = message(
  'What the {0} are: codes, themes, sections, participants, documents, attr:name or ids; two with > between stand inside each other.',
  'rows',
);

/** The matrix coding query: passages by two things. */
export const matrixKind = defineAnalysis({
  name: 'matrix',
  title: message('Matrix'),
  about: message('A table of the passages by two things, such as codes by participants.'),
  charts: ['heat', 'bars', 'map'],
  options: {
    rows: required('axis', axisHelp),
    columns: required('axis', message(axisHelp.template, 'columns')),
    cell: choice(cellKinds, message('What a cell says of its passages.')),
    where: list('texts', message('Only passages whose participant, document or mark has this: attribute=value.')),
    query: queryOption,
    section: list('texts', message('Only passages in these sections; empty cells then tell who was not asked.')),
    aggregate: flag(message('Codes and sections with all that stands below them, as themes always are.')),
    totals: flag(message('A row and a column for all: of the union, never a sum.'), true),
    reasons: flag(message('Whether empty cells tell why: not asked, no answer, not mentioned.'), true),
    empty: flag(message('Whether rows and columns stand there that have no passage at all.'), true),
  },
  make: (study, { rows, columns, cell, where, query, section, aggregate, totals, reasons, empty }) => {
    const findings = find(study, { ...askedBy(query), where: where.map(readCondition), sections: section });
    const ofRows = readTableAxis(study, rows, aggregate, findings);
    const ofColumns = readTableAxis(study, columns, aggregate, findings);
    return matrixTable(study, crossTabulate(findings, ofRows, ofColumns), {
      rows: ofRows,
      columns: ofColumns,
      cell,
      around: section.length === 0 ? {} : { sections: [new Set(section.map((one) => findSection(study, one)))] },
      totals,
      reasons,
      empty,
    });
  },
});
