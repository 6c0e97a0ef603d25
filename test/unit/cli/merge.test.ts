import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { mergeFiles } from '../../../src/core/merge/mergeFiles.js';
import { document } from '../documents.js';
import { edited, history } from '../merge/histories.js';
import { bundleCli, Repository } from './repositories.js';
import { Folder, run } from './terminals.js';

const codebook = '# Kodebok\n\n## Kostnad {#kostnad}\n\nDet koster.\n\n## Tid {#tid}\n\nDet tar tid.\n';
const talk = 'A1: Vi vil det samme alle sammen.\n\nA2: Det er [dyrt]{.kostnad} for bygda.\n';

describe('emic merge in git', () => {
  const tools = new Folder();
  const emic = tools.file('emic with space.cjs');
  const repositories: Repository[] = [];

  before(async function () {
    this.timeout(60_000);
    await bundleCli(emic);
  });
  after(() => tools.remove());
  afterEach(() => {
    for (const { folder } of repositories.splice(0)) folder.remove();
  });

  /** A repository with a study that Emic merges, and a branch `ola` beside `main`. */
  const start = (files: Readonly<Record<string, string | Uint8Array>>, study = '.'): Repository => {
    const repository = new Repository(emic);
    repositories.push(repository);
    repository.commit('Begin', files);
    const { status, out, error } = repository.emic('merge', '--install', study);
    assert.equal(status, 0, error);
    assert.match(out, /\.gitattributes/);
    repository.commit('Let Emic merge', {});
    repository.git('branch', 'ola');
    return repository;
  };
  const beside = (
    repository: Repository,
    ours: Readonly<Record<string, string>>,
    theirs: Readonly<Record<string, string>>,
  ): void => {
    repository.git('checkout', '-q', 'ola');
    repository.commit('Theirs', theirs);
    repository.git('checkout', '-q', 'main');
    repository.commit('Ours', ours);
  };
  const kari = talk.replace('det samme', '[det samme]{.samarbeid}');
  const ola = talk.replace('Vi vil det samme alle', '[Vi vil det samme alle]{.tillit by=ol}');
  const both =
    'A1: [Vi vil [det samme]{.samarbeid} alle]{.tillit by=ol} sammen.\n\nA2: Det er [dyrt]{.kostnad} for bygda.\n';

  it('should unite two coders of one paragraph, in a study in a subfolder, whatever its names', () => {
    const name = 'Mine studier/Åse og Bjørn/transcripts/Første møte.md';
    const repository = start(
      { 'Mine studier/Åse og Bjørn/codebook.md': codebook, [name]: talk },
      'Mine studier/Åse og Bjørn',
    );
    beside(repository, { [name]: kari }, { [name]: ola });
    repository.git('merge', '-q', '--no-edit', 'ola');
    assert.equal(repository.folder.read(name), both);
  });

  it('should let a code that one side renamed follow, in a merge, a rebase, a cherry-pick and a stash', () => {
    const renamed = codebook.replace('## Kostnad {#kostnad}', '## Utgifter {#utgifter}');
    const ours = { 'codebook.md': renamed, 'transcripts/a.md': talk.replace('.kostnad', '.utgifter') };
    const theirs = talk.replace('[dyrt]{.kostnad} for bygda', '[dyrt]{.kostnad} for [bygda]{.kostnad}');
    const wanted = talk.replace('[dyrt]{.kostnad} for bygda', '[dyrt]{.utgifter} for [bygda]{.utgifter}');
    const files = { 'codebook.md': codebook, 'transcripts/a.md': talk };
    const merged = start(files);
    beside(merged, ours, { 'transcripts/a.md': theirs });
    merged.git('merge', '-q', '--no-edit', 'ola');
    assert.equal(merged.folder.read('transcripts/a.md'), wanted);
    const picked = start(files);
    beside(picked, ours, { 'transcripts/a.md': theirs });
    picked.git('cherry-pick', 'ola');
    assert.equal(picked.folder.read('transcripts/a.md'), wanted);
    const rebased = start(files);
    beside(rebased, ours, { 'transcripts/a.md': theirs });
    rebased.git('rebase', '-q', 'main', 'ola');
    assert.equal(rebased.folder.read('transcripts/a.md'), wanted);
    const stashed = start(files);
    stashed.folder.write({ 'transcripts/a.md': theirs });
    stashed.git('stash', '-q');
    stashed.commit('Rename', ours);
    stashed.git('stash', 'pop', '-q');
    assert.equal(stashed.folder.read('transcripts/a.md'), wanted);
  });

  it('should let it follow after the merge in transcripts that only one side changed', () => {
    const renamed = codebook.replace('## Kostnad {#kostnad}', '## Utgifter {#utgifter}');
    const repository = start({
      'codebook.md': codebook,
      'transcripts/a.md': talk,
      'transcripts/b.md': 'A1: Ja, dyrt.\n',
    });
    beside(
      repository,
      { 'codebook.md': renamed, 'transcripts/a.md': talk.replace('.kostnad', '.utgifter') },
      { 'transcripts/b.md': 'A1: [Ja]{.ja}, [dyrt]{.x .kostnad #k1 by=ol}.\n' },
    );
    repository.git('merge', '-q', '--no-edit', 'ola');
    assert.match(repository.emic('merge', '--follow').out, /^kostnad is utgifter now\.\ntranscripts\/b\.md /);
    assert.equal(repository.folder.read('transcripts/b.md'), 'A1: [Ja]{.ja}, [dyrt]{#k1 .x .utgifter by=ol}.\n');
    assert.match(repository.emic('merge', '--follow').out, /All files say so already/);
    repository.commit('No merge', { 'transcripts/c.md': 'B\n' });
    assert.match(repository.emic('merge', '--follow').out, /All files say so already/);
  });

  it('should let links follow: in a note that both changed as it is merged, elsewhere after a merge, a rebase or a cherry-pick', () => {
    const renamed = codebook.replace('## Kostnad {#kostnad}', '## Utgifter {#utgifter}');
    const note = '# Penger\n\nDet er [[kostnad]], og [dyrt](../codebook.md#kostnad).\n\nMer.\n';
    const memo = 'A1: [Dyrt]{.tid #m1}[^memo-m1] [[kostnad]].\n\n[^memo-m1]: Som [[kostnad|der]].\n';
    for (const together of [
      ['merge', '-q', '--no-edit', 'ola'],
      ['rebase', '-q', 'main', 'ola'],
      ['cherry-pick', 'ola'],
    ]) {
      const repository = start({ 'codebook.md': codebook, 'memos/a.md': note });
      beside(
        repository,
        { 'codebook.md': renamed, 'memos/a.md': note.replace('[[kostnad]]', '[[utgifter]]').replace('Mer', 'Mye mer') },
        {
          'memos/a.md': note.replace('# Penger', '# Mer om [[kostnad]]'),
          'memos/b.md': note,
          'transcripts/m.md': memo,
        },
      );
      repository.git(...together);
      assert.match(
        repository.folder.read('memos/a.md'),
        /^# Mer om \[\[utgifter\]\]\n[^]*codebook\.md#utgifter[^]*Mye mer/,
      );
      assert.equal(repository.folder.read('memos/b.md'), note);
      assert.equal(repository.emic('merge', '--follow').status, 0);
      assert.equal(repository.folder.read('memos/b.md'), note.replaceAll('kostnad', 'utgifter'));
      assert.equal(repository.folder.read('transcripts/m.md'), memo.replace('[[kostnad|der]]', '[[utgifter|der]]'));
    }
  });

  it('should let what notes are about and what analyses ask follow, too', () => {
    const renamed = codebook.replace('## Kostnad {#kostnad}', '## Utgifter {#utgifter}');
    const note = '---\nabout: [kostnad, Kostnad]\n---\nMer.\n\nDette står.\n';
    const analysis = '```emic\nshow: matrix\nrows: kostnad, tillit\nquery: Kostnad or tillit\n```\n\nMer.\n';
    for (const together of [
      ['merge', '-q', '--no-edit', 'ola'],
      ['rebase', '-q', 'main', 'ola'],
    ]) {
      const repository = start({ 'codebook.md': codebook, 'memos/a.md': note, 'analysis/a.md': analysis });
      beside(
        repository,
        { 'codebook.md': renamed, 'memos/a.md': note.replace('Mer', 'Mye mer') },
        { 'memos/a.md': `${note}\nTil slutt.\n`, 'memos/b.md': note, 'analysis/a.md': `${analysis}\nTil slutt.\n` },
      );
      repository.git(...together);
      assert.match(repository.folder.read('memos/a.md'), /^---\nabout: \[utgifter, utgifter\]\n---\nMye mer/);
      assert.equal(repository.emic('merge', '--follow').status, 0);
      assert.match(repository.folder.read('memos/b.md'), /^---\nabout: \[utgifter, utgifter\]\n/);
      assert.match(repository.folder.read('analysis/a.md'), /\nrows: utgifter, tillit\nquery: utgifter or tillit\n/);
    }
  });

  it('should follow a transcript that one side gave another name', () => {
    const long = `${talk}\n${'A1: Mer om det samme.\n\n'.repeat(20)}`;
    const repository = start({ 'codebook.md': codebook, 'transcripts/a.md': long });
    repository.git('checkout', '-q', 'ola');
    repository.git('mv', 'transcripts/a.md', 'transcripts/Ås.md');
    repository.commit('Rename', {
      'transcripts/Ås.md': long.replace('Vi vil det samme alle', '[Vi vil det samme alle]{.tillit by=ol}'),
    });
    repository.git('checkout', '-q', 'main');
    repository.commit('Ours', { 'transcripts/a.md': long.replace('det samme', '[det samme]{.samarbeid}') });
    repository.git('merge', '-q', '--no-edit', 'ola');
    assert.ok(repository.folder.read('transcripts/Ås.md').startsWith(both));
  });

  it('should leave a conflict to people as git does, with the names of the sides', () => {
    const repository = start({ 'codebook.md': codebook, 'transcripts/a.md': talk, 'code-index.json': '{}\n' });
    beside(
      repository,
      { 'transcripts/a.md': talk.replace('dyrt', 'billig'), 'code-index.json': '{"a":1}\n' },
      { 'transcripts/a.md': talk.replace('dyrt', 'kostbart'), 'code-index.json': '{"b":1}\n' },
    );
    const { status, error } = repository.try('merge', '--no-edit', 'ola');
    assert.equal(status, 1);
    assert.match(error, /emic index/);
    assert.equal(repository.folder.read('code-index.json'), '{"a":1}\n');
    assert.equal(repository.git('diff', '--name-only', '--diff-filter=U').trim(), 'transcripts/a.md');
    const text = repository.folder.read('transcripts/a.md');
    assert.match(
      text,
      /^<<<<<<< .*\nA2: Det er \[billig\]\{\.kostnad\} for bygda\.\n=======\nA2: Det er \[kostbart\]\{\.kostnad\} for bygda\.\n>>>>>>> .*\n$/m,
    );
    repository.git('merge', '--abort');
    assert.equal(repository.folder.read('transcripts/a.md'), talk.replace('dyrt', 'billig'));
  });

  it('should leave no side out where Emic is not there any more', () => {
    const repository = start({ 'codebook.md': codebook, 'transcripts/a.md': talk });
    const driver = repository.git('config', 'merge.emic.driver').trim();
    repository.git('config', 'merge.emic.driver', driver.replace('emic with space.cjs', 'gone.cjs'));
    beside(repository, { 'transcripts/a.md': kari }, { 'transcripts/a.md': ola.replace('dyrt', 'kostbart') });
    assert.equal(repository.try('merge', '--no-edit', 'ola').status, 1);
    const text = repository.folder.read('transcripts/a.md');
    for (const part of ['<<<<<<< ', kari.slice(0, 30), ola.slice(0, 30), 'kostbart'])
      assert.ok(text.includes(part), text);
  });

  it('should merge on a detached head, the codebook and the participants too', () => {
    const repository = start({
      'codebook.md': codebook,
      'participants.csv': 'id,rolle\nA1,x\nA2,y\n',
      'transcripts/a.md': talk,
    });
    beside(
      repository,
      {
        'codebook.md': codebook.replace('koster', 'koster mye'),
        'participants.csv': 'id,rolle,alder\nA1,x,40\nA2,y,30\n',
      },
      { 'codebook.md': codebook.replace('tar tid', 'tar lang tid'), 'participants.csv': 'id,rolle\nA1,x\nA2,z\n' },
    );
    repository.git('checkout', '-q', '--detach');
    repository.git('merge', '-q', '--no-edit', 'ola');
    assert.equal(repository.folder.read('participants.csv'), 'id,rolle,alder\nA1,x,40\nA2,z,30\n');
    assert.equal(
      repository.folder.read('codebook.md'),
      codebook.replace('koster', 'koster mye').replace('tar tid', 'tar lang tid'),
    );
  });

  it('should merge what is no UTF-8 as git does, and keep CR LF and a BOM', () => {
    const latin = (word: string, rest: string): Buffer => Buffer.from(`Br\xf8d ${word}\n\n\n\n\n\n${rest}\n`, 'latin1');
    const windows = (text: string): string => `\ufeff${text.replaceAll('\n', '\r\n')}`;
    const repository = start({
      'codebook.md': codebook,
      'transcripts/l.md': latin('a', 'b'),
      'transcripts/w.md': windows(talk),
    });
    repository.git('checkout', '-q', 'ola');
    repository.commit('Theirs', { 'transcripts/l.md': latin('a', 'c'), 'transcripts/w.md': windows(ola) });
    repository.git('checkout', '-q', 'main');
    repository.commit('Ours', { 'transcripts/l.md': latin('d', 'b'), 'transcripts/w.md': windows(kari) });
    repository.git('merge', '-q', '--no-edit', 'ola');
    assert.equal(repository.folder.read('transcripts/w.md'), windows(both));
    assert.equal(repository.git('hash-object', 'transcripts/l.md').trim(), hashOf(repository, latin('d', 'c')));
  });

  it('should be set up once, keep what else .gitattributes says, and be taken back', () => {
    const repository = new Repository(emic);
    repositories.push(repository);
    repository.commit('Begin', {
      'codebook.md': '---\ntranscripts: intervjuer/*.qmd\n---\n',
      '.gitattributes': '*.png binary',
    });
    repository.emic('merge', '--install');
    const first = repository.folder.read('.gitattributes');
    assert.match(first, /^\*\.png binary\n# emic merge: begin\n\*\.md merge=emic\n\*\.qmd merge=emic\n/);
    assert.match(repository.emic('merge', '--install').out, /says already/);
    assert.equal(repository.folder.read('.gitattributes'), first);
    repository.emic('merge', '--uninstall');
    assert.equal(repository.folder.read('.gitattributes'), '*.png binary\n');
    assert.equal(repository.try('config', '--local', 'merge.emic.driver').status, 1);
    assert.equal(repository.emic('merge', '--uninstall').status, 0);
  });

  it('should say what is wrong where there is no repository, no study, or too few words', async () => {
    const folder = new Folder().write({ 'codebook.md': codebook });
    try {
      assert.match((await run(folder.path, 'merge', '--install')).error, /is in no git repository/);
      assert.match((await run(folder.path, 'merge', 'a', 'b')).error, /Something is missing/);
      assert.match((await run(folder.path, 'merge', 'a', 'b', 'c', 'd')).error, /cannot be read/);
      folder.write({ o: talk, a: kari, b: ola });
      assert.equal((await run(folder.path, 'merge', 'o', 'a', 'b', 't.md')).code, 0);
      assert.equal(folder.read('a'), both);
    } finally {
      folder.remove();
    }
  });

  it('should come to what the engine comes to, for random histories', () => {
    let merges = 0;
    const histories = fc.sample(fc.tuple(document, history, history), { numRuns: 36, seed: 7 });
    const texts = histories
      .map(([base, one, other]) => ({ base, ours: edited(base, one, 'p'), theirs: edited(base, other, 'q') }))
      .filter(({ base }) => base !== '');
    const all = (side: 'base' | 'ours' | 'theirs'): Record<string, string> =>
      Object.fromEntries(texts.map((text, i) => [`transcripts/${String(i)}.md`, text[side]]));
    const repository = start({ 'codebook.md': codebook, ...all('base') });
    beside(repository, all('ours'), all('theirs'));
    repository.try('merge', '--no-edit', 'ola');
    texts.forEach(({ base, ours, theirs }, i) => {
      if (ours === base || theirs === base || ours === theirs) return;
      const merged = mergeFiles('transcript', base, ours, theirs);
      if (merged === undefined) return;
      merges++;
      const there = repository.folder.read(`transcripts/${String(i)}.md`);
      if (merged.conflicts === 0) assert.equal(there, merged.text);
      else assert.ok(there.includes('<<<<<<< '));
    });
    assert.ok(merges > 12, String(merges));
  });
});

function hashOf(repository: Repository, content: Buffer): string {
  repository.folder.write({ wanted: content });
  return repository.git('hash-object', 'wanted').trim();
}
