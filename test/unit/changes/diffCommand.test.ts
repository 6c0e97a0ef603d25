import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { Repository } from '../cli/repositories.js';
import { Folder, run, type Run } from '../cli/terminals.js';

const codebook = '# Codebook\n\n## Trust {#tillit}\n\n## Cost {#kostnad}\n';
const name = 'transcripts/01 Kårtveit møte.md';
const other = 'transcripts/02.md';

interface Change {
  readonly subject: string;
  readonly change: string;
  readonly before: { readonly path: string; readonly words?: string } | null;
  readonly after: { readonly path: string; readonly words?: string; readonly line: number } | null;
}

describe('emic diff', () => {
  let repository: Repository;
  const study = 'Åses studie';
  const inStudy = (file: string): string => `${study}/${file}`;
  const folder = (): string => path.join(repository.folder.path, study);
  const changes = async (...args: readonly string[]): Promise<readonly string[]> =>
    listed(await run(folder(), 'diff', ...args, '--format', 'json'));

  function listed({ out, error }: Run): readonly string[] {
    assert.equal(error, '');
    const { changes: all } = JSON.parse(out) as { readonly changes: readonly Change[] };
    return all.map(({ subject, change, before, after }) =>
      [subject, change, ...new Set([before?.words ?? before?.path, after?.words ?? after?.path])]
        .filter((part) => part !== undefined)
        .join(' '),
    );
  }

  beforeEach(() => {
    repository = new Repository('');
    repository.commit('First', {
      'README.md': 'Not of the study',
      [inStudy('codebook.md')]: codebook,
      [inStudy(name)]: '**A1:** Jeg [stoler på dem]{.tillit}.\n\nOg det er dyrt.\n\nDet var alt.\n',
    });
  });
  afterEach(() => repository.folder.remove());

  const code = (): Folder => repository.folder.write({ [inStudy(other)]: '**A2:** [Ja]{.tillit}, vel.\n' });

  it('should tell what is in the files and in no commit', async () => {
    assert.deepEqual(await changes(), []);
    code();
    assert.deepEqual(await changes(), [`document added ${other}`, 'coding added Ja']);
  });

  it('should tell what is staged from what is not', async () => {
    code();
    repository.git('add', '-A');
    repository.folder.write({ [inStudy(other)]: '**A2:** [Ja]{.tillit}, [vel]{.kostnad}.\n' });
    assert.deepEqual(await changes('HEAD', ':staged'), [`document added ${other}`, 'coding added Ja']);
    assert.deepEqual(await changes(':staged'), ['coding added vel']);
    assert.deepEqual(await changes(':staged', 'HEAD'), [`document removed ${other}`, 'coding removed Ja']);
  });

  it('should know a transcript again that was renamed, in a study that is in a subfolder', async () => {
    repository.git('mv', inStudy(name), inStudy('transcripts/Ærlig talt.md'));
    repository.commit('Rename', {});
    assert.deepEqual(await changes('HEAD~1', 'HEAD'), [`document renamed ${name} transcripts/Ærlig talt.md`]);
  });

  it('should begin where two branches parted, for a pull request', async () => {
    repository.git('checkout', '-q', '-b', 'kari/møte');
    code();
    repository.commit('Code', {});
    repository.git('checkout', '-q', 'main');
    repository.commit('Other', { [inStudy('codebook.md')]: `${codebook}\n## Time {#tid}\n` });
    assert.deepEqual(await changes('main...kari/møte'), [`document added ${other}`, 'coding added Ja']);
    assert.deepEqual(await changes('main..kari/møte'), [
      `codebook removed codebook.md`,
      `document added ${other}`,
      'coding added Ja',
    ]);
    assert.deepEqual(await changes('main', 'kari/møte'), await changes('main..kari/møte'));
  });

  it('should be the same after a rebase and a cherry-pick', async () => {
    repository.git('checkout', '-q', '-b', 'kari');
    code();
    repository.commit('Code', {});
    repository.git('checkout', '-q', 'main');
    repository.commit('Other', { [inStudy('codebook.md')]: `${codebook}\n## Time {#tid}\n` });
    repository.git('checkout', '-q', '-b', 'picked');
    repository.git('cherry-pick', 'kari');
    repository.git('checkout', '-q', 'kari');
    repository.git('rebase', '-q', 'main');
    assert.deepEqual(await changes('main', 'kari'), [`document added ${other}`, 'coding added Ja']);
    assert.deepEqual(await changes('picked', 'kari'), []);
  });

  it('should read a stash', async () => {
    repository.folder.write({
      [inStudy(name)]: '**A1:** Jeg [stoler på dem]{.tillit}.\n\nOg [det er dyrt]{.kostnad}.\n\nDet var alt.\n',
    });
    repository.git('stash');
    assert.deepEqual(await changes('HEAD', 'stash@{0}'), ['coding added det er dyrt']);
    assert.deepEqual(await changes(), []);
  });

  it('should work with a detached head, and in a shallow copy as far as that reaches', async () => {
    code();
    repository.commit('Second', {});
    const place = new Folder();
    try {
      repository.git('clone', '-q', '--depth', '1', `file://${repository.folder.path}`, path.join(place.path, 'klone'));
      const shallow = path.join(place.path, 'klone', study);
      fs.rmSync(path.join(shallow, other));
      assert.deepEqual(listed(await run(shallow, 'diff', '--format', 'json')), [
        `document removed ${other}`,
        'coding removed Ja',
      ]);
      const { code: status, error } = await run(shallow, 'diff', 'HEAD~1');
      assert.equal(status, 2);
      assert.match(error, /^emic: There is no commit HEAD~1\. .*git fetch --unshallow\n$/);
    } finally {
      place.remove();
    }
    repository.git('checkout', '-q', '--detach', 'HEAD~1');
    assert.deepEqual(await changes('HEAD', 'main'), [`document added ${other}`, 'coding added Ja']);
  });

  it('should say in one line what is missing', async () => {
    const place = new Folder();
    try {
      const outside = await run(place.path, 'diff');
      assert.equal(outside.code, 2);
      assert.match(outside.error, /is in no git repository, or git is not installed/);
      for (const [args, said] of [
        [['--all'], /has no option --all/],
        [['nowhere'], /There is no commit nowhere\./],
        [['HEAD', '$(touch x)'], /There is no commit \$\(touch x\)\./],
        [['HEAD..main', 'main'], /names both states already/],
        [['--by', 'code', '--format', 'csv'], /--by goes with --format md/],
        [['--study', '..'], /There is no codebook\.md in HEAD or :files/],
      ] as const) {
        const { code: status, error, out } = await run(folder(), 'diff', ...args);
        assert.deepEqual([status, out, error.split('\n').length], [2, '', 2], args.join(' '));
        assert.match(error, said);
      }
    } finally {
      place.remove();
    }
    const found = process.env.PATH;
    process.env.PATH = '/nowhere';
    try {
      assert.match((await run(folder(), 'diff')).error, /git is not installed/);
    } finally {
      process.env.PATH = found;
    }
  });

  it('should be in the study’s language, from the title on', async () => {
    repository.folder.write({ [inStudy('codebook.md')]: `---\nlanguage: nb\n---\n${codebook}` });
    const { out } = await run(folder(), 'diff');
    assert.match(out, /^## Hva som er endret i kodingen: HEAD → filene slik de er\n/);
  });

  it('should be Markdown with the counts first, in which what was said stays text', async () => {
    repository.folder.write({
      [inStudy('codebook.md')]: codebook.replace('Cost', 'Cost & \\<b>'),
      [inStudy(name)]:
        '**A1:** Jeg [stoler på dem]{.tillit}.\n\nOg [@kari \\</details> #12 https://x.no *det*]{.kostnad by=kn} er dyrt.\n\nDet var alt.\n',
    });
    const { out } = await run(folder(), 'diff');
    assert.equal(
      out,
      [
        '## What changed in the coding: HEAD → the files as they are',
        '',
        '|  | Added | Removed | Changed |',
        '|---|---:|---:|---:|',
        '| Codings | 1 |  |  |',
        '| Places in the text |  |  | 1 |',
        '| Codes in the codebook |  |  | 1 |',
        '',
        '<details>',
        '<summary><b>Codebook</b> · 1</summary>',
        '',
        '- Renamed: Cost → Cost & \\<b\\>',
        '',
        '</details>',
        '',
        '<details>',
        `<summary><b>01 Kårtveit møte</b> <code>${name}</code> · 2</summary>`,
        '',
        '- **Added** *Cost & \\<b\\>*: “@<!-- -->kari \\\\\\</details\\> #<!-- -->12 https:<!-- -->//x.no \\*det\\*” (line 3, by=kn)',
        '- **Words changed** (line 3): <del>det</del> → <ins>@<!-- -->kari \\\\\\</details\\> #<!-- -->12 https:<!-- -->//x.no \\*det\\*</ins>',
        '',
        '</details>',
        '',
      ].join('\n'),
    );
    const byCode = (await run(folder(), 'diff', '--by', 'code')).out;
    assert.match(byCode, /<summary><b>Cost &amp; &lt;b&gt;<\/b> · 1<\/summary>/);
  });

  it('should be a table', async () => {
    code();
    assert.equal(
      (await run(folder(), 'diff', '--format', 'csv')).out.split('\n').slice(0, 3).join('\n'),
      [
        'subject,change,path,line,code,name,by,stance,facts,words,memo,was_path,was_line,was_code,was_name,was_by,was_stance,was_facts,was_words,was_memo,told',
        `document,added,${other},,,,,,,,,,,,,,,,,,`,
        `coding,added,${other},1,tillit,Trust,,,,Ja,,,,,,,,,,,`,
      ].join('\n'),
    );
  });
});
