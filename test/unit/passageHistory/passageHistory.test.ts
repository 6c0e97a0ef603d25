import assert from 'node:assert/strict';
import fs from 'node:fs';
import { Repository } from '../cli/repositories.js';
import { Folder, run } from '../cli/terminals.js';

const codebook = '# Codebook\n\n## Cost {#kostnad}\n\n## Trust {#tillit}\n\n## Time {#tid}\n';
const file = 'Åses studie/transcripts/01 Kårtveit.md';

interface Told {
  readonly isCutOff: boolean;
  readonly now: { readonly words: string };
  readonly steps: readonly {
    readonly commit: { readonly subject: string; readonly author: string } | null;
    readonly changes: readonly string[];
    readonly before: { readonly codes: readonly string[]; readonly words: string; readonly path: string } | null;
    readonly after: { readonly codes: readonly string[]; readonly words: string; readonly path: string | null };
  }[];
}

describe('the history of a passage', () => {
  const folders: Folder[] = [];
  afterEach(() => folders.splice(0).forEach((folder) => folder.remove()));
  const start = (): Repository => {
    const repository = new Repository('');
    folders.push(repository.folder);
    repository.commit('Begin', { 'Åses studie/codebook.md': codebook });
    return repository;
  };
  const tell = async (folder: string, asked: string, study = 'Åses studie'): Promise<readonly Told[]> => {
    const { code, out, error } = await run(folder, 'history', asked, '--study', study, '--format', 'json');
    assert.equal(code, 0, error);
    return JSON.parse(out) as readonly Told[];
  };
  const steps = (told: readonly Told[]): readonly string[] =>
    (told[0]?.steps ?? []).map(({ commit, changes }) => `${commit?.subject ?? 'now'}: ${changes.join(' ')}`);

  it('should tell who coded it and what it was before, whatever became of text, edges, codes, memo and file', async () => {
    const repository = start();
    const { folder } = repository;
    repository.commit('Import', { [file]: 'A1: Det var dyrt for oss alle sammen.\n' });
    repository.commit('Code it', { [file]: 'A1: Det var [dyrt]{.kostnad} for oss alle sammen.\n' });
    repository.commit('Write above', {
      [file]: '# Intervju\n\nA1: Hei.\n\nA1: Det var [dyrt]{.kostnad} for oss alle sammen.\n',
    });
    repository.commit('Widen', {
      [file]: '# Intervju\n\nA1: Hei.\n\nA1: Det var [dyrt for oss]{.kostnad} alle sammen.\n',
    });
    const renamed = 'Åses studie/transcripts/1: «Ny».md';
    repository.git('mv', file, renamed);
    repository.commit('Rename', {});
    repository.git('config', 'user.name', 'Ola');
    repository.commit('Recode', {
      [renamed]: '# Intervju\n\nA1: Hei.\n\nA1: Det var [dyrt for oss]{.tillit by=ol} alle sammen.\n',
    });
    repository.commit('Correct', {
      [renamed]: '# Intervju\n\nA1: Hei.\n\nA1: Det var [dyrt til oss]{.tillit by=ol} alle sammen.\n',
    });
    folder.write({
      [renamed]:
        '# Intervju\n\nA1: Hei.\n\nA1: Det var [dyrt til oss]{#k7f3q .tillit by=ol}[^memo-k7f3q] alle sammen.\n\n[^memo-k7f3q]: Hvorfor?\n',
    });
    const told = await tell(folder.path, `${renamed}:5`);
    assert.deepEqual(steps(told), [
      'now: memo',
      'Correct: reworded',
      'Recode: recoded facts',
      'Widen: resized',
      'Code it: coded',
    ]);
    assert.deepEqual(await tell(folder.path, 'k7f3q'), told);
    assert.deepEqual(await tell(folder.file('Åses studie'), 'transcripts/1: «Ny».md#k7f3q', '.'), told);
    const widened = told[0]?.steps[3];
    assert.deepEqual([widened?.before?.words, widened?.after.words], ['dyrt', 'dyrt for oss']);
    assert.deepEqual([widened?.commit?.author, told[0]?.steps[2]?.commit?.author], ['Kari', 'Ola']);
    assert.deepEqual([widened?.before?.path, told[0]?.steps[1]?.after.path], [file, renamed]);
  });

  it('should not take the history of the passage around or inside it for its own', async () => {
    const repository = start();
    repository.commit('One', { [file]: 'A1: Det var [dyrt]{.kostnad by=kn}.\n' });
    repository.commit('Two', { [file]: 'A1: Det var [[dyrt]{.kostnad by=kn}]{.tid by=ol}.\n' });
    repository.commit('Three', { [file]: 'A1: [Det var [[dyrt]{.kostnad by=kn}]{.tid by=ol}]{.tillit}.\n' });
    const told = await tell(repository.folder.path, `${file}:1`);
    const each = told.map(({ steps: [first, ...rest] }) => [first?.after.codes.join(), first?.commit?.subject, rest]);
    assert.deepEqual(each, [
      ['tillit', 'Three', []],
      ['kostnad', 'One', []],
      ['tid', 'Two', []],
    ]);
  });

  it('should follow a merge to the side that coded it, and what was picked or rebased to its present commit', async () => {
    const repository = start();
    const lines = (a: string, b: string): string => `A1: Det var ${a}.\n\nA1: Hva så?\n\nA1: Vi ${b}.\n`;
    repository.commit('Import', { [file]: lines('dyrt', 'venter') });
    repository.git('checkout', '-q', '-b', 'ola');
    repository.commit('By Ola', { [file]: lines('dyrt', '[venter]{.tid}') });
    repository.git('checkout', '-q', 'main');
    repository.commit('By Kari', { [file]: lines('[dyrt]{.kostnad}', 'venter') });
    repository.git('branch', 'picked');
    repository.git('branch', 'rebased', 'ola');
    repository.git('merge', '-q', '--no-edit', 'ola');
    const { folder } = repository;
    const both = async (): Promise<unknown> => [
      steps(await tell(folder.path, `${file}:1`)),
      steps(await tell(folder.path, `${file}:5`)),
    ];
    const expected = [['By Kari: coded'], ['By Ola: coded']];
    assert.deepEqual(await both(), expected);
    repository.git('checkout', '-q', 'picked');
    repository.git('cherry-pick', 'ola');
    assert.deepEqual(await both(), expected);
    repository.git('checkout', '-q', 'rebased');
    repository.git('rebase', '-q', 'picked~1');
    assert.deepEqual(await both(), expected);
    repository.git('checkout', '-q', '--detach');
    folder.write({ [file]: lines('[dyrt]{.kostnad .tillit}', '[venter]{.tid}') });
    repository.git('stash');
    assert.deepEqual(await both(), expected);
    repository.git('stash', 'pop');
    assert.deepEqual(await both(), [['now: recoded', 'By Kari: coded'], ['By Ola: coded']]);
  });

  it('should say in a shallow copy that a passage may be older', async () => {
    const repository = start();
    repository.commit('Code', { [file]: 'A1: Det var [dyrt]{.kostnad}.\n' });
    repository.commit('More', { [file]: 'A1: Det var [dyrt]{.kostnad}, [sa]{.tid} hun.\n' });
    const copy = new Folder();
    folders.push(copy);
    repository.git('clone', '-q', '--depth', '1', `file://${repository.folder.path}`, copy.file('kopi'));
    const [told] = await tell(copy.file('kopi'), `${file}:1:15`);
    assert.equal(told?.isCutOff, true);
    const { out } = await run(copy.file('kopi'), 'history', `${file}:1:15`, '--study', 'Åses studie');
    assert.match(out, /git fetch --unshallow/);
    const [whole] = await tell(repository.folder.path, `${file}:1:15`);
    assert.equal(whole?.isCutOff, false);
  });

  it('should find a file that was renamed and not committed', async () => {
    const repository = start();
    repository.commit('Code', { [file]: 'A1: Det var [dyrt]{.kostnad} for oss alle sammen.\n' });
    const { folder } = repository;
    fs.renameSync(folder.file(file), folder.file('Åses studie/transcripts/ny.md'));
    assert.deepEqual(steps(await tell(folder.path, 'Åses studie/transcripts/ny.md:1')), ['Code: coded']);
    folder.write({ 'Åses studie/transcripts/helt ny.md': 'A2: Noe [annet]{.tid} er sagt her.\n' });
    assert.deepEqual(steps(await tell(folder.path, 'Åses studie/transcripts/helt ny.md:1')), ['now: coded']);
  });

  it('should print it for people and for tables, and quote what was said as text', async () => {
    const repository = start();
    repository.commit('Code *it*', { [file]: 'A1: Det var [=dyrt <b>]{#k1 .kostnad by=kn}.\n' });
    repository.commit('Recode', { [file]: 'A1: Det var [=dyrt <b>]{#k1 .ukjent by=kn}.\n' });
    const { path } = repository.folder;
    const { out } = await run(path, 'history', 'k1', '--study', 'Åses studie');
    const plain = out.replace(/\d{4}-\d\d-\d\d/g, 'DAY').replace(/`[\da-f]{8}`/g, '`ID`');
    assert.equal(
      plain,
      [
        '## “=dyrt \\<b\\>”',
        '',
        'transcripts/01 Kårtveit.md, line 1. Codes: ukjent',
        '',
        '- **DAY** Kari · Recode (`ID`)',
        '  - Recoded: Cost → ukjent',
        '- **DAY** Kari · Code \\*it\\* (`ID`)',
        '  - Coded with Cost (by=kn)',
        '',
      ].join('\n'),
    );
    const csv = await run(path, 'history', 'k1', '--study', 'Åses studie', '--format', 'csv');
    assert.match(csv.out, /Recode,recoded,ukjent,by=kn,"'=dyrt <b>",,kostnad,by=kn,"'=dyrt <b>",\n/);
  });

  it('should say what it does not find', async () => {
    const repository = start();
    repository.commit('Code', { [file]: 'A1: Det var [dyrt]{#k1 .kostnad}.\n\nA1: Ja.\n' });
    repository.folder.write({ 'Åses studie/transcripts/b.md': 'A1: [Ja]{#k1 .tid}.\n' });
    const { path } = repository.folder;
    const fails = async (asked: string): Promise<string> => {
      const { code, error } = await run(path, 'history', asked, '--study', 'Åses studie');
      assert.equal(code, 2);
      return error;
    };
    assert.match(await fails('k2'), /no passage with the id k2/);
    assert.match(await fails('k1'), /Several files have a passage k1/);
    assert.match(await fails(`${file}:3`), /There is no passage at/);
    assert.match(await fails('README.md:3'), /is no transcript of this study/);
    const alone = new Folder();
    folders.push(alone);
    alone.write({ 'codebook.md': codebook, 'transcripts/a.md': 'A1: [Ja]{#k1 .tid}.\n' });
    const { code, error } = await run(alone.path, 'history', 'k1');
    assert.deepEqual([code, error.includes('is in no git repository, or git is not installed')], [2, true]);
  });
});
