import assert from 'node:assert/strict';
import fc from 'fast-check';
import { alignTexts } from '../../../src/core/aligning/alignTexts.js';
import { processorTime } from '../processorTime.js';

const runs = { numRuns: Number(process.env.EMIC_RUNS ?? 300) };

const words = fc.array(
  fc.constantFrom('vi', 'vil', 'Ærlig', 'det', 'koster', '👩‍🌾', '.', '\n', '\n\n', ' ', 'نعم', '[navn]'),
  {
    maxLength: 60,
  },
);
const text = words.map((list) => list.join(' '));
/** A text and what became of it: some of its words taken out, others put in. */
const versions = fc
  .tuple(words, fc.array(fc.tuple(fc.nat(60), fc.constantFrom('ny', 'vi', '', '\n')), { maxLength: 8 }))
  .map(([list, changes]) => {
    const other: string[] = [...list];
    for (const [at, word] of changes) other.splice(at, word === '' ? 1 : 0, ...(word === '' ? [] : [word]));
    return [list.join(' '), other.join(' ')] as const;
  });

describe('aligning two versions of a text', () => {
  it('finds a word in a paragraph that changed around it', () => {
    const [before, after] = ['Vi vil det samme alle sammen.', 'Ja, vi vil nok det samme, alle.'];
    const place = before.indexOf('det samme');
    const carried = alignTexts(before, after).forth({ start: place, end: place + 9 });
    assert.deepEqual(carried, { extent: { start: 15, end: 24 }, kept: 9 });
  });

  it('takes words put in within a passage into it, and leaves those at its edges out', () => {
    const alignment = alignTexts('det koster mye nå', 'at det koster svært mye bare nå');
    assert.deepEqual(alignment.forth({ start: 0, end: 14 })?.extent, { start: 3, end: 23 });
    assert.deepEqual(alignment.back({ start: 3, end: 23 })?.extent, { start: 0, end: 14 });
  });

  it('takes what a passage’s edge became into it', () => {
    const carried = alignTexts('han er enig i det', 'han var enig om det').forth({ start: 4, end: 13 });
    assert.deepEqual(carried, { extent: { start: 4, end: 15 }, kept: 6 });
  });

  it('has no place for words that the other text does not have', () => {
    const alignment = alignTexts('En linje.\nBorte her.\nSlutt.', 'En linje.\nSlutt.');
    assert.equal(alignment.forth({ start: 10, end: 20 }), undefined);
    assert.equal(alignment.isWhole, false);
  });

  it('takes signs and spaces between other words for nothing that is the same', () => {
    assert.deepEqual(alignTexts('en, to', 'tre, fire').same, []);
  });

  it('says of a text and itself that all is the same', () => {
    fc.assert(
      fc.property(text, (one) => {
        assert.ok(alignTexts(one, one).isWhole);
        assert.deepEqual(alignTexts(one, one).changes, []);
      }),
      runs,
    );
  });

  it('calls only what is the same the same, in order, and all else changed', () => {
    fc.assert(
      fc.property(fc.oneof(versions, fc.tuple(text, text)), ([before, after]) => {
        const alignment = alignTexts(before, after);
        let [atBefore, atAfter] = [0, 0];
        for (const { before: one, after: other, length } of alignment.same) {
          assert.ok(length > 0 && one >= atBefore && other >= atAfter);
          assert.equal(before.slice(one, one + length), after.slice(other, other + length));
          [atBefore, atAfter] = [one + length, other + length];
        }
        // What changed, put in the place of what it was, gives the other text.
        const parts: string[] = [];
        let at = 0;
        for (const { before: old, after: made } of alignment.changes) {
          parts.push(before.slice(at, old.start), after.slice(made.start, made.end));
          at = old.end;
        }
        parts.push(before.slice(at));
        assert.equal(parts.join(''), after);
      }),
      runs,
    );
  });

  it('maps places both ways: what is kept comes back to where it was', () => {
    fc.assert(
      fc.property(versions, fc.nat(), fc.nat(), ([before, after], a, b) => {
        fc.pre(before.length > 0);
        const start = a % before.length;
        const end = start + 1 + (b % (before.length - start));
        const alignment = alignTexts(before, after);
        const there = alignment.forth({ start, end });
        if (there === undefined) return;
        assert.ok(there.kept > 0 && there.kept <= end - start);
        assert.ok(there.extent.end - there.extent.start >= there.kept && there.extent.end <= after.length);
        const back = alignment.back(there.extent);
        assert.equal(back?.kept, there.kept);
        if (there.kept === end - start) {
          // Nothing at either edge is lost on the way.
          assert.deepEqual(back.extent, { start, end });
        }
      }),
      runs,
    );
  });

  it('takes a long text with a few changes in little time', () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `A1: Linje ${i} om det vi snakket om, og litt til.`);
    const before = lines.join('\n');
    for (let i = 500; i < lines.length; i += 1000) lines[i] = lines[i]!.replace('litt', 'mye');
    lines.splice(7000, 300);
    const after = lines.join('\n');
    const took = processorTime(() => {
      assert.equal(alignTexts(before, after).changes.length, 21);
    });
    assert.ok(took < 20_000, `${took} ms`);
  });

  it('takes long texts that have nothing in common', () => {
    const one = Array.from({ length: 30_000 }, (_, i) => `a${i % 977}`).join(' ');
    const other = Array.from({ length: 30_000 }, (_, i) => `b${i % 991}`).join(' ');
    const took = processorTime(() => {
      assert.ok(alignTexts(one, other).changes.length >= 1);
    });
    assert.ok(took < 30_000, `${took} ms`);
  });
});
