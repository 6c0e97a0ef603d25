import { formatCsv } from '../../queries/render/csv.js';
import type { Study } from '../../study/study.js';

/**
 * All coded passages as CSV, a row for each passage and each of its codes. `start` and `end` count UTF-16 code units of the document's
 * clean text; cells that a spreadsheet would take for a formula have a `'` before them.
 */
export function writeSegments(study: Study): string {
  const rows = study.passages.flatMap(({ document, clean, quote, codes, attributes, memo, id }) => {
    const { by = '', ...facts } = attributes;
    const said = Object.entries(facts).map(([key, value]) => `${key}=${value}`);
    return codes.map((code) => [
      document,
      clean.start,
      clean.end,
      quote,
      codePath(study, code).join(' > '),
      code,
      by,
      memo ?? '',
      id ?? '',
      said.join('; '),
    ]);
  });
  return formatCsv([
    ['document', 'start', 'end', 'quote', 'code', 'code id', 'coder', 'memo', 'passage id', 'facts'],
    ...rows,
  ]);
}

/** Names of the codes above, outermost first, and the code's own. */
export function codePath({ codebook }: Study, id: string): readonly string[] {
  const path: string[] = [];
  const seen = new Set<string>();
  for (let at: string | undefined = id; at !== undefined && !seen.has(at);) {
    seen.add(at);
    const code = codebook.get(at);
    path.unshift(code?.name ?? at);
    at = code?.parent;
  }
  return path;
}
