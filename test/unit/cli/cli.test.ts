import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { checkStudy } from '../../../src/cli/checkStudy.js';
import { openStudy, readStudy } from '../../../src/cli/studyFolder.js';
import { expected, samskaping } from '../study/studies.js';
import { Folder, run, type Run } from './terminals.js';

const fixture = path.resolve(samskaping);

/** Used wrongly: one line on standard error, nothing on standard output. */
function refused({ code, out, error }: Run, sentence: RegExp): void {
  assert.equal(code, 2);
  assert.equal(out, '');
  assert.match(error, /^emic: [^\n]+\n$/);
  assert.match(error, sentence);
}

describe('the command line', () => {
  let folder: Folder;
  beforeEach(() => (folder = new Folder()));
  afterEach(() => folder.remove());

  /** A study of its own, as some tests write into it. */
  const copy = (): string => {
    fs.cpSync(fixture, folder.path, { recursive: true });
    return folder.path;
  };

  describe('memos', () => {
    const write = (): Folder =>
      folder.write({
        'codebook.md': '---\nlanguage: nb\n---\n## Pris {#kostnad}\n\nHva det *koster*.\n\n## Tid\n',
        'transcripts/a.md':
          '\ufeffA1: Det var [dyrt]{#k1 .kostnad by=kn}[^memo-k1].\r\n\r\n[^memo-k1]: **Funn:** Hun ler.  \r\n    Se [notat](../memos/om pris.md).\r\n',
        'transcripts/b.md': 'A2: [Sent]{#k2 .tid}[^memo-k2].\n\n[^memo-k2]: Se [dyrt](a.md#k1).\n',
        'memos/om pris.md':
          '---\nkind: tolkning\nauthor: OL\nabout: kostnad\n---\n# Om pris\n\nSe [dyrt](../transcripts/a.md#k1).\n',
      });

    it('should print those on passages, on codes and in files, with links from the study’s folder', async () => {
      write();
      assert.equal(
        (await run(folder.path, 'memos')).out,
        '# Notater: 4\n\n## Pris\n\n> dyrt\n>\n> — [a](<transcripts/a.md#k1>) · by=kn\n\n*funn · kn*\n\nHun ler.  \nSe [notat](../memos/om pris.md).\n\n' +
          '## Tid\n\n> Sent\n>\n> — [b](<transcripts/b.md#k2>)\n\nSe [dyrt](transcripts/a.md#k1).\n\n' +
          '## [Pris](<codebook.md#kostnad>)\n\nHva det *koster*.\n\n' +
          '## [Om pris](<memos/om%20pris.md>)\n\n*tolkning · OL · Pris*\n\nSe [dyrt](transcripts/a.md#k1).\n',
      );
    });

    it('should print those that fit, in the order and form that is asked for', async () => {
      write();
      const titles = async (...args: string[]): Promise<string[]> => {
        const { out } = await run(folder.path, 'memos', '--format', 'json', ...args);
        return (JSON.parse(out) as { title: string }[]).map(({ title }) => title);
      };
      assert.deepEqual(await titles(), ['dyrt', 'Sent', 'Pris', 'Om pris']);
      assert.deepEqual(await titles('--kind', 'funn', '--kind', 'Tolkning'), ['dyrt', 'Om pris']);
      assert.deepEqual(await titles('--code', 'tid'), ['Sent']);
      assert.deepEqual(await titles('--author', 'ol'), ['Om pris']);
      assert.deepEqual(await titles('--text', 'KOSTER'), ['Pris']);
      assert.deepEqual(await titles('--text', 'finnes ikke'), []);
      const { out } = await run(folder.path, 'memos', '--format', 'csv', '--code', 'kostnad', '--author', 'kn');
      assert.match(out, /^on,file,line,.*\npassage,transcripts\/a\.md,1,k1,funn,kn,,kostnad,dyrt,"Hun ler\. {2}\n/);
    });

    it('should be refused for a code that is not there', async () => {
      write();
      const { code, out } = await run(folder.path, 'memos', '--code', 'borte');
      assert.deepEqual([code === 0, out], [false, '']);
    });
  });

  describe('in general', () => {
    it('should say how it is used', async () => {
      const { code, out } = await run(folder.path, '--help');
      assert.equal(code, 0);
      for (const name of [
        'index',
        'check',
        'summary',
        'passages',
        'matrix',
        'query',
        'autocode',
        'analyze',
        'print',
        'strip',
      ])
        assert.match(out, new RegExp(`^  ${name} `, 'm'));
      assert.deepEqual(await run(folder.path, 'help'), await run(folder.path, '-h'));
    });

    it('should say how a command is used, whatever else is typed', async () => {
      const { code, out } = await run(folder.path, 'matrix', '--rows', 'codes', '--help');
      assert.equal(code, 0);
      assert.match(out, /^Usage: emic matrix \[study\] \[options\]\n/);
      assert.equal((await run(folder.path, 'help', 'matrix')).out, out);
    });

    it('should say its version', async () => {
      const { version } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as { version: string };
      assert.equal((await run(folder.path, '--version')).out, `${version}\n`);
    });

    const wrong: readonly (readonly [name: string, args: readonly string[], sentence: RegExp])[] = [
      ['nothing', [], /--help/],
      ['an unknown command', ['tabulate'], /no command tabulate/],
      ['an unknown option', ['index', '--fast'], /no option --fast/],
      ['an option of another command', ['check', '--stdout'], /no option --stdout/],
      ['an option without its value', ['passages', '--code'], /--code needs a value/],
      ['an option for a value', ['passages', '--code', '--not', 'x'], /--code needs a value/],
      ['a value where none is taken', ['index', '--check=yes'], /--check takes no value/],
      ['a format that there is none of', ['passages', '--format', 'pdf'], /--format is one of md, csv, json, jsonl/],
      ['a word too many', ['index', 'a', 'b'], /one word too many, b/],
      ['a word too few', ['summary'], /missing/],
      ['a matrix without columns', ['matrix', '--rows', 'codes'], /rows and columns/],
      [
        'a cell that there is none of',
        ['matrix', '--rows', 'codes', '--columns', 'themes', '--cell', 'sum'],
        /--cell is one of/,
      ],
      ['a condition without a value', ['passages', '--where', 'role'], /attribute=value/],
    ];
    for (const [name, args, sentence] of wrong) {
      it(`should refuse ${name}`, async () => refused(await run(fixture, ...args), sentence));
    }

    it('should refuse a folder without a codebook', async () => {
      for (const args of [
        ['index'],
        ['check'],
        ['summary', 'x'],
        ['passages'],
        ['matrix', '--rows', 'codes', '--columns', 'themes'],
      ]) {
        refused(await run(folder.path, ...args), /no codebook\.md in /);
      }
      refused(await run(folder.path, 'index', 'nowhere'), /there is no such file or folder/);
      folder.write({ 'a.md': 'a' });
      refused(await run(folder.path, 'index', 'a.md'), /is no folder/);
    });

    it('should take the study’s folder from where it runs, or by name', async () => {
      const here = await run(fixture, 'check');
      assert.deepEqual(await run(path.dirname(fixture), 'check', 'samskaping'), here);
      assert.deepEqual(await run(folder.path, 'check', fixture), here);
    });
  });

  describe('index', () => {
    it('should write the index and print the counts', async () => {
      const study = copy();
      const { code, out, error } = await run(study, 'index');
      assert.deepEqual(
        [code, out, error],
        [0, 'code-index.json: 3 documents, 8 passages, 6 codes, 4 participants\n', ''],
      );
      assert.equal(folder.read('code-index.json'), expected('code-index.json'));
      assert.deepEqual(fs.readdirSync(study).sort(), [
        'code-index.json',
        'codebook.md',
        'expected',
        'participants.csv',
        'transcripts',
      ]);
    });

    it('should print the index and write nothing', async () => {
      const { code, out } = await run(copy(), 'index', '--stdout');
      assert.deepEqual([code, out], [0, expected('code-index.json')]);
      assert.ok(!fs.existsSync(folder.file('code-index.json')));
    });

    it('should leave an index that has not changed as it is', async () => {
      await run(copy(), 'index');
      const before = fs.statSync(folder.file('code-index.json'), { bigint: true });
      const { out } = await run(folder.path, 'index');
      const after = fs.statSync(folder.file('code-index.json'), { bigint: true });
      assert.match(out, /\(unchanged\)/);
      assert.deepEqual([after.ino, after.mtimeNs], [before.ino, before.mtimeNs]);
    });

    it('should remove what a write left that was killed, but not what may be under way', async () => {
      const old = 'abcdef012345';
      for (const name of [`.code-index.json.${old}.tmp`, '.code-index.json.000000000000.tmp', `.other.json.${old}.tmp`])
        fs.writeFileSync(path.join(copy(), name), '{');
      for (const name of [`.code-index.json.${old}.tmp`, `.other.json.${old}.tmp`])
        fs.utimesSync(folder.file(name), new Date(0), new Date(0));
      assert.equal((await run(folder.path, 'index')).code, 0);
      assert.deepEqual(
        fs.readdirSync(folder.path).filter((name) => name.endsWith('.tmp')),
        ['.code-index.json.000000000000.tmp', `.other.json.${old}.tmp`],
      );
    });

    it('should say whether the index is stale, and write nothing', async () => {
      const missing = await run(copy(), 'index', '--check');
      assert.deepEqual([missing.code, missing.out], [1, 'code-index.json is missing: run emic index.\n']);
      await run(folder.path, 'index');
      const fresh = await run(folder.path, 'index', '--check');
      assert.deepEqual([fresh.code, fresh.out], [0, 'code-index.json is up to date.\n']);
      fs.appendFileSync(folder.file('transcripts/note.md'), '\nMer.\n');
      const old = folder.read('code-index.json');
      const stale = await run(folder.path, 'index', '--check');
      assert.deepEqual([stale.code, stale.out], [1, 'code-index.json is stale: run emic index.\n']);
      assert.equal(folder.read('code-index.json'), old);
    });

    it('should write through a link, and leave the file’s permissions', async function () {
      if (process.platform === 'win32') this.skip();
      fs.writeFileSync(path.join(copy(), 'elsewhere.json'), '{}', { mode: 0o640 });
      fs.chmodSync(folder.file('elsewhere.json'), 0o640);
      fs.symlinkSync('elsewhere.json', folder.file('code-index.json'));
      assert.equal((await run(folder.path, 'index')).code, 0);
      assert.ok(fs.lstatSync(folder.file('code-index.json')).isSymbolicLink());
      assert.equal(folder.read('elsewhere.json'), expected('code-index.json'));
      assert.equal(fs.statSync(folder.file('elsewhere.json')).mode & 0o777, 0o640);
    });

    it('should leave nothing behind where it cannot write', async () => {
      fs.mkdirSync(path.join(copy(), 'code-index.json'));
      refused(await run(folder.path, 'index'), /cannot be written/);
      assert.deepEqual(
        fs.readdirSync(folder.path).filter((name) => name.includes('.tmp')),
        [],
      );
    });

    it('should be the same with a BOM, and tell line ends as they stand', async () => {
      const file = path.join(copy(), 'transcripts/a1.md');
      const before = (await run(folder.path, 'index', '--stdout')).out;
      fs.writeFileSync(file, `\ufeff${fs.readFileSync(file, 'utf8')}`);
      for (const name of ['codebook.md', 'participants.csv'])
        fs.writeFileSync(folder.file(name), `\ufeff${folder.read(name)}`);
      assert.equal((await run(folder.path, 'index', '--stdout')).out, before);
      fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replaceAll('\n', '\r\n'));
      const windows = JSON.parse((await run(folder.path, 'index', '--stdout')).out) as {
        passages: { start: unknown; cleanStart: number }[];
      };
      const unix = JSON.parse(before) as typeof windows;
      assert.deepEqual(
        windows.passages.map(({ start }) => start),
        unix.passages.map(({ start }) => start),
      );
      assert.equal(windows.passages[0]?.cleanStart, unix.passages[0]!.cleanStart + 9);
    });

    it('should say which files it left out', async () => {
      folder.write({
        'codebook.md': '',
        'transcripts/a.md': Buffer.from('caf\xe9', 'latin1'),
        'transcripts/b.md': '[b]{.c}',
      });
      const { code, out, error } = await run(folder.path, 'index');
      assert.equal(code, 0);
      assert.match(out, /1 document,|1 document\b/);
      assert.equal(error, 'Left out, as they cannot be read: transcripts/a.md\n');
    });

    it('should say where both sides of a merge are counted', async () => {
      folder.write({
        'codebook.md': '# C\n\n## a\n',
        'transcripts/a.md': 'x\n\n<<<<<<< ours\n[Ja]{.a}\n=======\n[Jo]{.a}\n>>>>>>> theirs\n',
      });
      const { code, out, error } = await run(folder.path, 'index');
      assert.deepEqual([code, out.includes('2 passages')], [0, true]);
      assert.equal(error, 'Counted twice where a merge is not decided yet (emic check says where): transcripts/a.md\n');
    });
  });

  describe('check', () => {
    it('should print problems with their places, and exit with 1', async () => {
      const { code, out } = await run(fixture, 'check');
      assert.equal(code, 1);
      assert.equal(
        out,
        'transcripts/a2-a3.md:11:59: warning: The codebook has no code Ordhold. Add it there, or correct it here. [unknown-code]\n',
      );
    });

    it('should print them as JSON', async () => {
      const { code, out } = await run(fixture, 'check', '--format', 'json');
      assert.equal(code, 1);
      assert.deepEqual(JSON.parse(out), [
        {
          file: 'transcripts/a2-a3.md',
          line: 11,
          column: 59,
          endLine: 11,
          endColumn: 67,
          severity: 'warning',
          message: 'The codebook has no code Ordhold. Add it there, or correct it here.',
          rule: 'unknown-code',
        },
      ]);
    });

    it('should find with one transcript at a time what the whole study has', async () => {
      folder.write({
        'codebook.md': '---\ntitle: [\n---\n## A\n\n[b](transcripts/b.md#no) [[no]]\n',
        'participants.csv': 'id,role\nA1,"x\nA1\n',
        'transcripts/a.md': '**A9:** [b]{#i .a} [c]{.b}\n',
        'transcripts/a0.md': '[b]{#j .a}\n',
        'transcripts/b.md':
          '[b]{.c}{ [x]{#k .a}[^memo-k]\n\n[^memo-k]: [a](a.md#i) [a](a.md#no) [a](a0.md#j) [b](#k) [c](d.md#k)\n',
        'transcripts/d.md': '[x]{#k .a}\n',
        'transcripts/c.md': Buffer.from('\ufeffJa', 'utf16le'),
        'memos/m.md':
          '[a](../transcripts/a.md#i) [b](../transcripts/b.md#i) [c](../transcripts/c.md) [d](../transcripts/d.md) [[q]]\n',
        'analysis/n.md': '[b](../memos/m.md) [b](../memos/n.md) [A](../codebook.md#a)\n',
      });
      const found = await checkStudy(await openStudy(folder.path), (_, problem) => problem);
      assert.deepEqual(found, (await readStudy(folder.path)).allProblems);
      assert.ok(found.length >= 10, String(found.length));
    });

    it('should find links of memos and the codebook that lead nowhere, and only those', async () => {
      folder.write({
        'codebook.md': '## A\n\nAs in [a](transcripts/a.md#i) and [[b]].\n',
        'transcripts/a.md': '[b]{#i .a}\n',
        'transcripts/b.md': '[x]{#k .a}[^memo-k]\n\n[^memo-k]: [a](a.md#i) [c](c.md#k) [a](a.md#no)\n',
        'transcripts/c.md': '[x]{#k .a}\n',
      });
      const { out } = await run(folder.path, 'check');
      assert.deepEqual(out.match(/^\S+ \w+:|\[link-\S+$/gm), [
        'codebook.md:3:37: warning:',
        '[link-to-unknown-code]',
        'transcripts/b.md:3:45: warning:',
        '[link-to-unknown-passage]',
      ]);
    });

    it('should print nothing and exit with 0 where all is well', async () => {
      folder.write({ 'codebook.md': '## A\n', 'transcripts/a.md': '[b]{.a}\n' });
      assert.deepEqual(await run(folder.path, 'check'), { code: 0, out: '', bytes: Buffer.alloc(0), error: '' });
      assert.equal((await run(folder.path, 'check', '--format', 'json')).out, '[]\n');
    });

    it('should exit with 0 where there is only something worth knowing', async () => {
      folder.write({ 'codebook.md': '## A\n', 'transcripts/a.md': '[A1]: Ja\n' });
      const { code, out } = await run(folder.path, 'check');
      assert.equal(code, 0);
      assert.match(out, /^transcripts\/a\.md:1:1: info: .* \[link-definition\]\n$/);
    });

    it('should report what it cannot read, and crash at nothing', async () => {
      folder.write({
        'codebook.md': '---\ntitle: [\n---\n## A\n## A\n<<<<<<< x\n',
        'participants.csv': 'id,role\nA1,"x\nA1\n,,,\n',
        'transcripts/utf16.md': Buffer.from('\ufeffJa', 'utf16le'),
        'transcripts/zero.md': '\0\0[a]{.b}',
        'transcripts/empty.md': '',
        'transcripts/merge.md': '<<<<<<< a\n[b]{.a}\n=======\nb\n>>>>>>> c\n',
        'transcripts/broken.md': '---\nparticipants: [A1\nspeakers: 3\n---\n[[[[]{#a .b}{.c]{end=q}',
      });
      const { code, out } = await run(folder.path, 'check');
      assert.equal(code, 1);
      for (const found of [
        /^codebook\.md:\d+:\d+: error: .*\[front-matter\]$/m,
        /duplicate-code/,
        /^participants\.csv:2:1: .*\[broken-table\]$/m,
        /^transcripts\/utf16\.md:1:1: error: .*\[not-utf-8\]$/m,
        /^transcripts\/merge\.md:1:1: .*\[conflict-markers\]$/m,
      ]) {
        assert.match(out, found);
      }
      for (const command of [
        ['index', '--stdout'],
        ['passages'],
        ['matrix', '--rows', 'codes', '--columns', 'participants'],
        ['summary', 'a'],
      ]) {
        assert.equal((await run(folder.path, ...command)).code, 0, command[0]);
      }
    });

    it('should do without participants that are a folder, or not UTF-8', async () => {
      folder.write({ 'codebook.md': '## A\n', 'transcripts/a.md': 'Ja.\n', 'participants.csv/x': '' });
      assert.match((await run(folder.path, 'check')).out, /^participants\.csv:1:1: error: .*\[cannot-read\]$/m);
      folder.write({
        'codebook.md': '---\nparticipants: people.csv\n---\n',
        'people.csv': Buffer.from('id\n\xe5\n', 'latin1'),
      });
      assert.match((await run(folder.path, 'check')).out, /^people\.csv:1:1: error: .*\[not-utf-8\]$/m);
    });
  });

  describe('the files of a study', () => {
    const paths = async (): Promise<readonly string[]> => {
      const { documents } = JSON.parse((await run(folder.path, 'index', '--stdout')).out) as {
        documents: { path: string }[];
      };
      return documents.map(({ path: file }) => file);
    };

    it('should be those that the codebook’s globs name', async () => {
      folder.write({
        'codebook.md': '---\ntranscripts: ["interviews/**/*.md", "notes/*.txt", "!interviews/drafts/**"]\n---\n',
        'interviews/a.md': '',
        'interviews/x/y/b.md': '',
        'interviews/drafts/c.md': '',
        'notes/d.txt': '',
        'notes/d.md': '',
        'transcripts/e.md': '',
      });
      assert.deepEqual(await paths(), ['interviews/a.md', 'interviews/x/y/b.md', 'notes/d.txt']);
    });

    it('should be those of the whole folder, without the codebook and what packages hold', async () => {
      folder.write({
        'codebook.md': '---\ntranscripts: "**/*.md"\n---\n',
        'a.md': '',
        'node_modules/x/b.md': '',
        '.git/c.md': '',
        'd/e.md': '',
      });
      assert.deepEqual(await paths(), ['a.md', 'd/e.md']);
    });

    it('should be found through links, but in no circle', async function () {
      if (process.platform === 'win32') this.skip();
      const elsewhere = new Folder().write({ 'b.md': '' });
      try {
        folder.write({ 'codebook.md': '', 'transcripts/a.md': '' });
        fs.symlinkSync(elsewhere.path, folder.file('transcripts/linked'));
        fs.symlinkSync('..', folder.file('transcripts/up'));
        fs.symlinkSync('.', folder.file('transcripts/here'));
        fs.symlinkSync('nowhere.md', folder.file('transcripts/gone.md'));
        fs.symlinkSync('a.md', folder.file('transcripts/c.md'));
        assert.deepEqual(await paths(), ['transcripts/a.md', 'transcripts/c.md', 'transcripts/linked/b.md']);
      } finally {
        elsewhere.remove();
      }
    });

    it('should have their names in NFC', async () => {
      folder.write({ 'codebook.md': '', 'transcripts/A\u030a.md': '' });
      assert.deepEqual(await paths(), ['transcripts/\u00c5.md']);
    });

    it('should be reported where they cannot be opened', async function () {
      if (process.platform === 'win32' || process.getuid?.() === 0) this.skip();
      folder.write({ 'codebook.md': '', 'transcripts/a.md': '', 'transcripts/x/b.md': '' });
      fs.chmodSync(folder.file('transcripts/a.md'), 0);
      fs.chmodSync(folder.file('transcripts/x'), 0);
      const { out } = await run(folder.path, 'check');
      fs.chmodSync(folder.file('transcripts/x'), 0o700);
      assert.match(
        out,
        /^transcripts\/a\.md:1:1: error: .*\[cannot-read\]\ntranscripts\/x:1:1: error: .*\[cannot-read\]$/m,
      );
    });
  });

  describe('summary', () => {
    it('should print the summary, by id or name', async () => {
      assert.deepEqual((await run(fixture, 'summary', 'barrierer')).out, expected('summary-barrierer.md'));
      assert.deepEqual((await run(folder.path, 'summary', 'Barrierer', fixture)).out, expected('summary-barrierer.md'));
    });
    it('should refuse an unknown code', async () => refused(await run(fixture, 'summary', 'nei'), /no code nei/));
  });

  describe('passages', () => {
    const quotes = async (...args: readonly string[]): Promise<readonly string[]> => {
      const { code, out } = await run(fixture, 'passages', '--format', 'json', ...args);
      assert.equal(code, 0);
      return (JSON.parse(out) as { quote: string }[]).map(({ quote }) => quote.slice(0, 8));
    };

    it('should print all passages in Markdown', async () => {
      const { code, out } = await run(fixture, 'passages');
      assert.equal(code, 0);
      assert.match(out, /^# Utdrag: 8\n\n## Intervju A1\n\n> Hva kostet det\?\n>\n> — Intervjuer · /);
      assert.equal((await run(fixture, 'passages', '--code', 'tillit')).out, expected('passages-tillit.md'));
    });

    it('should print those that fit all that is asked', async () => {
      assert.deepEqual(await quotes('--code', 'kostnad', '--not', 'tillit', '--participant', 'A1'), [
        'Det ble ',
        'Vi fikk ',
      ]);
      assert.deepEqual(await quotes('--code=kostnad,tillit'), ['Vi stolt']);
      assert.deepEqual(await quotes('--any', 'tid', '--any', 'ord', '--where', 'role='), ['Han hold', 'Ferga gi']);
      assert.deepEqual(await quotes('--section', 'start', '--text', 'PENGER'), ['Vi fikk ']);
      assert.deepEqual(await quotes('--where', 'role=leder', '--where', 'stance=contra'), ['Vi fikk ']);
      assert.deepEqual(await quotes('--code', 'ord', '--participant', 'A1'), []);
      assert.deepEqual(await quotes('--text=-nei'), []);
    });

    it('should print the passages of the index as JSON, JSON Lines and CSV', async () => {
      const index = JSON.parse(expected('code-index.json')) as { passages: unknown[] };
      assert.deepEqual(JSON.parse((await run(fixture, 'passages', '--format', 'json')).out), index.passages);
      const lines = (await run(fixture, 'passages', '--format', 'jsonl')).out.trimEnd().split('\n');
      assert.deepEqual(
        lines.map((line) => JSON.parse(line) as unknown),
        index.passages,
      );
      const csv = (await run(fixture, 'passages', '--format', 'csv', '--code', 'ord')).out.split('\n');
      assert.equal(csv[1], 'transcripts/a2-a3.md,,ord; Ordhold,Han holdt ord,A3,A3,,start,,,11,39,11,52,155,168');
    });

    it('should refuse what the study does not have', async () => {
      refused(await run(fixture, 'passages', '--code', 'nei'), /no code nei/);
      refused(await run(fixture, 'passages', '--participant', 'Z'), /no participant Z/);
      refused(await run(fixture, 'passages', '--section', 'Z'), /no section Z/);
      refused(await run(fixture, 'passages', '--where', 'z=1'), /attribute z/);
    });
  });

  describe('matrix', () => {
    const axes = ['--rows', 'themes', '--columns', 'participants'];

    it('should print a table', async () => {
      assert.equal((await run(fixture, 'matrix', ...axes)).out, expected('themes-participants-count.md'));
      assert.equal(
        (await run(fixture, 'matrix', ...axes, '--cell', 'words')).out,
        expected('themes-participants-words.md'),
      );
    });

    it('should print JSON and CSV', async () => {
      const json = JSON.parse((await run(fixture, 'matrix', ...axes, '--format', 'json')).out) as Record<
        string,
        unknown
      >;
      assert.deepEqual(Object.keys(json), ['rows', 'columns', 'cells', 'rowTotals', 'columnTotals']);
      assert.deepEqual(json.rowTotals, [5, 3]);
      const csv = (await run(fixture, 'matrix', ...axes, '--format', 'csv', '--where', 'role=bonde')).out;
      assert.equal(csv, ',A1,A2,A3,A4,Samlet\nBarrierer,0,1,0,0,1\nTillit,0,1,0,0,1\nSamlet,0,1,0,0,1\n');
    });

    it('should print a workbook, or write it to a file', async () => {
      const { code, bytes } = await run(fixture, 'matrix', ...axes, '--format', 'xlsx');
      assert.deepEqual([code, bytes.subarray(0, 2).toString('latin1')], [0, 'PK']);
      const written = await run(folder.path, 'matrix', fixture, ...axes, '--format', 'xlsx', '-o', 'table.xlsx');
      assert.deepEqual([written.code, written.out], [0, '']);
      assert.deepEqual(fs.readFileSync(folder.file('table.xlsx')), bytes);
    });

    it('should refuse what the study does not have', async () => {
      refused(await run(fixture, 'matrix', '--rows', 'nei', '--columns', 'codes'), /nei/);
      refused(await run(fixture, 'matrix', '--rows', 'tid,A1', '--columns', 'codes'), /tid,A1/);
      refused(await run(fixture, 'matrix', '--rows', 'attr:z', '--columns', 'codes'), /attribute z/);
    });
  });

  describe('print', () => {
    it('should print a transcript as its study reads it, wherever it is called from', async () => {
      const { code, out } = await run(path.join(copy(), 'transcripts'), 'print', 'a1.md');
      assert.equal(code, 0);
      assert.match(out, /^<!doctype html>/);
      assert.match(out, /Kostnad<\/bdi>/);
    });

    it('should write a file, or a folder of several', async () => {
      copy();
      await run(folder.path, 'print', 'transcripts/a1.md', '-o', 'a.html');
      const several = ['transcripts/a1.md', 'transcripts/note.md'];
      const { code, out } = await run(folder.path, 'print', ...several, '--output', 'print');
      assert.equal(code, 0);
      assert.equal(out, `${path.join('print', 'a1.html')}\n${path.join('print', 'note.html')}\n`);
      assert.equal(folder.read('print/a1.html'), folder.read('a.html'));
    });

    it('should read a transcript that belongs to no study', async () => {
      folder.write({ 'a.md': '[Det koster]{.kostnad}\n' });
      assert.match((await run(folder.path, 'print', 'a.md')).out, /var\(--blue-label\)">kostnad<\/bdi>/);
    });

    it('should say what cannot be done', async () => {
      folder.write({ 'a.md': 'x', 'b/a.md': 'y' });
      refused(await run(folder.path, 'print', 'c.md'), /c\.md cannot be read/);
      folder.write({ 'latin.md': Buffer.from('caf\xe9', 'latin1') });
      const some = await run(folder.path, 'print', 'c.md', 'latin.md', 'a.md', '-o', 'some');
      assert.deepEqual([some.code, some.out], [2, `${path.join('some', 'a.html')}\n`]);
      assert.match(some.error, /^emic: c\.md cannot be read: .* latin\.md is not UTF-8 text\. .*\n$/);
      refused(await run(folder.path, 'print', 'a.md', 'b/a.md'), /need a folder/);
      refused(await run(folder.path, 'print', 'a.md', 'b/a.md', '-o', 'x'), /into one file/);
    });
  });

  describe('strip', () => {
    it('should give the bytes that were there before coding', async () => {
      const coded = '\ufeff[Å, 😀]{#k .a}[^memo-k]\r\nb\rc\n\n[^memo-k]: Ja.\r\n';
      folder.write({ 'a.md': coded });
      assert.deepEqual((await run(folder.path, 'strip', 'a.md')).bytes, Buffer.from('\ufeffÅ, 😀\r\nb\rc\r\n'));
    });
    it('should leave a text without marks as it is', async () => {
      const plain = Buffer.from('Ja [x]{y\n\n`[x]{.y}`');
      folder.write({ 'a.md': plain });
      assert.deepEqual((await run(folder.path, 'strip', folder.file('a.md'))).bytes, plain);
    });
    it('should refuse what it cannot read', async () => {
      refused(
        await run(folder.path, 'strip', 'a.md'),
        /^emic: a\.md cannot be read: there is no such file or folder\.\n$/,
      );
      refused(await run(folder.path, 'strip', '.'), /it is a folder/);
      folder.write({ 'b.md': Buffer.from('\xe5', 'latin1') });
      refused(await run(folder.path, 'strip', 'b.md'), /not UTF-8/);
    });
  });
});
