import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { samskaping } from '../study/studies.js';
import { Folder, run, type Run } from './terminals.js';

const fixture = path.resolve(samskaping);

interface Proposed {
  readonly document: string;
  readonly quote: string;
  readonly hits: readonly { readonly quote: string }[];
}

describe('emic autocode', () => {
  let folder: Folder;
  beforeEach(() => (folder = new Folder()));
  afterEach(() => folder.remove());

  const copy = (): string => {
    fs.cpSync(fixture, folder.path, { recursive: true });
    return folder.path;
  };
  const autocode = (...args: readonly string[]): Promise<Run> => run(fixture, 'autocode', ...args);
  const proposed = async (...args: readonly string[]): Promise<readonly string[]> => {
    const { code, out } = await autocode('--format', 'json', ...args);
    assert.equal(code, 0);
    return (JSON.parse(out) as Proposed[]).map(({ quote }) => quote);
  };

  describe('without --write', () => {
    it('should print what is proposed in Markdown, and change nothing', async () => {
      const study = copy();
      const before = fs.readFileSync(path.join(study, 'transcripts/a1.md'));
      const { code, out, error } = await run(study, 'autocode', '--text', 'PENGER', '--code', 'tillit');
      assert.deepEqual([code, error], [0, '']);
      assert.equal(
        out,
        '# Forslag: 1 i ett dokument\n\n## Intervju A1 (1)\n\n> penger\n>\n> — A1 · [Intervju A1](<transcripts/a1.md#L16>)\n',
      );
      assert.deepEqual(fs.readFileSync(path.join(study, 'transcripts/a1.md')), before);
    });

    it('should print them as JSON, with what was found in each', async () => {
      const { out } = await autocode(
        '--words',
        'tok, gikk',
        '--extent',
        'sentence',
        '--format',
        'json',
        '--code',
        'Ord',
      );
      assert.deepEqual(JSON.parse(out), [
        {
          document: 'transcripts/a1.md',
          codes: ['ord'],
          start: { line: 12, column: 21 },
          end: { line: 12, column: 101 },
          cleanStart: 149,
          cleanEnd: 182,
          quote: 'Det ble dyrt og det tok lang tid.',
          speakers: ['A1'],
          participants: ['A1'],
          time: '00:01:05',
          section: ['start'],
          hits: [{ cleanStart: 169, cleanEnd: 172, quote: 'tok' }],
        },
        {
          document: 'transcripts/note.md',
          codes: ['ord'],
          start: { line: 3, column: 2 },
          end: { line: 3, column: 26 },
          cleanStart: 10,
          cleanEnd: 21,
          quote: 'Ferga gikk.',
          speakers: [],
          participants: [],
          time: null,
          section: ['Slutt'],
          hits: [{ cleanStart: 16, cleanEnd: 20, quote: 'gikk' }],
        },
      ]);
    });

    it('should look where all that is asked holds', async () => {
      assert.deepEqual(await proposed('--text', 'det'), ['Det', 'det', 'det']);
      assert.deepEqual(await proposed('--text', 'det', '--questions'), ['det', 'Det', 'det', 'det']);
      assert.deepEqual(await proposed('--text', 'det', '--match-case'), ['det', 'det']);
      assert.deepEqual(await proposed('--text', 'det', '--participant', 'A3'), ['det']);
      assert.deepEqual(await proposed('--text', 'det', '--where', 'role=leder'), ['Det', 'det']);
      assert.deepEqual(await proposed('--text', 'det', '--within', 'Kostnad'), ['Det', 'det']);
      assert.deepEqual(await proposed('--text', 'de', '--whole-words'), []);
      assert.deepEqual(await proposed('--regex', 'f\\w+k', '--section', 'penger'), ['fikk']);
      assert.deepEqual(await proposed('--participant', 'A1', '--extent', 'turn'), [
        'Det ble dyrt og det tok lang tid.',
        'Vi fikk penger.',
      ]);
    });

    it('should leave out what has the code, and say so apart', async () => {
      const { code, out, error } = await autocode('--text', 'penger', '--code', 'kostnad', '--format', 'json');
      assert.deepEqual([code, out, error], [0, '[]\n', '1 find left out, coded already.\n']);
    });
  });

  describe('with --write', () => {
    it('should code all that is found, in the words of the one who codes, and leave the rest as it was', async () => {
      const study = copy();
      const before = folder.read('transcripts/a1.md');
      const { code, out, error } = await run(
        study,
        'autocode',
        '--text=det',
        '--code=ord,tillit',
        '--coder=kn',
        '--write',
      );
      assert.deepEqual([code, error], [0, '']);
      assert.equal(
        out,
        'transcripts/a1.md: 2 passages\ntranscripts/a2-a3.md: 1 passage\n3 passages coded in 2 documents\n',
      );
      const after = folder.read('transcripts/a1.md');
      assert.match(after, /\[\[Det\]\{\.ord \.tillit by=kn\} ble dyrt\]\{\.kostnad\}/);
      assert.equal(CodedText.parse(after).clean, CodedText.parse(before).clean);
      assert.equal(
        folder.read('transcripts/note.md'),
        fs.readFileSync(path.join(fixture, 'transcripts/note.md'), 'utf8'),
      );
      const again = await run(study, 'autocode', '--text=det', '--code=ord,tillit', '--coder=kn', '--write');
      assert.deepEqual([again.code, again.out], [0, '0 passages coded in 0 documents\n']);
    });

    it('should keep a BOM, and the line ends', async () => {
      folder.write({ 'codebook.md': '## A\n', 'transcripts/a.md': '\ufeffJa, ferja.\r\n\r\nFerja går.' });
      assert.equal((await run(folder.path, 'autocode', '--text', 'ferja', '--code', 'a', '--write')).code, 0);
      assert.equal(folder.read('transcripts/a.md'), '\ufeffJa, [ferja]{.a}.\r\n\r\n[Ferja]{.a} går.');
    });

    it('should leave out a file with an unfinished merge, say so, and code the others', async () => {
      const merge = 'Ferja.\n\n<<<<<<< a\nFerja\n=======\nb\n>>>>>>> c\n';
      folder.write({ 'codebook.md': '## A\n', 'transcripts/a.md': merge, 'transcripts/b.md': 'Ferja.\n' });
      const { code, out, error } = await run(folder.path, 'autocode', '--text', 'ferja', '--code', 'a', '--write');
      assert.deepEqual([code, out], [1, 'transcripts/b.md: 1 passage\n1 passage coded in 1 document\n']);
      assert.match(error, /^transcripts\/a\.md is left out: .*unfinished merge[^\n]*\n$/);
      assert.equal(folder.read('transcripts/a.md'), merge);
      assert.equal(folder.read('transcripts/b.md'), '[Ferja]{.a}.\n');
    });

    it('should write into the file whose name is not in NFC', async function () {
      if (process.platform === 'darwin') this.skip();
      folder.write({ 'codebook.md': '## A\n', 'transcripts/A\u030a.md': 'Ferja.\n' });
      assert.equal((await run(folder.path, 'autocode', '--text', 'ferja', '--code', 'a', '--write')).code, 0);
      assert.deepEqual(fs.readdirSync(folder.file('transcripts')), ['A\u030a.md']);
      assert.equal(folder.read('transcripts/A\u030a.md'), '[Ferja]{.a}.\n');
    });

    it('should say which file it cannot write, and leave it whole', async function () {
      if (process.platform === 'win32' || process.getuid?.() === 0) this.skip();
      folder.write({ 'codebook.md': '## A\n', 'transcripts/a.md': 'Ferja.\n' });
      fs.chmodSync(folder.file('transcripts'), 0o500);
      const { code, error } = await run(folder.path, 'autocode', '--text', 'ferja', '--code', 'a', '--write');
      fs.chmodSync(folder.file('transcripts'), 0o700);
      assert.equal(code, 2);
      assert.match(error, /a\.md cannot be written/);
      assert.equal(folder.read('transcripts/a.md'), 'Ferja.\n');
    });
  });

  const wrong: readonly (readonly [name: string, args: readonly string[], sentence: RegExp])[] = [
    ['to look for nothing', [], /Say what to look for/],
    ['no words', ['--text', ' '], /at least one word/],
    ['two searches at once', ['--text', 'a', '--words', 'b'], /--text and --words/],
    ['a broken regular expression', ['--regex', '('], /a \( is not closed/],
    ['what regular expressions may not do', ['--regex', '(a)\\1'], /^emic: (?!This should not)/],
    ['whole words of a regular expression', ['--regex', 'a', '--whole-words'], /goes with --text/],
    ['the case of inflections', ['--words', 'a', '--match-case'], /--match-case goes with/],
    ['to write without a code', ['--text', 'a', '--write'], /without a code/],
    ['an unknown code', ['--text', 'a', '--code', 'nei'], /no code nei/],
    ['an unknown code around', ['--text', 'a', '--within', 'nei'], /no code nei/],
    ['an unknown participant', ['--participant', 'Z'], /no participant Z/],
    ['an unknown section', ['--section', 'Z'], /no section Z/],
    ['an unknown attribute', ['--where', 'z=1'], /attribute z/],
    ['an attribute of codings', ['--where', 'by=kn'], /by is told of codings/],
    ['an extent that there is none of', ['--text', 'a', '--extent', 'page'], /--extent is one of match, sentence/],
  ];
  for (const [name, args, sentence] of wrong) {
    it(`should refuse ${name}`, async () => {
      const { code, out, error } = await autocode(...args);
      assert.deepEqual([code, out], [2, '']);
      assert.match(error, /^emic: [^\n]+\n$/);
      assert.match(error, sentence);
    });
  }
});
