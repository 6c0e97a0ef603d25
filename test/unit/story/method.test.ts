import assert from 'node:assert/strict';
import path from 'node:path';
import { Repository } from '../cli/repositories.js';
import { Folder, run } from '../cli/terminals.js';
import { samskaping } from '../study/studies.js';

const kostnad = '### Kostnad {#kostnad}\n\nDet koster.\n\n';
const tid = '### Tid {#tid}\n\nDet tar tid.\n\n';
const bookOf = (language: string, ...codes: readonly string[]): string =>
  `---\nlanguage: ${language}\ninterviewers: [I]\n---\n# Kodebok\n\n## Barrierer {#barrierer .theme}\n\n${codes.join('')}`;
const first =
  '---\ndate: 2026-01-05\n---\nI: Hva koster det?\n\nA1: Det er [dyrt]{.kostnad by=kn} nå.\n\nI: Ja?\n\nA1: [Det tar tid]{.tid by=kn}.\n';
const second =
  '---\ndate: 2026-02-07\n---\nI: Og du?\n\nA2: Det er [dyrt]{.kostnad by=kn}.\n\nI: Ja?\n\nA2: Nei, ikke for meg.\n';

describe('the summary of the method', () => {
  const repositories: Repository[] = [];
  const folders: Folder[] = [];
  afterEach(() => {
    for (const { folder } of repositories.splice(0)) folder.remove();
    for (const folder of folders.splice(0)) folder.remove();
  });
  const start = (language: string): Repository => {
    const repository = new Repository('');
    repositories.push(repository);
    repository.commit('Begin', {
      'codebook.md': bookOf(language, kostnad),
      'transcripts/a1.md': first.replaceAll('.tid', '.kostnad'),
    });
    repository.commit('A code', { 'codebook.md': bookOf(language, kostnad, tid), 'transcripts/a1.md': first });
    repository.commit('The second interview', {
      'transcripts/a2.md': second,
      'memos/m.md': '# Penger\n\nOm penger.\n',
    });
    return repository;
  };

  it('should say in a paragraph what the study is made of, in its language', async () => {
    const english = start('en');
    const { code, out, error } = await run(english.folder.path, 'method');
    assert.equal(code, 0, error);
    const head = english.git('rev-parse', 'HEAD').trim();
    const today = /\d{4}-\d\d-\d\d/.exec(english.git('log', '-1', '--format=%aI'))?.[0] ?? '';
    assert.ok(
      out.startsWith(
        `# Method\n\nThe material is 2 interviews, with 2 participants, in all 21 words. It dates from 2026-01-05 to 2026-02-07. The coding comprises 3 passages, with 24 % of the words. The codebook has one theme and 2 codes. The coding was done by one coder (kn). The codebook came about in 2 versions on ${today}: 3 codes made and 1 split. Of the documents, in the order in which they were first coded, 1 came after the last new code. The coding is accompanied by one memo. `,
      ),
      out,
    );
    assert.ok(out.includes(`the numbers are those of version ${head.slice(0, 8)}.`));
    assert.ok(out.includes(`| The study’s version | ${head} | \`git rev-parse HEAD\` |`));
    const norwegian = (await run(start('nb').folder.path, 'method')).out;
    assert.match(norwegian, /^# Metode\n\nMaterialet er 2 intervjuer, med 2 deltakere, i alt 21 ord\. /);
    assert.match(norwegian, /Kodeboka har ett tema og 2 koder\. Kodingen er gjort av én koder \(kn\)\./);
  });

  it('should give each number with the command that gives it again', async () => {
    const { folder } = start('en');
    const json = JSON.parse((await run(folder.path, 'method', '--format', 'json')).out) as Record<
      string,
      { value: number | string; command: string }
    >;
    for (const [name, { command }] of Object.entries(json)) {
      if (!command.startsWith('emic ')) continue;
      const again = await run(folder.path, ...command.split(' ').slice(1));
      assert.equal(again.code, 0, `${name}: ${command}: ${again.error}`);
    }
    const index = JSON.parse((await run(folder.path, 'index', '--stdout')).out) as {
      documents: { words: number }[];
      passages: { codes: string[] }[];
    };
    assert.equal(
      json.words?.value,
      index.documents.reduce((sum, { words }) => sum + words, 0),
    );
    assert.equal(json.passages?.value, index.passages.length);
    const audit = (await run(folder.path, 'audit', '--format', 'csv')).out.trimEnd().split('\n');
    assert.equal(json.codings?.value, audit.length - 1);
    const csv = (await run(folder.path, 'method', '--format', 'csv')).out.split('\n');
    assert.equal(csv[1], 'interviews,2,emic index --stdout');
  });

  it('should tell agreement as emic show does, with a word of caution', async () => {
    const { folder, commit } = ((repository: Repository) => ({
      folder: repository.folder,
      commit: (files: Readonly<Record<string, string>>) => repository.commit('Ola, too', files),
    }))(start('en'));
    commit({
      'transcripts/a2.md': second.replace('[dyrt]{.kostnad by=kn}', '[[dyrt]{.kostnad by=kn}]{.kostnad by=ol}'),
    });
    const { out } = await run(folder.path, 'method');
    assert.match(
      out,
      /Where kn and ol coded the same \(one document\), they agreed turn by turn in 100 % of all decisions/,
    );
    assert.match(out, /independently of each other/);
    const json = JSON.parse((await run(folder.path, 'method', '--format', 'json')).out) as Record<
      string,
      { value: number; command: string }
    >;
    const shown = await run(folder.path, ...(json.alpha?.command ?? '').split(' ').slice(1), '--format', 'json');
    assert.equal(shown.code, 0, shown.error);
    const [table] = JSON.parse(shown.out) as { rows: { id: string }[]; cells: unknown[][] }[];
    const pooled = JSON.stringify(table?.cells[table.rows.findIndex(({ id }) => id === '(pooled)')] ?? []);
    assert.ok(pooled.includes(String(json.alpha?.value)), `${pooled} has no ${String(json.alpha?.value)}`);
    assert.ok(pooled.includes(String(json.agreement?.value)));
  });

  it('should tell the rounds of blind coding that are closed', async () => {
    const repository = start('en');
    const roundOf = (title: string, state: string): string =>
      `---\ntitle: ${title}\nstate: ${state}\ncoders: [kn, ol]\n---\n`;
    repository.commit('Rounds', {
      'rounds/first.md': roundOf('First round', 'closed'),
      'rounds/second.md': roundOf('Second round', 'open'),
    });
    const { out } = await run(repository.folder.path, 'method');
    assert.ok(
      out.includes(
        'In one round of blind coding nobody saw what the others coded until the round was closed: First round (kn, ol).',
      ),
      out,
    );
    assert.match(out, /still open, and not counted: 1\./);
    assert.match(out, /\| Rounds of blind coding that are closed \| 1 \| `emic round status --format json` \|/);
  });

  it('should do without git, and say what it then does not know', async () => {
    const { code, out } = await run(path.resolve(samskaping), 'method');
    assert.equal(code, 0);
    // The fixture stands in Emic's own repository, or in none.
    assert.match(out, /^# (?:Method|Metode)\n/);
    const folder = new Folder();
    folders.push(folder);
    folder.write({ 'codebook.md': bookOf('nb', kostnad) });
    const alone = (await run(folder.path, 'method')).out;
    assert.match(alone, /ligger ikke i noe git-repositorium/);
    assert.match(alone, /Materialet er 0 intervjuer, i alt 0 ord\./);
    assert.doesNotMatch(alone, /NaN|undefined/);
  });
});
