import { toString } from 'mdast-util-to-string';
import { parseTree } from '../../markdown/tree.js';
import { speakIn } from '../../queries/render/language.js';
import { Attribution, speakersOf } from '../../quoting/attribution.js';
import type { Quoting } from '../../quoting/quoting.js';
import { fieldsOf, type FieldName } from '../../quoting/template.js';
import { quotedLine } from '../../quoting/words.js';
import type { Study } from '../../study/study.js';
import { emptySigns, type Cell, type Quotations, type Table, type Unit } from '../table.js';
import { isSigned } from './format.js';

/** A table for spreadsheets: texts, and numbers as they are. */
export interface PlainTable {
  readonly header: readonly string[];
  /** Made row by row as they are walked through, for there can be many. */
  readonly rows: Iterable<readonly PlainCell[]>;
  /** What stands below it. */
  readonly notes: readonly string[];
}

export interface PlainCell {
  readonly value: string | number;
  readonly unit: Unit;
  /** How deep the name of a row stands; 0 elsewhere. */
  readonly level: number;
  readonly isStrong: boolean;
}

/** Makes something of each when it is walked to, anew each time. */
function walk<T, R>(all: readonly T[], make: (one: T) => R): Iterable<R> {
  return {
    *[Symbol.iterator]() {
      for (const one of all) yield make(one);
    },
  };
}

/** The unit of a column. */
export function unitAt(table: Table, column: number): Unit {
  return table.columns[column]?.unit ?? table.unit;
}

/** An analysis' table, in the study's language. */
export function plainTable(study: Study, table: Table): PlainTable {
  const { corner, columns, rows, remarks } = table;
  const { quotations } = study.settings;
  return {
    header: [corner, ...columns.map(({ name }) => name)],
    rows: walk([...rows.entries()], ([row, heading]) => [
      { value: heading.name, unit: 'text', level: heading.level, isStrong: heading.role !== 'plain' },
      ...columns.map(({ role }, column) => ({
        value: plainValue(study, table.cell(row, column), unitAt(table, column), quotations),
        unit: unitAt(table, column),
        level: 0,
        isStrong: heading.role !== 'plain' || role === 'total',
      })),
    ]),
    notes: remarks,
  };
}

/** What a cell says as one number or one text: the sign where it is empty for a reason, the words where it has words. */
export function plainValue(
  study: Study,
  { value, empty, stale, places }: Cell,
  unit: Unit,
  quoting: Quoting,
): string | number {
  if (unit === 'quotes' || (unit === 'markdown' && value === null)) {
    const words = places.map((place) => quotedLine(study, place, quoting)).join('\n\n');
    return words === '' && empty !== undefined ? emptySigns[empty] : words;
  }
  if (empty !== undefined && (emptySigns[empty] !== '' || isSigned(unit))) return emptySigns[empty];
  if (value === null) return '';
  if (unit === 'markdown') return `${stale === true ? '⚠ ' : ''}${proseText(String(value))}`;
  return value;
}

/** What an attribution can say that has a column of its own. */
const columnFields: ReadonlySet<FieldName> = new Set(['participant', 'document', 'time', 'codes']);

/** Quotations as a table, one a row; with a column for the attribution where that says more than the other columns. */
export function plainQuotations(study: Study, { groups, remarks, quoting }: Quotations): PlainTable {
  const speak = speakIn(study.settings.language);
  const how = quoting ?? study.settings.quotations;
  const attribution = new Attribution(study, how.attribution);
  const cell = (value: string): PlainCell => ({ value, unit: 'text', level: 0, isStrong: false });
  const withGroups = groups.some(({ name }) => name !== '');
  const withAttribution = fieldsOf(how.attribution).some(({ name }) => !columnFields.has(name));
  const names = ['Participants', 'Document', 'Time', 'Section', 'Codes', 'File'] as const;
  return {
    header: [
      ...(withGroups ? [speak('Group')] : []),
      speak('Quotation'),
      ...(withAttribution ? [speak('Attribution')] : []),
      ...names.map((name) => speak(name)),
    ],
    rows: walk(
      groups.flatMap(({ name, places }) => places.map((place) => ({ name, place }))),
      ({ name, place }) => {
        const { passage, document } = place;
        const facts = [
          quotedLine(study, place, how),
          ...(withAttribution ? [attribution.textOf(place)] : []),
          speakersOf(study, place).join(', '),
          study.transcript(document)?.title ?? document,
          passage?.time ?? '',
          (passage?.section ?? []).join(' / '),
          (passage?.codes ?? []).map((code) => study.codebook.get(code)?.name ?? code).join(', '),
          document,
        ];
        return [...(withGroups ? [name] : []), ...facts].map(cell);
      },
    ),
    notes: remarks,
  };
}

/** The researcher's Markdown without its signs: a paragraph, a heading or an item of a list a line. */
export function proseText(markdown: string): string {
  const lines: string[] = [];
  const visit = (node: Parameters<typeof toString>[0]): void => {
    if (typeof node !== 'object' || node === null || !('type' in node)) return;
    const { type } = node as { type: string };
    const children = (node as { children?: readonly Parameters<typeof toString>[0][] }).children;
    if (children !== undefined && ['root', 'list', 'listItem', 'blockquote'].includes(type)) children.forEach(visit);
    else lines.push(toString(node));
  };
  visit(parseTree(markdown));
  return lines.filter((line) => line !== '').join('\n');
}
