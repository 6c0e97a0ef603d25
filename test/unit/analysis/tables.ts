import assert from 'node:assert/strict';
import { analyze } from '../../../src/core/analysis/kinds.js';
import type { Quotations, Table } from '../../../src/core/analysis/table.js';
import type { FrontMatterData } from '../../../src/core/markdown/frontMatterData.js';
import type { Study } from '../../../src/core/study/study.js';

/** The table that is asked for, of a kind that needs no library. */
export function tableOf(study: Study, asked: FrontMatterData): Table {
  const made = analyze(study, asked);
  assert.ok(!(made instanceof Promise) && made.kind === 'table');
  return made;
}

export function quotationsOf(study: Study, asked: FrontMatterData): Quotations {
  const made = analyze(study, asked);
  assert.ok(!(made instanceof Promise) && made.kind === 'quotations');
  return made;
}

/** The values of its cells, by row. */
export function valuesOf({ rows, columns, cell }: Table): readonly (readonly (number | string | null)[])[] {
  return rows.map((_, row) => columns.map((__, column) => cell(row, column).value));
}

/** A table as lines of text: the columns' names, then each row's name behind its level, and its cells, with the reasons of empty ones. */
export function drawn({ rows, columns, cell }: Table): readonly string[] {
  return [
    columns.map(({ level, name }) => `${'>'.repeat(level)}${name}`).join(' | '),
    ...rows.map(({ level, name }, row) => {
      const cells = columns.map((_, column) => {
        const { value, empty } = cell(row, column);
        if (empty !== undefined) return `(${empty})`;
        return typeof value === 'number' ? String(Math.round(value * 1000) / 1000) : (value ?? 'null');
      });
      return `${'>'.repeat(level)}${name}: ${cells.join(' | ')}`;
    }),
  ];
}
