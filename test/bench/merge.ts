import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { codeSelection, removePassage } from '../../src/core/coding/coding.js';
import { CodedText } from '../../src/core/markdown/codedText.js';
import { mergeTranscripts } from '../../src/core/merge/mergeTranscripts.js';
import { numbersFrom, transcript } from './corpus.js';
import { median, milliseconds, once, type Row } from './measure.js';

/** A side's history: four passages made and one taken away for each word put in or taken out, at places all over the text. */
function changed(source: string, seed: number, changes: number): string {
  const next = numbersFrom(seed);
  let text = CodedText.parse(source);
  let ids = 0;
  for (let n = 0; n < changes;) {
    const at = Math.floor(next() * text.cleanLength);
    if (n % 6 === 5) {
      const place = text.toSource(at, 'start');
      if (!/^ \p{L}/u.test(text.text.slice(place, place + 2))) continue;
      text = text.update([{ start: place, end: place, text: ' altså' }]);
    } else if (n % 6 === 4) {
      const passage = text.passages[Math.floor(next() * text.passages.length)];
      const removed = passage && removePassage(text, passage);
      if (removed?.kind !== 'edits') continue;
      text = text.update(removed.edits);
    } else {
      const start = text.toSource(at, 'start');
      const coded = codeSelection(text, { start, end: start + 40 }, [`kode${String(seed)}`], {
        ids: () => `s${String(seed)}n${String(++ids)}`,
        facts: { by: `k${String(seed)}` },
      });
      if (coded.kind !== 'edits') continue;
      text = text.update(coded.edits);
    }
    n++;
  }
  return text.text;
}

/**
 * Merging two coders' work on one long transcript. The baseline is git's own merge of the same files by lines, with its process,
 * which conflicts in every paragraph that both coded.
 */
export function mergeRows(folder: string): readonly Row[] {
  const base = transcript(7, 1_000_000, 2_000);
  const [ours, theirs] = [changed(base, 21, 200), changed(base, 22, 200)];
  const files = { ours, base, theirs };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, `${name}.md`), text);
  const lines = once(() => {
    const { error } = spawnSync('git', ['merge-file', '-p', '-q', 'ours.md', 'base.md', 'theirs.md'], {
      cwd: folder,
      maxBuffer: 1 << 28,
    });
    if (error !== undefined) throw error;
  });
  let conflicts = 0;
  const figures = Array.from({ length: 9 }, () => once(() => ({ conflicts } = mergeTranscripts(base, ours, theirs))));
  if (conflicts > 20) throw new Error(`The merge left ${String(conflicts)} conflicts.`);
  const [first = 0] = figures;
  return [
    // The first is that of a process which has just begun: what it takes over the others goes into compiling.
    { ...row('merge of a 1 MB transcript, 200 changes on each side: first', first, lines), goal: '', met: undefined },
    row('the same, median of 9', median(figures), lines),
  ];
}

function row(what: string, figure: number, baseline: number): Row {
  return {
    what,
    figure: milliseconds(figure),
    baseline: milliseconds(baseline),
    ratio: `${(figure / baseline).toFixed(1)} times git's merge by lines`,
    goal: 'under 300 ms',
    met: figure < 300,
  };
}
