import assert from 'node:assert/strict';
import { saysNobody, sidesOf } from '../../../src/core/merge/sides.js';
import { Git } from '../../../src/core/repository/git.js';
import { installedGit } from '../../../src/git/nodeGit.js';
import { Repository } from '../cli/repositories.js';

describe('the sides of an unfinished merge', () => {
  let repository: Repository;
  const sides = async (): ReturnType<typeof sidesOf> => {
    const git = await Git.find(installedGit(), repository.folder.path);
    assert.ok(git, 'there is a repository');
    return sidesOf(git);
  };
  beforeEach(() => {
    repository = new Repository('');
    repository.commit('First', { 'a.md': 'A: Ja.\n' });
    repository.git('switch', '-q', '-c', 'åse/runde');
    repository.commit('Second thoughts', { 'a.md': 'A: Kanskje.\n' });
    repository.git('switch', '-q', 'main');
    repository.commit('Third', { 'a.md': 'A: Nei.\n' });
  });
  afterEach(() => repository.folder.remove());

  it('should be called by the branches that are merged', async () => {
    assert.deepEqual(await sides(), { ours: 'main', theirs: undefined });
    assert.equal(repository.try('merge', 'åse/runde').status, 1);
    assert.deepEqual(await sides(), { ours: 'main', theirs: 'åse/runde' });
    repository.git('branch', '-D', 'åse/runde');
    assert.deepEqual(await sides(), { ours: 'main', theirs: 'Second thoughts' });
  });

  it('should be called by what the commit is about, where one is put upon another', async () => {
    assert.equal(repository.try('cherry-pick', 'åse/runde').status, 1);
    assert.deepEqual(await sides(), { ours: 'main', theirs: 'Second thoughts' });
    repository.git('cherry-pick', '--abort');
    repository.git('switch', '-q', 'åse/runde');
    assert.equal(repository.try('rebase', 'main').status, 1);
    assert.deepEqual(await sides(), { ours: undefined, theirs: 'Second thoughts' });
  });

  it('should be asked for only where markers say nobody', () => {
    for (const label of ['', 'ours', 'theirs', 'HEAD', 'a'.repeat(40)]) assert.ok(saysNobody(label));
    for (const label of ['main', 'kn', 'a1b2c3d (Second thoughts)']) assert.ok(!saysNobody(label));
  });
});
