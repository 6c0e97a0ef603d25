import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { codeExtent, placesOf } from '../../../src/core/coding/coding.js';
import { journalOf, readJournal, writeJournal } from '../../../src/core/pseudonyms/journal.js';
import { planReversal } from '../../../src/core/pseudonyms/reverse.js';
import { applyEdits } from '../../../src/core/text/edits.js';
import type { Files } from '../study/studies.js';
import { apply, namesOf, type Applied } from './keys.js';

const rows =
  'Kari,[navn],person\nKari Nordmann,Deltaker 3,person\nOla,Deltaker 4,person\nNordmann Bil AS,[bedrift],firm\nBergen,[sted],place\n';

const codebook = '---\nemic: 1\n---\n# Kodebok\n\n## Tillit {#tillit}\n';

const alone = (text: string): string =>
  apply({ 'codebook.md': codebook, 'transcripts/a.md': text }, rows).files['transcripts/a.md'] ?? '';
const refusedIn = (text: string): readonly string[] =>
  apply({ 'codebook.md': codebook, 'transcripts/a.md': text }, rows).plan.refused.map(({ proposal }) => proposal.found);

/** Takes back what was done, after the files have been changed or not. */
async function back(
  { study, proposals, plan, files }: Applied,
  changed: Files = files,
): Promise<{ files: Files; left: number }> {
  const journal = readJournal(writeJournal({ version: 1, runs: [await journalOf(study, proposals, plan)] }));
  const { texts, moved, left } = await planReversal(new Map(Object.entries(changed)), journal.runs[0]!);
  const result: Record<string, string> = {};
  for (const [path, text] of Object.entries(changed)) result[moved.get(path) ?? path] = texts.get(path) ?? text;
  return { files: result, left: left.length };
}

describe('replacing names in a transcript', () => {
  for (const [what, before, after] of [
    ['in a passage', 'Jeg vet [at Kari kom]{.tillit} da.\n', 'Jeg vet [at [navn] kom]{.tillit} da.\n'],
    ['that is a passage', '[Kari]{.tillit} kom.\n', '[[navn]]{.tillit} kom.\n'],
    ['that a mark begins in', 'Ka[ri kom]{.tillit} da.\n', '[[navn] kom]{.tillit} da.\n'],
    ['that a mark ends in', '[Ka]{.tillit}ri kom.\n', '[[navn]]{.tillit} kom.\n'],
    ['that a mark stands in', 'K[ar]{.tillit}i kom.\n', '[[navn]]{.tillit} kom.\n'],
    ['that nested marks stand in', 'K[a[r]{.tillit}]{.x}i kom.\n', '[[[navn]]{.tillit}]{.x} kom.\n'],
    ['that two marks part', '[Ol]{.tillit}[a]{.x} kom.\n', '[Deltake]{.tillit}[r 4]{.x} kom.\n'],
    [
      'that a range crosses',
      'A []{#k1 .tillit}Ka[ri]{.x} og[]{end=k1} Ola.\n',
      'A []{#k1 .tillit}[[navn]]{.x} og[]{end=k1} Deltaker 4.\n',
    ],
    ['in emphasis', '*Kari* Nordmann og **Kari**.\n', '*Deltaker 3* og **[navn]**.\n'],
    ['that emphasis ends in', 'Kari *Nordmann* kom\n', '*Deltaker 3* kom\n'],
    ['over two lines of a quotation', '> Da kom Kari\n> Nordmann hjem.\n', '> Da kom Deltaker 3 hjem.\n'],
    [
      'in a memo',
      '[ja]{#k1 .tillit}[^memo-k1]\n\n[^memo-k1]: Kari\n    Nordmanns ord.\n',
      '[ja]{#k1 .tillit}[^memo-k1]\n\n[^memo-k1]: Deltaker 3s ord.\n',
    ],
    ['in a fact', '[ja]{.tillit by=Kari note="sa Ola"}\n', '[ja]{.tillit by=[navn] note="sa Deltaker 4"}\n'],
    ['before what would make it a link', 'Kari(5) og Kari\n', '\\[navn\\](5) og [navn]\n'],
    ['in a comment', '<!-- Kari -->\n\nJa\n', '<!-- [navn] -->\n\nJa\n'],
    ['in a heading', '## Om Kari {#om}\n', '## Om [navn] {#om}\n'],
    ['in a table', '| a | b |\n| - | - |\n| Kari | x |\n', '| a | b |\n| - | - |\n| [navn] | x |\n'],
  ] as const) {
    it(`should replace one ${what}`, () => assert.equal(alone(before), after));
  }

  it('should change names in labels and in the front matter together', () => {
    assert.equal(
      alone(
        '---\nparticipants: [ola]\nspeakers: {O: Ola, I: ~}\ntitle: Kari’s dag\n---\n**Ola:** Ja.\n\n**O:** Nei.\n',
      ),
      '---\nparticipants: [Deltaker 4]\nspeakers: {O: Deltaker 4, I: ~}\ntitle: "[navn]’s dag"\n---\n**Deltaker 4:** Ja.\n\n**O:** Nei.\n',
    );
  });

  it('should refuse a replacement that is no label where one has to be', () => {
    const text = '**Kari:** Hei, Ola.\n\n**Ola:** Hei.\n';
    assert.deepEqual(refusedIn(text), ['Kari']);
    assert.equal(alone(text), '**Kari:** Hei, Deltaker 4.\n\n**Deltaker 4:** Hei.\n');
  });

  it('should refuse where a coding would be lost', () => {
    const { files, plan } = apply(
      { 'codebook.md': codebook, 'transcripts/a.md': '[O]{.tillit}[l]{.x}[a]{.y} kom.\n' },
      'Ola,X,person\n',
    );
    assert.equal(plan.refused.length, 1);
    assert.equal(files['transcripts/a.md'], '[O]{.tillit}[l]{.x}[a]{.y} kom.\n');
  });

  it('should replace only what is accepted', () => {
    const { files } = apply(
      { 'codebook.md': codebook, 'transcripts/a.md': 'Kari, Ola, Kari.\n' },
      rows,
      ({ number }) => number > 1,
    );
    assert.equal(files['transcripts/a.md'], 'Kari, Deltaker 4, [navn].\n');
  });

  it('should keep line ends, and edit no file with an unfinished merge', () => {
    assert.equal(alone('Kari\r\n\r\nOla\r\n'), '[navn]\r\n\r\nDeltaker 4\r\n');
    assert.throws(() => alone('<<<<<<< a\nKari\n=======\nOla\n>>>>>>> b\n'), /unfinished merge/);
  });
});

const study: Files = {
  'codebook.md':
    '---\nemic: 1\ninterviewers: [Ola]\nlanguage: nb\n---\n# Kodebok\n\n## Kari Nordmann\n\nHun i Bergen. Se [A](transcripts/kari-nordmann.md#kari-1).\n\n## Tillit {#tillit parent=kari-nordmann}\n\n## Ola {#ola}\n',
  'participants.csv': 'id,navn,sted\nK1,Kari Nordmann,Bergen\nola,"Ola, og Kari",\n',
  'transcripts/kari-nordmann.md':
    '---\nparticipants: [K1]\n---\n# Intervju med Kari\n\n## Om Bergen {#om-bergen}\n\n**Ola:** Hei Kari!\n\n**K1:** [Ka]{.kari-nordmann}ri er [jeg]{#kari-1 .tillit .ola}[^memo-kari-1].\n\n[^memo-kari-1]: Se [[kari-nordmann]] og Kari.\n',
  'memos/Om Kari.md':
    '---\nabout: kari-nordmann\n---\nSom [hun](../transcripts/kari-nordmann.md#kari-1) sa, [[Kari Nordmann|Kari]], og [](../transcripts/kari-nordmann.md#om-bergen).\n',
  'analysis/funn.md':
    '# Funn\n\n```emic\nshow: quotations\ncodes: [kari-nordmann, tillit]\nparticipants: Kari\n```\n\n> Kari er jeg\n',
};

describe('replacing names in a study', () => {
  it('should change file names, ids and links together', () => {
    const { files, plan } = apply(study, rows);
    assert.deepEqual(
      plan.refused.map(({ proposal }) => [proposal.path, proposal.found]),
      [],
    );
    assert.deepEqual(files, {
      'codebook.md':
        '---\nemic: 1\ninterviewers: [Deltaker 4]\nlanguage: nb\n---\n# Kodebok\n\n## Deltaker 3\n\nHun i [sted]. Se [A](transcripts/Deltaker-3.md#navn-1).\n\n## Tillit {#tillit parent=deltaker-3}\n\n## Deltaker 4 {#deltaker-4}\n',
      'participants.csv': 'id,navn,sted\nK1,Deltaker 3,[sted]\nDeltaker 4,"Deltaker 4, og [navn]",\n',
      'transcripts/Deltaker-3.md':
        '---\nparticipants: [K1]\n---\n# Intervju med [navn]\n\n## Om [sted] {#om-sted}\n\n**Deltaker 4:** Hei [navn]!\n\n**K1:** [[navn]]{.deltaker-3} er [jeg]{#navn-1 .tillit .deltaker-4}[^memo-navn-1].\n\n[^memo-navn-1]: Se [[deltaker-3]] og [navn].\n',
      'memos/Om navn.md':
        '---\nabout: deltaker-3\n---\nSom [hun](../transcripts/Deltaker-3.md#navn-1) sa, [[Deltaker 3|[navn]]], og [](../transcripts/Deltaker-3.md#om-sted).\n',
      'analysis/funn.md':
        '# Funn\n\n```emic\nshow: quotations\ncodes: [deltaker-3, tillit]\nparticipants: "[navn]"\n```\n\n> [navn] er jeg\n',
    });
  });

  it('should leave no name, and be taken back byte for byte', async () => {
    const applied = apply(study, rows);
    for (const [path, text] of Object.entries(applied.files)) {
      assert.deepEqual(namesOf(rows).find(text, 'path'), [], path);
      assert.deepEqual(namesOf(rows).find(path, 'path'), [], path);
    }
    assert.deepEqual(await back(applied), { files: study, left: 0 });
  });

  it('should be taken back where codings have been added since', async () => {
    const applied = apply(study, rows);
    const path = 'transcripts/Deltaker-3.md';
    const text = CodedText.parse(applied.files[path] ?? '');
    const start = text.clean.indexOf('Hei [navn]');
    const coded = codeExtent(text, placesOf(text, {}), { start, end: start + 10 }, ['ny'], {});
    assert.ok(coded.kind === 'edits');
    const { files, left } = await back(applied, { ...applied.files, [path]: applyEdits(text.text, coded.edits) });
    assert.equal(left, 0);
    const old = study['transcripts/kari-nordmann.md'] ?? '';
    assert.equal(CodedText.parse(files['transcripts/kari-nordmann.md'] ?? '').clean, CodedText.parse(old).clean);
    assert.match(files['transcripts/kari-nordmann.md'] ?? '', /\[Hei Kari\]\{\.ny\}!/);
    assert.deepEqual({ ...files, 'transcripts/kari-nordmann.md': old }, study);
  });

  it('should say what it cannot take back where words have changed', async () => {
    const files = { 'codebook.md': codebook, 'transcripts/a.md': 'Kari og Kari Nordmann og Bergen.\n' };
    const applied = apply(files, 'Kari,X,person\nKari Nordmann,X,person\nBergen,[sted],place\n');
    assert.equal(applied.files['transcripts/a.md'], 'X og X og [sted].\n');
    assert.deepEqual(await back(applied), { files, left: 0 });
    const { files: after, left } = await back(applied, { ...applied.files, 'transcripts/a.md': 'X, ja X, [sted].\n' });
    assert.equal(after['transcripts/a.md'], 'X, ja X, Bergen.\n');
    assert.equal(left, 2);
  });

  it('should leave what read like a replacement before', async () => {
    const files = { 'codebook.md': codebook, 'transcripts/a.md': 'Kari og [navn] og Karis.\n' };
    const applied = apply(files, rows);
    assert.equal(applied.files['transcripts/a.md'], '[navn] og [navn] og [navn]s.\n');
    const coded = { ...applied.files, 'transcripts/a.md': '[[navn] og]{.tillit} [navn] og [navn]s.\n' };
    assert.deepEqual(await back(applied, coded), {
      files: { ...files, 'transcripts/a.md': '[Kari og]{.tillit} [navn] og Karis.\n' },
      left: 0,
    });
  });
});

const names = ['Kari', 'Kari Nordmann', 'Ola', 'Nordmann Bil AS', 'Bergen'];
const pieces = fc.constantFrom(
  ...names,
  ...names.map((name) => `${name}s`),
  ...[
    'Ka[ri]{.x}',
    '[Ka]{.tillit}ri',
    '[Kari Nord]{.x}mann',
    '*Kari* Nordmann',
    '[Ol]{.x}[a]{.y}',
    'KARI',
    '[Bergen]{.x by=Ola}',
  ],
  ...[
    '[navn]',
    ' og ',
    ' ',
    ', ',
    '\n',
    '\n\n',
    '\n\n**Ola:** ',
    '\n\n**Kari:** ',
    '\n\n> ',
    '\n\n## ',
    '[',
    ']{.x}',
    '[]{#r1 .y}',
  ],
  ...['[]{end=r1}', '\n- ', '`Kari`', '(5)', '🙂', '\\', '<b>', '[a](b.md)', '"', '&aring;'],
);
const texts = fc.array(pieces, { maxLength: 14 }).map((parts) => `${parts.join('')}\n`);

describe('replacing names in whatever text', () => {
  const runs = Number(process.env.EMIC_RUNS ?? 100) * 3;

  it('should keep all codings, leave no name that it did not refuse, and be taken back byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(texts, texts, fc.boolean(), async (first, second, hasFront) => {
        const front = hasFront ? '---\nparticipants: [Kari, Ola]\nwhere: i Bergen\n---\n' : '';
        const files = { 'codebook.md': codebook, 'transcripts/Kari.md': front + first, 'transcripts/b.md': second };
        const applied = apply(files, rows);
        const { plan } = applied;
        for (const [path, text] of Object.entries(files)) {
          const before = CodedText.parse(text);
          const after = CodedText.parse(applied.files[plan.moved.get(path) ?? path] ?? '');
          const told = (one: CodedText): readonly string[] => one.passages.map(({ codes }) => codes.join(' ')).sort();
          assert.deepEqual(told(after), told(before));
          const refused = plan.refused.filter(({ proposal }) => proposal.path === path).length;
          const left = apply({ 'codebook.md': codebook, 'transcripts/x.md': after.text }, rows).proposals.length;
          assert.ok(left <= refused, `${String(left)} left, ${String(refused)} refused: ${after.text}`);
        }
        assert.deepEqual(await back(applied), { files, left: 0 });
      }),
      { numRuns: runs },
    );
  });
});
