import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { choose, conflictsIn, placesIn, readingOf, tellApart } from '../../../src/core/merge/conflictReadings.js';
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
    assert.deepEqual(tellApart(text, conflict), {
      ours: { words: 'A: Vi vil.', codings: [{ codes: ['a'], words: 'Vi', facts: '' }] },
      theirs: { words: 'A: Vi må.', codings: [] },
      sameWords: false,
    });
  });

  it('should be told apart by what only one of them has', () => {
    const told = (ours: string, theirs: string): ReturnType<typeof tellApart> => {
      const source = `<<<<<<< a\n${ours}\n=======\n${theirs}\n>>>>>>> b\n`;
      const [conflict] = conflictsIn(source);
      assert.ok(conflict);
      return tellApart(source, conflict);
    };
    const long = told('A: En to tre fire [fem]{.x} seks sju åtte ni', 'A: En to tre fire [5]{.x} seks sju åtte ni');
    assert.equal(long.ours.words, '… tre fire fem seks sju …');
    assert.deepEqual(long.ours.codings, []);
    assert.equal(long.theirs.words, '… tre fire 5 seks sju …');
    const facts = told('A: [Ja]{.x by=kn stance=for}, [nei]{.y}', 'A: [Ja]{.x by=kn stance=against}, [nei]{.y}');
    assert.equal(facts.sameWords, true);
    assert.deepEqual(
      [...facts.ours.codings, ...facts.theirs.codings].map((one) => one.facts),
      ['by=kn stance=for', 'by=kn stance=against'],
    );
    // A memo is no word that was said.
    const memos = told('[^memo-a1]: Hva mener hun?', '[^memo-a1]: Hva sier hun?');
    assert.match(memos.ours.words, /Hva mener hun\?$/);
    assert.match(memos.theirs.words, /Hva sier hun\?$/);
    assert.equal(told('A: Vi vil', '').theirs.words, '');
  });

  it('should be found in the whole text of either side', () => {
    const source = `<<<<<<< a\nEn\n=======\n>>>>>>> b\nMidt\n<<<<<<< a\nTo\n=======\nTre\nFire\n>>>>>>> b\nSlutt\n`;
    for (const side of ['ours', 'theirs'] as const) {
      const read = readingOf(source, side);
      const found = placesIn(source, side).map(({ start, end }) => read.slice(start, end));
      assert.deepEqual(found, side === 'ours' ? ['En\n', 'To\n'] : ['', 'Tre\nFire\n']);
    }
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
