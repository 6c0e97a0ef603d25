import { realpathSync } from 'node:fs';
import { studyFolder, type Arguments, type Command } from '../command.js';
import { runDriver } from '../mergeDriver.js';
import { followRenames } from '../followRenames.js';
import { install, uninstall } from '../mergeSetUp.js';
import { CommandError, exitCodes } from '../terminal.js';

export const mergeCommand: Command = {
  name: 'merge',
  operands: '<base> <ours> <theirs> <path>',
  least: 0,
  most: 4,
  about:
    'merge two versions of a transcript, codebook or table of participants, as git asks for it; --install sets git up',
  options: [
    { name: 'install', about: 'let git merge a study by Emic: emic merge --install [study]' },
    { name: 'uninstall', about: 'take that back' },
    {
      name: 'follow',
      about: 'after a merge: let codes that one side renamed follow in transcripts that only the other changed',
    },
    { name: 'ours', value: 'name', about: 'what conflict markers call this side' },
    { name: 'theirs', value: 'name', about: 'what conflict markers call the other side' },
    { name: 'base-label', value: 'name', about: 'what git calls the state that both come from' },
    { name: 'marker-size', value: 'number', about: 'how many signs a conflict marker has' },
  ],
  async run(args, terminal) {
    const asked = ['install', 'uninstall', 'follow'].filter((name) => args.has(name));
    if (asked.length > 1) throw new CommandError(`--${asked.join(' and --')} are two things to do; ask for one.`);
    const [task] = asked;
    if (task !== undefined) {
      const [study, extra] = args.positionals;
      if (extra !== undefined)
        throw new CommandError(`There is one word too many, ${extra}: emic merge --${task} [study]`);
      const folder = studyFolder(terminal, study);
      const done =
        task === 'install'
          ? await install(folder, program())
          : task === 'uninstall'
            ? await uninstall(folder)
            : await followRenames(folder);
      terminal.write(`${done.join('\n')}\n`);
      return exitCodes.done;
    }
    const [base, ours, theirs, path] = args.positionals;
    if (base === undefined || ours === undefined || theirs === undefined || path === undefined)
      throw new CommandError(
        'Something is missing: emic merge <base> <ours> <theirs> <path>, or emic merge --install [study]',
      );
    const size = Number(args.text('marker-size') ?? 7);
    const labels = { ours: label(args, 'ours'), theirs: label(args, 'theirs') };
    const markerSize = Number.isInteger(size) && size > 0 ? size : 7;
    const isWhole = await runDriver({ base, ours, theirs, path, labels, markerSize }, terminal);
    return isWhole ? exitCodes.done : exitCodes.problems;
  },
};

/** A label that git filled in; versions that do not know how leave `%X` there. */
function label(args: Arguments, side: 'ours' | 'theirs'): string {
  const given = args.text(side)?.replace(/\s+/g, ' ').trim() ?? '';
  return given === '' || /^%[A-Z]$/.test(given) ? side : given;
}

/** What starts this program again. */
function program(): readonly string[] {
  const script = process.argv[1];
  return script === undefined ? ['emic'] : [process.execPath, realpathSync(script)];
}
