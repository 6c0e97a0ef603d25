import fs from 'node:fs/promises';
import path from 'node:path';
import { buildIndex, type CodeIndex } from '../../core/study/codeIndex.js';
import { formatIndex } from '../../core/study/formatIndex.js';
import { indexPath } from '../../core/study/paths.js';
import { studyFolder, type Command } from '../command.js';
import { writeWhole } from '../files.js';
import { readStudy } from '../studyFolder.js';
import { exitCodes } from '../terminal.js';

export const indexCommand: Command = {
  name: 'index',
  operands: '[study]',
  least: 0,
  most: 1,
  about: `write ${indexPath} and print the counts`,
  options: [
    { name: 'stdout', about: 'print the index and write nothing' },
    { name: 'check', about: `write nothing; exit 1 if ${indexPath} is not what would be written` },
  ],
  async run(args, terminal) {
    const folder = studyFolder(terminal, args.positionals[0]);
    const study = await readStudy(folder);
    const index = await buildIndex(study);
    const text = formatIndex(index);
    if (args.has('stdout') && !args.has('check')) {
      terminal.write(text);
      return exitCodes.done;
    }
    const file = path.join(folder, indexPath);
    const old = await fs.readFile(file, 'utf8').catch(() => undefined);
    if (args.has('check')) {
      const fresh = old === text;
      terminal.write(
        fresh
          ? `${indexPath} is up to date.\n`
          : `${indexPath} is ${old === undefined ? 'missing' : 'stale'}: run emic index.\n`,
      );
      return fresh ? exitCodes.done : exitCodes.problems;
    }
    if (old !== text) await writeWhole(file, text);
    terminal.write(`${indexPath}: ${counts(index)}${old === text ? ' (unchanged)' : ''}\n`);
    if (study.unreadable.size > 0) {
      terminal.writeError(`Left out, as they cannot be read: ${[...study.unreadable.keys()].join(', ')}\n`);
    }
    return exitCodes.done;
  },
};

function counts({ documents, passages, codes, participants }: CodeIndex): string {
  return [
    count(documents.length, 'document'),
    count(passages.length, 'passage'),
    count(codes.length, 'code'),
    count(participants.length, 'participant'),
  ].join(', ');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
