import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { linksOf } from '../../../src/core/notes/links.js';
import { changeKind, kindOfMemo, writableKinds, writeKind } from '../../../src/core/notes/memoKinds.js';
import { memoFileName, newMemo } from '../../../src/core/notes/newMemo.js';
import { Note } from '../../../src/core/notes/note.js';
import { addressOf, moveLinks } from '../../../src/core/notes/movedLinks.js';
import { passageLink, relativePath } from '../../../src/core/notes/passageLink.js';
import { findMemos, memoAuthorsOf, memoKindsOf, type MemoFilter } from '../../../src/core/notes/studyMemos.js';
import { pathFrom, targetOf } from '../../../src/core/notes/targets.js';
import { memosCsv, memosJson, memosMarkdown } from '../../../src/core/queries/render/memoTables.js';
import { studyOf } from '../study/studies.js';

const files = {
  'codebook.md':
    '---\nlanguage: en\n---\n## Barriers {.theme}\n\n### Cost {#cost}\n\nWhat is *dear*. [Dear](transcripts/a.md#k1)\n\n## Trust\n',
  'transcripts/a.md':
    'A1: It was [dear]{#k1 .cost by=kn}[^memo-k1] and [slow]{#k2 .trust}[^memo-k2].\n\n[^memo-k1]: **Finding:** She *laughs*. See [it](../memos/a.md).\n\n[^memo-k2]: **Note:** Compare [[cost]].\n',
  'memos/cost.md':
    '---\nkind: interpretation\nauthor: OL\nabout: cost\ndate: 2024-03-12\n---\n# On cost\n\nSee [[Trust]].\n',
  'memos/a.md': '---\nabout: transcripts/a.md\n---\nShort.\n',
  'memos/all.md': '# All of it\n',
  'analysis/table.md': '# Table\n',
};
const study = studyOf(files);
const found = (filter: MemoFilter): readonly string[] => findMemos(study, filter).map(({ title }) => title);

describe('the memos of a study', () => {
  it('should be those on passages, those on codes, then those in files', () => {
    assert.deepEqual(
      findMemos(study, {}).map(({ on, title, kind, author, codes, text }) => [
        on,
        title,
        kind,
        author,
        codes.join(),
        text,
      ]),
      [
        ['passage', 'dear', 'finding', 'kn', 'cost', 'She *laughs*. See [it](../memos/a.md).'],
        ['passage', 'slow', undefined, undefined, 'trust', '**Note:** Compare [[cost]].'],
        ['code', 'Cost', undefined, undefined, 'cost', 'What is *dear*. [Dear](transcripts/a.md#k1)'],
        ['document', 'a', undefined, undefined, '', 'Short.'],
        ['study', 'All of it', undefined, undefined, '', ''],
        ['code', 'On cost', 'interpretation', 'OL', 'cost,trust', 'See [[Trust]].'],
      ],
    );
  });

  it('should be found by kind, code, text and author, all of these together', () => {
    assert.deepEqual(found({ kinds: ['FINDING', 'interpretation'] }), ['dear', 'On cost']);
    assert.deepEqual(found({ codes: ['trust'] }), ['slow', 'On cost']);
    assert.deepEqual(found({ codes: ['barriers'] }), ['dear', 'Cost', 'On cost']);
    assert.deepEqual(found({ texts: ['LAUGHS'] }), ['dear']);
    assert.deepEqual(found({ texts: ['on cost', 'see'] }), ['On cost']);
    assert.deepEqual(found({ authors: ['ol'] }), ['On cost']);
    assert.deepEqual(found({ authors: ['ol'], kinds: ['finding'] }), []);
  });

  it('should tell their kinds and authors', () => {
    assert.deepEqual(memoKindsOf(study), ['observation', 'interpretation', 'finding', 'method']);
    assert.deepEqual(memoAuthorsOf(study), ['OL', 'kn']);
    const own = studyOf({ ...files, 'codebook.md': '---\nmemo-kinds: [note]\n---\n## Cost\n' });
    assert.deepEqual(memoKindsOf(own), ['note', 'interpretation']);
    assert.deepEqual(studyOf({ 'codebook.md': '---\nlanguage: nb\n---\n' }).settings.memoKinds[1], 'tolkning');
  });

  it('should have a kind only where the study has it', () => {
    const kinds = ['finding', 'own words'];
    assert.deepEqual(kindOfMemo('**Finding:** Yes', kinds), { kind: 'finding', text: 'Yes' });
    assert.deepEqual(kindOfMemo('**own WORDS**: Yes\n\nNo', kinds), { kind: 'own words', text: 'Yes\n\nNo' });
    assert.deepEqual(kindOfMemo('**Note:** Yes', kinds), { kind: undefined, text: '**Note:** Yes' });
    assert.deepEqual(kindOfMemo('Finding: Yes', kinds), { kind: undefined, text: 'Finding: Yes' });
    for (const kind of kinds) assert.deepEqual(kindOfMemo(writeKind(kind, 'Yes'), kinds), { kind, text: 'Yes' });
  });

  it('should change their kinds and nothing else', () => {
    const kinds = ['finding', 'own words', 'a*b', ''];
    assert.equal(changeKind('**Finding:** Yes', 'own words', kinds), '**Own words:** Yes');
    assert.equal(changeKind('**Finding:** Yes', undefined, kinds), 'Yes');
    assert.equal(changeKind('- one\n- two', 'finding', kinds), '**Finding:**\n\n- one\n- two');
    assert.deepEqual(writableKinds(kinds), ['finding', 'own words']);
    const memo = fc.array(fc.constantFrom('**Finding:**', 'ord', ' ', '  \n', '\n\n', '- ', '> ', '**', '# ', 'å'), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(memo, fc.constantFrom('finding', 'own words', undefined), (pieces, kind) => {
        const { text, kind: before } = kindOfMemo(pieces.join('').trim(), kinds);
        fc.pre(kindOfMemo(text, kinds).kind === undefined);
        const changed = changeKind(pieces.join('').trim(), kind, kinds);
        assert.deepEqual(kindOfMemo(changed, kinds), { kind, text });
        assert.equal(kindOfMemo(changeKind(changed, before, kinds), kinds).text, text);
      }),
    );
  });

  it('should be written as Markdown, CSV and JSON', () => {
    const some = findMemos(study, { codes: ['cost'], kinds: ['finding', 'interpretation'] });
    assert.equal(
      memosMarkdown(study, some, ''),
      '# Memos: 2\n\n## Cost\n\n> dear\n>\n> — [a](<transcripts/a.md#k1>) · by=kn\n\n*finding · kn*\n\nShe *laughs*. See [it](memos/a.md).\n\n## [On cost](<memos/cost.md>)\n\n*interpretation · OL · 2024-03-12 · Cost, Trust*\n\nSee [[Trust]].\n',
    );
    assert.equal(
      memosMarkdown(study, findMemos(study, { texts: ['dear'] }), 'analysis'),
      '# Memos: 2\n\n## Cost\n\n> dear\n>\n> — [a](<../transcripts/a.md#k1>) · by=kn\n\n*finding · kn*\n\nShe *laughs*. See [it](../memos/a.md).\n\n## [Cost](<../codebook.md#cost>)\n\nWhat is *dear*. [Dear](../transcripts/a.md#k1)\n',
    );
    assert.equal(
      memosCsv(study, some),
      'on,file,line,id,kind,author,date,codes,title,memo\npassage,transcripts/a.md,1,k1,finding,kn,,cost,dear,She *laughs*. See [it](../memos/a.md).\ncode,memos/cost.md,1,,interpretation,OL,2024-03-12,cost; trust,On cost,See [[Trust]].\n',
    );
    const [first] = JSON.parse(memosJson(study, some)) as { id: string; codes: string[] }[];
    assert.deepEqual([first?.id, first?.codes], ['k1', ['cost']]);
    assert.equal(memosJson(study, []), '[]\n');
  });

  it('should lead from any folder to where they led', () => {
    const name = fc.stringMatching(/^[\p{L}\p{N} ()&%_*`'!#?-]{1,8}$/u).map((one) => one.normalize('NFC').trim());
    const folder = fc.array(name, { maxLength: 2 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(name, folder, folder, fc.boolean(), (file, from, to, isInBrackets) => {
        fc.pre([file, ...from.split('/'), ...to.split('/')].every((part) => part !== '' && !part.startsWith('.')));
        const path = `transcripts/${file}.md`;
        const written = addressOf(relativePath(from, path));
        const text = `Se [x](${isInBrackets ? `<${written}#k1>` : `${written}#k1`}) og [y](#k2) og [[z]].`;
        const [x, y] = linksOf(CodedText.parse(moveLinks(text, `${from}/a.md`, to)));
        assert.ok(x?.kind === 'path' && y?.kind === 'path');
        assert.deepEqual([pathFrom(`${to}/b.md`, x.path), x.fragment], [path, 'k1']);
        assert.deepEqual([pathFrom(`${to}/b.md`, y.path), y.fragment], [`${from}/a.md`.normalize('NFC'), 'k2']);
      }),
    );
    assert.equal(
      moveLinks('[x](../../out.md) [y](https://example.org)', 'memos/a.md', ''),
      '[x](../../out.md) [y](https://example.org)',
    );
  });

  describe('that are new', () => {
    it('should read back as they were made', () => {
      const text = newMemo({
        title: 'Pris: "alt"',
        kind: 'funn',
        date: '2024-03-12',
        author: 'K: N',
        about: 'transcripts/a #1.md',
      });
      const note = new Note('memos/x.md', CodedText.parse(text));
      assert.deepEqual(
        [note.title, note.memoKind, note.date, note.author, note.about[0]?.text, note.prose, note.frontMatter.problems],
        ['Pris: "alt"', 'funn', '2024-03-12', 'K: N', 'transcripts/a #1.md', '', []],
      );
    });
    it('should have a name that every file system takes, and that is free', () => {
      assert.equal(
        memoFileName('Om  pris: hva/nå?', () => false),
        'Om pris- hva-nå.md',
      );
      assert.equal(
        memoFileName('..', () => false),
        'memo.md',
      );
      assert.equal(
        memoFileName('Pris', (name) => name === 'Pris.md'),
        'Pris 2.md',
      );
    });
  });

  describe('links to passages', () => {
    it('should quote and lead from the folder of memos', () => {
      assert.equal(
        passageLink('det var [dyrt]', 'transcripts/A1.md', 'k1', 'memos'),
        '[det var \\[dyrt\\]](../transcripts/A1.md#k1)',
      );
      assert.equal(passageLink('ja', 'transcripts/A 1.md', 'k1', 'memos'), '[ja](<../transcripts/A 1.md#k1>)');
      assert.equal(relativePath('memos/x', 'memos/y.md'), '../y.md');
      assert.equal(relativePath('', 'memos/y.md'), 'memos/y.md');
    });
    it('should lead to the passage whatever its path and words', () => {
      const name = fc.stringMatching(/^[\p{L}\p{N} ()<>&%_*[\]`'!.-]{1,12}$/u).map((one) => one.normalize('NFC'));
      fc.assert(
        fc.property(name, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 90 }), (file, quote) => {
          fc.pre(!/^[.\s]|[.\s]$/.test(file));
          const path = `transcripts/${file}.md`;
          const of = studyOf({ 'codebook.md': '## X\n', [path]: 'A1: [ja]{#k1 .x}\n', 'memos/m.md': '' });
          const written = passageLink(quote, path, 'k1', 'memos');
          const links = linksOf(CodedText.parse(`Se ${written} der.\n`)).filter(({ kind }) => kind === 'path');
          assert.equal(links.length, 1, written);
          const link = links[0]!;
          const target = targetOf(link, 'memos/m.md', of);
          assert.equal(
            target?.kind,
            'passage',
            `${written} ${link.kind === 'path' ? (pathFrom('memos/m.md', link.path) ?? '') : ''}`,
          );
        }),
        { numRuns: 300 },
      );
    });
  });
});
