import { compareVersions } from '../../src/core/agreement/versions.js';
import { agree, measureOptions } from '../../src/core/analysis/agreement/agreementKind.js';
import { readOptions } from '../../src/core/analysis/options.js';
import { CodedText } from '../../src/core/markdown/codedText.js';
import { Study } from '../../src/core/study/study.js';
import { codebook, numbersFrom, participants, transcript } from './corpus.js';
import { milliseconds, once, type Row } from './measure.js';

const count = Number(process.env.EMIC_BENCH_FILES ?? 1000);

/** The other coder gave three in ten passages another code, and typed a word otherwise in one transcript of ten. */
function otherReading(text: string, seed: number): string {
  const next = numbersFrom(seed);
  const recoded = text.replace(/\.kode\d+/g, (code) =>
    next() < 0.3 ? `.kode${String(1 + Math.floor(next() * 60))}` : code,
  );
  return seed % 10 === 0 ? recoded.replace(' egentlig ', ' liksom ') : recoded;
}

function studyOf(texts: readonly string[]): Study {
  const documents = texts.map(
    (text, i) => [`transcripts/t${String(i).padStart(4, '0')}.md`, CodedText.parse(text)] as const,
  );
  return Study.create({ codebook: codebook(), participants: participants(), documents });
}

/** Agreement of two coders, from the texts of their two copies of a study to coefficients, intervals and disagreements. The baseline is parsing both. */
export function agreementRows(): readonly Row[] {
  const mine = Array.from({ length: count }, (_, i) => transcript(i + 1, 52_500, 55));
  const theirs = mine.map((text, i) => otherReading(text, i + 1));
  const values = readOptions(measureOptions, { coefficients: ['all'] });
  let studies: readonly [Study, Study] | undefined;
  let found = 0;
  const parsing = once(() => {
    studies = [studyOf(mine), studyOf(theirs)];
    for (const { passages } of studies) found += passages.length;
  });
  if (studies === undefined || found < count * 80) throw new Error(`The corpus has ${String(found)} passages.`);
  const [first, second] = studies;
  let disagreements = 0;
  const figure = once(() => {
    const versions = [
      { coder: 'a', study: first },
      { coder: 'b', study: second },
    ];
    const agreed = agree([first, second], compareVersions(versions, false), values);
    disagreements = agreed.agreement.disagreements.length;
    for (const { estimates } of agreed.agreement.codes)
      if (estimates.alpha.kind !== 'defined') throw new Error('A code has no alpha.');
  });
  if (disagreements < count) throw new Error(`There are ${String(disagreements)} disagreements.`);
  const all = parsing + figure;
  return [
    {
      what: `agreement of two coders over ${String(count)} transcripts, from their texts, 1,000 draws`,
      figure: milliseconds(all),
      baseline: milliseconds(parsing),
      ratio: `${(all / parsing).toFixed(1)} times parsing both`,
      goal: 'under 10 s',
      met: all < 10_000,
    },
  ];
}
