/** Puts the columns of Markdown's tables below each other, for whoever reads them as text. They are the same tables. */
export function alignTables(markdown: string): string {
  return markdown.replace(/^\|.*\|$(?:\n\|.*\|$)+/gm, (table) => {
    const rows = table.split('\n').map(cellsOf);
    const ends = (rows[1] ?? []).map((cell) => cell.endsWith(':'));
    const widths = ends.map((_, i) => Math.max(3, ...rows.map((row, at) => (at === 1 ? 0 : width(row[i] ?? '')))));
    return rows
      .map((row, at) =>
        row.map((cell, i) => {
          const wide = widths[i] ?? 3;
          if (at === 1) return ends[i] ? `${'-'.repeat(wide - 1)}:` : '-'.repeat(wide);
          const space = ' '.repeat(Math.max(0, wide - width(cell)));
          return ends[i] ? space + cell : cell + space;
        }),
      )
      .map((row) => `| ${row.join(' | ')} |`)
      .join('\n');
  });
}

function cellsOf(row: string): readonly string[] {
  return row
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

function width(cell: string): number {
  return Array.from(cell).length;
}
