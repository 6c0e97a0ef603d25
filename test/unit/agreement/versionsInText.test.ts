import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decide, type Decision } from '../../../src/core/agreement/deciding.js';
import { disagreementsOf, lookersOf, type Disagreement } from '../../../src/core/agreement/disagreements.js';
import type { Verdict } from '../../../src/core/agreement/settled.js';
import { VersionsInText } from '../../../src/core/agreement/versionsInText.js';
import { codeSelection } from '../../../src/core/coding/coding.js';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import type { Study } from '../../../src/core/study/study.js';
import { applyEdits } from '../../../src/core/text/edits.js';
import { studyOf } from '../study/studies.js';

const runs = { numRuns: Number(process.env.EMIC_RUNS ?? 150) };
const codes = new Map(['a', 'b', 'c'].map((code) => [code, new Set([code])]));
const context = { participants: [], interviewers: [] };
const path = 'transcripts/x.md';
const study = (text: string): Study => studyOf({ 'codebook.md': '## A {#a}\n', [path]: text });
const keep = (...coders: readonly number[]): Decision => ({ kind: 'keep', coders });

/** The walk through what is not agreed upon, in a text that changes. */
class Walked {
  readonly #versions: VersionsInText;
  readonly settled = new Map<string, Verdict>();
  text: string;

  constructor(text: string, others: Readonly<Record<string, string>>, here?: string) {
    this.text = text;
    const versions = Object.entries(others).map(([coder, own]) => ({ coder, study: study(own) }));
    this.#versions = new VersionsInText(versions, here);
  }

  get coders(): readonly string[] {
    return this.#versions.coders;
  }

  get remarks(): readonly string[] {
    return this.#compare().remarks.map(({ template }) => template);
  }

  get left(): readonly Disagreement[] {
    return disagreementsOf(this.#compare(), { units: 'words', codes, language: undefined });
  }

  #compare(): ReturnType<VersionsInText['compare']> {
    return this.#versions.compare(study(this.text), this.settled, () => true);
  }

  decide(number: number, decision: Decision): void {
    const place = this.left[number];
    assert.ok(place !== undefined);
    const text = CodedText.parse(this.text);
    const { coders, here } = this.#versions;
    const result = decide(text, place, decision, { coders, here, who: '', context });
    assert.ok(result.kind === 'edits', result.kind === 'refused' ? result.message.template : '');
    this.text = applyEdits(this.text, result.edits);
    for (const [key, verdict] of this.#versions.verdictsOf(place, CodedText.parse(this.text)))
      this.settled.set(key, verdict);
  }
}

describe('deciding where each coder has a version of their own', () => {
  const mine = '**P1:** [en]{.a} to tre\n';
  const theirs = '**P1:** en [to tre]{.b stance=contra}\n';

  it('should add what the other has, and say who coded it and who agreed', () => {
    const walk = new Walked(mine, { ol: theirs }, 'kn');
    assert.equal(walk.left.length, 2);
    walk.decide(1, keep(1));
    assert.equal(walk.text, '**P1:** [en]{.a} [to tre]{.b by=ol stance=contra agreed=kn}\n');
    walk.decide(0, keep(0));
    assert.equal(walk.text, '**P1:** [en]{.a agreed=ol} [to tre]{.b by=ol stance=contra agreed=kn}\n');
    assert.deepEqual(walk.left, []);
  });

  it('should remember what was not taken, though the text does not tell', () => {
    const walk = new Walked(mine, { ol: theirs }, 'kn');
    walk.decide(1, keep(0));
    assert.equal(walk.text, mine);
    assert.equal(walk.left.length, 1);
    walk.decide(0, keep(1));
    assert.equal(walk.text, '**P1:** en to tre\n');
    assert.deepEqual(walk.left, []);
  });

  it('should ask again about what was taken back, and not after it was done again', () => {
    const walk = new Walked('**P1:** [en to]{.a} tre\n', { ol: '**P1:** en [to tre]{.a}\n' }, 'kn');
    const before = walk.text;
    walk.decide(0, keep(1));
    const after = walk.text;
    assert.equal(after, '**P1:** en [to tre]{.a by=ol agreed=kn}\n');
    assert.deepEqual(walk.left, []);
    walk.text = before;
    assert.equal(walk.left.length, 1);
    walk.text = after;
    assert.deepEqual(walk.left, []);
    // Words before it do not matter.
    walk.text = after.replace('**P1:** ', '**P1:** Ja. ');
    assert.deepEqual(walk.left, []);
  });

  it('should keep both, one that is in the text and one that is not', () => {
    const walk = new Walked('**P1:** [en to]{.a} tre\n', { ol: '**P1:** [en to tre]{.b}\n' }, 'kn');
    walk.decide(0, keep(0, 1));
    assert.equal(walk.text, '**P1:** [[en to]{.a agreed=ol} tre]{.b by=ol agreed=kn}\n');
    assert.deepEqual(walk.left, []);
  });

  it('should put a third in the place of all', () => {
    const walk = new Walked('**P1:** [en to]{.a} tre\n', { ol: '**P1:** [en to tre]{.b}\n' }, 'kn');
    walk.decide(0, { kind: 'third', codes: ['c'], extent: { start: 8, end: 10 } });
    assert.equal(walk.text, '**P1:** [en]{.c by=kn agreed=ol} to tre\n');
    assert.deepEqual(walk.left.length, 0);
  });

  it('should find the words again where the texts are not the same, and say what it does not find', () => {
    const walk = new Walked(
      'Først dette.\n\n**P1:** [en]{.a} to tre\n',
      { ol: '**P1:** [en]{.a} [to tre]{.b} [fire fem seks]{.b}\n' },
      'kn',
    );
    assert.deepEqual(walk.remarks, [
      'One passage stands in words that the text here does not have, and is left out: {0}',
    ]);
    walk.decide(0, keep(1));
    assert.equal(walk.text, 'Først dette.\n\n**P1:** [en]{.a} [to tre]{.b by=ol agreed=kn}\n');
  });

  it('should bring the memo along', () => {
    const walk = new Walked(
      '**P1:** en to [tre]{.a}\n',
      { ol: '**P1:** [en]{#k1 .b by=ol}[^memo-k1] to [tre]{.a}\n\n[^memo-k1]: Usikker.\n' },
      'kn',
    );
    walk.decide(0, keep(1));
    assert.match(
      walk.text,
      /^\*\*P1:\*\* \[en\]\{#(\w+) \.b by=ol agreed=kn\}\[\^memo-\1\] to \[tre\]\{\.a\}\n\n\[\^memo-\1\]: Usikker\.\n$/,
    );
  });

  it('should decide in a text that is nobody’s', () => {
    const walk = new Walked('**P1:** [en]{.a} to [tre]{.c}\n', {
      kn: '**P1:** [en]{.a} [to]{.b} tre\n',
      ol: '**P1:** en [to]{.b} [tre]{.c}\n',
    });
    // What stood there from the beginning one of them took away.
    assert.deepEqual(walk.left.length, 2);
    walk.decide(0, keep(1));
    assert.equal(walk.text, '**P1:** en to [tre]{.c}\n');
    walk.decide(0, keep(1));
    assert.equal(walk.text, '**P1:** en to [tre]{.c agreed="kn, ol"}\n');
    assert.deepEqual(walk.left, []);
  });

  it('should leave nothing in question where a passage that was agreed upon goes with one that was not', () => {
    const walk = new Walked('**P1:** en to tre fire\n', {
      kn: '**P1:** [en to tre]{.a} fire\n',
      ol: '**P1:** [en to tre]{.a} fire\n',
      pk: '**P1:** [en to]{.a} [tre fire]{.a}\n',
    });
    assert.equal(walk.left.length, 1);
    walk.decide(0, keep());
    assert.deepEqual(walk.left, []);
  });

  it('should, whatever is decided, leave nothing in question there, change no word, and ask again when it is taken back', () => {
    const words = 'en to tre fire fem seks sju åtte ni ti elleve tolv'.split(' ');
    const coding = fc.record({
      code: fc.constantFrom('a', 'b'),
      first: fc.nat(words.length - 1),
      length: fc.integer({ min: 1, max: 5 }),
    });
    const coded = (codings: readonly { code: string; first: number; length: number }[], lead: string): string => {
      let text = CodedText.parse(`${lead}**P1:** ${words.join(' ')}\n`);
      const from = text.clean.indexOf('en to');
      const starts = words.map((_, i) => from + words.slice(0, i).join(' ').length + (i > 0 ? 1 : 0));
      for (const { code, first, length } of codings) {
        const last = Math.min(words.length, first + length) - 1;
        const selection = {
          start: text.toSource(starts[first]!, 'start'),
          end: text.toSource(starts[last]! + words[last]!.length, 'end'),
        };
        const result = codeSelection(text, selection, [code]);
        if (result.kind === 'edits') text = text.update(result.edits);
      }
      return text.text;
    };
    const own = fc.array(coding, { minLength: 1, maxLength: 4 });
    const choice = fc.oneof(
      fc.subarray([0, 1, 2]).map((coders): Decision => keep(...coders)),
      fc.constant<Decision>({ kind: 'third', codes: ['c'], extent: { start: 8, end: 13 } }),
    );
    const steps = fc.array(fc.tuple(fc.nat(), choice), { minLength: 1, maxLength: 6 });
    const lead = fc.constantFrom('', 'Mer.\n\n');
    let decided = 0;
    fc.assert(
      fc.property(own, own, own, lead, fc.boolean(), steps, (one, two, three, other, isMine, decisions) => {
        const here = isMine ? 'kn' : undefined;
        const others = { ol: coded(two, other), pk: coded(three, '') };
        const walk = new Walked(
          isMine ? coded(one, '') : coded([], ''),
          isMine ? others : { ...others, kn: coded(one, other) },
          here,
        );
        const { clean } = CodedText.parse(walk.text);
        const first = walk.left.map(({ extent }) => extent);
        const begun = walk.text;
        for (const [at, decision] of decisions) {
          const { left } = walk;
          const place = left[at % Math.max(1, left.length)];
          if (place === undefined) break;
          const given: Decision =
            decision.kind === 'keep'
              ? keep(...decision.coders.filter((coder) => lookersOf(place).includes(coder)))
              : decision;
          walk.decide(left.indexOf(place), given);
          decided++;
          assert.equal(CodedText.parse(walk.text).clean, clean);
          if (given.kind === 'keep') assert.ok(walk.left.length < left.length, walk.text);
        }
        if (walk.text === begun) return;
        // All taken back: only what was decided without a change of the text stays decided.
        walk.text = begun;
        assert.ok(walk.left.length <= first.length);
        walk.settled.clear();
        assert.deepEqual(
          walk.left.map(({ extent }) => extent),
          first,
        );
      }),
      runs,
    );
    assert.ok(decided > runs.numRuns / 4);
  });
});
