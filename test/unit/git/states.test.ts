import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { Git, GitError } from '../../../src/core/repository/git.js';
import { commitState, indexState } from '../../../src/core/repository/gitStates.js';
import { StateReader } from '../../../src/core/repository/stateReader.js';
import { installedGit } from '../../../src/git/nodeGit.js';
import { workingState } from '../../../src/git/workingState.js';
import { Repository } from '../cli/repositories.js';
import { Folder } from '../cli/terminals.js';

const codebook = '# Codebook\n\n## Trust {.tillit}\n';

describe('a state of a study', () => {
  let repository: Repository;
  const study = 'Åses studie';
  const gitIn = async (folder: string): Promise<Git> => {
    const git = await Git.find(installedGit(), folder);
    assert.ok(git, 'there is a repository');
    return git;
  };

  beforeEach(() => {
    repository = new Repository('');
    repository.commit('First', {
      'README.md': 'Not of the study',
      [`${study}/codebook.md`]: codebook,
      [`${study}/transcripts/01 Kårtveit.md`]: '**A1:** Jeg [stoler på dem]{.tillit}.\n',
      [`${study}/memos/first.md`]: 'See [[tillit]].\n',
    });
  });
  afterEach(() => repository.folder.remove());

  it('should be read from a commit, what is staged, and the files as they are, each as it was', async () => {
    const folder = path.join(repository.folder.path, study);
    repository.folder.write({ [`${study}/transcripts/02.md`]: '**A2:** [Ja]{.tillit}, [nei]{.tillit}.\n' });
    repository.git('add', '-A');
    repository.folder.write({ [`${study}/transcripts/03.md`]: '**A3:** [Kanskje]{.tillit}.\n' });
    fs.rmSync(path.join(folder, 'transcripts/01 Kårtveit.md'));
    const git = await gitIn(folder);
    const reader = new StateReader();
    const passages = async (state: Parameters<StateReader['study']>[0]): Promise<string[]> =>
      (await reader.study(state)).passages.map(({ quote }) => quote);
    assert.deepEqual(await passages(await commitState(git, 'HEAD')), ['stoler på dem']);
    assert.deepEqual(await passages(await indexState(git, 'staged')), ['stoler på dem', 'Ja', 'nei']);
    assert.deepEqual(await passages(await workingState(git, 'now')), ['Ja', 'nei', 'Kanskje']);
    const whole = await reader.study(await commitState(git, 'main'));
    assert.deepEqual([whole.notes.map(({ path: at }) => at), [...whole.unreadable]], [['memos/first.md'], []]);
  });

  it('should tell by its id what has not changed', async () => {
    const git = await gitIn(path.join(repository.folder.path, study));
    const [commit, index, working] = await Promise.all([
      commitState(git, 'HEAD'),
      indexState(git, 'index'),
      workingState(git, 'working'),
    ]);
    const inOrder = (files: ReadonlyMap<string, string>): unknown => [...files].sort();
    assert.equal(commit.files.size, 3);
    assert.deepEqual(inOrder(index.files), inOrder(commit.files));
    assert.deepEqual(inOrder(working.files), inOrder(commit.files));
  });

  it('should know files again that were touched, or that git writes with other line ends, and have those in conflict', async () => {
    const file = `${study}/transcripts/01 Kårtveit.md`;
    const place = path.join(repository.folder.path, ...file.split('/'));
    repository.commit('Windows', { '.gitattributes': '*.md text eol=crlf\n' });
    fs.rmSync(place);
    repository.git('checkout', '-q', '--', '.');
    assert.match(fs.readFileSync(place, 'utf8'), /\r\n/);
    const git = await gitIn(path.join(repository.folder.path, study));
    const idOf = async (): Promise<string | undefined> =>
      (await workingState(git, 'now')).files.get('transcripts/01 Kårtveit.md');
    const committed = (await commitState(git, 'HEAD')).files.get('transcripts/01 Kårtveit.md');
    assert.equal(await idOf(), committed);
    fs.writeFileSync(path.join(repository.folder.path, study, 'codebook.md'), codebook);
    fs.utimesSync(path.join(repository.folder.path, study, 'memos/first.md'), 1, 1);
    const { files } = await workingState(git, 'now');
    assert.deepEqual([...files.keys()].sort(), ['codebook.md', 'memos/first.md', 'transcripts/01 Kårtveit.md']);
    repository.git('rm', '-q', '--cached', '.gitattributes');
    fs.rmSync(path.join(repository.folder.path, '.gitattributes'));
    repository.commit('One', { [file]: 'A1: One.\n' });
    repository.git('switch', '-q', '-c', 'other', 'HEAD~1');
    repository.commit('Other', { [file]: 'A1: Other.\n' });
    assert.notEqual(repository.try('merge', '-q', 'main').status, 0);
    const state = await workingState(git, 'now');
    const text = (await new StateReader().document(state, 'transcripts/01 Kårtveit.md'))?.text ?? '';
    assert.match(text, /^<<<<<<< /);
  });

  it('should read what states share once', async () => {
    const git = await gitIn(path.join(repository.folder.path, study));
    repository.commit('Second', { [`${study}/transcripts/02.md`]: '**A2:** [Ja]{.tillit}.\n' });
    const asked: string[] = [];
    const reader = new StateReader();
    for (const revision of ['HEAD~1', 'HEAD']) {
      const state = await commitState(git, revision);
      await reader.study({
        ...state,
        read: async (ids) => {
          asked.push(...ids);
          return state.read(ids);
        },
      });
    }
    assert.equal(asked.length, 4);
    assert.equal(new Set(asked).size, 4);
  });

  it('should say which file is not UTF-8, and go on', async () => {
    const git = await gitIn(path.join(repository.folder.path, study));
    repository.commit('Bytes', { [`${study}/transcripts/02.md`]: new Uint8Array([0x5b, 0xff, 0x5d]) });
    const { unreadable, passages } = await new StateReader().study(await commitState(git, 'HEAD'));
    assert.deepEqual([...unreadable], [['transcripts/02.md', 'not-utf-8']]);
    assert.equal(passages.length, 1);
  });

  it('should be none where there is no such commit, whatever it is called', async () => {
    const git = await gitIn(path.join(repository.folder.path, study));
    for (const revision of ['', 'nothing', '--all', '-h', 'HEAD\nHEAD', '$(touch x)', 'HEAD:codebook.md']) {
      await assert.rejects(commitState(git, revision), GitError, revision);
    }
  });

  it('should be read in a shallow clone and with a detached head', async () => {
    repository.commit('Second', { [`${study}/transcripts/02.md`]: '**A2:** [Ja]{.tillit}.\n' });
    const place = new Folder();
    try {
      repository.git('clone', '-q', '--depth', '1', `file://${repository.folder.path}`, path.join(place.path, 'klone'));
      const folder = path.join(place.path, 'klone', study);
      const git = await gitIn(folder);
      await git.text(['checkout', '-q', '--detach']);
      assert.equal((await new StateReader().study(await commitState(git, 'HEAD'))).passages.length, 2);
      await assert.rejects(commitState(git, 'HEAD~1'), GitError);
    } finally {
      place.remove();
    }
  });

  it('should be none outside a repository and without git', async () => {
    const place = new Folder();
    try {
      assert.equal(await Git.find(installedGit(), place.path), undefined);
      assert.equal(await Git.find(installedGit('there-is-no-such-git'), repository.folder.path), undefined);
    } finally {
      place.remove();
    }
  });

  it('should not take for taken out what a damaged repository has lost', async () => {
    repository.commit('Second', { [`${study}/transcripts/01 Kårtveit.md`]: '**A1:** Jeg [stoler]{.tillit} på dem.\n' });
    const lost = repository.git('rev-parse', `HEAD~1:${study}/transcripts/01 Kårtveit.md`).trim();
    fs.rmSync(path.join(repository.folder.path, '.git/objects', lost.slice(0, 2), lost.slice(2)));
    const git = await gitIn(path.join(repository.folder.path, study));
    const reader = new StateReader();
    assert.equal((await reader.study(await commitState(git, 'HEAD'))).passages.length, 1);
    await assert.rejects(
      async () => reader.study(await commitState(git, 'HEAD~1')),
      (error) => error instanceof GitError && /damaged.*git fsck/.test(error.message),
    );
  });
});
