import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareCoders } from '../../../src/core/agreement/coders.js';
import { decide, memosLost, type Decision } from '../../../src/core/agreement/deciding.js';
import { disagreementsOf, lookersOf, type Disagreement } from '../../../src/core/agreement/disagreements.js';
import { codeSelection } from '../../../src/core/coding/coding.js';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { applyEdits } from '../../../src/core/text/edits.js';
import { studyOf } from '../study/studies.js';

const runs = { numRuns: Number(process.env.EMIC_RUNS ?? 150) };
const codes = new Map(['a', 'b', 'c'].map((code) => [code, new Set([code])]));
const context = { participants: [], interviewers: [] };

interface Asked {
  readonly text: CodedText;
  readonly coders: readonly string[];
  readonly disagreements: readonly Disagreement[];
}

function ask(text: string, named: readonly string[] = []): Asked {
  const study = studyOf({ 'codebook.md': '## A {#a}\n', 'transcripts/x.md': text });
  const comparison = compareCoders(study, {
    coders: named,
    everywhere: true,
    ...(named.length > 0 ? { hasLooked: () => true } : {}),
  });
  const disagreements = disagreementsOf(comparison, { units: 'words', codes, language: undefined });
  return { text: study.transcript('transcripts/x.md')!.text, coders: comparison.coders, disagreements };
}

/** The text after a decision about the first place. */
function after(text: string, decision: Decision, who = ''): string {
  const { text: coded, coders, disagreements } = ask(text);
  const result = decide(coded, disagreements[0]!, decision, { coders, who, context });
  assert.ok(result.kind === 'edits', result.kind === 'refused' ? result.message.template : '');
  return applyEdits(text, result.edits);
}

const keep = (...coders: readonly number[]): Decision => ({ kind: 'keep', coders });

describe('deciding a disagreement', () => {
  it('should keep one coder’s, which the other then agrees to', () => {
    const one = '**P1:** [en]{.a by=kn} to [tre]{.b by=ol}\n';
    assert.equal(after(one, keep(0)), '**P1:** [en]{.a by=kn agreed=ol} to [tre]{.b by=ol}\n');
    const extents = '**P1:** [[en to]{.a by=ol} tre]{.a by=kn} [x]{.b by=ol}\n';
    assert.equal(after(extents, keep(1)), '**P1:** [en to]{.a by=ol agreed=kn} tre [x]{.b by=ol}\n');
    assert.equal(after(extents, keep(0)), '**P1:** [en to tre]{.a by=kn agreed=ol} [x]{.b by=ol}\n');
  });

  it('should keep nothing where nothing is agreed upon', () => {
    assert.equal(after('**P1:** [en]{.a by=kn} to [tre]{.b by=ol}\n', keep(1)), '**P1:** en to [tre]{.b by=ol}\n');
    assert.equal(after('**P1:** [[en to]{.a by=kn} tre]{.b by=ol}\n', keep()), '**P1:** en to tre\n');
  });

  it('should keep both', () =>
    assert.equal(
      after('**P1:** [[en to]{.a by=kn} tre]{.b by=ol}\n', keep(0, 1)),
      '**P1:** [[en to]{.a by=kn agreed=ol} tre]{.b by=ol agreed=kn}\n',
    ));

  it('should put a third in the place of all', () =>
    assert.equal(
      after(
        '**P1:** [[en to]{.a by=kn} tre]{.b by=ol}\n',
        { kind: 'third', codes: ['c'], extent: { start: 8, end: 17 } },
        'ol',
      ),
      '**P1:** [en to tre]{.c by=ol agreed=kn}\n',
    ));

  it('should leave the other codes of a mark as they are', () =>
    assert.equal(
      after('**P1:** [[en to]{.a by=kn}]{.a .b by=ol} tre\n', keep(1)),
      '**P1:** [[[en to]{.a by=kn}]{.a by=ol}]{.b by=ol agreed=kn} tre\n',
    ));

  it('should name those who are not named with -, and add to those who agreed before', () => {
    assert.equal(after('**P1:** [en]{.a by=kn} [to]{.b}\n', keep(1)), '**P1:** [en]{.a by=kn agreed=-} [to]{.b}\n');
    assert.equal(
      after('**P1:** [en]{.a by=kn agreed=ol} [to]{.b by="p k"}\n', keep(0, 1)),
      '**P1:** [en]{.a by=kn agreed="ol, p k"} [to]{.b by="p k"}\n',
    );
  });

  it('should say which memos go', () => {
    const text = '**P1:** [en]{#k1 .a by=kn}[^memo-k1] to [tre]{.b by=ol}\n\n[^memo-k1]: Usikker.\n';
    const { disagreements, coders } = ask(text);
    assert.deepEqual(memosLost(disagreements[0]!, keep(1), coders), ['Usikker.']);
    assert.deepEqual(memosLost(disagreements[0]!, keep(0), coders), []);
    assert.equal(after(text, keep(1)).includes('memo'), false);
  });

  it('should leave no disagreement at the place, change no word, and leave the rest as it is', () => {
    const words = 'en to tre fire fem seks sju åtte ni ti elleve tolv'.split(' ');
    const clean = `**P1:** ${words.join(' ')}\n`;
    const coding = fc.record({
      code: fc.constantFrom('a', 'b'),
      by: fc.constantFrom('kn', 'ol', 'pk'),
      first: fc.nat(words.length - 1),
      length: fc.integer({ min: 1, max: 5 }),
    });
    const choice = fc.oneof(
      fc.subarray([0, 1, 2]).map((coders): Decision => ({ kind: 'keep', coders })),
      fc.constant<Decision>({ kind: 'third', codes: ['c'], extent: { start: 8, end: 13 } }),
    );
    let decided = 0;
    fc.assert(
      fc.property(fc.array(coding, { minLength: 2, maxLength: 7 }), fc.nat(), choice, (codings, at, decision) => {
        let text = CodedText.parse(clean);
        const starts = words.map((_, i) => 8 + words.slice(0, i).join(' ').length + (i > 0 ? 1 : 0));
        for (const { code, by, first, length } of codings) {
          const last = Math.min(words.length, first + length) - 1;
          const extent = { start: starts[first]!, end: starts[last]! + words[last]!.length };
          const selection = { start: text.toSource(extent.start, 'start'), end: text.toSource(extent.end, 'end') };
          const result = codeSelection(text, selection, [code], { facts: { by } });
          assert.ok(result.kind === 'edits');
          text = text.update(result.edits);
        }
        fc.pre(new Set(codings.map(({ by }) => by)).size > 1);
        const { coders, disagreements } = ask(text.text);
        if (disagreements.length === 0) return;
        const one = disagreements[at % disagreements.length]!;
        const lookers = lookersOf(one);
        const given: Decision =
          decision.kind === 'keep'
            ? { kind: 'keep', coders: decision.coders.filter((coder) => lookers.includes(coder)) }
            : decision;
        const result = decide(text, one, given, { coders, who: 'kn', context });
        assert.ok(result.kind === 'edits', JSON.stringify(result));
        const now = text.update(result.edits);
        assert.equal(now.clean, text.clean);
        decided++;
        if (given.kind === 'third') return;
        const left = ask(now.text, coders);
        assert.deepEqual(left.coders, coders);
        // What was in question there is not any more.
        assert.ok(left.disagreements.length < disagreements.length, now.text);
      }),
      runs,
    );
    assert.ok(decided > runs.numRuns / 4);
  });
});
