import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { choose, conflictsIn, readingOf, summarize } from '../../../src/core/merge/conflictReadings.js';
import { mergeTranscripts } from '../../../src/core/merge/mergeTranscripts.js';
import { applyEdits } from '../../../src/core/text/edits.js';
import { document } from '../documents.js';
import { edited, history } from './histories.js';

const text = 'A: Ja.\n<<<<<<< HEAD\nA: [Vi]{.a} vil.\n||||||| base\nA: Vi.\n=======\nA: Vi må.\n>>>>>>> ola\nB: Nei.\n';

describe('the readings of a conflict', () => {
  it('should be found with their names, with what they come from or without', () => {
    for (const source of [text, text.replace('||||||| base\nA: Vi.\n', ''), text.replaceAll('\n', '\r\n')]) {
      const [conflict, ...rest] = conflictsIn(source);
      assert.ok(conflict);
      assert.deepEqual(rest, []);
      assert.deepEqual(conflict.labels, { ours: 'HEAD', theirs: 'ola' });
      assert.equal(source.slice(conflict.ours.start, conflict.ours.end).trim(), 'A: [Vi]{.a} vil.');
      assert.equal(source.slice(conflict.theirs.start, conflict.theirs.end).trim(), 'A: Vi må.');
    }
  });

  it('should not be taken from markers that stand alone, nor from a heading that is underlined', () => {
    for (const source of ['<<<<<<< a\nA\n', '>>>>>>> b\n', 'Tittel\n=======\n', '<<<<<<< a\n>>>>>>> b\n'])
      assert.deepEqual(conflictsIn(source), []);
  });

  it('should be taken one, the other, or both', () => {
    const [conflict] = conflictsIn(text);
    assert.ok(conflict);
    const after = (choice: 'ours' | 'theirs' | 'both'): string => applyEdits(text, [choose(text, conflict, choice)]);
    assert.equal(after('ours'), 'A: Ja.\nA: [Vi]{.a} vil.\nB: Nei.\n');
    assert.equal(after('theirs'), 'A: Ja.\nA: Vi må.\nB: Nei.\n');
    assert.equal(after('both'), 'A: Ja.\nA: [Vi]{.a} vil.\nA: Vi må.\nB: Nei.\n');
    assert.deepEqual(summarize(text, conflict.ours), { words: 'A: Vi vil.', codings: [{ codes: ['a'], words: 'Vi' }] });
  });

  it('should come to the whole reading when one side is chosen everywhere, in any merge', () => {
    fc.assert(
      fc.property(
        document,
        history,
        history,
        fc.constantFrom('ours' as const, 'theirs' as const),
        (base, a, b, side) => {
          const merged = mergeTranscripts(base, edited(base, a, 'a'), edited(base, b, 'b'));
          let now = merged.text;
          assert.ok(conflictsIn(now).length >= Math.min(1, merged.conflicts));
          const wanted = readingOf(now, side);
          for (let [next] = conflictsIn(now); next !== undefined; [next] = conflictsIn(now))
            now = applyEdits(now, [choose(now, next, side)]);
          assert.equal(now, wanted);
        },
      ),
    );
  });
});
