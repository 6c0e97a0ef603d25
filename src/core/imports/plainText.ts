import { joinBlocks } from './heads.js';
import type { ReadDocument } from './report.js';

/** Plain text, each line a paragraph. Labels in it stay text. @param text with whatever line ends, without a BOM. */
export function readPlainText(text: string): ReadDocument {
  const lines = text.split(/\r\n|\r|\n/);
  const blocks = lines.map((line) => ({ text: line, kind: 'text', level: 1, ordered: false, styles: [] }) as const);
  return { source: joinBlocks(blocks).source(), notes: [] };
}
