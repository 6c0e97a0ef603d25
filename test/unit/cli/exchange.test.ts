import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { qualCoderProject, taguetteProject } from '../exchange/databases.js';
import { run, type Run } from './terminals.js';

describe('emic import and export of other programs', () => {
  let folder = '';
  beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'emic-exchange-'))));
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  const emic = (...args: readonly string[]): Promise<Run> => run(folder, ...args);
  const at = (...parts: readonly string[]): string => path.join(folder, ...parts);
  const put = (name: string, content: string | Uint8Array): void => {
    fs.mkdirSync(path.dirname(at(name)), { recursive: true });
    fs.writeFileSync(at(name), content);
  };

  it('should make a study of a project, keep it beside, and never write over one', async () => {
    put('p.qda/data.qda', await qualCoderProject('points'));
    put('p.qda/audio/a.mp3', 'x');
    const first = await emic('import', 'p.qda', '--study', 'study');
    assert.equal(first.code, 0, first.error);
    assert.match(first.out, /study: 1 transcript, 2 passages/);
    assert.match(first.error, /not kept: 1/);
    assert.deepEqual(fs.readFileSync(at('study/originals/data.qda')), fs.readFileSync(at('p.qda/data.qda')));
    assert.match(fs.readFileSync(at('study/originals/import-report.md'), 'utf8'), /in the original only/);
    assert.equal((await emic('check', 'study')).code, 0);
    const before = fs.readFileSync(at('study/transcripts/A1.md'), 'utf8');
    assert.match((await emic('import', 'p.qda', '--study', 'study')).out, /already/);
    put('study/transcripts/A1.md', `${before}\nMer.\n`);
    const again = await emic('import', 'p.qda', '--study', 'study');
    assert.equal(again.code, 1);
    assert.match(again.out, /different: transcripts\/A1\.md/);
    assert.equal(fs.readFileSync(at('study/transcripts/A1.md'), 'utf8'), `${before}\nMer.\n`);
  });

  it('should be told which format it is, and what it is not', async () => {
    put('p.bin', await taguetteProject());
    assert.equal((await emic('import', 'p.bin', '--study', 'a')).code, 1, 'one passage lies outside');
    assert.equal((await emic('import', 'p.bin', '--study', 'b', '--format', 'taguette', '--dry-run')).code, 1);
    assert.equal(fs.existsSync(at('b')), false);
    const wrong = await emic('import', 'p.bin', '--study', 'b', '--format', 'rqda');
    assert.equal(wrong.code, 2);
    assert.match(wrong.error, /none of Taguette/);
    assert.equal((await emic('import', 'p.bin', '--study', 'b', '--format', 'nvivo')).code, 2);
    put('notes.md', 'Some <mark class="a">words</mark>.\n');
    put('c/codebook.md', '# C\n');
    assert.equal((await emic('import', 'notes.md', '--study', 'c', '--format', 'transcript')).code, 0);
  });

  it('should export what it imports: CSV and Web Annotations, beside clean transcripts', async () => {
    put('s/codebook.md', '# C\n\n## Cost {#cost}\n');
    put(
      's/transcripts/A1.md',
      '# A\n\n**A1:** It is [dear 😀]{.cost by=kn}, [so]{#k7f3q .cost}[^memo-k7f3q].\n\n[^memo-k7f3q]: Why?\n',
    );
    for (const [format, file] of [
      ['csv', 'out/p.csv'],
      ['annotations', 'out/p.jsonld'],
    ] as const) {
      fs.mkdirSync(at('out'));
      assert.equal((await emic('export', format, 's', '-o', file)).code, 0);
      assert.equal((await emic('export', 'markdown', 's', '-o', 'out')).code, 0);
      const { code, error, out } = await emic('import', file, '--study', 'back');
      assert.equal(code, 0, error);
      assert.match(out, /1 transcript, 2 passages/);
      const body = fs.readFileSync(at('back/transcripts/A1.md'), 'utf8').replace(/^---\n[^]*?\n---\n\n/, '');
      assert.equal(body, fs.readFileSync(at('s/transcripts/A1.md'), 'utf8'));
      fs.rmSync(at('out'), { recursive: true });
      fs.rmSync(at('back'), { recursive: true });
    }
  });

  it('should bring a codebook, a table and annotations into a study that is there', async () => {
    put('s/codebook.md', '# C\n\n## Cost {#cost}\n');
    put('s/transcripts/A1.md', '**A1:** It is dear 😀, so.\n\n**A1:** We go on, so.\n');
    put('tags.csv', 'tag,description\nCost,\nTrust,In people\n');
    const codes = await emic('import', 'tags.csv', '--study', 's');
    assert.deepEqual([codes.code, codes.out], [0, 's: 1 code added\n'], codes.error);
    assert.match(fs.readFileSync(at('s/codebook.md'), 'utf8'), /## Trust\n\nIn people/);
    put(
      'p.csv',
      'document,quote,code,coder,memo\nA1,dear 😀,Cost,kn,Why?\nA1,We go on,Trust,kn,\nA1,so,Cost,kn,\nA2,x,Cost,kn,\nA1,gone,New,kn,\n',
    );
    const before = fs.readFileSync(at('s/transcripts/A1.md'), 'utf8');
    const dry = await emic('import', 'p.csv', '--study', 's', '--dry-run');
    assert.equal(fs.readFileSync(at('s/transcripts/A1.md'), 'utf8'), before, dry.out);
    const first = await emic('import', 'p.csv', '--study', 's');
    assert.deepEqual([first.code, first.out], [1, 's: 0 codes added, 2 passages coded\n']);
    assert.match(first.error, /several places.*: so\n/);
    assert.match(first.error, /A2: no transcript/);
    assert.match(first.error, /not in the text: gone/);
    const text = fs.readFileSync(at('s/transcripts/A1.md'), 'utf8');
    assert.match(text, /It is \[dear 😀\]\{#(\w+) \.cost by=kn\}\[\^memo-\1\], so/);
    assert.match(text, /\[We go on\]\{\.trust by=kn\}/);
    const check = await emic('check', 's');
    assert.equal(check.code, 0, check.out);
    const again = await emic('import', 'p.csv', '--study', 's');
    assert.match(again.out, /0 passages coded, 2 coded so already/);
    assert.equal(fs.readFileSync(at('s/transcripts/A1.md'), 'utf8'), text);
    assert.equal((await emic('export', 'annotations', 's', '-o', 'p.jsonld')).code, 0);
    put('s/transcripts/A1.md', before);
    const back = await emic('import', 'p.jsonld', '--study', 's');
    assert.match(back.out, /2 passages coded/, back.error);
    const withoutId = (written: string): string => written.replaceAll(/memo-(\w+)/.exec(written)?.[1] ?? '?', 'id');
    assert.equal(withoutId(fs.readFileSync(at('s/transcripts/A1.md'), 'utf8')), withoutId(text));
  });

  it('should export pages and archives', async () => {
    put('s/codebook.md', '# C\n\n## Cost {#cost}\n');
    put('s/transcripts/A1.md', 'It is [dear]{.cost}.\n');
    assert.match((await emic('export', 'html', 's', '-o', 'pages')).out, /pages: 2 files/);
    assert.deepEqual(fs.readdirSync(at('pages')).sort(), ['A1.html', 'index.html']);
    assert.equal((await emic('export', 'markdown', 's', '-o', 'm.zip')).code, 0);
    assert.equal(fs.readFileSync(at('m.zip')).subarray(0, 2).toString(), 'PK');
    assert.equal((await emic('export', 'docx', 's')).code, 2);
  });
});
