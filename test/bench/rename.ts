import { CodedText } from '../../src/core/markdown/codedText.js';
import { planDelete } from '../../src/core/refactoring/delete.js';
import { planMerge } from '../../src/core/refactoring/merge.js';
import type { RefactoringResult } from '../../src/core/refactoring/types.js';
import { referencesTo } from '../../src/core/references/references.js';
import { renameId } from '../../src/core/references/rename.js';
import { Study } from '../../src/core/study/study.js';
import { applyEdits } from '../../src/core/text/edits.js';
import { codebook, participants, transcript } from './corpus.js';
import { milliseconds, once, type Row } from './measure.js';

const files = 500;
const size = 20_000;
const passages = 64;

/** A study in which one of sixty codes has 5,000 passages in 500 files. */
function bigCode(): readonly (readonly [path: string, text: string])[] {
  return Array.from({ length: files }, (_, i) => [
    `transcripts/t${String(i)}.md`,
    transcript(i + 1, size, passages).replace(/\.kode\d\b/g, '.kode7'),
  ]);
}

/**
 * Renaming, merging, deleting and finding a code with 5,000 passages in 500 files: what the engine does, with the check of law 1 on every file.
 * The baseline is what an editor's replacing and finding in texts in memory takes, which tells code from speech no better.
 */
export function renameRows(): readonly Row[] {
  const texts = bigCode();
  const study = Study.create({
    codebook: codebook(),
    participants: participants(),
    documents: texts.map(([path, text]) => [path, CodedText.parse(text)]),
  });
  const { passages: coded, documents } = study.count('kode7');
  if (coded < 5_000 || documents < files) throw new Error(`The corpus has ${coded} passages in ${documents} files.`);
  let found = 0;
  const finding = once(() => (found = [...referencesTo(study, 'kode7')].length));
  const searching = once(() => texts.map(([, text]) => [...text.matchAll(/\.kode7\b/g)].length));
  if (found < coded) throw new Error('Not all passages were found.');
  const renaming = once(() => {
    const result = renameId(study, 'kode7', 'nykode');
    if (result.kind === 'refused') throw new Error('The code was not renamed.');
    for (const [path, text] of texts) applyEdits(text, result.edits.get(path) ?? []);
  });
  const changed = (what: string, plan: () => RefactoringResult): number =>
    once(() => {
      const result = plan();
      if (result.kind === 'refused') throw new Error(`The code was not ${what}.`);
      for (const [path, text] of texts) applyEdits(text, result.edits.get(path) ?? []);
    });
  const merging = changed('merged', () => planMerge(study, ['kode7'], 'kode11', { touching: 'join' }));
  const deleting = changed('deleted', () => planDelete(study, ['kode7'], { passages: 'uncode', below: 'keep' }));
  const replacing = once(() => texts.map(([, text]) => text.replace(/\.kode7\b/g, '.nykode')));
  return [
    row(`rename a code, ${String(coded)} passages in ${String(documents)} files`, renaming, replacing, 2_000),
    row('merge it into another, joining what touches', merging, replacing, 4_000),
    row('delete it, and uncode its passages', deleting, replacing, 4_000),
    row('find all that speaks of it', finding, searching, 500),
  ];
}

function row(what: string, figure: number, baseline: number, goal: number): Row {
  return {
    what,
    figure: milliseconds(figure),
    baseline: milliseconds(baseline),
    ratio: `${(figure / baseline).toFixed(0)} times a plain text replacement`,
    goal: `under ${milliseconds(goal)}`,
    met: figure < goal,
  };
}
