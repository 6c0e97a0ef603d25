import path from 'node:path';
import { Git } from '../../core/repository/git.js';
import { studyPath } from '../../core/study/paths.js';
import type { Study } from '../../core/study/study.js';
import { formatMessage } from '../../core/text/message.js';
import { gitNote } from '../../core/withdrawal/gitNote.js';
import { placeLine, withdrawalReport } from '../../core/withdrawal/report.js';
import type { Withdrawn } from '../../core/withdrawal/types.js';
import { planWithdrawal } from '../../core/withdrawal/withdrawal.js';
import { textsOf } from '../../core/pseudonyms/studyTexts.js';
import { installedGit } from '../../git/nodeGit.js';
import { studyFolder, type Arguments, type Command } from '../command.js';
import { writeWhole } from '../files.js';
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
    const git = await Git.find(installedGit(), folder);
    const history = git === undefined ? '' : await gitNote(git, plan, formatMessage);
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
