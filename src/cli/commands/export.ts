import fs from 'node:fs/promises';
import path from 'node:path';
import { ArchiveError } from '../../core/archive/archiveError.js';
import type { ProjectNotice } from '../../core/imports/codedProject.js';
import { programs, type Program } from '../../core/refi/export/fromStudy.js';
import { keptPath } from '../../core/refi/kept.js';
import type { PseudonymKey } from '../../core/pseudonyms/key.js';
import { KeyNames } from '../../core/pseudonyms/names.js';
import { formatMessage } from '../../core/text/message.js';
import { studyFolder, type Arguments, type Command, type Option } from '../command.js';
import { decode, writeWhole } from '../files.js';
import { defaultKeyPath, openKey } from '../keyFile.js';
import { readStudy } from '../studyFolder.js';
import { CommandError, exitCodes, type ExitCode, type Terminal } from '../terminal.js';
import { otherExports } from './exportOther.js';

const output: Option = { name: 'output', short: 'o', value: '<file>', about: 'where it is written' };

/** `emic export <format>`: the study for other programs. */
export const exportCommand: Command = {
  name: 'export',
  operands: '<format> [study]',
  least: 1,
  most: 2,
  about: 'write the study, or its codebook, for other programs',
  options: [output],
  among: [
    {
      name: 'export refi',
      operands: '[study]',
      least: 0,
      most: 1,
      about: 'the whole study as a project of REFI-QDA (.qdpx)',
      options: [
        output,
        { name: 'for', value: programs.join('|'), about: 'the program that is to read it: NVivo counts otherwise' },
        {
          name: 'key',
          value: '<file>',
          about: 'give back nothing of an imported project that holds names of this key',
        },
        {
          name: 'with-kept',
          about: 'give back what an import has kept, although words or people of the study have changed since',
        },
        { name: 'without-kept', about: 'give nothing back that an import has kept for an export' },
      ],
      run: exportRefi,
    },
    {
      name: 'export qdc',
      operands: '[study]',
      least: 0,
      most: 1,
      about: 'the codebook alone (.qdc)',
      options: [output],
      run: exportQdc,
    },
    ...otherExports(output),
  ],
  run: () => Promise.reject(new CommandError('It does not say what to write, such as emic export refi.')),
};

async function exportRefi(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const { exportProject } = await import('../../core/refi/exportProject.js');
  const program = args.choice<Program>('for', programs);
  if (args.has('with-kept') && args.has('without-kept'))
    throw new CommandError('--with-kept and --without-kept say the opposite.');
  const folder = studyFolder(terminal, args.positionals[0]);
  const study = await readStudy(folder);
  const read = async (inStudy: string): Promise<Uint8Array | undefined> => {
    const file = path.resolve(folder, inStudy);
    return file.startsWith(folder + path.sep) ? fs.readFile(file).catch(() => undefined) : undefined;
  };
  const kept = args.has('without-kept') ? undefined : await read(keptPath);
  const key = kept === undefined ? undefined : await keyInForce(folder, args, terminal);
  return orSentence(async () => {
    const { originalOf } = await import('../../core/refi/keptOriginal.js');
    const { original, notices: unkept } = await originalOf(
      study,
      kept === undefined ? undefined : (decode(kept)?.text ?? ''),
      read,
      {
        isWished: args.has('with-kept'),
        finder: key === undefined ? undefined : new KeyNames(key.entries, study.settings.language),
      },
    );
    const { bytes, notices } = await exportProject(study, program, original);
    const file = path.resolve(terminal.folder, args.text('output') ?? `${path.basename(folder)}.qdpx`);
    await writeWhole(file, bytes);
    return told([...unkept, ...notices], file, terminal);
  });
}

/** The key that is named; else the study's own, where there is one: no wish lets out a name that it holds. */
async function keyInForce(folder: string, args: Arguments, terminal: Terminal): Promise<PseudonymKey | undefined> {
  const asked = args.text('key');
  if (asked === undefined) {
    const isThere = await fs.stat(defaultKeyPath(folder)).then(Boolean, () => false);
    if (!isThere) return undefined;
  }
  return (await openKey(folder, asked, terminal)).key;
}

async function exportQdc(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const { exportCodebook } = await import('../../core/refi/exportProject.js');
  const folder = studyFolder(terminal, args.positionals[0]);
  const study = await readStudy(folder);
  return orSentence(async () => {
    const file = path.resolve(terminal.folder, args.text('output') ?? `${path.basename(folder)}.qdc`);
    await writeWhole(file, exportCodebook(study));
    return told([], file, terminal);
  });
}

function told(notices: readonly ProjectNotice[], file: string, terminal: Terminal): ExitCode {
  for (const { message } of notices) terminal.writeError(`${formatMessage(message)}\n`);
  terminal.write(`${path.relative(terminal.folder, file) || file}\n`);
  return exitCodes.done;
}

/** What comes from outside and is broken is one sentence. */
export async function orSentence<T>(task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    // The engine may be loaded as a bundle of its own, with its own class.
    if (error instanceof ArchiveError || (error instanceof Error && error.name === 'ArchiveError'))
      throw new CommandError(error.message);
    throw error;
  }
}
