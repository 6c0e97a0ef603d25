import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { afterFix, problemsOf, textOf } from '../../../src/core/fixes/fileOfStudy.js';
import { fixAll, ofKind, safely } from '../../../src/core/fixes/fixAll.js';
import { canFix, fixesOf } from '../../../src/core/fixes/fixes.js';
import type { FileOfStudy, Fix } from '../../../src/core/fixes/types.js';
import type { Rule } from '../../../src/core/study/problem.js';
import { formatMessage } from '../../../src/core/text/message.js';
import { document as anyDocument } from '../documents.js';
import { studyFiles, studyOf, type Files } from '../study/studies.js';
import { processorTime } from '../processorTime.js';

const codebook = '---\ninterviewers: [I]\n---\n## Kostnad {#kostnad}\n\n## Barriere {#barriere}\n';
const table = 'id;role;place\nA1;leader;Oslo\nKari;baker;Voss\n';
const path = 'transcripts/a.md';

function fileOf(text: string, files: Files = {}): FileOfStudy {
  return { study: studyOf({ 'codebook.md': codebook, [path]: text, ...files }), path };
}

function counter(): () => string {
  let n = 0;
  return () => `n${String(++n)}`;
}

/** The fixes of the only problem of a rule. */
function fixesIn(file: FileOfStudy, rule: Rule): readonly Fix[] {
  const found = problemsOf(file).filter((problem) => problem.rule === rule);
  assert.ok(
    found.length > 0,
    `there is no ${rule} but ${problemsOf(file)
      .map((one) => one.rule)
      .join(', ')}`,
  );
  return fixesOf(file, found[0]!, { ids: counter() });
}

function fixed(file: FileOfStudy, rule: Rule, name: string): string {
  const fixes = fixesIn(file, rule);
  const fix = fixes.find((one) => one.name === name);
  assert.ok(fix, `${rule} has ${fixes.map((one) => one.name).join(', ') || 'no fix'}`);
  const after = afterFix(file, fix);
  return fix.elsewhere === undefined ? textOf(after) : textOf({ study: after.study, path: fix.elsewhere.path });
}

describe('fixes of a document', () => {
  const cases: [rule: Rule, name: string, before: string, after: string][] = [
    [
      'unclosed-range',
      'close-range',
      'A1: Det []{#k7 .kostnad}var dyrt. Ja.\n\nB',
      'A1: Det [var dyrt. Ja.]{#k7 .kostnad}\n\nB',
    ],
    ['unclosed-range', 'close-range', '[]{#k7 .kostnad}[Det] var [dyrt!', '[]{#k7 .kostnad}[Det] var [dyrt[!]{end=k7}'],
    ['unclosed-range', 'remove-mark', 'Det []{#k7 .kostnad}var dyrt.', 'Det var dyrt.'],
    ['unclosed-range', 'join-range', '[]{#k7 .kostnad}A\n\nB[]{end=k8}', '[]{#k7 .kostnad}A\n\nB[]{end=k7}'],
    ['orphan-end', 'remove-mark', 'Det var[!]{end=k8} Ja', 'Det var! Ja'],
    [
      'orphan-close',
      'make-range',
      '[Det var dyrt.\n\nMen vi gjorde det.]{.kostnad by=kn}',
      '[]{#n1 .kostnad by=kn}Det var dyrt.\n\nMen vi gjorde det.[]{end=n1}',
    ],
    [
      'orphan-close',
      'make-range',
      'A1: Ja [sånn\n\nA1: [Det]{.barriere} var!]{#k7 .kostnad}',
      'A1: Ja []{#k7 .kostnad}sånn\n\nA1: [Det]{.barriere} var[!]{end=k7}',
    ],
    ['orphan-close', 'remove-mark', 'Det var dyrt]{.kostnad} nok.', 'Det var dyrt nok.'],
    ['range-without-id', 'close-range', 'Ja []{.kostnad}Det var dyrt.', 'Ja [Det var dyrt.]{.kostnad}'],
    ['range-without-id', 'remove-mark', 'Ja []{.kostnad}Det var dyrt.', 'Ja Det var dyrt.'],
    ['empty-passage', 'remove-mark', '[]{#k7 .kostnad}[]{end=k7}Det', 'Det'],
    ['empty-passage', 'remove-mark', '[[]{#k7 .kostnad}]{.barriere}Det[]{end=k7}', '[]{#k7 .kostnad}Det[]{end=k7}'],
    ['duplicate-id', 'new-id', '[a]{#k7 .kostnad} og [b]{#k7 .barriere}', '[a]{#k7 .kostnad} og [b]{#n1 .barriere}'],
    [
      'duplicate-id',
      'new-id',
      '[]{#k7 .kostnad}a[]{end=k7} og []{#k7 .kostnad}b[]{end=k7}',
      '[]{#k7 .kostnad}a[]{end=k7} og []{#n1 .kostnad}b[]{end=n1}',
    ],
    [
      'duplicate-id',
      'new-id',
      '[a]{#k7 .kostnad}[^memo-k7] [b]{#k7 .kostnad}[^memo-k7]\n\n[^memo-k7]: Hm\n\n    Ja\n',
      '[a]{#k7 .kostnad}[^memo-k7] [b]{#n1 .kostnad}[^memo-n1]\n\n[^memo-k7]: Hm\n\n    Ja\n\n[^memo-n1]: Hm\n\n    Ja\n',
    ],
    ['codes-on-end', 'move-codes', '[]{#k7 .kostnad}a[]{end=k7 .barriere}', '[]{#k7 .kostnad .barriere}a[]{end=k7}'],
    ['codes-on-end', 'move-codes', '[]{#k7 .kostnad}a[]{.kostnad end=k7}', '[]{#k7 .kostnad}a[]{end=k7}'],
    ['broken-block', 'mend-block', '[a]{.kostnad, .barriere}', '[a]{.kostnad .barriere}'],
    ['broken-block', 'mend-block', '[a]{#k7; kostnad by = “Kari N”}', '[a]{#k7 .kostnad by="Kari N"}'],
    ['broken-block', 'escape-mark', '[a]{.kostnad, .barriere}', '[a]\\{.kostnad, .barriere}'],
    ['dead-mark', 'out-of-code', 'Ja `[dyrt]{.kostnad}` nei', 'Ja [dyrt]{.kostnad} nei'],
    ['dead-mark', 'remove-dead-mark', 'Ja `x [dyrt]{.kostnad}` nei', 'Ja `x dyrt` nei'],
    [
      'memo-without-definition',
      'write-memo',
      '[a]{#k7 .kostnad}[^memo-k7]\r\n',
      '[a]{#k7 .kostnad}[^memo-k7]\r\n\r\n[^memo-k7]: …\r\n',
    ],
    ['memo-without-definition', 'remove-reference', '[a]{#k7 .kostnad}[^memo-k7]\n', '[a]{#k7 .kostnad}\n'],
    [
      'memo-without-reference',
      'refer-to-memo',
      '[a]{#k7 .kostnad} b\n\n[^memo-k7]: Hm\n',
      '[a]{#k7 .kostnad}[^memo-k7] b\n\n[^memo-k7]: Hm\n',
    ],
    ['memo-without-reference', 'remove-memo', 'a\n\n[^memo-k7]: Hm\n\n    Ja\n', 'a\n'],
    [
      'second-memo',
      'join-memos',
      '[a]{#k7 .kostnad}[^memo-k7]\n\n[^memo-k7]: Hm\n\n[^memo-k7]: Se\n\n    B2.\n',
      '[a]{#k7 .kostnad}[^memo-k7]\n\n[^memo-k7]: Hm\n\n    Se\n\n    B2.\n',
    ],
    [
      'memo-misplaced',
      'move-reference',
      '[a]{#k7 .kostnad} sa[^memo-k7]\n\n[^memo-k7]: Hm\n',
      '[a]{#k7 .kostnad}[^memo-k7] sa\n\n[^memo-k7]: Hm\n',
    ],
    [
      'memo-misplaced',
      'remove-reference',
      '[a]{#k7 .kostnad}[^memo-k7] sa[^memo-k7]\n\n[^memo-k7]: Hm\n',
      '[a]{#k7 .kostnad}[^memo-k7] sa\n\n[^memo-k7]: Hm\n',
    ],
    ['unknown-code', 'code-kostand-kostnad', '[a]{.kostand by=kn}', '[a]{.kostnad by=kn}'],
    ['similar-codes', 'code-Kostnad-kostnad', '[a]{.Kostnad}', '[a]{.kostnad}'],
    ['unknown-code', 'add-code-pris', '[a]{.pris}', `${codebook}\n## pris\n`],
    ['swallowed-html', 'escape-html', 'Da sa <navn> det.', 'Da sa \\<navn> det.'],
    ['swallowed-html', 'escape-html', '<navn>\nsa <her>\n', '\\<navn>\nsa \\<her>\n'],
    ['swallowed-indented', 'unindent', 'A\n\n    Ja, det.\n\n\tNei.\n', 'A\n\nJa, det.\n\nNei.\n'],
    ['swallowed-setext', 'part-line', 'Det var dyrt.\n---\n', 'Det var dyrt.\n\n---\n'],
    ['swallowed-ordered', 'escape-number', '2020. Det var året.', '2020\\. Det var året.'],
    ['link-definition', 'escape-definition', '[A1]: Ja\n', '\\[A1]: Ja\n'],
  ];
  for (const [rule, name, before, after] of cases) {
    it(`should ${name} of ${rule}: ${JSON.stringify(before)}`, () =>
      assert.equal(fixed(fileOf(before), rule, name), after));
  }

  it('should offer nothing in an unfinished merge', () => {
    const text = '<<<<<<< HEAD\n[a]{.kostand}\n=======\n[b]{.kostand}\n>>>>>>> x\n';
    const file = fileOf(text);
    for (const problem of problemsOf(file)) assert.deepEqual(fixesOf(file, problem), []);
  });
});

describe('fixes of speakers and participants', () => {
  const files = { 'participants.csv': table };
  const cases: [rule: Rule, name: string, before: string, after: string][] = [
    ['unknown-participant', 'participant-A1', '---\nparticipants: [A2]\n---\n', '---\nparticipants: [A1]\n---\n'],
    ['unknown-participant', 'add-participant', '---\nparticipants: [A2]\n---\n', `${table}A2;;\n`],
    ['unknown-speaker', 'speaker-Kari', '**Kary:** Ja.\n', '---\nspeakers: {Kary: Kari}\n---\n**Kary:** Ja.\n'],
    [
      'unknown-speaker',
      'no-speaker',
      '---\ntitle: T\n---\n**Kary:** Ja.\n',
      '---\ntitle: T\nspeakers: {Kary: ~}\n---\n**Kary:** Ja.\n',
    ],
    [
      'unknown-speaker',
      'no-speaker',
      '---\nspeakers: {B: A1}\n---\n**Kary:** Ja.\n',
      '---\nspeakers: {Kary: ~, B: A1}\n---\n**Kary:** Ja.\n',
    ],
    [
      'unknown-speaker',
      'no-speaker',
      '---\nspeakers:\n    B: A1\n---\n**Kary:** Ja.\n',
      '---\nspeakers:\n    Kary: ~\n    B: A1\n---\n**Kary:** Ja.\n',
    ],
    ['unknown-speaker', 'add-participant', '**Kary:** Ja.\n', `${table}Kary;;\n`],
  ];
  for (const [rule, name, before, after] of cases) {
    it(`should ${name}: ${JSON.stringify(before)}`, () =>
      assert.equal(fixed(fileOf(before, files), rule, name), after));
  }
});

describe('fixes of the codebook', () => {
  const cases: [rule: Rule, name: string, before: string, after: string][] = [
    [
      'duplicate-code',
      'heading-id',
      '## Pris {#pris}\n\n## Priser {#pris .theme}\n',
      '## Pris {#pris}\n\n## Priser {#priser .theme}\n',
    ],
    ['duplicate-code', 'heading-id', '## Pris\n\n## Pris {key=p}\n', '## Pris\n\n## Pris {#pris-2 key=p}\n'],
    ['no-id', 'heading-id', '## 1.\n', '## 1. {#code}\n'],
    ['duplicate-key', 'remove-key', '## A {key=k}\n\n## B {#b key=k}\n', '## A {key=k}\n\n## B {#b}\n'],
    ['bad-color', 'remove-color', '## A {color=rosa}\n', '## A\n'],
    ['unknown-parent', 'parent-pris', '## Pris\n\n## A {parent=prs}\n', '## Pris\n\n## A {parent=pris}\n'],
    ['unknown-parent', 'remove-parent', '## A {parent=x}\n', '## A\n'],
    ['parent-loop', 'remove-parent', '## A {parent=b}\n\n## B {parent=a}\n', '## A {parent=b}\n\n## B\n'],
    [
      'unknown-theme',
      'theme-pris',
      '## Pris\n\n## A {themes="prs b"}\n\n## B\n',
      '## Pris\n\n## A {themes="pris b"}\n\n## B\n',
    ],
    ['theme-loop', 'remove-theme', '## A {themes=b}\n\n## B {themes=a}\n', '## A {themes=b}\n\n## B\n'],
  ];
  for (const [rule, name, before, after] of cases) {
    it(`should ${name}: ${JSON.stringify(before)}`, () => {
      const file = { study: studyOf({ 'codebook.md': before, [path]: 'Ja.\n' }), path: 'codebook.md' };
      assert.equal(fixed(file, rule, name), after);
    });
  }
});

describe('fixes of notes', () => {
  const note = 'memos/n.md';
  const files = { 'transcripts/b (1).md': '[Det var dyrt]{#k7f3q .kostnad}\n\n## Hverdagen\n' };
  const cases: [rule: Rule, name: string, before: string, after: string][] = [
    ['link-to-unknown-code', 'link-code-kostand-kostnad', 'Se [[kostand]].\n', 'Se [[kostnad]].\n'],
    [
      'link-to-unknown-code',
      'link-code-Kostnader-kostnad',
      '[[Kostnader|at det koster]]\n',
      '[[kostnad|at det koster]]\n',
    ],
    [
      'link-to-unknown-code',
      'link-code-barriee-barriere',
      '[B](../codebook.md#barriee)\n',
      '[B](../codebook.md#barriere)\n',
    ],
    ['link-to-unknown-code', 'add-code-pris', 'Se [[pris]].\n', `${codebook}\n## pris\n`],
    ['link-to-unknown-code', 'remove-link', 'Se [[kostand|at *det* koster]].\n', 'Se at *det* koster.\n'],
    ['link-to-unknown-code', 'remove-link', 'Se [[kostand]].\n', 'Se kostand.\n'],
    [
      'link-to-unknown-document',
      'link-document-transcripts/a.md',
      '[A](../transcripts/x/a.md#k1)\n',
      '[A](../transcripts/a.md#k1)\n',
    ],
    [
      'link-to-unknown-document',
      'link-document-transcripts/b (1).md',
      '[B](<../transcripts/b (2).md>)\n',
      '[B](<../transcripts/b%20%281%29.md>)\n',
    ],
    ['link-to-unknown-document', 'remove-link', '[*A* [B]](../transcripts/c.md)\n', '*A* [B]\n'],
    [
      'link-to-unknown-passage',
      'link-moved-transcripts/b (1).md',
      '[A](../transcripts/a.md#k7f3q)\n',
      '[A](../transcripts/b%20%281%29.md#k7f3q)\n',
    ],
    [
      'link-to-unknown-passage',
      'link-passage-k7f3q',
      '[B](../transcripts/b%20%281%29.md#k7f3)\n',
      '[B](../transcripts/b%20%281%29.md#k7f3q)\n',
    ],
    [
      'link-to-unknown-passage',
      'link-passage-hverdagen',
      '[B](../transcripts/b%20%281%29.md#hverdagn)\n',
      '[B](../transcripts/b%20%281%29.md#hverdagen)\n',
    ],
    [
      'link-to-unknown-passage',
      'link-whole-document',
      '[A](../transcripts/a.md#zzzzz)\n',
      '[A](../transcripts/a.md)\n',
    ],
    ['link-to-unknown-passage', 'remove-link', '[A](../transcripts/a.md#zzzzz)\n', 'A\n'],
  ];
  for (const [rule, name, before, after] of cases) {
    it(`should ${name}: ${JSON.stringify(before)}`, () => {
      const all = { ...files, 'codebook.md': codebook, [path]: '[a]{#k1 .kostnad}\n', [note]: before };
      assert.equal(fixed({ study: studyOf(all), path: note }, rule, name), after);
    });
  }
});

describe('all fixes', () => {
  const anyFile = fc.oneof(
    fc.tuple(anyDocument, fc.constant({})).map(([text]) => fileOf(text, { 'participants.csv': table })),
    studyFiles.map((files): FileOfStudy => ({ study: studyOf(files), path: Object.keys(files).at(-1) ?? path })),
    studyFiles.map((files): FileOfStudy => ({ study: studyOf(files), path: 'codebook.md' })),
  );
  const listed = (file: FileOfStudy): string[] =>
    problemsOf(file)
      .map(({ rule, message }) => `${rule}: ${formatMessage(message)}`)
      .sort();

  it('should take their problem away, bring none, and lose no words', () => {
    fc.assert(
      fc.property(anyFile, (file) => {
        for (const problem of problemsOf(file)) {
          for (const fix of fixesOf(file, problem, { ids: counter() })) {
            const before = listed(file);
            const after = listed(afterFix(file, fix));
            assert.ok(after.length < before.length, fix.name);
            for (const one of after) assert.notEqual(before.splice(before.indexOf(one), 1)[0], undefined);
            const letters = (text: string | undefined): string => (text ?? '').replace(/[^\p{L}]/gu, '');
            const words = (one: FileOfStudy): string | undefined => one.study.transcript(one.path)?.text.clean;
            if (fix.effect.kind === 'reading') assert.equal(letters(words(afterFix(file, fix))), letters(words(file)));
            if (fix.effect.kind === 'marks' && fix.effect.signs === undefined) {
              assert.equal(words(afterFix(file, fix)), words(file));
            }
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('should come to the same at once as one by one', () => {
    fc.assert(
      fc.property(anyFile, (file) => {
        const kinds = problemsOf(file).flatMap((problem) =>
          fixesOf(file, problem, { ids: counter() }).map((fix) => [problem.rule, fix.name] as const),
        );
        for (const [rule, name] of kinds.slice(0, 3)) {
          const { file: atOnce, steps } = fixAll(file, ofKind(rule, name), { ids: counter() });
          assert.ok(steps.length > 0);
          let one = file;
          for (const step of steps) one = afterFix(one, step);
          assert.equal(textOf(one), textOf(atOnce));
          for (const problem of problemsOf(atOnce).filter((each) => each.rule === rule)) {
            assert.ok(
              !fixesOf(atOnce, problem, { ids: counter() }).some((fix) => fix.name === name),
              'nothing is left to do',
            );
          }
        }
      }),
      { numRuns: 80 },
    );
  });

  it('should do without asking only what is safe', () => {
    const text = 'Da sa <navn> <her> [a]{.Kostnad} [b]{.kostand}. [c]{#k .kostnad} [d]{#k .kostnad}\n\n2020. Ja\n';
    const { file } = fixAll(fileOf(text), safely, { ids: counter() });
    assert.equal(
      textOf(file),
      'Da sa \\<navn> \\<her> [a]{.kostnad} [b]{.kostand}. [c]{#k .kostnad} [d]{#n1 .kostnad}\n\n2020\\. Ja\n',
    );
  });

  it('should be quick for a thousand of a kind', () => {
    const text = Array.from({ length: 1000 }, (_, i) => `A1: Det sa <navn> ${String(i)}.`).join('\n\n');
    const took = processorTime(() => {
      const { file } = fixAll(fileOf(text), ofKind('swallowed-html', 'escape-html'));
      assert.equal(problemsOf(file).filter(({ rule }) => rule === 'swallowed-html').length, 0);
    });
    assert.ok(took < 30_000, `${took} ms`);
  });

  it('should be known for the rules that people meet most', () => {
    for (const rule of ['unknown-code', 'orphan-close', 'unclosed-range', 'duplicate-id'] as const)
      assert.ok(canFix(rule));
    for (const rule of ['conflict-markers', 'not-utf-8', 'front-matter'] as const) assert.ok(!canFix(rule));
  });
});
