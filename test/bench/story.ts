import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Git } from '../../src/core/repository/git.js';
import { auditTrail } from '../../src/core/story/audit/trail.js';
import { auditMarkdown } from '../../src/core/story/audit/auditMarkdown.js';
import { readHistory } from '../../src/core/story/readHistory.js';
import { tellStory } from '../../src/core/story/story.js';
import { readStudy } from '../../src/cli/studyFolder.js';
import { installedGit } from '../../src/git/nodeGit.js';
import { codebook, participants, transcript } from './corpus.js';
import { milliseconds, onceAsync, type Row } from './measure.js';

const commits = 200;
const documents = 20;

/** The transcript after so many commits that touched it: each codes one passage more, and one in three types a word. */
function version(i: number, step: number): string {
  let left = step;
  return transcript(i + 1, 20_000, 10).replace(/^\*\*P[^\n]* ([a-zæøå]{4,}) /gm, (line, word: string) => {
    if (left-- <= 0) return line;
    const at = line.length - word.length - 2;
    const typed = left % 3 === 0 ? ' jo' : '';
    return `${line.slice(0, at)}${typed} [${word}]{.kode${String((left % 60) + 1)}} `;
  });
}

/** The story and the audit trail of a study that came about in many commits. @param scratch a folder of the benchmark's own. */
export async function storyRows(scratch: string): Promise<readonly Row[]> {
  const folder = path.join(scratch, 'story');
  mkdirSync(folder, { recursive: true });
  execFileSync('git', ['init', '-q', '-b', 'main'], { cwd: folder, stdio: 'ignore' });
  // One stream for all commits: to start git for each takes longer than what is measured.
  const parts: Buffer[] = [];
  const data = (text: string): void =>
    void parts.push(Buffer.from(`data ${String(Buffer.byteLength(text))}\n${text}\n`));
  const say = (line: string): void => void parts.push(Buffer.from(`${line}\n`));
  const file = (name: string, text: string): void => {
    say(`M 100644 inline ${name}`);
    data(text);
  };
  for (let step = 0; step < commits; step++) {
    say('commit refs/heads/main');
    say(`committer Kari <kari@example.org> ${String(1_700_000_000 + step * 86_400)} +0100`);
    data(`Step ${String(step)}`);
    if (step === 0) {
      file('participants.csv', participants());
      for (let i = 0; i < documents; i++) file(`transcripts/t${String(i)}.md`, version(i, 0));
    }
    const named = codebook().replaceAll(/^### kode(\d+)$/gm, (line, n: string) =>
      Number(n) * 3 > step ? line : `### Kode ${n} {#kode${n}}`,
    );
    if (step % 3 === 0) file('codebook.md', named);
    file(`transcripts/t${String(step % documents)}.md`, version(step % documents, Math.floor(step / documents) + 1));
  }
  execFileSync('git', ['fast-import', '--quiet'], {
    cwd: folder,
    input: Buffer.concat(parts),
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  execFileSync('git', ['reset', '-q', '--hard'], { cwd: folder, stdio: 'ignore' });
  const git = await Git.find(installedGit(), folder);
  if (git === undefined) throw new Error('There is no git.');
  let steps = 0;
  const story = await onceAsync(async () => {
    steps = (await tellStory(await readHistory(git), { counting: true })).steps.length;
  });
  if (steps !== commits) throw new Error(`${String(steps)} commits are told.`);
  let told = '';
  const audit = await onceAsync(async () => {
    told = auditMarkdown(await auditTrail(await readStudy(folder), await readHistory(git)));
  });
  if (!told.includes('Kari')) throw new Error('Nobody coded anything.');
  const row = (what: string, took: number): Row => ({
    what,
    figure: milliseconds(took),
    baseline: '',
    ratio: '',
    goal: 'under 2 s',
    met: took < 2_000,
  });
  return [
    row(`the codebook's story of ${String(commits)} commits, ${String(documents)} transcripts`, story),
    row('the audit trail of these', audit),
  ];
}
