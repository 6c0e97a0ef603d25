import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { Git } from '../../../src/core/repository/git.js';
import { readHistory } from '../../../src/core/story/readHistory.js';
import { saturationByCommit, saturationByInterview, storyOf } from '../../../src/core/story/saturation.js';
import { sayChange } from '../../../src/core/changes/sayChange.js';
import { tellStory, type Step, type Story } from '../../../src/core/story/story.js';
import { speakIn } from '../../../src/core/queries/render/language.js';
import { installedGit } from '../../../src/git/nodeGit.js';
import { scratchRepositories, type Repository } from '../cli/repositories.js';
import { run, type Folder } from '../cli/terminals.js';
import { processorTimeOf } from '../processorTime.js';

const head = '---\ntitle: Samskaping\nlanguage: nb\n---\n# Kodebok\n\n';
const kostnad = '## Kostnad {#kostnad}\n\nDet koster.\n\n';
const tid = '## Tid {#tid}\n\nDet tar tid.\n\n';
const tillit = '## Tillit {#tillit}\n\nÅ stole på.\n\n';
const talk = 'A1: Det er [dyrt]{.kostnad} og [tar tid]{.tid}, sa [hun]{.tid}.\n';

describe('the codebook’s story', () => {
  const { start, folder: scratchFolder } = scratchRepositories();
  const tell = async (folder: string, counting = true): Promise<Story> => {
    const git = await Git.find(installedGit(), folder);
    assert.ok(git !== undefined);
    return tellStory(await readHistory(git), { counting });
  };
  const said = (steps: readonly Step[]): readonly string[] =>
    steps.flatMap(({ commit, changes, codebook }) =>
      changes.map((change) => `${commit.subject}: ${sayChange(change, codebook, speakIn('en'))}`),
    );

  it('should tell codes born, renamed, merged, split, moved, redefined, recoloured and gone, with counts', async () => {
    const { commit, folder } = bound(start());
    commit('Begin', { 'codebook.md': head + kostnad + tid, 'transcripts/a.md': talk });
    commit('Rename', {
      'codebook.md': head + kostnad.replace('Kostnad {#kostnad}', 'Utgift {#utgift}') + tid,
      'transcripts/a.md': talk.replace('.kostnad', '.utgift'),
    });
    const utgift = '## Utgift {#utgift}\n\nDet koster.\n\n';
    commit('Split', {
      'codebook.md': `${head}${utgift}${tid}## Ventetid {#ventetid}\n\nÅ vente.\n\n`,
      'transcripts/a.md': talk.replace('.kostnad', '.utgift').replace('[hun]{.tid}', '[hun]{.ventetid}'),
    });
    commit('Move and define', {
      'codebook.md': `${head}${utgift}${tid.replace('tar tid', 'tar lang tid')}### Ventetid {#ventetid}\n\nÅ vente.\n\n`,
    });
    commit('Merge', {
      'codebook.md': `${head}## Utgift {#utgift color="#d1495b"}\n\nDet koster.\n\n### Ventetid {#ventetid}\n\nÅ vente.\n\n`,
      'transcripts/a.md': talk
        .replace('.kostnad', '.utgift')
        .replace('[hun]{.tid}', '[hun]{.ventetid}')
        .replace('{.tid}', '{.utgift}'),
    });
    commit('End', { 'codebook.md': `${head}## Utgift {#utgift color="#d1495b"}\n\nDet koster.\n` });
    commit('Nothing of the study', { 'notes.txt': 'x' });
    const story = await tell(folder.path);
    assert.deepEqual(said(story.steps), [
      'Begin: New: Kostnad',
      'Begin: New: Tid',
      'Rename: Renamed: Kostnad (kostnad) → Utgift (utgift)',
      'Split: Split: Tid → Ventetid, and it stays',
      'Move and define: Redefined: Tid',
      'Move and define: Moved: Ventetid, from the top to Tid',
      'Merge: Another colour: Utgift',
      'Merge: Merged: Tid → Utgift',
      'Merge: Moved: Ventetid, from Tid to Utgift',
      'End: Gone: Ventetid',
    ]);
    assert.deepEqual(
      story.steps.map(({ counts }) => Object.fromEntries(counts?.byCode ?? [])),
      [
        { kostnad: 1, tid: 2 },
        { utgift: 1, tid: 2 },
        { utgift: 1, tid: 1, ventetid: 1 },
        { utgift: 1, tid: 1, ventetid: 1 },
        { utgift: 2, ventetid: 1 },
        { utgift: 2, ventetid: 1 },
      ],
    );
    assert.deepEqual(
      saturationByCommit(story).map(({ codes, fresh, sum }) => [codes, fresh.join(' '), sum]),
      [
        [2, 'Kostnad Tid', 2],
        [2, '', 2],
        [3, 'Ventetid', 3],
        [3, '', 3],
        [2, '', 3],
        [1, '', 3],
      ],
    );
    assert.deepEqual(said(storyOf(story, 'utgift')), [
      'Begin: New: Kostnad',
      'Begin: New: Tid',
      'Rename: Renamed: Kostnad (kostnad) → Utgift (utgift)',
      'Split: Split: Tid → Ventetid, and it stays',
      'Move and define: Redefined: Tid',
      'Merge: Another colour: Utgift',
      'Merge: Merged: Tid → Utgift',
    ]);
    // Without the transcripts the codebook alone speaks: what became of passages is not known.
    const quick = await tell(folder.path, false);
    assert.ok(said(quick.steps).includes('Merge: Gone: Tid'));
    assert.equal(quick.steps[0]?.counts, undefined);
  });

  it('should take a code for merged by its definition where passages tell nothing', async () => {
    const { commit, folder } = bound(start());
    commit('Begin', { 'codebook.md': head + kostnad + tid });
    commit('Merge', { 'codebook.md': `${head}## Kostnad {#kostnad}\n\nDet koster.\n\nDet tar tid.\n` });
    const { steps } = await tell(folder.path);
    assert.deepEqual(said(steps).slice(2), ['Merge: Redefined: Kostnad', 'Merge: Merged: Tid → Kostnad']);
  });

  it('should give each change to the commit that made it, not to the merge that brought it', async () => {
    const { commit, folder, git } = bound(start());
    commit('Begin', { 'codebook.md': head + kostnad, 'transcripts/a.md': 'A1: Det er [dyrt]{.kostnad}.\n' });
    git('checkout', '-q', '-b', 'ola');
    commit('Ola', {
      'codebook.md': head + kostnad + tid,
      'transcripts/b.md': 'A2: Det [tar tid]{.tid} og [koster]{.kostnad}.\n',
    });
    git('checkout', '-q', 'main');
    commit('Kari', { 'codebook.md': head + tillit + kostnad });
    git('merge', '-q', '--no-ff', '--no-edit', 'ola');
    const { steps } = await tell(folder.path);
    assert.deepEqual(said(steps), ['Begin: New: Kostnad', 'Ola: New: Tid', 'Kari: New: Tillit'].sort(byStep(steps)));
    assert.deepEqual(
      steps.map(({ commit: { subject }, isOnLine, counts }) => [subject, isOnLine, counts?.passages]).sort(),
      [
        ['Begin', true, 1],
        ['Kari', true, 1],
        ["Merge branch 'ola'", true, 3],
        ['Ola', false, 3],
      ].filter(([subject]) => steps.some((step) => step.commit.subject === subject)),
    );
    assert.deepEqual(
      saturationByInterview({ ...(await tell(folder.path)) }).map(({ path: file, fresh, sum }) => [file, fresh, sum]),
      [
        ['transcripts/a.md', ['Kostnad'], 1],
        ['transcripts/b.md', ['Tid'], 2],
      ],
    );
  });

  it('should follow the codebook’s file through new names and folders, in a study in a folder with Norwegian letters', async () => {
    const { commit, folder, git } = bound(start());
    commit('Begin', { 'Prøve/kodebok.md': head + kostnad + tid, 'Prøve/transcripts/første møte.md': talk });
    git('mv', 'Prøve/kodebok.md', 'Prøve/codebook.md');
    commit('Call it codebook.md', {});
    fs.mkdirSync(folder.file('Mine studier'));
    git('mv', 'Prøve', 'Mine studier/Kystnær');
    commit('Move the study', {});
    commit('Add', { 'Mine studier/Kystnær/codebook.md': head + kostnad + tid + tillit });
    const { steps } = await tell(folder.file('Mine studier/Kystnær'));
    assert.deepEqual(said(steps), ['Begin: New: Kostnad', 'Begin: New: Tid', 'Add: New: Tillit']);
    assert.deepEqual(
      steps.map(({ counts }) => [counts?.passages, counts?.documents]),
      [
        [3, 1],
        [3, 1],
      ],
    );
  });

  it('should count by what the codebook of each commit takes for transcripts', async () => {
    const { commit, folder } = bound(start());
    commit('Begin', { 'codebook.md': head + kostnad + tid, 'transcripts/a.md': talk, 'interviews/b.md': talk });
    commit('More', {
      'codebook.md': head.replace('---\n#', 'transcripts: "{transcripts,interviews}/*.md"\n---\n#') + kostnad + tid,
    });
    const { steps } = await tell(folder.path);
    assert.deepEqual(
      steps.map(({ counts }) => counts?.passages),
      [3, 6],
    );
  });

  it('should say where a copy is shallow, or its head on no branch, and tell what there is', async () => {
    const { commit, folder, git } = bound(start());
    commit('Begin', { 'codebook.md': head + kostnad, 'transcripts/a.md': talk });
    commit('Two', { 'codebook.md': head + kostnad + tid });
    commit('Three', { 'codebook.md': head + kostnad + tid + tillit });
    const copies = scratchFolder();
    git('clone', '-q', '--depth', '2', `file://${folder.path}`, copies.file('copy'));
    const shallow = await run(copies.file('copy'), 'story');
    assert.equal(shallow.code, 0, shallow.error);
    assert.match(shallow.out, /git fetch --unshallow/);
    assert.match(shallow.out, /· Two\n[^]*Ny: Kostnad[^]*· Three\n[^]*Ny: Tillit/);
    git('checkout', '-q', 'HEAD~1');
    const detached = await run(folder.path, 'story');
    assert.equal(detached.code, 0, detached.error);
    assert.doesNotMatch(detached.out, /Three|unshallow/);
    assert.match(detached.out, /på ingen gren/);
  });

  it('should tell a rebased history as it is now', async () => {
    const { commit, folder, git } = bound(start());
    commit('Begin', { 'codebook.md': head + kostnad });
    git('checkout', '-q', '-b', 'ola');
    commit('Ola', { 'codebook.md': head + kostnad + tid });
    git('checkout', '-q', 'main');
    commit('Kari', { 'codebook.md': head + tillit + kostnad });
    git('rebase', '-q', 'main', 'ola');
    const { steps } = await tell(folder.path);
    assert.deepEqual(said(steps), ['Begin: New: Kostnad', 'Kari: New: Tillit', 'Ola: New: Tid']);
    assert.ok(steps.every(({ isOnLine }) => isOnLine));
  });

  it('should print tables and JSON, and stories of single codes', async () => {
    const { commit, folder } = bound(start());
    commit('Begin', { 'codebook.md': head + kostnad + tid, 'transcripts/a.md': talk });
    commit('Rename, "again"', { 'codebook.md': head + kostnad.replace('## Kostnad', '## Utgift') + tid });
    const csv = await run(folder.path, 'story', '--format', 'csv');
    const rows = csv.out.trimEnd().split('\n');
    assert.match(rows[1] ?? '', /^[\da-f]{40},\d{4}-\d\d-\d\dT[^,]+,Kari,Begin,born,kostnad,Kostnad,,,1$/);
    assert.match(rows[3] ?? '', /,Kari,"Rename, ""again""",renamed,kostnad,Utgift,Kostnad,Utgift,1$/);
    const commits = await run(folder.path, 'story', '--format', 'csv', '--table', 'commits');
    assert.equal(
      commits.out.split('\n')[0],
      'commit,date,author,message,codes,new,codes_so_far,passages,documents,new_codes',
    );
    const json = JSON.parse((await run(folder.path, 'story', '--format', 'json')).out) as {
      commits: { changes: { change: string }[]; passagesByCode: Record<string, number> }[];
    };
    assert.deepEqual(
      json.commits.map(({ changes }) => changes.map(({ change }) => change)),
      [['born', 'born'], ['renamed']],
    );
    assert.deepEqual(json.commits[0]?.passagesByCode, { kostnad: 1, tid: 2 });
    const code = await run(folder.path, 'story', '--code', 'Utgift');
    assert.match(code.out, /^# Historien om Utgift\n[^]*> Det koster\.\n[^]*Nytt navn: Kostnad → Utgift \(utdrag: 1\)/);
    assert.doesNotMatch(code.out, /Tid/);
    assert.equal((await run(folder.path, 'story', '--code', 'nothing')).code, 2);
  });

  it('should say in a sentence that there is no repository, no commit, or no codebook in any', async () => {
    const folder = scratchFolder();
    folder.write({ 'codebook.md': head + kostnad });
    const none = await run(folder.path, 'story');
    assert.equal(none.code, 2);
    assert.match(none.error, /no git repository/);
    const empty = start();
    empty.folder.write({ 'codebook.md': head + kostnad });
    const { code, out } = await run(empty.folder.path, 'story');
    assert.equal(code, 0);
    assert.match(out, /Ingen innsjekking har kodeboka/);
  });

  it('should tell some hundred commits quickly, reading each version of a transcript once', async function () {
    this.timeout(120_000);
    const repository = start();
    const stream: string[] = [];
    for (let i = 0; i < 300; i++) {
      const codes = Array.from(
        { length: 1 + Math.floor(i / 10) },
        (_, j) => `## Kode ${String(j)} {#k${String(j)}}\n\n`,
      );
      const file = `transcripts/t${String(i % 20)}.md`;
      const passages = Array.from(
        { length: 40 + i },
        (_, j) => `A1: Her er [noe som sies]{.k${String(j % codes.length)}} om saken.\n\n`,
      );
      stream.push(commitOf(i, { 'codebook.md': head + codes.join(''), [file]: passages.join('') }));
    }
    fs.writeFileSync(repository.folder.file('stream'), stream.join(''));
    repository.git('config', 'core.logAllRefUpdates', 'false');
    const fed = repository.feed(path.resolve(repository.folder.file('stream')), 'fast-import', '--quiet');
    assert.equal(fed.status, 0, fed.error);
    const codebookAlone = await processorTimeOf(async () => {
      assert.equal((await tell(repository.folder.path, false)).steps.length, 30);
    });
    const whole = await processorTimeOf(async () => {
      const story = await tell(repository.folder.path);
      assert.equal(story.steps.length, 300);
      assert.equal(story.steps.at(-1)?.counts?.documents, 20);
    });
    // So long that only what grows with the square of something comes to it.
    assert.ok(codebookAlone < 30_000, `the codebook alone took ${String(codebookAlone)} ms`);
    assert.ok(whole < 60_000, `with passages it took ${String(whole)} ms`);
    if (process.env.EMIC_VERBOSE === '1') console.log({ codebookAlone, whole });
  });
});

/** One commit for `git fast-import`. */
function commitOf(number: number, files: Readonly<Record<string, string>>): string {
  const data = (text: string): string => `data ${String(Buffer.byteLength(text))}\n${text}\n`;
  const changes = Object.entries(files).map(([name, text]) => `M 100644 inline ${name}\n${data(text)}`);
  const when = `${String(1_767_225_600 + number * 3600)} +0100`;
  return `commit refs/heads/main\ncommitter Kari <kari@example.org> ${when}\n${data(`Step ${String(number)}`)}${changes.join('')}\n`;
}

function bound(repository: Repository): {
  readonly commit: Repository['commit'];
  readonly git: Repository['git'];
  readonly folder: Folder;
} {
  return {
    commit: (message, files) => repository.commit(message, files),
    git: (...args) => repository.git(...args),
    folder: repository.folder,
  };
}

/** Side branches come where git puts them: orders what was said as the steps are. */
function byStep(steps: readonly Step[]): (a: string, b: string) => number {
  const at = (text: string): number => steps.findIndex(({ commit }) => text.startsWith(`${commit.subject}:`));
  return (a, b) => at(a) - at(b);
}
