import type { CodeIndex } from './codeIndex.js';

/** What stands before the documents and passages of an index. */
export type IndexOpening = Omit<CodeIndex, 'documents' | 'passages'>;

/**
 * The index as JSON, so that git shows a line a coding: one line for each code, participant, document and passage,
 * keys in a fixed order, LF line ends, one at the end.
 */
export function formatIndex({ documents, passages, ...opening }: CodeIndex): string {
  return [...piecesOfIndex(opening, documents.map(formatEntry), passages.map(formatEntry))].join('');
}

/** One entry of a list as its line. */
export function formatEntry(entry: object): string {
  return `    ${JSON.stringify(entry)}`;
}

/**
 * What an index is made of, in order, of entries that are lines already, as {@link formatEntry} gives them.
 * @param passages what stands for a line, or for several lines that are joined as those of the index are.
 */
export function* piecesOfIndex<T>(
  opening: IndexOpening,
  documents: readonly string[],
  passages: readonly T[],
): Generator<string | T> {
  const { version, units, study, codes, participants } = opening;
  const parts = [
    `  "version": ${version}`,
    `  "units": ${JSON.stringify(units, null, 2).replaceAll('\n', '\n  ')}`,
    `  "study": ${JSON.stringify(study)}`,
    `  "codes": ${list(codes.map(formatEntry))}`,
    `  "participants": ${list(participants.map(formatEntry))}`,
    `  "documents": ${list(documents)}`,
  ];
  yield `{\n${parts.join(betweenEntries)}${betweenEntries}  "passages": [`;
  for (const [i, lines] of passages.entries()) {
    yield i === 0 ? '\n' : betweenEntries;
    yield lines;
  }
  yield passages.length === 0 ? ']\n}\n' : '\n  ]\n}\n';
}

/** Between the lines of a list. */
export const betweenEntries = ',\n';

function list(lines: readonly string[]): string {
  return lines.length === 0 ? '[]' : `[\n${lines.join(betweenEntries)}\n  ]`;
}
