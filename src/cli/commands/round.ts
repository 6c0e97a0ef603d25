import fs from 'node:fs/promises';
import path from 'node:path';
import { Git, GitError } from '../../core/repository/git.js';
import { closeRound } from '../../core/rounds/closeRound.js';
import { folderOf } from '../../core/rounds/folders/roundFolders.js';
import { committedRounds, progressOf, type CoderWork } from '../../core/rounds/progress.js';
import { branchOf, roundId, roundPath, type Round } from '../../core/rounds/round.js';
import { RoundError } from '../../core/rounds/roundError.js';
import { startRound, type WriteFile } from '../../core/rounds/startRound.js';
import { codebookPath } from '../../core/study/paths.js';
import { installedGit } from '../../git/nodeGit.js';
import { studyFolder, type Arguments, type Command } from '../command.js';
import { writeWhole } from '../files.js';
import { numberOf, CommandError, exitCodes, type ExitCode, type Terminal } from '../terminal.js';
import { closeInFolders, folderProgress, roundsInFiles, startInFolders } from './roundFolders.js';

const formats = ['md', 'json'] as const;

/** `emic round`: several people code the same transcripts without seeing each other's codings. */
export const roundCommand: Command = {
  name: 'round',
  operands: 'start|status|close',
  least: 1,
  most: 3,
  about: 'code blindly: start a round, see how far its coders are, bring their codings together',
  options: [],
  among: [
    {
      name: 'round start',
      operands: '<name> [study]',
      least: 1,
      most: 2,
      about: 'give each coder a branch (or folder) of the study without what the others coded',
      options: [
        { name: 'coders', value: '<name>,<name>', multiple: true, about: 'who codes, as by= is to name them' },
        {
          name: 'transcripts',
          value: '<path or glob>',
          multiple: true,
          about: 'only these; all if it is left out',
        },
        { name: 'bare', about: 'begin with the bare words: codings that nobody signed are left out, too' },
        {
          name: 'folders',
          value: '<folder>',
          about: 'a folder for each coder in this one, instead of a branch: no git',
        },
      ],
      run: told(start),
    },
    {
      name: 'round status',
      operands: '[study]',
      least: 0,
      most: 1,
      about: 'the rounds, and how much each coder has coded (not what)',
      options: [
        { name: 'folders', value: '<folder>', about: 'where the folders of a round by folders are' },
        { name: 'format', value: formats.join('|'), about: 'how it is printed' },
      ],
      run: told(status),
    },
    {
      name: 'round close',
      operands: '<name> [study]',
      least: 1,
      most: 2,
      about: 'bring the codings of all coders into the study, and compare them',
      options: [
        { name: 'without', value: '<name>', multiple: true, about: 'a coder who did not take part after all' },
        { name: 'folders', value: '<folder>', about: 'where the folders of a round by folders are' },
      ],
      run: told(close),
    },
  ],
  run: () => Promise.reject(new CommandError('It does not say what to do, such as emic round start.')),
};

/** Says in one line what git or a round stand in the way of. */
function told(run: Command['run']): Command['run'] {
  return async (args, terminal) => {
    try {
      return await run(args, terminal);
    } catch (error) {
      if (error instanceof RoundError) throw new CommandError(error.message);
      if (error instanceof GitError)
        throw new CommandError(error.code === undefined ? error.message : `git ${error.command}: ${error.message}`);
      throw error;
    }
  };
}

async function gitOf(folder: string): Promise<Git> {
  const git = await Git.find(installedGit(), folder);
  if (git === undefined) {
    throw new CommandError(
      `${folder} is in no git repository, or git is not installed. Without git, coders have folders: --folders <folder>`,
    );
  }
  return git;
}

async function studyAt(terminal: Terminal, operand: string | undefined): Promise<string> {
  const folder = studyFolder(terminal, operand);
  await fs.access(path.join(folder, codebookPath)).catch(() => {
    throw new CommandError(`There is no ${codebookPath} in ${folder}. A study is a folder with a ${codebookPath}.`);
  });
  return folder;
}

/** Where the folders of a round are; undefined for a round by branches. */
function foldersOf(args: Arguments, terminal: Terminal): string | undefined {
  const where = args.text('folders');
  return where === undefined ? undefined : path.resolve(terminal.folder, where);
}

function writerIn(folder: string): WriteFile {
  return async (name, text) => {
    const file = path.join(folder, ...name.split('/'));
    if (text === undefined) return fs.rm(file, { force: true });
    await fs.mkdir(path.dirname(file), { recursive: true });
    await writeWhole(file, text);
  };
}

async function start(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const [title = '', operand] = args.positionals;
  const folder = await studyAt(terminal, operand);
  const transcripts = args.lists('transcripts').map((each) => each.replaceAll('\\', '/'));
  const round: Round = {
    id: roundId(title),
    title,
    coders: [...new Set(args.lists('coders'))],
    transcripts,
    begins: args.has('bare') ? 'bare' : 'agreed',
    isOpen: true,
    inFolders: args.text('folders') !== undefined,
    joined: [],
  };
  const where = foldersOf(args, terminal);
  if (where !== undefined) return startInFolders(folder, round, where, terminal);
  const git = await gitOf(folder);
  const started = await startRound(git, round, writerIn(folder));
  terminal.write(`Started the round ${title}: ${roundPath(round.id)} is committed.\n`);
  for (const { coder, branch, hidden } of started)
    terminal.write(
      `${coder} codes on the branch ${branch}${hidden === 0 ? '' : `, without ${hidden === 1 ? 'one coding' : `${hidden} codings`}`}.\n`,
    );
  terminal.write(
    `Push the branches. Each coder fetches, runs git switch ${branchOf(round, '')}<name> and codes there.\n`,
  );
  return exitCodes.done;
}

async function status(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const format = args.choice('format', formats);
  const folder = await studyAt(terminal, args.positionals[0]);
  const where = foldersOf(args, terminal);
  const all = where === undefined ? await byBranches(folder) : await byFolders(folder, where);
  if (format === 'json') {
    terminal.write(`${JSON.stringify(all, undefined, 2)}\n`);
    return exitCodes.done;
  }
  if (all.length === 0) terminal.write('There is no round.\n');
  for (const { title, isOpen, inFolders, coders, progress } of all) {
    terminal.write(`${title}: ${isOpen ? 'open' : 'closed'}, ${coders.join(', ')}\n`);
    if (isOpen && inFolders && where === undefined) terminal.write('- in folders: --folders <folder> tells how far\n');
    for (const { coder, missing, isJoined, made, documents, of } of progress)
      terminal.write(
        missing === undefined
          ? `- ${coder}: ${numberOf(made, 'passage')} in ${documents} of ${of} transcripts${isJoined ? ', in the study' : ''}\n`
          : `- ${coder}: ${missing} is not here\n`,
      );
  }
  return exitCodes.done;
}

/** A round, and how far its coders are where that can be told. */
interface RoundStatus extends Round {
  readonly progress: readonly (CoderWork & {
    readonly coder: string;
    readonly isJoined: boolean;
    /** What would tell how far the coder is. */
    readonly missing?: string;
  })[];
}

async function byBranches(folder: string): Promise<readonly RoundStatus[]> {
  const git = await gitOf(folder);
  const rounds = await committedRounds(git);
  return Promise.all(
    rounds.map(async (round) => {
      const progress = round.isOpen && !round.inFolders ? await progressOf(git, round) : [];
      return {
        ...round,
        progress: progress.map((one) => (one.isHere ? one : { ...one, missing: `the branch ${one.branch}` })),
      };
    }),
  );
}

/** The rounds whose folders these are. */
async function byFolders(folder: string, where: string): Promise<readonly RoundStatus[]> {
  const found: RoundStatus[] = [];
  for (const round of await roundsInFiles(folder)) {
    const progress = round.isOpen ? await folderProgress(round, where) : [];
    if (progress === undefined) continue;
    found.push({
      ...round,
      progress: progress.map(([coder, work]) => ({
        coder,
        isJoined: round.joined.includes(coder),
        ...(work ?? { made: 0, documents: 0, of: 0, missing: `the folder ${folderOf(coder)}` }),
      })),
    });
  }
  return found;
}

async function close(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const [name = '', operand] = args.positionals;
  const folder = await studyAt(terminal, operand);
  const where = foldersOf(args, terminal);
  const git = where === undefined ? await gitOf(folder) : undefined;
  const rounds = git === undefined ? await roundsInFiles(folder) : await committedRounds(git);
  const round = rounds.find(({ id, title }) => id === name || title === name || id === roundId(name));
  if (round === undefined)
    throw new CommandError(`There is no round ${name}. There are: ${rounds.map(({ id }) => id).join(', ') || 'none'}.`);
  if (!round.isOpen) throw new CommandError(`The round ${round.title} is closed already.`);
  const without = args.lists('without');
  const stranger = without.find((coder) => !round.coders.includes(coder));
  if (stranger !== undefined) throw new CommandError(`${stranger} is no coder of the round ${round.title}.`);
  if (git === undefined) return closeInFolders(folder, round, where ?? '', without, terminal);
  if (round.inFolders)
    throw new CommandError(`The coders of ${round.title} have folders. Say where: --folders <folder>`);
  const { joined, undecided, comparison } = await closeRound(git, round, writerIn(folder), without);
  for (const coder of joined.slice(0, undecided.length > 0 ? -1 : undefined))
    terminal.write(`What ${coder} coded is in the study.\n`);
  if (comparison === undefined) {
    terminal.write(`${joined.at(-1) ?? ''} changed the same words as another. Decide in: ${undecided.join(', ')}\n`);
    terminal.write(`Then commit, and close the round again: emic round close ${round.id}\n`);
    return exitCodes.problems;
  }
  terminal.write(`Closed the round ${round.title}. ${comparison} compares the coders.\n`);
  return exitCodes.done;
}
