import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { changesMarkdown } from '../../src/core/changes/changesMarkdown.js';
import { readChanges } from '../../src/core/changes/readChanges.js';
import { changeRows } from '../../src/core/changes/rows.js';
import type { StudyChanges } from '../../src/core/changes/types.js';
import { speakIn } from '../../src/core/queries/render/language.js';
import { Git } from '../../src/core/repository/git.js';
import { commitState } from '../../src/core/repository/gitStates.js';
import { StateReader } from '../../src/core/repository/stateReader.js';
import { installedGit } from '../../src/git/nodeGit.js';
import { codebook, participants, transcript } from './corpus.js';
import { milliseconds, once, type Row } from './measure.js';

const count = Number(process.env.EMIC_BENCH_FILES ?? 1000);

/** One transcript of ten is coded otherwise in the second commit. */
const changedShare = 10;
/** In the third, one of five has another word in each turn, codes that are gone and others that have come. */
const heavyShare = 5;

/** What a busy week does to a transcript. */
function revised(text: string): string {
  let turn = 0;
  return text.replace(/\.kode(\d)\b/g, '.ny$1').replace(/^\*\*P.*$/gm, (line) => {
    turn++;
    const typed = line.replace(' og ', ' og så ');
    return turn % 4 === 0 ? typed.replace(/ ([a-zæøå]{4,})([ .])/, ' [$1]{.fersk by=kn}$2') : typed;
  });
}

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
  for (let i = 0; i < count; i += heavyShare) write(i, revised(transcript(i + 1, 8_000, 20)));
  git('commit', '-q', '-a', '-m', 'Three');
  const found = await Git.find(installedGit(), folder);
  if (found === undefined) throw new Error('There is no git.');
  const between = async (from: string, to: string, changed: number): Promise<readonly [number, StudyChanges]> => {
    const begun = performance.now();
    const [before, after] = [await commitState(found, from), await commitState(found, to)];
    const changes = await readChanges(new StateReader(), before, after);
    const took = performance.now() - begun;
    if (changes.documents.length !== changed) throw new Error(`${String(changes.documents.length)} documents changed.`);
    return [took, changes];
  };
  const [all] = await between('HEAD~2', 'HEAD~1', Math.ceil(count / changedShare));
  const [heavy, changes] = await between('HEAD~2', 'HEAD', Math.ceil(count / heavyShare));
  let told = '';
  const telling = once(() => (told = changesMarkdown(changes, { from: 'a', to: 'b', by: 'document' })));
  const rows = changeRows(changes, speakIn('nb')).length;
  if (rows < count || told.length < 10_000) throw new Error(`${String(rows)} changes.`);
  return [
    {
      what: `coding diff of two commits of ${String(count)} transcripts, one in ${String(changedShare)} coded otherwise`,
      figure: milliseconds(all),
      baseline: '',
      ratio: '',
      goal: 'under 2 s',
      met: all < 2_000,
    },
    {
      what: `the same, one in ${String(heavyShare)} typed and coded otherwise in each turn: ${String(rows)} changes`,
      figure: milliseconds(heavy),
      baseline: '',
      ratio: '',
      goal: 'under 2 s',
      met: heavy < 2_000,
    },
    {
      what: 'these changes as Markdown for a pull request',
      figure: milliseconds(telling),
      baseline: '',
      ratio: '',
      goal: 'under 0.5 s',
      met: telling < 500,
    },
  ];
}
