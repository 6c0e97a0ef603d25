import Papa from 'papaparse';
import { keyColumns, type NameKind } from './key.js';

/** The first row of a new key. */
export const newKey = 'real,replacement,kind,variants,inflections,case\n';

/**
 * A key with one more name in its last row, in the columns and with the sign between cells that it has.
 * @param text the key's text, which has the columns that a key needs.
 */
export function withName(text: string, name: { real: string; replacement: string; kind: NameKind }): string {
  const { data, meta } = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), {
    preview: 1,
    delimitersToGuess: [',', ';', '\t'],
  });
  const cells = (data[0] ?? []).map((heading) => {
    const column = Object.entries(keyColumns).find(([, words]) => words.includes(heading.trim().toLowerCase()))?.[0];
    return column === 'real' || column === 'replacement' || column === 'kind' ? name[column] : '';
  });
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const row = Papa.unparse([cells], { delimiter: meta.delimiter, newline: lineBreak });
  return `${text}${text.endsWith('\n') ? '' : lineBreak}${row}${lineBreak}`;
}
