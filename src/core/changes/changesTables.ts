import { formatCsv } from '../queries/render/csv.js';
import { speakIn } from '../queries/render/language.js';
import { countChanges } from './counts.js';
import { changeRows, type ChangeRow, type ChangeSide } from './rows.js';
import type { StudyChanges } from './types.js';

const columns = ['path', 'line', 'code', 'name', 'by', 'stance', 'facts', 'words', 'memo'] as const;

/** The changes as CSV with a header, one a row; columns with `was_` hold what was before. */
export function changesCsv(changes: StudyChanges): string {
  const rows = changeRows(changes, speakIn('en'));
  return formatCsv([
    ['subject', 'change', ...columns, ...columns.map((name) => `was_${name}`), 'told'],
    ...rows.map((row) => [row.subject, row.happening, ...cells(row.after), ...cells(row.before), row.told]),
  ]);
}

function cells(side: ChangeSide | undefined): readonly (string | number)[] {
  if (side === undefined) return columns.map(() => '');
  const { by = '', stance = '', ...rest } = side.facts;
  const facts = Object.entries(rest).map(([key, value]) => `${key}=${value}`);
  return [side.path, side.line ?? '', side.code, side.name, by, stance, facts.join(' '), side.words, side.memo];
}

/** The changes as JSON, one a line. */
export function changesJson(changes: StudyChanges, from: string, to: string): string {
  const rows = changeRows(changes, speakIn('en'));
  const counts = Object.fromEntries(
    countChanges(rows).map(({ subject, added, removed, changed }) => [subject, { added, removed, changed }]),
  );
  const lines = rows.map((row) => JSON.stringify(inJson(row)));
  return [
    '{',
    `  "from": ${JSON.stringify(from)},`,
    `  "to": ${JSON.stringify(to)},`,
    `  "counts": ${JSON.stringify(counts)},`,
    `  "changes": ${lines.length === 0 ? '[]' : `[\n    ${lines.join(',\n    ')}\n  ]`}`,
    '}\n',
  ].join('\n');
}

function inJson({ subject, happening, before, after, told }: ChangeRow): unknown {
  const side = (one: ChangeSide | undefined): unknown => {
    if (one === undefined) return null;
    const { path, line, code, name, facts, words, memo } = one;
    return {
      path,
      line: line ?? null,
      ...(code === '' ? {} : { code, name }),
      ...(Object.keys(facts).length === 0 ? {} : { facts }),
      ...(words === '' ? {} : { words }),
      ...(memo === '' ? {} : { memo }),
    };
  };
  return { subject, change: happening, before: side(before), after: side(after), ...(told === '' ? {} : { told }) };
}
