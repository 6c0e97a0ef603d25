/** Where the codebook stands in every study. */
export const codebookPath = 'codebook.md';

/** Where the index is written. */
export const indexPath = 'code-index.json';

/** A path inside a study, with `/` between folders, as all of Emic writes it: in NFC, however the file system spells it. */
export function studyPath(path: string): string {
  return path.normalize('NFC').replace(/^(?:\.\/)+/, '');
}

/** Orders texts by code unit: the same on every machine, whatever its language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
