import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { Repository } from './repositories.js';
import { Folder, run, type Run } from './terminals.js';

const codebook = '# Kodebok\n\n## Kostnad {#kostnad}\n\nDet koster.\n\n## Tid {#tid}\n\nDet tar tid.\n';
const talk = 'A1: Det er [dyrt]{#p1 .kostnad by=kn}, og det tar [lang tid]{.tid by=ol}.\n';

/** Every command that asks git, as it is asked of a study whose transcript is `file` and whose branches are `one` and `other`. */
function asking(file: string, one: string, other: string): readonly (readonly string[])[] {
  return [
    ['diff', one, other],
    ['diff', `${one}...${other}`],
    ['diff', one],
    ['history', `${file}:1`],
    ['history', `${file}#p1`],
    ['history', 'p1'],
    ['story'],
    ['story', '--code', 'kostnad'],
    ['audit'],
    ['audit', '--format', 'json'],
    ['method'],
    ['agreement', '--revisions', `kn=${one},ol=${other}`],
    ['agreement', '--revisions', `${one},${other}`],
    ['merge', '--install'],
    ['merge', '--follow'],
    ['merge', '--uninstall'],
    ['check', '--key', '../key.csv', '--history'],
    ['round', 'status'],
    ['withdraw', '--passage', `${file}#p1`, '--dry-run'],
  ];
}

describe('what git is asked', () => {
  const folders: Folder[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) folder.remove();
  });
  const keep = <T extends Folder | Repository>(one: T): T => {
    folders.push(one instanceof Repository ? one.folder : one);
    return one;
  };
  const trapped = (folder: Folder): readonly string[] =>
    fs
      .readdirSync(folder.path, { recursive: true })
      .map(String)
      .filter((name) => path.basename(name) === 'trap');

  it('should be no command of a shell and no option of git, whatever files, branches and coders are called', async () => {
    for (const hostile of [
      '$(touch trap)',
      '`touch trap`',
      ';touch trap;',
      '--upload-pack=touch trap',
      '-x',
      '--output=trap',
    ]) {
      const repository = keep(new Repository(''));
      const file = `transcripts/${hostile}.md`;
      // A branch has no spaces; one that begins with a sign is made as others' tools can make it.
      const branch = hostile.replaceAll(' ', '-');
      repository.commit('Begin', { 'study/codebook.md': codebook, [`study/${file}`]: talk });
      repository.commit('More', { [`study/${hostile}.md`]: 'x\n', [`study/${file}`]: `${talk}\nA1: [Ja]{.tid}.\n` });
      repository.git('update-ref', `refs/heads/${branch}`, 'HEAD~1');
      repository.folder.write({ 'key.csv': 'name,pseudonym\nKari Nordmann,A1\n' });
      const study = repository.folder.file('study');
      const known = (asked: Run, words: readonly string[]): void => {
        assert.ok(asked.code <= 2, words.join(' '));
        assert.doesNotMatch(asked.error, /unknown option|usage:|unrecognized|\n.*\n/, words.join(' '));
        assert.deepEqual(trapped(repository.folder), [], words.join(' '));
      };
      for (const words of asking(file, branch, 'main')) known(await run(study, ...words), words);
      for (const words of asking(file, `refs/heads/${branch}`, 'HEAD')) known(await run(study, ...words), words);
      const full = await run(study, 'diff', `refs/heads/${branch}`, 'main', '--format', 'csv');
      assert.equal(full.code, 0, full.error);
      assert.match(full.out, /Ja/);
      const past = await run(study, 'history', `${file}:1`);
      assert.equal(past.code, 0, past.error);
      assert.match(past.out, /Begin/);
      repository.git('add', '-A');
      repository.git('commit', '-q', '-m', 'All');
      const round = ['round', 'start', `Runde ${hostile}`, `--coders=${hostile},ol`];
      const started = await run(study, ...round);
      known(started, round);
      assert.equal(started.code, 0, started.error);
      known(await run(study, 'round', 'status'), ['round', 'status']);
      const closed = await run(study, 'round', 'close', `Runde ${hostile}`);
      assert.equal(closed.code, 0, closed.error);
      assert.deepEqual(trapped(repository.folder), []);
    }
  });

  it('should be told plainly that the history ends where a copy is shallow', async () => {
    const repository = keep(new Repository(''));
    repository.commit('Begin', { 'codebook.md': codebook, 'transcripts/a.md': talk });
    repository.git('branch', 'round/runde/kn');
    repository.commit('More', {
      'transcripts/a.md': `${talk}\nA1: [Ja]{.tid}.\n`,
      'rounds/runde.md': '---\ncoders: [kn, ol]\n---\n',
    });
    repository.git('branch', 'ola', 'HEAD~1');
    const place = keep(new Folder());
    place.write({ 'key.csv': 'name,pseudonym\nKari Nordmann,A1\n' });
    repository.git(
      'clone',
      '-q',
      '--depth',
      '1',
      '--no-single-branch',
      `file://${repository.folder.path}`,
      place.file('study'),
    );
    const says = async (status: number, ...words: readonly string[]): Promise<void> => {
      const { code, out, error } = await run(place.file('study'), ...words);
      assert.equal(code, status, `${words.join(' ')}: ${error}${out}`);
      assert.match(out + error, /git fetch --unshallow/, words.join(' '));
    };
    await says(0, 'story');
    await says(0, 'story', '--code', 'tid');
    await says(0, 'audit');
    await says(0, 'method');
    await says(0, 'history', 'p1');
    await says(0, 'merge', '--follow');
    await says(2, 'diff', 'HEAD~1');
    await says(2, 'diff', 'origin/ola...HEAD');
    await says(2, 'agreement', '--revisions', 'kn=HEAD~1,ol=HEAD');
    await says(0, 'check', '--key', '../key.csv', '--history');
    await says(2, 'round', 'close', 'runde', '--without', 'ol');
    for (const words of [['story'], ['audit']] as const) {
      const { out } = await run(place.file('study'), ...words, '--format', 'json');
      assert.equal((JSON.parse(out) as { readonly isShallow: boolean }).isShallow, true);
    }
    // Comparing states that are there takes no history.
    assert.equal((await run(place.file('study'), 'diff', 'HEAD')).code, 0);
  });

  it('should be one sentence where there is no git repository', async () => {
    const folder = keep(new Folder()).write({
      'study/codebook.md': codebook,
      'study/transcripts/a.md': talk,
      'key.csv': 'name,pseudonym\nKari,A1\n',
    });
    const atEnd = new Set(['audit', 'method', 'withdraw']);
    for (const words of asking('transcripts/a.md', 'main', 'HEAD')) {
      const { code, error } = await run(folder.file('study'), ...words);
      if (atEnd.has(words[0] ?? '')) assert.equal(code, 0, error);
      else {
        assert.equal(code, 2, words.join(' '));
        assert.match(error, /^emic: .*git repository.*\n$/, words.join(' '));
      }
    }
  });
});
