import assert from 'node:assert/strict';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { Transcript } from '../../../src/core/transcript/transcript.js';
import { unitsAround } from '../../../src/core/transcript/units.js';

/** The units around the `|` in a text, as they read. */
function units(marked: string): readonly string[] {
  const at = marked.indexOf('|');
  const transcript = new Transcript('a.md', CodedText.parse(marked.replace('|', '')), {
    participants: [],
    interviewers: ['I'],
  });
  const { text } = transcript;
  return unitsAround(transcript, text.toClean(at), 'nb').map(({ start, end }) => text.sliceClean(start, end));
}

const before = 'I: Hva?\n\n';
const after = '\n\nA1: Ja.\n';

describe('what a cursor may mean', () => {
  it('should be the word, the sentence and the turn', () => {
    assert.deepEqual(units(`${before}A1: Det var dy|rt. Vi hadde ingenting.\n\nMen så kom Kari.${after}`), [
      'dyrt',
      'Det var dyrt.',
      'Det var dyrt. Vi hadde ingenting.\n\nMen så kom Kari.',
    ]);
  });

  it('should be the word at either of its ends', () => {
    assert.equal(units(`${before}A1: Det |var dyrt.${after}`)[0], 'var');
    assert.equal(units(`${before}A1: Det var| dyrt.${after}`)[0], 'var');
  });

  it('should hold apostrophes and hyphens inside words', () => {
    assert.equal(units(`${before}A1: They don’t re|-enter.${after}`)[0], 're-enter');
    assert.equal(units(`${before}A1: They d|on’t re-enter.${after}`)[0], 'don’t');
  });

  it('should begin with the sentence where there is no word', () => {
    assert.equal(units(`${before}A1: Ja, ja  |  nei. Takk.${after}`)[0], 'Ja, ja    nei.');
  });

  it('should never hold a label', () => {
    assert.deepEqual(units(`${before}A1: J|a.\nA1: Nei.${after}`), ['Ja', 'Ja.']);
    assert.deepEqual(units(`${before}**A1** [00:01:02]: J|a da.${after}`), ['Ja', 'Ja da.']);
  });

  it('should go over line ends inside a paragraph', () => {
    assert.equal(units(`${before}A1: Det var\nd|yrt den gang.${after}`)[1], 'Det var\ndyrt den gang.');
  });

  it('should pass over marks', () => {
    assert.deepEqual(units(`${before}A1: [Det [v|ar]{.a} dyrt]{.b} nok.${after}`), ['var', 'Det var dyrt nok.']);
  });

  it('should be the paragraph where nobody speaks', () => {
    assert.deepEqual(units('# Notat\n\nVi gikk ned |til kaia. Det regnet.\n'), [
      'til',
      'Vi gikk ned til kaia.',
      'Vi gikk ned til kaia. Det regnet.',
    ]);
  });

  it('should be nothing in an empty line, in code and in front matter', () => {
    assert.deepEqual(units(`A1: Ja.\n|\n\nA1: Nei.\n`), []);
    assert.deepEqual(units('```\nco|de\n```\n'), []);
    assert.deepEqual(units('---\ntit|le: x\n---\n\nA1: Ja.\n'), []);
  });
});
