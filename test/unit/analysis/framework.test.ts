import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  fingerprintOf,
  readSummaries,
  summariesPath,
  writeSummary,
} from '../../../src/core/analysis/framework/summaries.js';
import { Answers } from '../../../src/core/analysis/framework/answers.js';
import { wordsAt } from '../../../src/core/analysis/place.js';
import type { Table } from '../../../src/core/analysis/table.js';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { Study } from '../../../src/core/study/study.js';
import { applyEdits } from '../../../src/core/text/edits.js';
import { drawn, tableOf } from './tables.js';

const codebook = '---\ninterviewers: [I]\nguide: {costs: ["1. What does it cost?", Kostnader]}\n---\n## A {#a}\n';
const documents = {
  'transcripts/x.md':
    '## What does it cost? {#costs}\n\n**I:** Hva?\n\n**P1:** Mye. [Og vi fikk *hjelp*]{.a question=help}.\n\n### Help {#help}\n\n**I:** Og?\n\n**P1:** Nei.\n',
  'transcripts/y.md': '## 1. What does it cost?\n\n**P2:** Litt.\n\n**I:** Mer?\n\n**P2:** Nei.\n',
  'transcripts/z.md': '---\nparticipants: [P3]\n---\n## KOSTNADER\n\nIngenting, skrev hun.\n',
};

function studyWith(summaries: string | undefined): Study {
  const texts = (files: Readonly<Record<string, string>>): [string, CodedText][] =>
    Object.entries(files).map(([path, text]) => [path, CodedText.parse(text)]);
  return Study.create({
    codebook,
    participants: undefined,
    documents: texts(documents),
    notes: summaries === undefined ? [] : texts({ [summariesPath]: summaries }),
  });
}

describe('the framework matrix', () => {
  const study = studyWith(undefined);
  const shown = (table: Table, of: Study): readonly (readonly string[])[] =>
    table.rows.map((_, row) =>
      table.columns.map((__, column) => {
        const { value, places, empty, stale } = table.cell(row, column);
        const text = value ?? places.map((place) => wordsAt(of, place)).join(' / ');
        return `${String(text)}${empty === undefined ? '' : `(${empty})`}${stale === true ? ' !' : ''}`;
      }),
    );

  it('should have the answers of each to each question, however the question is worded and wherever it is answered', () => {
    const table = tableOf(study, { show: 'framework' });
    assert.deepEqual(
      table.columns.map(({ id, name }) => [id, name]),
      [
        ['costs', 'What does it cost?'],
        ['help', 'Help'],
      ],
    );
    assert.deepEqual(shown(table, study), [
      ['Mye. Og vi fikk *hjelp*.', 'Nei. / Og vi fikk *hjelp*'],
      ['Litt. / Nei.', '(not-asked)'],
      ['Ingenting, skrev hun.', '(not-asked)'],
    ]);
  });

  it('should stand the other way round', () =>
    assert.deepEqual(
      drawn(tableOf(study, { show: 'framework', rows: 'questions', cell: 'answers', participants: 'P2, P1' })),
      ['P2 | P1', 'What does it cost?: 2 | 1', '>Help: (not-asked) | 2'],
    ));

  it('should show what the researcher wrote, and whether the answers have changed since', () => {
    const of = fingerprintOf(study, new Answers(study).of('costs', 'P2'));
    const source = `# Matrix\n\n## Whatever {#costs}\n\n### p2 {of=${of}}\n\nLittle,\n\n- he says\n\n### P1 {of=0}\n\nMuch.\n\n### P3\n\nNothing.\n`;
    const other = studyWith(source);
    assert.deepEqual(shown(tableOf(other, { show: 'framework', sections: 'costs' }), other).flat(), [
      'Much. !',
      'Little,\n\n- he says',
      'Nothing.',
    ]);
  });
});

describe('summaries', () => {
  const ask = (section: string, person: string, text: string, of = 'abc'): Parameters<typeof writeSummary>[1] => ({
    section,
    sectionName: section === 'costs' ? 'What does it cost?' : section,
    person,
    text,
    of,
  });
  const write = (source: string, asked: Parameters<typeof writeSummary>[1]): string => {
    const edits = writeSummary(source, asked, 'Framework matrix');
    assert.ok(!('refused' in edits));
    return applyEdits(source, edits);
  };

  it('should make a file that people read', () => {
    let text = write('', ask('costs', 'P1', 'Much.'));
    text = write(text, ask('Help me', 'P1', 'None.'));
    text = write(text, ask('costs', 'P2', 'Little.\n\nAnd so on.'));
    assert.equal(
      text,
      '# Framework matrix\n\n## What does it cost? {#costs}\n\n### P1 {of=abc}\n\nMuch.\n\n### P2 {of=abc}\n\nLittle.\n\nAnd so on.\n\n' +
        '## Help me\n\n### P1 {of=abc}\n\nNone.\n',
    );
  });

  it('should be changed in place, and leave all else', () => {
    const source =
      'Mine.\r\n\r\n## costs\r\n\r\nProse.\r\n\r\n### P1 {.x of=1}\r\n\r\nOld.\r\n\r\n### P2\r\n\r\nTwo.\r\n';
    assert.equal(
      write(source, ask('costs', 'P1', 'New.')),
      'Mine.\r\n\r\n## costs\r\n\r\nProse.\r\n\r\n### P1 {of=abc}\r\n\r\nNew.\r\n\r\n### P2\r\n\r\nTwo.\r\n',
    );
    assert.equal(
      write(source, ask('costs', 'P1', '')),
      'Mine.\r\n\r\n## costs\r\n\r\nProse.\r\n\r\n### P2\r\n\r\nTwo.\r\n',
    );
  });

  it('should be refused where they would not be read again', () => {
    for (const text of ['# Heading', '## Two', '### P9', '```\nopen']) {
      const source = '## costs\n\n### P2\n\nTwo.\n';
      const made = writeSummary(source, ask('costs', 'P1', text), 'x');
      const last = writeSummary(source, ask('other', 'P1', text), 'x');
      if (text.startsWith('```')) assert.ok(!('refused' in last));
      else assert.ok('refused' in made && 'refused' in last, text);
    }
  });

  it('should be read as they were written, one after the other, and be gone when they are taken out', () => {
    const piece = fc.constantFrom(
      'a',
      'Mye om penger.',
      '- punkt\n- to',
      '> sitat',
      '',
      '*hm* [x]{.a}',
      '1. en',
      'æøå 🙂',
      '#### Fire',
    );
    const text = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join('\n\n').trim());
    const step = fc.record({
      section: fc.constantFrom('costs', 'Hva hindrer?', 'help'),
      person: fc.constantFrom('P1', 'P2', 'Kari Å'),
      text,
    });
    const start = fc.constantFrom(
      '',
      '# Min\n\nProsa.\n',
      '---\ntitle: x\n---\n\n## costs\n\n### P9 {of=9}\n\nNi.',
      '## help\r\n\r\nord\r\n',
    );
    fc.assert(
      fc.property(start, fc.array(step, { maxLength: 8 }), (first, steps) => {
        let source: string = first;
        const wanted = new Map<string, string>();
        for (const { section, person, text: words } of steps) {
          const edits = writeSummary(source, ask(section, person, words), 'Matrise');
          if ('refused' in edits) continue;
          source = applyEdits(source, edits);
          if (words === '') wanted.delete(`${section}/${person}`);
          else wanted.set(`${section}/${person}`, words);
        }
        const read = readSummaries(studyWith(source)).filter(({ person }) => person !== 'P9');
        assert.deepEqual(new Map(read.map((one) => [`${one.section}/${one.person}`, one.text])), wanted);
      }),
      { numRuns: Number(process.env.EMIC_RUNS ?? 300) },
    );
  });
});
