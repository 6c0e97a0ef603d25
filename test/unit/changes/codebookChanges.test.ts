import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { codebookChanges, type CodebookChange } from '../../../src/core/changes/codebookChanges.js';
import { Codebook } from '../../../src/core/codebook/codebook.js';
import { planMerge } from '../../../src/core/refactoring/merge.js';
import { planRename } from '../../../src/core/refactoring/renameId.js';
import { planSplit } from '../../../src/core/refactoring/split.js';
import type { RefactoringResult } from '../../../src/core/refactoring/types.js';
import { applyEdits } from '../../../src/core/text/edits.js';
import { files } from '../refactoring/studies.js';
import { studyOf } from '../study/studies.js';

const anyCodebook = files.map((all) => Codebook.parse(all['codebook.md'] ?? ''));

const idsCome = (change: CodebookChange): readonly string[] => {
  switch (change.kind) {
    case 'born':
    case 'renamed':
    case 'merged':
      return [change.after.id];
    case 'split':
      return change.into.map(({ id }) => id);
    default:
      return [];
  }
};

const idsGone = (change: CodebookChange): readonly string[] => {
  switch (change.kind) {
    case 'gone':
    case 'renamed':
      return [change.before.id];
    case 'merged':
      return change.sources.map(({ id }) => id);
    case 'split':
      return change.isGone ? [change.before.id] : [];
    default:
      return [];
  }
};

describe('what changed in a codebook', () => {
  it('should be nothing where nothing did', () => {
    fc.assert(fc.property(anyCodebook, (codebook) => assert.deepEqual(codebookChanges(codebook, codebook), [])));
  });

  it('should account for each code that is new or gone', () => {
    const recodings = fc
      .array(fc.tuple(fc.nat(8), fc.nat(8), fc.integer({ min: 1, max: 9 })), { maxLength: 6 })
      .map((all) => all.filter(([from, to]) => from !== to));
    fc.assert(
      fc.property(anyCodebook, anyCodebook, recodings, (before, after, numbers) => {
        const flows = new Map<string, Map<string, number>>();
        for (const [from, to, count] of numbers) {
          const [source, target] = [before.codes[from]?.id, after.codes[to]?.id];
          if (source === undefined || target === undefined || source === target) continue;
          flows.set(source, new Map([...(flows.get(source) ?? []), [target, count]]));
        }
        const changes = codebookChanges(before, after, flows);
        const fresh = after.codes.map(({ id }) => id).filter((id) => !before.has(id));
        const lost = before.codes.map(({ id }) => id).filter((id) => !after.has(id));
        const come = new Set(changes.flatMap(idsCome));
        const gone = changes.flatMap(idsGone);
        assert.deepEqual(
          fresh.filter((id) => !come.has(id)),
          [],
        );
        // What came of a merge or a split may be told with each of those that it came of; what is gone is told once.
        assert.deepEqual([...gone].filter((id) => lost.includes(id)).sort(), [...lost].sort());
        for (const change of changes) {
          if (change.kind === 'born') assert.ok(!before.has(change.after.id));
          if (change.kind === 'gone') assert.ok(!after.has(change.before.id));
        }
      }),
    );
  });

  describe('of Emic’s own refactorings', () => {
    const all = {
      'codebook.md': '## Trust {#trust}\n\nTo rely on.\n\n## Faith {#faith}\n\nTo believe.\n\n## Cost {#cost}\n',
      'transcripts/a.md': 'A1: [One]{.trust} and [two]{.faith} and [three]{.trust} and [four]{.cost}.\n',
    };
    const study = studyOf(all);
    /** The changes that a refactoring makes, and what it does to passages, worked out by itself. */
    const changesOf = (result: RefactoringResult): readonly string[] => {
      assert.ok(result.kind === 'plan', JSON.stringify(result));
      const after = studyOf(
        Object.fromEntries(
          Object.entries(all).map(([path, text]) => [path, applyEdits(text, result.edits.get(path) ?? [])]),
        ),
      );
      const flows = new Map<string, Map<string, number>>();
      study.passages.forEach(({ codes: [from = ''] }, i) => {
        const [to = ''] = after.passages[i]?.codes ?? [];
        if (to === from) return;
        const targets = flows.get(from) ?? new Map<string, number>();
        flows.set(from, targets.set(to, (targets.get(to) ?? 0) + 1));
      });
      return codebookChanges(study.codebook, after.codebook, flows).map((change) =>
        [change.kind, ...idsGone(change), '→', ...idsCome(change)].join(' '),
      );
    };

    it('should tell a merge', () => {
      assert.deepEqual(changesOf(planMerge(study, ['faith'], 'trust', { touching: 'apart' })), [
        'redefined →',
        'merged faith → trust',
      ]);
    });

    it('should tell another name', () => {
      assert.deepEqual(changesOf(planRename(study, 'trust', 'Reliance')), ['renamed trust → trust']);
    });

    it('should tell a split', () => {
      const [first] = study.passagesOf('trust');
      assert.ok(first !== undefined);
      const { document: path, clean, codes } = first;
      const changed = changesOf(planSplit(study, 'trust', [{ path, clean, codes, to: ['faith'] }]));
      // Both were there: passages moved, and the codebook is as it was.
      assert.deepEqual(changed, []);
    });
  });
});
