import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Codebook } from '../../../src/core/codebook/codebook.js';
import type { Code } from '../../../src/core/codebook/types.js';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { linksOf } from '../../../src/core/notes/links.js';
import { linkedCode } from '../../../src/core/notes/targets.js';
import { planKind, planMove, planRecolor, planThemes } from '../../../src/core/refactoring/codebookChanges.js';
import { deletedWith, heirOf, planDelete } from '../../../src/core/refactoring/delete.js';
import { planRename } from '../../../src/core/refactoring/renameId.js';
import { planMerge } from '../../../src/core/refactoring/merge.js';
import { planSplit, type SplitDecision } from '../../../src/core/refactoring/split.js';
import type { RefactoringResult } from '../../../src/core/refactoring/types.js';
import type { Study } from '../../../src/core/study/study.js';
import { applyEdits, invertEdits } from '../../../src/core/text/edits.js';
import { studyOf, type Files } from '../study/studies.js';
import { files as anyFiles, resolveStep, step as anyStep, type Step } from './studies.js';

function plan(study: Study, step: Step): RefactoringResult {
  switch (step.kind) {
    case 'move':
      return planMove(study, step.codes, step.under);
    case 'merge':
      return planMerge(study, step.codes, step.into, { touching: step.joins ? 'join' : 'apart', ids: counter() });
    case 'delete':
      return planDelete(study, step.codes, {
        passages: step.toParent ? 'parent' : 'uncode',
        below: step.below ? 'delete' : 'keep',
      });
    case 'split':
      return planSplit(study, step.code, decisionsOf(study, step));
    case 'rename':
      return planRename(study, step.code, step.name);
    case 'recolor':
      return planRecolor(study, step.codes, step.color);
    case 'kind':
      return planKind(study, step.codes, step.to);
    case 'theme':
      return planThemes(study, step.codes, step.supports ? { add: [step.theme] } : { remove: [step.theme] });
  }
}

function decisionsOf(study: Study, step: Step & { kind: 'split' }): SplitDecision[] {
  return study.passagesOf(step.code).flatMap(({ document, clean, codes }, i) => {
    const to = step.to[i];
    return to === undefined ? [] : [{ path: document, clean, codes, to }];
  });
}

function counter(): () => string {
  let n = 0;
  return () => `z${String(++n)}q`;
}

function applied(
  files: Files,
  edits: ReadonlyMap<string, readonly { start: number; end: number; text: string }[]>,
): Files {
  const after: Record<string, string> = { ...files };
  for (const [path, own] of edits) after[path] = applyEdits(files[path] ?? '', own);
  return after;
}

const cleanOf = (text: string): string => CodedText.parse(text).clean;

/** All passages of a study that have one of the codes, once for each mark. */
const holding = (study: Study, codes: readonly string[]): number =>
  study.passages.filter((passage) => passage.codes.some((code) => codes.includes(code))).length;

/** Links to codes with what they are to say instead, if the code that they lead to is renamed or becomes another one. */
function following({ codebook }: Study, change: (code: Code, written: string) => string | undefined): Codebook {
  const edits = linksOf(codebook.text).flatMap((link) => {
    const code = link.kind === 'code' ? linkedCode(codebook, link.code) : undefined;
    const text = link.kind === 'code' && code !== undefined ? change(code, link.code) : undefined;
    return link.kind === 'code' && text !== undefined ? [{ ...link.target, text }] : [];
  });
  return Codebook.parse(applyEdits(codebook.text.text, edits));
}

/** A codebook's lines that are no headings, in any order. */
function proseOf({ text: coded, headings }: Codebook): string[] {
  const lines = headings.map(({ heading, entry }) => coded.text.slice(heading.end, entry.end).trim());
  return lines
    .join('\n')
    .replace(/\[\[[^\]]*\]\]/g, '[[code]]')
    .split(/\s*[\r\n]+/)
    .filter((line) => line.trim() !== '')
    .sort();
}

/** A link in a definition to a code that is merged into another. */
const followedLink: [Files, Step[]] = [
  { 'codebook.md': '## start {#start}\n\n[[price]] og *slikt*\n\n# price {#price}\n\n# start {#start}' },
  [{ kind: 'merge', codes: ['price'], into: 'start', joins: false }],
];

describe('any refactorings', () => {
  const seen = new Map<string, number>();

  it('should be taken back byte for byte, and never change what was said', () => {
    fc.assert(
      fc.property(anyFiles, fc.array(anyStep, { minLength: 1, maxLength: 5 }), (start, steps) => {
        let files = start;
        const undo: (() => Files)[] = [];
        for (const unresolved of steps) {
          const before = files;
          const study = studyOf(before);
          const step = resolveStep(unresolved, study.codebook.codes);
          const result = plan(study, step);
          if (result.kind === 'refused') continue;
          const after = applied(before, result.edits);
          seen.set(step.kind, (seen.get(step.kind) ?? 0) + (result.edits.size > 0 ? 1 : 0));
          undo.push(() =>
            applied(
              after,
              new Map([...result.edits].map(([path, edits]) => [path, invertEdits(before[path] ?? '', edits)])),
            ),
          );
          for (const path of Object.keys(before)) {
            if (path === 'codebook.md') continue;
            assert.equal(cleanOf(after[path] ?? ''), cleanOf(before[path] ?? ''));
            if (['move', 'recolor', 'kind', 'theme'].includes(step.kind)) assert.equal(after[path], before[path]);
          }
          check(study, studyOf(after), step, result.counts);
          files = after;
        }
        let back = files;
        for (const step of undo.reverse()) back = step();
        assert.deepEqual(back, start);
      }),
      { numRuns: 200, examples: [followedLink] },
    );
  });

  it('should have been of all kinds', () => {
    for (const kind of ['move', 'merge', 'delete', 'split', 'rename', 'recolor', 'kind', 'theme']) {
      assert.ok((seen.get(kind) ?? 0) > 0, `${kind}: ${String(seen.get(kind))}`);
    }
  });
});

function check(
  before: Study,
  after: Study,
  step: Step,
  counts: { passages: number; joined: number; uncoded: number },
): void {
  switch (step.kind) {
    case 'move': {
      for (const code of before.codebook.codes) {
        assert.equal(after.count(code.id).passages, before.count(code.id).passages);
      }
      assert.deepEqual(proseOf(after.codebook), proseOf(before.codebook));
      for (const code of step.codes) {
        const inside = step.codes.some((other) => before.codebook.descendants(other).some(({ id }) => id === code));
        if (!inside) assert.equal(after.codebook.get(code)?.parent, step.under);
      }
      return;
    }
    case 'merge': {
      const sources = step.codes.filter((code) => code !== step.into);
      assert.equal(holding(after, sources), 0);
      assert.equal(holding(after, [step.into]), holding(before, [...sources, step.into]) - counts.joined);
      assert.equal(counts.passages, holding(before, sources));
      if (!step.joins) assert.equal(counts.joined, 0);
      const name = before.codebook.get(step.into)?.name;
      const followed = following(before, ({ id }, written) =>
        sources.includes(id) ? (written === id ? step.into : name) : undefined,
      );
      assert.deepEqual(proseOf(after.codebook), proseOf(followed));
      return;
    }
    case 'delete': {
      const gone = deletedWith(before, step.codes, { below: step.below ? 'delete' : 'keep' });
      assert.equal(holding(after, [...gone]), 0);
      for (const code of gone) assert.equal(after.codebook.has(code), false);
      const heirs = step.toParent ? [...gone].flatMap((code) => heirOf(before, code, gone) ?? []) : [];
      for (const heir of new Set(heirs)) {
        const from = [...gone].filter((code) => heirOf(before, code, gone) === heir);
        assert.equal(holding(after, [heir]), holding(before, [heir, ...from]));
      }
      assert.equal(after.passages.length, before.passages.length - counts.uncoded);
      return;
    }
    case 'split': {
      const decided = decisionsOf(before, step).filter(({ to }) => !to.includes(step.code));
      assert.equal(after.count(step.code).passages, before.count(step.code).passages - decided.length);
      assert.equal(after.passages.length, before.passages.length - counts.uncoded);
      const all: readonly SplitDecision[] = decisionsOf(before, step);
      for (const to of new Set(all.flatMap((each) => each.to))) {
        if (to === step.code) continue;
        const sent: readonly SplitDecision[] = all.filter((each) => each.to.includes(to) && !each.codes.includes(to));
        assert.equal(after.count(to).passages, before.count(to).passages + sent.length);
      }
      return;
    }
    case 'rename': {
      const renamed = before.codebook.codes.findIndex(({ id }) => id === step.code);
      const now = after.codebook.codes[renamed]?.id ?? step.code;
      const followed = following(before, ({ id }, written) =>
        id !== step.code ? undefined : written === id ? now : step.name,
      );
      assert.deepEqual(
        after.codebook.codes.map(({ id }) => after.count(id).passages),
        before.codebook.codes.map(({ id }) => before.count(id).passages),
      );
      assert.deepEqual(proseOf(after.codebook), proseOf(followed));
      return;
    }
    default:
      assert.equal(after.codebook.codes.length, before.codebook.codes.length);
      assert.deepEqual(proseOf(after.codebook), proseOf(before.codebook));
  }
}
