import assert from 'node:assert/strict';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { planMove, planThemes } from '../../../src/core/refactoring/codebookChanges.js';
import { planDelete, type DeleteOptions } from '../../../src/core/refactoring/delete.js';
import { planRename, planRenameId } from '../../../src/core/refactoring/renameId.js';
import { planMerge, type MergeOptions } from '../../../src/core/refactoring/merge.js';
import { planSplit } from '../../../src/core/refactoring/split.js';
import type { RefactoringPlan, RefactoringResult } from '../../../src/core/refactoring/types.js';
import { renameId, renameName } from '../../../src/core/references/rename.js';
import { applyEdits } from '../../../src/core/text/edits.js';
import { formatMessage } from '../../../src/core/text/message.js';
import { studyOf, type Files } from '../study/studies.js';

function done(result: RefactoringResult): RefactoringPlan {
  assert.ok(result.kind === 'plan', result.kind === 'refused' ? formatMessage(result.message) : '');
  return result;
}

function refusal(result: RefactoringResult): string {
  assert.ok(result.kind === 'refused');
  return formatMessage(result.message);
}

/** A file after a plan. */
function after(files: Files, plan: RefactoringPlan, path: string): string {
  return applyEdits(files[path] ?? '', plan.edits.get(path) ?? []);
}

const codebook = `# Kodebok

## Økonomi {.theme}

Om penger.

### Kostnad {key=k}

Det som koster.

#### Frakt

### Pris

Om pris.

## Tid {.theme themes=kostnad}
`;

const a = 'transcripts/a.md';
const b = 'transcripts/b.md';

describe('merging codes', () => {
  const merge = (text: string, touching: MergeOptions['touching'], memo = ''): string => {
    const files = { 'codebook.md': codebook, [a]: text };
    const study = studyOf(files).withNote('memos/m.md', CodedText.parse(memo));
    return after(files, done(planMerge(study, ['kostnad'], 'pris', { touching, ids: () => 'n1' })), a);
  };

  it('should let links follow, by id and by name, in notes, memos, and what is written about codes', () => {
    const files = {
      'codebook.md': '## Kostnad\n\nSom [[pris]].\n\n## Høy pris {#pris}\n\nNær [[Kostnad|den]].\n',
      [a]: 'Jo [[kostnad]] [a]{#m1 .kostnad}[^memo-m1].\n\n[^memo-m1]: Se [[kostnad]].\n',
    };
    const memo =
      '---\nabout: [kostnad, "[[Kostnad]]"]\n---\n[[Kostnad]], [k](../codebook.md#kostnad), `[[kostnad]]`, [[pris]]\n';
    const study = studyOf(files).withNote('memos/m.md', CodedText.parse(memo));
    const plan = done(planMerge(study, ['kostnad'], 'pris', { touching: 'apart' }));
    assert.equal(after(files, plan, 'codebook.md'), '## Høy pris {#pris}\n\nNær [[Høy pris|den]].\n\nSom [[pris]].\n');
    assert.equal(after(files, plan, a), 'Jo [[kostnad]] [a]{#m1 .pris}[^memo-m1].\n\n[^memo-m1]: Se [[pris]].\n');
    assert.equal(
      after({ 'memos/m.md': memo }, plan, 'memos/m.md'),
      '---\nabout: [pris, "[[Høy pris]]"]\n---\n[[Høy pris]], [k](../codebook.md#pris), `[[kostnad]]`, [[pris]]\n',
    );
    const renamed = done(planRename(study, 'kostnad', 'Utgift'));
    assert.match(after({ 'memos/m.md': memo }, renamed, 'memos/m.md'), /about: \[utgift, "\[\[Utgift\]\]"\]/);
    assert.equal(
      after(files, renamed, a),
      'Jo [[kostnad]] [a]{#m1 .utgift}[^memo-m1].\n\n[^memo-m1]: Se [[utgift]].\n',
    );
    const bracket = done(planRename(study, 'kostnad', 'Utgift [NOK]'));
    assert.match(after({ 'memos/m.md': memo }, bracket, 'memos/m.md'), /about: \[utgift-nok, "\[\[utgift-nok\]\]"\]/);
    assert.deepEqual(renamed.counts, { passages: 1, transcripts: 1, uncoded: 0, joined: 0, apart: 0 });
  });

  it('should make one code of them, with what is written about both and what stands below', () => {
    const files = { 'codebook.md': codebook };
    const plan = done(planMerge(studyOf(files), ['kostnad'], 'pris', { touching: 'apart' }));
    assert.equal(
      after(files, plan, 'codebook.md'),
      '# Kodebok\n\n## Økonomi {.theme}\n\nOm penger.\n\n### Pris\n\nOm pris.\n\nDet som koster.\n\n#### Frakt\n\n## Tid {.theme themes=pris}\n',
    );
  });

  it('should merge a code into one that stands below it', () => {
    const files = { 'codebook.md': codebook };
    const plan = done(planMerge(studyOf(files), ['kostnad'], 'frakt', { touching: 'apart' }));
    assert.equal(
      after(files, plan, 'codebook.md'),
      '# Kodebok\n\n## Økonomi {.theme}\n\nOm penger.\n\n### Pris\n\nOm pris.\n\n### Frakt\n\nDet som koster.\n\n## Tid {.theme themes=frakt}\n',
    );
  });

  it('should leave the mark’s other parts, and not repeat the code', () => {
    assert.equal(merge('[a]{ .kostnad  .x by=k}', 'apart'), '[a]{ .pris  .x by=k}');
    assert.equal(merge('[a]{.pris .kostnad} [b]{.kostnad .pris}', 'apart'), '[a]{.pris} [b]{.pris}');
    assert.equal(
      merge('[]{#i1 .kostnad}a\n\nb[]{end=i1} []{.kostnad}', 'apart'),
      '[]{#i1 .pris}a\n\nb[]{end=i1} []{.pris}',
    );
  });

  it('should keep touching and overlapping passages apart, or make one of them', () => {
    const text = 'Vi [vil]{.kostnad} [det [samme]{.pris}]{.kostnad} [alle]{.kostnad}, [vi]{.pris}.';
    assert.equal(merge(text, 'apart'), text.replaceAll('.kostnad', '.pris'));
    assert.equal(merge(text, 'join'), 'Vi [vil]{.pris} [det samme alle]{.pris}, [vi]{.pris}.');
  });

  it('should join what crosses, and ranges', () => {
    assert.equal(merge('[Vi []{#i1 .pris}vil]{.kostnad} det[]{end=i1} nå', 'join'), '[Vi vil det]{#i1 .pris} nå');
    assert.equal(merge('[]{#i1 .kostnad}A\n\nb[]{end=i1} [c]{.pris} d', 'join'), '[]{#i1 .pris}A\n\nb c[]{end=i1} d');
  });

  it('should leave other codes where they were', () => {
    assert.equal(merge('[Vi]{.kostnad .x} [vil]{.pris .y} nå', 'join'), '[[Vi]{.x} [vil]{.y}]{.pris} nå');
  });

  it('should not join over paragraphs, nor what has different facts, nor passages of one code', () => {
    for (const text of [
      '[a]{.kostnad}\n\n[b]{.pris}',
      '[a]{.kostnad by=k} [b]{.pris by=o}',
      '[a]{.kostnad} [b]{.kostnad}',
    ]) {
      assert.equal(merge(text, 'join'), text.replaceAll('.kostnad', '.pris'));
    }
  });

  it('should keep the mark that has a memo or that a link leads to', () => {
    const memo = '[a]{.pris} [b]{#m1 .kostnad}[^memo-m1] c\n\n[^memo-m1]: Hm\n';
    assert.equal(merge(memo, 'join'), '[a b]{#m1 .pris}[^memo-m1] c\n\n[^memo-m1]: Hm\n');
    const two = '[a]{#m2 .pris}[^memo-m2] [b]{#m1 .kostnad}[^memo-m1] c\n\n[^memo-m1]: Hm\n\n[^memo-m2]: Ha\n';
    assert.equal(merge(two, 'join'), two.replace('.kostnad', '.pris'));
    const linked = '[aaa]{.pris} [b]{#m1 .kostnad} c';
    assert.equal(merge(linked, 'join', 'Se [her](../transcripts/a.md#m1).'), '[aaa b]{#m1 .pris} c');
  });

  it('should count', () => {
    const files = { 'codebook.md': codebook, [a]: '[a]{.kostnad} [b]{.pris} [c]{.kostnad}', [b]: '[x]{.pris}' };
    const plan = done(planMerge(studyOf(files), ['kostnad'], 'pris', { touching: 'join' }));
    assert.deepEqual(plan.counts, { passages: 2, transcripts: 1, uncoded: 0, joined: 2, apart: 0 });
    assert.deepEqual([...plan.edits.keys()], ['codebook.md', a]);
  });

  it('should take a code in that the codebook lacks', () => {
    const files = { 'codebook.md': codebook, [a]: '[a]{.dyrt}' };
    const plan = done(planMerge(studyOf(files), ['dyrt'], 'pris', { touching: 'apart' }));
    assert.deepEqual([...plan.edits.keys()], [a]);
    assert.equal(after(files, plan, a), '[a]{.pris}');
  });

  it('should be refused as a whole where one file cannot be changed', () => {
    const conflict = '[a]{.kostnad}\n<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> z\n';
    const files = { 'codebook.md': codebook, [a]: '[a]{.kostnad}', [b]: conflict };
    const result = planMerge(studyOf(files), ['kostnad'], 'pris', { touching: 'apart' });
    assert.equal(refusal(result), 'transcripts/b.md holds an unfinished merge. Finish the merge first.');
    assert.match(refusal(planMerge(studyOf(files), ['pris'], 'pris', { touching: 'apart' })), /another code/);
    assert.match(refusal(planMerge(studyOf(files), ['pris'], 'nei', { touching: 'apart' })), /no code nei/);
    const unread = studyOf(files).withUnreadable('transcripts/c.md', 'not-utf-8');
    assert.match(refusal(planMerge(unread, ['kostnad'], 'pris', { touching: 'apart' })), /c\.md cannot be read/);
  });
});

describe('deleting codes', () => {
  const remove = (files: Files, codes: string[], options: Partial<DeleteOptions> = {}): RefactoringPlan =>
    done(planDelete(studyOf(files), codes, { passages: 'uncode', below: 'keep', ...options }));

  it('should uncode, and take the memo with the last code', () => {
    const files = {
      'codebook.md': codebook,
      [a]: '[a]{.kostnad .pris} [b]{#m1 .kostnad}[^memo-m1]\n\n[^memo-m1]: Hm\n',
    };
    const plan = remove(files, ['kostnad']);
    assert.equal(after(files, plan, a), '[a]{.pris} b\n');
    assert.deepEqual(plan.removedMemos, [{ path: a, text: 'Hm' }]);
    assert.equal(plan.counts.uncoded, 1);
    assert.equal(
      after(files, plan, 'codebook.md'),
      codebook
        .replace('### Kostnad {key=k}\n\nDet som koster.\n\n#### Frakt', '### Frakt')
        .replace(' themes=kostnad', ''),
    );
  });

  it('should give the passages to the code above, the nearest that stays', () => {
    const files = { 'codebook.md': codebook, [a]: '[a]{.frakt} [b]{.kostnad .frakt} [c]{.frakt .økonomi}' };
    const plan = remove(files, ['kostnad'], { passages: 'parent', below: 'delete' });
    assert.equal(after(files, plan, a), '[a]{.økonomi} [b]{.økonomi} [c]{.økonomi}');
    assert.doesNotMatch(after(files, plan, 'codebook.md'), /Kostnad|Frakt|koster/);
    const top = planDelete(studyOf({ ...files, [a]: '[a]{.tid}' }), ['tid'], { passages: 'parent', below: 'keep' });
    assert.equal(refusal(top), 'No code stands above Tid that its passages could move to.');
  });
});

describe('splitting a code', () => {
  it('should send what is decided, make the new codes, and leave the rest', () => {
    const files = { 'codebook.md': codebook, [a]: '[a]{.pris} [b]{.x .pris by=k} [c]{.pris} [d]{.pris} [e]{.pris}' };
    const study = studyOf(files);
    const to = [['dyrt'], ['dyrt', 'billig'], undefined, [], ['x', 'pris']];
    const decisions = study.passagesOf('pris').flatMap(({ document, clean, codes }, i) => {
      const own = to[i];
      return own === undefined ? [] : [{ path: document, clean, codes, to: own }];
    });
    const make = [
      { id: 'dyrt', name: 'Dyrt', parent: 'økonomi' },
      { id: 'billig', name: 'Billig', parent: 'økonomi' },
      { id: 'x', name: 'X', parent: 'tid' },
    ];
    const plan = done(planSplit(study, 'pris', decisions, make));
    assert.equal(after(files, plan, a), '[a]{.dyrt} [b]{.x .dyrt .billig by=k} [c]{.pris} d [e]{.pris .x}');
    assert.match(after(files, plan, 'codebook.md'), /### Pris\n\nOm pris\.\n\n### Dyrt\n\n### Billig\n\n## Tid/);
    assert.match(refusal(planSplit(study, 'pris', decisions)), /no code dyrt/);
  });
});

describe('changing the codebook alone', () => {
  const study = studyOf({ 'codebook.md': codebook });

  it('should move several at once, those below others with them', () => {
    const files = { 'codebook.md': codebook.replace(' themes=kostnad', '') };
    const plan = done(planMove(studyOf(files), ['pris', 'frakt', 'kostnad'], 'tid'));
    assert.match(after(files, plan, 'codebook.md'), /## Tid .*\n\n### Kostnad[^]*#### Frakt\n\n### Pris/);
    assert.equal(done(planMove(study, ['pris'], 'økonomi')).edits.size, 0);
    assert.match(refusal(planMove(study, ['økonomi'], 'frakt')), /Økonomi cannot stand under Frakt/);
    assert.match(refusal(planMove(study, ['kostnad'], 'tid')), /Tid cannot support Kostnad/);
  });

  it('should let an id follow that follows from the name, as F2 does', () => {
    const files = { 'codebook.md': codebook, [a]: '[a]{.kostnad} [b]{.pris}' };
    const rename = (code: string, name: string): string =>
      after(files, done(planRename(studyOf(files), code, name)), 'codebook.md');
    const plan = done(planRename(studyOf(files), 'kostnad', 'Utgift'));
    const result = renameName(studyOf(files), 'kostnad', 'Utgift');
    assert.ok(result.kind === 'edits');
    assert.deepEqual(plan.edits, result.edits);
    assert.equal(after(files, plan, 'codebook.md'), codebook.replace('Kostnad', 'Utgift').replace('kostnad', 'utgift'));
    assert.equal(after(files, plan, a), '[a]{.utgift} [b]{.pris}');
    assert.equal(rename('frakt', 'Ut *gift*'), codebook.replace('Frakt', 'Ut \\*gift\\*'));
    assert.equal(rename('frakt', 'FRAKT!'), codebook.replace('Frakt', 'FRAKT!'));
    assert.match(refusal(planRename(study, 'frakt', ' ')), /needs a name/);
    assert.match(refusal(planRename(study, 'frakt', 'Pris')), /There is a code pris already/);
  });

  it('should write the id that followed from the name where a file cannot follow', () => {
    const book = '## Kostnad {key=k}\n';
    const files = { 'codebook.md': book, [a]: '<<<<<<< a\n[x]{.kostnad}\n=======\n[y]{.kostnad}\n>>>>>>> b\n' };
    for (const hindered of [studyOf(files), studyOf({ 'codebook.md': book }).withUnreadable(a, 'not-utf-8')]) {
      const plan = done(planRename(hindered, 'kostnad', 'Utgift'));
      assert.deepEqual([...plan.edits.keys()], ['codebook.md']);
      assert.equal(plan.counts.passages, 0);
      assert.equal(after(files, plan, 'codebook.md'), '## Utgift {#kostnad key=k}\n');
    }
  });

  it('should change no place twice when an id changes, whatever speaks of the code', () => {
    const files = {
      'codebook.md': '## Kostnad\n\nSe [[kostnad]].\n\n## Pris {themes=kostnad}\n',
      [a]: '[a]{#m1 .kostnad}[^memo-m1]\n\n[^memo-m1]: Se [[kostnad]].\n',
    };
    const memo = '---\nabout: kostnad\n---\n[[kostnad]], [[Kostnad]], [k](../codebook.md#kostnad)\n';
    const asked =
      '## Dyrt\n\n```emic\nquery: kostnad and not pris\n```\n\n[[kostnad]]\n\n```emic\nshow: quotations\ncodes: kostnad\n```\n';
    const whole = studyOf(files)
      .withNote('memos/m.md', CodedText.parse(memo))
      .withNote('analysis/queries.md', CodedText.parse(asked));
    const plan = done(planRenameId(whole, 'kostnad', 'utgift'));
    const result = renameId(whole, 'kostnad', 'utgift');
    assert.ok(result.kind === 'edits');
    assert.deepEqual(plan.edits, result.edits);
    assert.equal(
      after(files, plan, 'codebook.md'),
      '## Kostnad {#utgift}\n\nSe [[utgift]].\n\n## Pris {themes=utgift}\n',
    );
    assert.equal(after(files, plan, a), files[a].replaceAll('kostnad', 'utgift'));
    assert.equal(after({ 'memos/m.md': memo }, plan, 'memos/m.md'), memo.replaceAll('kostnad', 'utgift'));
    assert.equal(
      after({ 'analysis/queries.md': asked }, plan, 'analysis/queries.md'),
      asked.replaceAll('kostnad', 'utgift'),
    );
    for (const edits of plan.edits.values()) {
      assert.ok(edits.every(({ start }, i) => i === 0 || (edits[i - 1]?.end ?? 0) <= start));
    }
  });

  it('should add and remove further themes, but no loops', () => {
    const files = { 'codebook.md': codebook };
    assert.match(
      after(files, done(planThemes(study, ['pris'], { add: ['tid'] })), 'codebook.md'),
      /### Pris \{themes=tid\}/,
    );
    assert.match(
      after(files, done(planThemes(study, ['tid'], { remove: ['kostnad'] })), 'codebook.md'),
      /## Tid \{\.theme\}\n/,
    );
    assert.match(refusal(planThemes(study, ['økonomi'], { add: ['pris'] })), /Økonomi cannot support Pris/);
  });
});
