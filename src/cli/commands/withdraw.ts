import fs from 'node:fs/promises';
import path from 'node:path';
import { studyPath } from '../../core/study/paths.js';
import type { Study } from '../../core/study/study.js';
import { formatMessage } from '../../core/text/message.js';
import { placeLine, withdrawalReport } from '../../core/withdrawal/report.js';
import type { Withdrawn, WithdrawalPlan } from '../../core/withdrawal/types.js';
import { planWithdrawal } from '../../core/withdrawal/withdrawal.js';
import { textsOf } from '../../core/pseudonyms/studyTexts.js';
import { studyFolder, type Arguments, type Command } from '../command.js';
import { writeWhole } from '../files.js';
import { commitsOf, repositoryOf } from '../git.js';
import { readStudy } from '../studyFolder.js';
import { CommandError, exitCodes } from '../terminal.js';
import { filesOf, refreshIndex, writeChange } from '../writeStudy.js';

export const withdrawCommand: Command = {
  name: 'withdraw',
  operands: '[study]',
  least: 0,
  most: 1,
  about: 'remove all that a participant said, or one passage, and all that repeats it',
  options: [
    { name: 'participant', value: '<id>', about: 'whose words, codings, memos, quotations and row are removed' },
    { name: 'passage', value: '<file>#<id>', about: 'which passage; one without an id as <file>:<line>:<column>' },
    { name: 'dry-run', about: 'print what would be removed, with its places, and change nothing' },
    { name: 'report', value: '<file>', about: 'also write the report, which has none of the words, to this file' },
  ],
  async run(args, terminal) {
    const folder = studyFolder(terminal, args.positionals[0]);
    const study = await readStudy(folder);
    const files = [...(await filesOf(folder)).keys()];
    const plan = await planWithdrawal(study, wantedIn(args, study), files);
    if (plan.kind === 'refused') {
      const place = plan.path === undefined || plan.line === undefined ? '' : `${plan.path}:${plan.line + 1}: `;
      throw new CommandError(`${place}${formatMessage(plan.message)} Nothing was removed.`);
    }
    const history = await historyNote(folder, plan);
    if (args.has('dry-run')) {
      for (const place of plan.found) terminal.write(`${placeLine(place, formatMessage)}\n`);
      for (const place of plan.left) terminal.write(`left: ${placeLine(place, formatMessage)}\n`);
      if (history !== '') terminal.write(`\n${history}`);
      return exitCodes.done;
    }
    const before = textsOf(study);
    const texts = new Map([...plan.texts].map(([file, after]) => [file, { before: before.get(file) ?? '', after }]));
    const today = new Date().toISOString().slice(0, 10);
    const report = withdrawalReport(plan, today, history, formatMessage);
    await writeChange(folder, { texts, moved: new Map(), deleted: plan.deleted });
    await refreshIndex(folder);
    const file = args.text('report');
    if (file !== undefined) await writeWhole(path.resolve(terminal.folder, file), report);
    terminal.write(report);
    return plan.left.length > 0 ? exitCodes.problems : exitCodes.done;
  },
};

function wantedIn(args: Arguments, study: Study): Withdrawn {
  const participant = args.text('participant');
  const passage = args.text('passage');
  if ((participant === undefined) === (passage === undefined))
    throw new CommandError('Say what is withdrawn: --participant <id>, or --passage <file>#<id>');
  if (participant !== undefined) return { kind: 'participant', id: participant };
  const [, file, id, line, column] = /^(.+?)(?:#([^#]+)|:(\d+):(\d+))$/.exec(passage ?? '') ?? [];
  if (file === undefined) throw new CommandError('A passage is named as <file>#<id>, or <file>:<line>:<column>.');
  const inStudy = studyPath(file);
  if (id !== undefined) return { kind: 'passage', path: inStudy, id };
  const at = study.lines(inStudy).offsetAt({ line: Number(line) - 1, character: Number(column) - 1 });
  return { kind: 'passage', path: inStudy, at };
}

/** What git still holds of files that change or go, and how it is taken out; empty where there is no repository. */
async function historyNote(folder: string, { texts, deleted }: WithdrawalPlan): Promise<string> {
  const repository = await repositoryOf(folder);
  if (repository === undefined) return '';
  const held: { readonly file: string; readonly isGone: boolean; readonly commits: number }[] = [];
  const real = await fs.realpath(folder);
  const root = await fs.realpath(repository);
  for (const inStudy of [...texts.keys(), ...deleted].sort()) {
    const commits = await commitsOf(folder, inStudy);
    if (commits === 0) continue;
    const file = path.relative(root, path.join(real, inStudy)).replaceAll('\\', '/');
    held.push({ file, isGone: deleted.includes(inStudy), commits });
  }
  if (held.length === 0) return 'git holds no earlier version of these files.\n';
  const lines = [
    'git still holds the words in the earlier versions of these files, and so does every copy of the repository:',
    '',
    ...held.map(({ file, commits }) => `- ${file} (${commits} ${commits === 1 ? 'commit' : 'commits'})`),
    '',
    'The index and exports may hold them, too: emic check finds real names, not words.',
    'To take them out: commit this withdrawal, clone the repository anew with all branches, and in that clone run',
    '',
    `    git filter-repo --invert-paths ${held.map(({ file }) => `--path ${quote(file)}`).join(' ')}`,
    '',
  ];
  const kept = held.filter(({ isGone }) => !isGone).map(({ file }) => file);
  if (kept.length > 0) {
    lines.push(
      'This removes the files in all versions. Then copy these from the folder where you are now, and commit them:',
      '',
      ...kept.map((file) => `- ${file}`),
      '',
    );
  }
  lines.push(
    'Push with --force --all, have the server delete what nothing leads to any more, and have everybody clone anew.',
    'Stashes, backups and recordings are not in this list.',
  );
  return `${lines.join('\n')}\n`;
}

/** As a POSIX shell takes it. */
function quote(file: string): string {
  return /^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;
}
