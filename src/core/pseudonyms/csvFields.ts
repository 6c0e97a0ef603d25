import type { YamlField } from './yamlFields.js';

const cell = /"(?:[^"]|"")*"|[^,;\t\r\n"][^,;\t\r\n]*/g;

/** The cells of a table that are not empty, whichever of `,`, `;` and tabs parts them. */
export function csvFields(table: string): readonly YamlField[] {
  return [...table.matchAll(cell)].map(({ 0: written, index: start }) => {
    const isQuoted = written.startsWith('"');
    return {
      start,
      end: start + written.length,
      value: isQuoted ? written.slice(1, -1).replaceAll('""', '"') : written,
      write: (text) => (isQuoted || /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text),
    };
  });
}
