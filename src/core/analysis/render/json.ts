import { indexPassages, type IndexPassage } from '../../study/codeIndex.js';
import type { Study } from '../../study/study.js';
import { wordsAt, type Place } from '../place.js';
import type { Cell, Heading, Prose, Quotations, Table } from '../table.js';
import type { Titled } from '../titled.js';
import { unitAt } from './plain.js';

/*
 * The shapes of docs/exports.md. They only ever get further keys.
 */

/** Analyses as one JSON array, one part of an analysis an element; a row of cells and a quotation a line. */
export function analysesJson(study: Study, analyses: readonly Titled[]): string {
  const parts = partsOf(analyses).map(({ title, part }) => {
    switch (part.kind) {
      case 'prose':
        return object([
          ['kind', quoted('prose')],
          ['title', quoted(title)],
          ['markdown', quoted(part.markdown)],
        ]);
      case 'table':
        return tableJson(title, part);
      case 'quotations':
        return quotationsJson(study, title, part);
    }
  });
  return list(parts, '');
}

/**
 * Analyses as JSON Lines, for DuckDB and its like: a cell of a table a line, with its row and its column; a quotation a line, as the
 * code index has passages, with its group. Prose is left out.
 */
export function analysesJsonLines(study: Study, analyses: readonly Titled[]): string {
  const lines: string[] = [];
  for (const { title, part } of partsOf(analyses)) {
    if (part.kind === 'table') lines.push(...cellLines(title, part));
    else if (part.kind === 'quotations') lines.push(...quotationLines(study, part));
  }
  return lines.map((line) => `${line}\n`).join('');
}

interface Part {
  readonly title: string;
  readonly part: Table | Quotations | Prose;
}

function partsOf(analyses: readonly Titled[]): readonly Part[] {
  return analyses.flatMap(({ title, analysis }) =>
    (analysis.kind === 'report' ? analysis.parts : [analysis]).map((part) => ({
      title: part.kind === 'prose' || part.title === '' ? title : part.title,
      part,
    })),
  );
}

function tableJson(title: string, table: Table): string {
  const { unit, corner, rows, columns, legend, remarks } = table;
  const cells = rows.map((_, row) => `[${columns.map((__, column) => cellJson(table.cell(row, column))).join(', ')}]`);
  return object([
    ['kind', quoted('table')],
    ['title', quoted(title)],
    ['unit', quoted(unit)],
    ['corner', quoted(corner)],
    ['rows', list(rows.map(headingJson), '    ')],
    ['columns', list(columns.map(headingJson), '    ')],
    ['cells', list(cells, '    ')],
    ['legend', quoted(legend)],
    ['remarks', quoted(remarks)],
  ]);
}

function headingJson({ id, name, level, role, code, unit }: Heading): string {
  return quoted({ id, name, level, role, code, unit });
}

function cellJson({ value, empty, stale, places }: Cell): string {
  return quoted({ value, empty, stale, places: places.length });
}

function quotationsJson(study: Study, title: string, { groups, remarks }: Quotations): string {
  const written = groups.map(({ name, level, code, places }) => {
    const head = quoted({ name, level, code }).slice(0, -1);
    return `${head},"quotations":${list(
      places.map((place) => quoted(placeFacts(study, place))),
      '      ',
    )}}`;
  });
  return object([
    ['kind', quoted('quotations')],
    ['title', quoted(title)],
    ['groups', list(written, '    ')],
    ['remarks', quoted(remarks)],
  ]);
}

/** One line for each cell: what a table is for programs that turn rows into columns themselves. */
function cellLines(title: string, table: Table): readonly string[] {
  const { rows, columns } = table;
  return rows.flatMap((of, row) =>
    columns.map((by, column) => {
      const { value, empty, stale, places } = table.cell(row, column);
      return quoted({
        table: title,
        row: of.id,
        rowName: of.name,
        rowRole: of.role,
        column: by.id,
        columnName: by.name,
        columnRole: by.role,
        unit: unitAt(table, column),
        number: typeof value === 'number' ? value : null,
        text: typeof value === 'string' ? value : null,
        empty: empty ?? null,
        stale: stale ?? false,
        places: places.length,
      });
    }),
  );
}

function quotationLines(study: Study, { groups }: Quotations): readonly string[] {
  return groups.flatMap(({ name, places }) =>
    places.map((place) => quoted({ group: name, ...placeFacts(study, place) })),
  );
}

/** A place as the index has passages; of words that nobody has coded, what is known of them. */
function placeFacts(study: Study, place: Place): IndexPassage | Readonly<Record<string, unknown>> {
  const { document, passage, clean } = place;
  const transcript = study.transcript(document);
  if (passage !== undefined && transcript !== undefined) {
    const [found] = indexPassages(transcript, [passage]);
    if (found !== undefined) return found;
  }
  return { document, codes: [], quote: wordsAt(study, place), cleanStart: clean.start, cleanEnd: clean.end };
}

function quoted(value: unknown): string {
  return JSON.stringify(value);
}

function list(values: readonly string[], indent: string): string {
  if (values.length === 0) return indent === '' ? '[]\n' : '[]';
  const lines = values.map((value) => `${indent}  ${value}`).join(',\n');
  return `[\n${lines}\n${indent}]${indent === '' ? '\n' : ''}`;
}

function object(entries: readonly (readonly [key: string, json: string])[]): string {
  return `{\n${entries.map(([key, json]) => `    ${quoted(key)}: ${json}`).join(',\n')}\n  }`;
}
