import { heatScale } from '../../src/core/analysis/heat.js';
import { analyze } from '../../src/core/analysis/kinds.js';
import type { Table } from '../../src/core/analysis/table.js';
import { CodedText } from '../../src/core/markdown/codedText.js';
import { Study } from '../../src/core/study/study.js';
import { numbersFrom } from './corpus.js';
import { milliseconds, once, time, type Row } from './measure.js';

const codes = 300;
const people = 200;
const passagesEach = 300;

/** A study of 200 interviews with 300 passages each, by 300 codes: 60,000 passages. */
function largeStudy(): Study {
  const next = numbersFrom(5);
  const pick = (): string => `kode${String(Math.floor(next() * codes))}`;
  const turn = (person: number): string =>
    `**P${String(person)}:** Det [kostar ein del]{.${pick()}} og [tek si tid]{.${pick()} .${pick()}}.`;
  return Study.create({
    codebook: ['# K', ...Array.from({ length: codes }, (_, i) => `## Kode ${String(i)} {#kode${String(i)}}`)].join(
      '\n\n',
    ),
    participants: `id\n${Array.from({ length: people }, (_, i) => `P${String(i)}`).join('\n')}\n`,
    documents: Array.from({ length: people }, (_, i) => [
      `transcripts/t${String(i)}.md`,
      CodedText.parse(Array.from({ length: passagesEach / 2 }, () => turn(i)).join('\n\n')),
    ]),
  });
}

/** A table with all its numbers and how they compare, as a view or an export needs it. */
function drawn(study: Study, asked: Readonly<Record<string, string>>): () => number {
  return () => {
    const table = analyze(study, asked) as Table;
    heatScale(table);
    let sum = 0;
    table.rows.forEach((_, row) =>
      table.columns.forEach((__, column) => (sum += Number(table.cell(row, column).value))),
    );
    return sum;
  };
}

/** Tables over 60,000 passages. The baseline is one walk over the passages and their codes. */
export function analysisRows(): readonly Row[] {
  const study = largeStudy();
  const count = study.passages.length;
  if (count !== 60_000) throw new Error(`The corpus has ${String(count)} passages.`);
  const walk = once(() => study.passages.reduce((sum, passage) => sum + passage.codes.length, 0));
  const rows = Array.from({ length: 200 }, (_, i) => `kode${String(i)}`).join(', ');
  const matrix = drawn(study, { show: 'matrix', rows, columns: 'participants' });
  const together = drawn(study, { show: 'cooccurrence', by: 'turn' });
  return [
    row('a matrix of 200 by 200 over 60,000 passages', time(matrix), walk, 150),
    row('co-occurrence of 300 codes over 60,000 passages', time(together), walk, 500),
  ];
}

function row(what: string, figure: number, baseline: number, goal: number): Row {
  return {
    what,
    figure: milliseconds(figure),
    baseline: milliseconds(baseline),
    ratio: '',
    goal: `under ${milliseconds(goal)}`,
    met: figure < goal,
  };
}
