import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { codebookChanges } from '../../../src/core/changes/codebookChanges.js';
import { Codebook } from '../../../src/core/codebook/codebook.js';
import { Git } from '../../../src/core/repository/git.js';
import { traceCodings, type Origins } from '../../../src/core/story/origins.js';
import { readHistory } from '../../../src/core/story/readHistory.js';
import { tellStory } from '../../../src/core/story/story.js';
import type { Study } from '../../../src/core/study/study.js';
import { readStudy } from '../../../src/cli/studyFolder.js';
import { installedGit } from '../../../src/git/nodeGit.js';
import { scratchRepositories } from '../cli/repositories.js';
import { run } from '../cli/terminals.js';

const codebook =
  '---\nlanguage: nb\n---\n# Kodebok\n\n## Kostnad {#kostnad}\n\nDet koster.\n\n## Tid {#tid}\n\nDet tar tid.\n';

describe('the audit trail', () => {
  const { start, folder: scratchFolder } = scratchRepositories();
  const trace = async (folder: string): Promise<{ readonly study: Study; readonly origins: Origins }> => {
    const study = await readStudy(folder);
    const git = await Git.find(installedGit(), folder);
    assert.ok(git !== undefined);
    const history = await readHistory(git);
    const story = await tellStory(history, { counting: true });
    const last = story.steps.at(-1)?.codebook ?? Codebook.parse('');
    return { study, origins: await traceCodings(history, story, study, codebookChanges(last, study.codebook)) };
  };
  /** Of each coding: its words, its code, the message of the commit that made it, the code then, and who resized it. */
  const told = async (folder: string): Promise<readonly (readonly (string | undefined)[])[]> => {
    const { study, origins } = await trace(folder);
    return study.passages.flatMap((passage) =>
      passage.codes.map((code) => {
        const origin = origins.of(passage, code);
        assert.ok(origin !== undefined);
        return [passage.quote, code, origin.commit?.subject, origin.code, origin.resized?.subject];
      }),
    );
  };

  it('should follow codings through changes of text, extent, codes and files’ names to the commit that made them', async () => {
    const repository = start();
    const study = 'Mine studier/Kystnær';
    const at = (name: string): string => `${study}/transcripts/${name}`;
    repository.commit('Code', {
      [`${study}/codebook.md`]: codebook,
      [at('første møte.md')]: 'A1: Det er [dyrt]{.kostnad} her. Det er dyrt. Og [det tar tid]{.tid}.\n',
    });
    repository.commit('Correct the words', {
      [at('første møte.md')]: 'A1: Ja.\n\nA1: Det er [dyrt]{.kostnad} her. Det er dyrt. Og [det tar tid]{.tid}, ja.\n',
    });
    repository.git('mv', at('første møte.md'), at('Åpning.md'));
    repository.commit('Give it another name', {});
    repository.commit('Take more words', {
      [at('Åpning.md')]:
        'A1: Ja.\n\nA1: Det [er dyrt]{.kostnad} her. Det er [dyrt]{.kostnad}. Og [det tar tid]{.tid}, ja.\n',
    });
    repository.commit('Rename the code', {
      [`${study}/codebook.md`]: codebook.replace('Kostnad {#kostnad}', 'Utgift {#utgift}'),
      [at('Åpning.md')]:
        'A1: Ja.\n\nA1: Det [er dyrt]{.utgift} her. Det er [dyrt]{.utgift}. Og [det tar tid]{.tid}, ja.\n',
    });
    repository.folder.write({
      [at('Åpning.md')]:
        'A1: Ja.\n\nA1: Det [er dyrt]{.utgift} her. Det er [dyrt]{.utgift}. Og [det tar tid]{.tid .utgift}, ja.\n',
    });
    assert.deepEqual(await told(repository.folder.file(study)), [
      ['er dyrt', 'utgift', 'Code', 'kostnad', 'Take more words'],
      ['dyrt', 'utgift', 'Take more words', 'kostnad', undefined],
      ['det tar tid', 'tid', 'Code', 'tid', undefined],
      ['det tar tid', 'utgift', undefined, 'utgift', undefined],
    ]);
  });

  it('should give codings of a branch to its commits, whether it was merged, rebased or picked', async () => {
    const talk = 'A1: Det er dyrt. Det tar tid. Vi venter.\n';
    const files = { 'codebook.md': codebook, 'transcripts/a.md': talk };
    for (const join of ['merge', 'rebase', 'cherry-pick'] as const) {
      const repository = start();
      repository.commit('Begin', files);
      repository.git('checkout', '-q', '-b', 'ola');
      repository.commit('Ola codes', { 'transcripts/b.md': 'A2: [Vi venter]{.tid by=ol}.\n' });
      repository.git('checkout', '-q', 'main');
      repository.commit('Kari codes', { 'transcripts/a.md': talk.replace('dyrt', '[dyrt]{.kostnad}') });
      if (join === 'merge') repository.git('merge', '-q', '--no-ff', '--no-edit', 'ola');
      if (join === 'rebase') repository.git('rebase', '-q', 'main', 'ola');
      if (join === 'cherry-pick') repository.git('cherry-pick', 'ola');
      assert.deepEqual(
        await told(repository.folder.path),
        [
          ['dyrt', 'kostnad', 'Kari codes', 'kostnad', undefined],
          ['Vi venter', 'tid', 'Ola codes', 'tid', undefined],
        ],
        join,
      );
    }
  });

  it('should tell two coders apart who coded the same words, and follow a code that one of them renamed', async () => {
    const repository = start();
    const [file, talk] = ['transcripts/a.md', 'A1: Det er dyrt her. Vi venter.\n'];
    const renamed = codebook.replace('Kostnad {#kostnad}', 'Utgift {#utgift}');
    repository.commit('Begin', { 'codebook.md': codebook, [file]: talk });
    repository.git('checkout', '-q', '-b', 'ola');
    repository.commit('Ola codes', { [file]: 'A1: Det er [dyrt her. Vi venter]{.kostnad by=ol}.\n' });
    repository.git('checkout', '-q', 'main');
    repository.commit('Kari codes', {
      'codebook.md': renamed,
      [file]: 'A1: [Det er dyrt]{.utgift by=kn} her. Vi venter.\n',
    });
    repository.git('merge', '-q', '--no-commit', '-s', 'ours', 'ola');
    repository.commit('Merge', {
      'codebook.md': renamed,
      [file]: 'A1: [Det er []{#m1 .utgift by=ol}dyrt]{.utgift by=kn} her. Vi venter[]{end=m1}.\n',
    });
    assert.deepEqual(await told(repository.folder.path), [
      ['Det er dyrt', 'utgift', 'Kari codes', 'utgift', undefined],
      ['dyrt her. Vi venter', 'utgift', 'Ola codes', 'kostnad', undefined],
    ]);
    repository.commit('Kari codes within her own', {
      [file]: 'A1: [Det [er]{.utgift by=kn} []{#m1 .utgift by=ol}dyrt]{.utgift by=kn} her. Vi venter[]{end=m1}.\n',
    });
    assert.deepEqual((await told(repository.folder.path))[1], [
      'er',
      'utgift',
      'Kari codes within her own',
      'utgift',
      undefined,
    ]);
  });

  it('should find the commit of every coding, whatever else was done to the text since', async function () {
    this.timeout(180_000);
    const step = fc.record({
      file: fc.nat(2),
      place: fc.nat(20),
      isMoved: fc.boolean(),
      text: fc.constantFrom('none', 'before', 'after'),
      isMerged: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
        const repository = start();
        const names = ['a', 'b', 'c'].map((name) => `transcripts/${name}.md`);
        const paragraphs = names.map((_, file) =>
          Array.from({ length: 20 }, (_, i) => `A1: Her sier noen ord nummer ${String(i)} i samtale ${String(file)}.`),
        );
        const wanted = new Map<string, string>();
        const texts = (): Record<string, string> =>
          Object.fromEntries(names.map((name, i) => [name, `${paragraphs[i]?.join('\n\n') ?? ''}\n`]));
        repository.commit('Begin', { 'codebook.md': codebook, ...texts() });
        for (const [number, { file, place, isMoved, text, isMerged }] of steps.entries()) {
          const [name = '', lines = []] = [names[file], paragraphs[file]];
          if (isMerged) repository.git('checkout', '-q', '-b', `side${String(number)}`);
          if (isMoved) {
            names[file] = `transcripts/${'abc'.charAt(file)} ${String(number)} æ.md`;
            repository.git('mv', name, names[file]);
          }
          const words = `ord nummer ${String(place % lines.length)} `;
          const index = lines.findIndex((line) => line.includes(words) && !line.includes('['));
          const line = lines[index];
          if (line !== undefined) {
            lines[index] = line.replace(/ord nummer \d+ i samtale/, '[$&]{.tid}');
            wanted.set(`${words}i samtale ${String(file)}`, `Step ${String(number)}`);
          }
          if (text === 'before') lines.unshift(`A1: Nytt først ${String(number)}.`);
          if (text === 'after') lines.push(`A1: Nytt sist ${String(number)}.`);
          repository.commit(`Step ${String(number)}`, texts());
          if (isMerged) {
            repository.git('checkout', '-q', 'main');
            repository.git('merge', '-q', '--no-ff', '--no-edit', `side${String(number)}`);
          }
        }
        const { study, origins } = await trace(repository.folder.path);
        const found = study.passages.map((passage) => {
          const file = /^transcripts\/([abc])/.exec(passage.document)?.[1] ?? '';
          return [`${passage.quote} ${String('abc'.indexOf(file))}`, origins.of(passage, 'tid')?.commit?.subject];
        });
        assert.deepEqual(new Map(found as [string, string][]), wanted);
        repository.folder.remove();
      }),
      { numRuns: Math.min(12, Number(process.env.EMIC_RUNS ?? 12)) },
    );
  });

  const study = {
    'codebook.md':
      '---\ntitle: Samskaping\nlanguage: nb\n---\n# Kodebok\n\n## Barrierer {#barrierer .theme}\n\n### Kostnad {#kostnad}\n\nDet koster.\n\n## Tid {#tid}\n',
    'transcripts/a.md': 'A1: Det er [dyrt | *her*]{.kostnad}.\n\nA1: Og [=det tar tid]{#k7f3q .tid by=ol}.\n',
    'memos/penger.md': '---\nkind: Funn\nauthor: Kari\n---\n# Pengene først\n\nDet handler om [[barrierer]].\n',
    'memos/annet.md': '# Annet\n\nIkke noe funn om [[tid]].\n',
  };

  it('should lead from a finding over its codes to words, place, participant, commit and coder', async () => {
    const repository = start();
    repository.commit('Alt', study);
    const { code, out, error } = await run(repository.folder.path, 'audit');
    assert.equal(code, 0, error);
    const id = repository.git('rev-parse', 'HEAD').slice(0, 8);
    assert.match(out, /^# Revisjonsspor: Samskaping\n/);
    assert.match(
      out,
      new RegExp(`### Pengene først\n\n\\[memos/penger\\.md\\].* · Funn · Kari · først skrevet .* Kari \`${id}\``),
    );
    assert.match(out, /- Barrierer \(utdrag: 1\): \[Kostnad\]\(<#kostnad-kostnad>\)/);
    assert.match(out, /### Kostnad \(kostnad\)\n\n> Det koster\./);
    assert.match(
      out,
      new RegExp(
        `\\|  \\| dyrt \\\\\\| \\\\\\*her\\\\\\* \\| \\[transcripts/a\\.md:1\\].*, replikk 1 \\| A1 \\| \\d{4}-\\d\\d-\\d\\d Kari \`${id}\` \\|`,
      ),
    );
    assert.match(out, /## Koder som ingen funn nevner\n\nTid \(1\)/);
    assert.doesNotMatch(out, /Annet/);
    const other = await run(repository.folder.path, 'audit', '--kind', 'funn', '--format', 'csv');
    const rows = other.out.trimEnd().split('\n');
    assert.equal(rows.length, 3);
    assert.match(
      rows[1] ?? '',
      /^Pengene først,memos\/penger\.md,Funn,[\da-f]{40},[\da-f]{40},kostnad,Kostnad,,transcripts\/a\.md,1,1,,11,23,dyrt \| \*her\*,A1,,,Kari,kostnad,[\da-f]{40},/,
    );
    // What somebody said is no formula of a spreadsheet.
    assert.match(rows[2] ?? '', /^,,,,,tid,Tid,k7f3q,transcripts\/a\.md,3,2,,\d+,\d+,"'=det tar tid",A1,,ol,ol,tid,/);
  });

  it('should tell the same as JSON, with the findings that stand on each coding', async () => {
    const repository = start();
    repository.commit('Alt', { ...study, 'analysis/Tid.md': '# Om tid\n\n[[tid]] tar slutt.\n' });
    const head = repository.git('rev-parse', 'HEAD').trim();
    repository.folder.write({ 'transcripts/b.md': '[00:01:02] A2: [Dyrt]{.kostnad}.\n\n[00:02:00] A2: Ja.\n' });
    const { code, out, error } = await run(repository.folder.path, 'audit', '--format', 'json');
    assert.equal(code, 0, error);
    const told = JSON.parse(out) as Record<string, unknown> & {
      readonly findings: readonly Record<string, unknown>[];
      readonly codings: readonly Record<string, unknown>[];
    };
    assert.deepEqual([told.study, told.branch, told.isShallow, told.isChanged], ['Samskaping', 'main', false, true]);
    const commit = told.head as Record<string, string>;
    assert.deepEqual([commit.id, commit.author, commit.message], [head, 'Kari', 'Alt']);
    assert.deepEqual(
      told.findings.map(({ title, file, line, codes, codesCounted, firstCommit }) => [
        title,
        file,
        line,
        codes,
        codesCounted,
        firstCommit,
      ]),
      [
        ['Pengene først', 'memos/penger.md', 1, ['barrierer'], ['barrierer', 'kostnad'], commit],
        ['Om tid', 'analysis/Tid.md', 1, ['tid'], ['tid'], commit],
      ],
    );
    assert.deepEqual(
      told.codings.map(
        ({ code: id, document, line, turn, time, quote, participants, coder, commit: made, findings }) => [
          id,
          document,
          line,
          turn,
          time,
          quote,
          participants,
          coder,
          made === null ? null : (made as Record<string, string>).id,
          findings,
        ],
      ),
      [
        ['kostnad', 'transcripts/a.md', 1, 1, null, 'dyrt | *her*', ['A1'], 'Kari', head, [0]],
        ['kostnad', 'transcripts/b.md', 1, 1, '00:01:02', 'Dyrt', ['A2'], null, null, [0]],
        ['tid', 'transcripts/a.md', 3, 2, null, '=det tar tid', ['A1'], 'ol', head, [1]],
      ],
    );
    assert.equal(out.split('\n').filter((line) => line.startsWith('    {')).length, 5);
  });

  it('should tell what is not committed, and do without git', async () => {
    const repository = start();
    repository.commit('Alt', study);
    repository.folder.write({ 'transcripts/b.md': 'A2: [Dyrt]{.kostnad}.\n\nA2: Ja.\n' });
    const changed = (await run(repository.folder.path, 'audit')).out;
    assert.match(changed, /endringer som ikke er sjekket inn i git ennå/);
    assert.match(changed, /\| A2 \| ikke sjekket inn ennå \|/);
    const folder = scratchFolder();
    folder.write(study);
    const { code, out } = await run(folder.path, 'audit');
    assert.equal(code, 0);
    assert.match(out, /ikke i noe git-repositorium/);
    // Who signed is known without git; what speaks against a code is told, too.
    assert.match(out, /\| A1 \|  \|\n/);
    folder.write({ 'transcripts/b.md': 'A2: [Dyrt]{.kostnad by=ol stance=contra}.\n\nA2: Ja.\n' });
    assert.match((await run(folder.path, 'audit')).out, /\| A2 \| contra \| av ol \|\n/);
    folder.write({ 'memos/penger.md': '# Ikke noe funn\n' });
    assert.match((await run(folder.path, 'audit')).out, /Det er ingen funn[^]*### Kostnad[^]*### Tid/);
  });
});
