import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readChanges } from '../../src/core/changes/readChanges.js';
import { Git } from '../../src/core/repository/git.js';
import { commitState } from '../../src/core/repository/gitStates.js';
import { StateReader } from '../../src/core/repository/stateReader.js';
import { installedGit } from '../../src/git/nodeGit.js';
import { codebook, participants, transcript } from './corpus.js';
import { milliseconds, type Row } from './measure.js';

const count = Number(process.env.EMIC_BENCH_FILES ?? 1000);

/** One transcript of ten is coded otherwise in the later commit. */
const changedShare = 10;

/** The coding diff of two commits, from git to the changes. @param scratch a folder of the benchmark's own. */
export async function changesRows(scratch: string): Promise<readonly Row[]> {
  const folder = path.join(scratch, 'changes');
  mkdirSync(path.join(folder, 'transcripts'), { recursive: true });
  const git = (...args: readonly string[]): void => {
    const who = ['-c', 'user.name=Kari', '-c', 'user.email=kari@example.org', '-c', 'commit.gpgsign=false'];
    execFileSync('git', [...who, ...args], { cwd: folder, stdio: 'ignore' });
  };
  const write = (i: number, text: string): void =>
    writeFileSync(path.join(folder, 'transcripts', `t${String(i).padStart(4, '0')}.md`), text);
  git('init', '-q');
  writeFileSync(path.join(folder, 'codebook.md'), codebook());
  writeFileSync(path.join(folder, 'participants.csv'), participants());
  for (let i = 0; i < count; i++) write(i, transcript(i + 1, 8_000, 20));
  git('add', '-A');
  git('commit', '-q', '-m', 'One');
  for (let i = 0; i < count; i += changedShare) write(i, transcript(i + 1, 8_000, 20).replace('.kode', '.annen'));
  git('commit', '-q', '-a', '-m', 'Two');
  const found = await Git.find(installedGit(), folder);
  if (found === undefined) throw new Error('There is no git.');
  const begun = performance.now();
  const [before, after] = [await commitState(found, 'HEAD~1'), await commitState(found, 'HEAD')];
  const { documents } = await readChanges(new StateReader(), before, after);
  const all = performance.now() - begun;
  if (documents.length !== Math.ceil(count / changedShare))
    throw new Error(`${String(documents.length)} documents changed.`);
  return [
    {
      what: `coding diff of two commits of ${String(count)} transcripts, one in ${String(changedShare)} coded otherwise`,
      figure: milliseconds(all),
      baseline: '',
      ratio: '',
      goal: 'under 2 s',
      met: all < 2_000,
    },
  ];
}
