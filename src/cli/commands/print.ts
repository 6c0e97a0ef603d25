import fs from 'node:fs/promises';
import path from 'node:path';
import { assignColors, colorsInOrder } from '../../core/colors/codeColors.js';
import { CodedText } from '../../core/markdown/codedText.js';
import { codebookPath, studyPath } from '../../core/study/paths.js';
import { Study } from '../../core/study/study.js';
import { Transcript } from '../../core/transcript/transcript.js';
import type { Command } from '../command.js';
import { decode, reasonOf, writeWhole } from '../files.js';
import { openStudy } from '../studyFolder.js';
import { CommandError, exitCodes, type Terminal } from '../terminal.js';

export const printCommand: Command = {
  name: 'print',
  operands: '<file>...',
  least: 1,
  most: 10_000,
  about: 'print transcripts as HTML, with the names of codes in the margin',
  options: [
    {
      name: 'output',
      short: 'o',
      value: '<file>',
      about: 'write this file; a folder where there are several transcripts',
    },
  ],
  async run(args, terminal) {
    const files = args.positionals;
    const output = args.text('output');
    if (output === undefined) {
      const [file = '', extra] = files;
      if (extra !== undefined)
        throw new CommandError('Several transcripts need a folder: emic print <file>... -o <folder>');
      terminal.write(await printed(terminal, file));
      return exitCodes.done;
    }
    const target = path.resolve(terminal.folder, output);
    const isFolder = files.length > 1 || (await fs.stat(target).catch(() => undefined))?.isDirectory() === true;
    if (isFolder) await makeFolder(target);
    const names = new Map<string, string>();
    for (const file of files) {
      const place = isFolder ? path.join(target, `${path.parse(file).name}.html`) : target;
      const other = names.get(place);
      if (other !== undefined) throw new CommandError(`${file} and ${other} would be written into one file, ${place}.`);
      names.set(place, file);
    }
    const wrong: string[] = [];
    for (const [place, file] of names) {
      const page = await printed(terminal, file).catch((error: unknown) => {
        if (!(error instanceof CommandError)) throw error;
        wrong.push(error.message);
        return undefined;
      });
      // One that cannot be read keeps no other from being printed.
      if (page === undefined) continue;
      await writeWhole(place, page);
      terminal.write(`${path.relative(terminal.folder, place) || place}\n`);
    }
    if (wrong.length > 0) throw new CommandError(wrong.join(' '));
    return exitCodes.done;
  },
};

async function makeFolder(folder: string): Promise<void> {
  await fs.mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw new CommandError(`${folder} cannot be made: ${reasonOf(error)}`);
  });
}

async function printed({ folder }: Terminal, name: string): Promise<string> {
  const place = path.resolve(folder, name);
  const bytes = await fs.readFile(place).catch((error: unknown) => {
    throw new CommandError(`${name} cannot be read: ${reasonOf(error)}`);
  });
  const file = decode(bytes);
  if (file === undefined) throw new CommandError(`${name} is not UTF-8 text. Save it with the encoding UTF-8.`);
  const text = CodedText.parse(file.text);
  const { printableTranscript } = await import('../../core/print/printable.js');
  const study = await studyAbove(path.dirname(place));
  if (study === undefined) {
    const colors = colorsInOrder(text.passages.flatMap(({ codes }) => codes));
    return printableTranscript(new Transcript(path.basename(place), text), {
      codebook: undefined,
      colors,
    });
  }
  const { codebook, participants } = await openStudy(study);
  const inStudy = studyPath(path.relative(study, place).split(path.sep).join('/'));
  const read = Study.create({
    codebook,
    participants,
    documents: [[inStudy, text]],
  });
  const transcript = read.transcripts[0] ?? new Transcript(inStudy, text);
  const colors = assignColors(read.codebook.codes, 'theme');
  return printableTranscript(transcript, { codebook: read.codebook, colors });
}

/** The nearest folder from one upwards that is a study. */
async function studyAbove(folder: string): Promise<string | undefined> {
  const found = await fs.stat(path.join(folder, codebookPath)).then(
    (stat) => stat.isFile(),
    () => false,
  );
  if (found) return folder;
  const above = path.dirname(folder);
  return above === folder ? undefined : studyAbove(above);
}
