import type { CodeIndex } from './codeIndex.js';

/**
 * The index as JSON, so that git shows a line a coding: one line for each code, participant, document and passage,
 * keys in a fixed order, LF line ends, one at the end.
 */
export function formatIndex({ version, units, study, codes, participants, documents, passages }: CodeIndex): string {
  const parts = [
    `  "version": ${version}`,
    `  "units": ${JSON.stringify(units, null, 2).replaceAll('\n', '\n  ')}`,
    `  "study": ${JSON.stringify(study)}`,
    `  "codes": ${lines(codes)}`,
    `  "participants": ${lines(participants)}`,
    `  "documents": ${lines(documents)}`,
    `  "passages": ${lines(passages)}`,
  ];
  return `{\n${parts.join(',\n')}\n}\n`;
}

/** A list with one entry a line. */
function lines(entries: readonly object[]): string {
  return entries.length === 0 ? '[]' : `[\n${entries.map((entry) => `    ${JSON.stringify(entry)}`).join(',\n')}\n  ]`;
}
