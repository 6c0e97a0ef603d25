import { changesMarkdown } from '../../core/changes/changesMarkdown.js';
import { changesCsv, changesJson } from '../../core/changes/changesTables.js';
import { groupings } from '../../core/changes/grouping.js';
import { readChanges } from '../../core/changes/readChanges.js';
import type { Git } from '../../core/repository/git.js';
import { StateReader } from '../../core/repository/stateReader.js';
import { message, type Message } from '../../core/text/message.js';
import { filesName, namedState, stagedName } from '../../git/namedState.js';
import { studyFolder, type Command } from '../command.js';
import { gitOfStudy, withGitErrors } from '../gitOfStudy.js';
import { CommandError, exitCodes } from '../terminal.js';

const formats = ['md', 'csv', 'json'] as const;

export const diffCommand: Command = {
  name: 'diff',
  operands: '[from] [to]',
  least: 0,
  most: 2,
  about:
    'what changed in the coding: from HEAD to the files as they are, or between two states: commits, branches, :staged, :files; a...b begins where a and b parted',
  options: [
    { name: 'study', value: '<folder>', about: 'where the study is; the current folder if it is left out' },
    { name: 'by', value: groupings.join('|'), about: 'how the changes are grouped, with --format md' },
    { name: 'format', value: formats.join('|'), about: 'how it is printed' },
  ],
  async run(args, terminal) {
    const format = args.choice('format', formats);
    const by = args.choice('by', groupings);
    if (args.text('by') !== undefined && format !== 'md') throw new CommandError('--by goes with --format md.');
    const git = await gitOfStudy(studyFolder(terminal, args.text('study')));
    const [from, to] = await ends(git, args.positionals);
    const [before, after] = await withGitErrors(Promise.all([namedState(git, from.state), namedState(git, to.state)]));
    for (const [{ name }, { files }] of [
      [from, before],
      [to, after],
    ] as const)
      if (!files.has('codebook.md') && files.size === 0)
        throw new CommandError(`There is no file of the study in ${name}.`);
    const changes = await withGitErrors(readChanges(new StateReader(), before, after));
    if (!changes.before.hasCodebook && !changes.after.hasCodebook)
      throw new CommandError(`There is no codebook.md in ${from.name} or ${to.name}. A study is a folder with one.`);
    switch (format) {
      case 'md':
        terminal.write(changesMarkdown(changes, { from: titleOf(from), to: titleOf(to), by }));
        break;
      case 'csv':
        terminal.write(changesCsv(changes));
        break;
      case 'json':
        terminal.write(changesJson(changes, from.name, to.name));
    }
    return exitCodes.done;
  },
};

interface End {
  /** What git knows the state by. */
  readonly state: string;
  /** As a person reads it. */
  readonly name: string;
}

/** The two states that are asked for. */
async function ends(git: Git, asked: readonly string[]): Promise<readonly [End, End]> {
  const [first = 'HEAD', second] = asked;
  const [, left = '', dots, right = ''] = /^(.*?)(\.{2,3})(.*)$/.exec(first) ?? [];
  if (dots === undefined || first === '.') return [named(first), named(second ?? filesName)];
  if (second !== undefined) throw new CommandError(`${first} names both states already, so ${second} is one too many.`);
  const [from, to] = [left === '' ? 'HEAD' : left, right === '' ? 'HEAD' : right];
  if (dots === '..') return [named(from), named(to)];
  const [one, other] = [await git.commit(from), await git.commit(to)];
  for (const [name, commit] of [
    [from, one],
    [to, other],
  ] as const)
    if (commit === undefined) throw new CommandError(`There is no commit ${name}.`);
  const base = await git.ask(['merge-base', one ?? '', other ?? '']);
  if (base === undefined)
    throw new CommandError(
      `${from} and ${to} have no commit in common here. A shallow copy lacks older commits; get them with: git fetch --unshallow`,
    );
  return [{ state: base, name: from }, named(to)];
}

function named(state: string): End {
  return { state, name: state === '.' ? filesName : state };
}

function titleOf({ name }: End): string | Message {
  if (name === filesName) return message('the files as they are');
  return name === stagedName ? message('what is staged') : name;
}
