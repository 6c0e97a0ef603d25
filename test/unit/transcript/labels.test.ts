import assert from 'node:assert/strict';
import { noStudy, study, turnsOf } from './read.js';

/** Each of the lines must begin a turn by itself, with the label and time given. */
const evident: [line: string, expected: string][] = [
  ['**A1:** Hei', 'A1||Hei'],
  ['**A1**: Hei', 'A1||Hei'],
  ['__A1:__ Hei', 'A1||Hei'],
  ['***A1:*** Hei', 'A1||Hei'],
  ['**A1** [00:12:03]: Hei', 'A1|00:12:03|Hei'],
  ['**A1 [00:12:03]:** Hei', 'A1|00:12:03|Hei'],
  ['**A1: [00:12:03]** Hei', 'A1|00:12:03|Hei'],
  ['**A1:** [00:12:03] Hei', 'A1|00:12:03|Hei'],
  ['**[00:12:03] A1:** Hei', 'A1|00:12:03|Hei'],
  ['[00:12:03] A1: Hei', 'A1|00:12:03|Hei'],
  ['[00:12:03] **A1:** Hei', 'A1|00:12:03|Hei'],
  ['\\[00:12:03\\] A1: Hei', 'A1|00:12:03|Hei'],
  ['(00:12:03) A1: Hei', 'A1|00:12:03|Hei'],
  ['A1 (00:12:03): Hei', 'A1|00:12:03|Hei'],
  ['A1 \\[00:12:03\\]: Hei', 'A1|00:12:03|Hei'],
  ['A1: [00:12:03] Hei', 'A1|00:12:03|Hei'],
  ['A1 00:12:03: Hei', 'A1|00:12:03|Hei'],
  ['A1: 00:12:03\n\nHei', 'A1|00:12:03|Hei'],
  ['**A1: 00:12:03**\n\nHei', 'A1|00:12:03|Hei'],
  ['A1: 00:12:03\nHei', 'A1|00:12:03|Hei'],
  ['**A1:**\nHei', 'A1||Hei'],
  ['**A1:**\\\nHei', 'A1||Hei'],
  ['**A1:**  \nHei', 'A1||Hei'],
  ['**A1:**', 'A1||'],
  ['A1 (12:03): Hei', 'A1|12:03|Hei'],
  ['A1 (00:12:03.500): Hei', 'A1|00:12:03.500|Hei'],
  ['A1 (00:12:03,5): Hei', 'A1|00:12:03,5|Hei'],
  ['A1 (1:02:03): Hei', 'A1|1:02:03|Hei'],
  ['**Fru Ås-Ødegård:** Hei', 'Fru Ås-Ødegård||Hei'],
  ['**Speaker 1:** Hei', 'Speaker 1||Hei'],
  ['**A1 (mor):** Hei', 'A1 (mor)||Hei'],
  ['**Ольга:** Hei', 'Ольга||Hei'],
  ['**INFORMANT_1:** Hei', 'INFORMANT_1||Hei'],
  ['__INFORMANT_1:__ Hei', 'INFORMANT_1||Hei'],
  ['**INFORMANT\\_1:** Hei', 'INFORMANT_1||Hei'],
  ['**A1 :** Hei', 'A1||Hei'],
  ['**A1:**\u00a0Hei', 'A1||Hei'],
  [`**${'å'.repeat(40)}:** Hei`, `${'å'.repeat(40)}||Hei`],
  [`**${'𝒜'.repeat(40)}:** Hei`, `${'𝒜'.repeat(40)}||Hei`],
  ['   **A1:** Hei', 'A1||Hei'],
];

const no: string[] = [
  '**A1:**Hei',
  '**A1** Hei',
  '**1A:** Hei',
  '** A1:** Hei',
  '**A1: Hei',
  '*A1:* Hei',
  'A1: Hei',
  'A1: 12:03 var klokka',
  'Tid: 10:00',
  'kl. 12:30 begynte det',
  '[A1]: Hei',
  '[x] A1: Hei',
  '[1] **A1:** Hei',
  '[00:12:03] Ja',
  'Ja [00:12:03]',
  'A1 [00:12:03] Hei',
  '**Bakgrunn**',
  'A1',
  `**${'å'.repeat(41)}:** Hei`,
  '> **A1:** Hei',
  '- **A1:** Hei',
  '    **A1:** Hei',
  '# **A1:** Hei',
  '**A1:** Hei\n===',
  '```\n**A1:** Hei\n```',
  'Hei **A1:** Hei',
  'http://example.org: Hei',
];

describe('a label', () => {
  for (const [line, expected] of evident) {
    it(`should begin a turn in ${JSON.stringify(line)}`, () => assert.deepEqual(turnsOf(line), [expected]));
  }

  for (const line of no) {
    it(`should not begin a turn in ${JSON.stringify(line)}`, () => assert.deepEqual(turnsOf(line), []));
  }

  it('should count without bold or time where it starts two lines', () => {
    assert.deepEqual(turnsOf('A1: Hei\n\nI: Hva?\n\nA1: Hei igjen'), ['A1||Hei\n\nI: Hva?', 'A1||Hei igjen']);
  });

  it('should count the lines in whatever form they are', () => {
    assert.deepEqual(turnsOf('**A1:** Hei\n\na1: Hei igjen'), ['A1||Hei', 'a1||Hei igjen']);
  });

  it('should count at the start of any line of a paragraph', () => {
    assert.deepEqual(turnsOf('A1: Hei\nI: Ja\nA1: Nei\n  I: Vel'), ['A1||Hei', 'I||Ja', 'A1||Nei', 'I||Vel']);
  });

  it('should count once where it is known', () => {
    assert.deepEqual(turnsOf('Intervjuer: Hei\n\na1: Hei\n\nKari: Hei', study), [
      'Intervjuer||Hei',
      'a1||Hei\n\nKari: Hei',
    ]);
    assert.deepEqual(turnsOf('---\nspeakers: {Kari: A7}\n---\nKari: Hei\n\nA7: Hallo'), ['Kari||Hei', 'A7||Hallo']);
    assert.deepEqual(turnsOf('---\nparticipants: [P3]\n---\nP3: Hei'), ['P3||Hei']);
  });

  it('should be the same whatever its case, its spaces and the form of its letters', () => {
    assert.deepEqual(turnsOf('---\nspeakers: {" ÅSE ": A1}\n---\nA\u030ase : Hei'), ['A\u030ase||Hei']);
  });

  it('should be unmade by the front matter', () => {
    const text = '---\nspeakers: {break: ~}\n---\n**A1:** Hei\n\n**Break:** kaffe\n\nBreak: mer kaffe';
    assert.deepEqual(turnsOf(text), ['A1||Hei\n\n**Break:** kaffe\n\nBreak: mer kaffe']);
  });

  describe('alone on its line', () => {
    it('should count above the lines of its paragraph', () => {
      assert.deepEqual(turnsOf('Kari\nHei\n\nKari\nHei igjen'), ['Kari||Hei', 'Kari||Hei igjen']);
    });

    it('should count in its own paragraph where it looks like a code', () => {
      assert.deepEqual(turnsOf('A1\n\nHei\n\nI\n\nJa\n\nA1\n\nNei\n\nI\n\nVel'), [
        'A1||Hei',
        'I||Ja',
        'A1||Nei',
        'I||Vel',
      ]);
    });

    it('should be an answer in its own paragraph where nobody knows it', () => {
      assert.deepEqual(turnsOf('Ja\n\nJa\n\nKari\n\nHei\n\nKari\n\nNei'), []);
    });

    it('should count in its own paragraph where it is known', () => {
      assert.deepEqual(turnsOf('Intervjuer\n\nHei\n\nJa\n\nA1\n\nJa', study), ['Intervjuer||Hei\n\nJa', 'A1||Ja']);
    });

    it('should count with a time stamp, or in bold, where it starts two lines', () => {
      assert.deepEqual(turnsOf('Kari [00:01]\n\nHei\n\nKari [00:02]\n\nNei'), ['Kari|00:01|Hei', 'Kari|00:02|Nei']);
      assert.deepEqual(turnsOf('**Kari**\n\nHei\n\n**Kari**\n\nNei'), ['Kari||Hei', 'Kari||Nei']);
      assert.deepEqual(turnsOf('Speaker 1  0:03\nHei\n\nSpeaker 1  0:09\nNei'), [
        'Speaker 1|0:03|Hei',
        'Speaker 1|0:09|Nei',
      ]);
    });

    it('should not be made of sentences with time stamps before or after them', () => {
      assert.deepEqual(turnsOf('[00:01] Ja\n[00:02] Mm\n\n[00:03] Ja\n[00:04] Mm'), []);
      assert.deepEqual(turnsOf('Ja. [00:01]\n\nJa. [00:02]'), []);
    });
  });

  it('should be read the same in the middle of hundreds of thousands of characters without a line end', () => {
    const long = `A1: ${'ord '.repeat(100_000)}A1: slutt`;
    assert.equal(turnsOf(long, noStudy).length, 0);
    assert.equal(turnsOf(`${long}\n\nA1: ja`, noStudy).length, 2);
  });
});
