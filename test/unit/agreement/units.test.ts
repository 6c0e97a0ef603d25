import assert from 'node:assert/strict';
import fc from 'fast-check';
import { unitsOf, unitsTouched, type UnitKind } from '../../../src/core/agreement/units.js';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { Transcript } from '../../../src/core/transcript/transcript.js';
import { wordExtents } from '../../../src/core/words/wordExtents.js';

const runs = { numRuns: Number(process.env.EMIC_RUNS ?? 300) };

const parts = [
  'ja',
  'Ærlig',
  'don’t',
  "d'accord",
  'e-post',
  '-',
  '’',
  ' ',
  ' 12 ',
  '😀',
  '𝒳y',
  'é',
  '.',
  ',',
  'نعم',
  '漢字',
];

function unitTexts(text: string, kind: UnitKind): readonly string[] {
  const transcript = new Transcript('x.md', CodedText.parse(text));
  const { starts, ends } = unitsOf(transcript, { kind, language: 'en' });
  return starts.map((start, i) => transcript.text.sliceClean(start, ends[i]!));
}

describe('units of agreement', () => {
  it('should be words as all of Emic counts them', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 30 }), (list) => {
        const text = `x ${list.join('')}`;
        assert.deepEqual(
          unitTexts(text, 'words'),
          [...wordExtents(text)].map(({ start, end }) => text.slice(start, end)),
        );
      }),
      runs,
    );
  });

  it('should have no labels, time stamps and marks in them', () => {
    const text = '# Tittel\n\n**P1** [00:01:02]: Ja, [det *koster*]{.a}.\nMye!\n\nMer.\n\n**P2:** Nei.\n';
    assert.deepEqual(unitTexts(text, 'words'), ['Tittel', 'Ja', 'det', 'koster', 'Mye', 'Mer', 'Nei']);
    assert.deepEqual(unitTexts(text, 'turns'), ['Tittel', 'Ja, det *koster*.\nMye!\n\nMer.', 'Nei.']);
    assert.deepEqual(unitTexts(text, 'paragraphs'), ['Tittel', 'Ja, det *koster*.\nMye!', 'Mer.', 'Nei.']);
    assert.deepEqual(unitTexts(text, 'sentences'), ['Tittel', 'Ja, det *koster*.', 'Mye!', 'Mer.', 'Nei.']);
    assert.equal(unitTexts('a 😀b\n', 'characters').join('|'), 'a|😀|b');
  });

  it('should be touched by what has a part of them', () => {
    const units = { starts: [0, 4, 8], ends: [3, 7, 11], groups: [0] };
    assert.deepEqual(unitsTouched(units, { start: 2, end: 5 }), [0, 2]);
    assert.deepEqual(unitsTouched(units, { start: 3, end: 4 }), [1, 1]);
    assert.deepEqual(unitsTouched(units, { start: 7, end: 20 }), [2, 3]);
  });
});
