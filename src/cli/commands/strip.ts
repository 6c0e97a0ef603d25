import fs from 'node:fs/promises';
import path from 'node:path';
import { CodedText } from '../../core/markdown/codedText.js';
import type { Command } from '../command.js';
import { decode, reasonOf } from '../files.js';
import { CommandError, exitCodes } from '../terminal.js';

export const stripCommand: Command = {
  name: 'strip',
  operands: '<file>',
  least: 1,
  most: 1,
  about: 'print a document without its marks and memos, byte for byte as it was before coding',
  options: [],
  async run(args, terminal) {
    const [name = ''] = args.positionals;
    const bytes = await fs.readFile(path.resolve(terminal.folder, name)).catch((error: unknown) => {
      throw new CommandError(`${name} cannot be read: ${reasonOf(error)}`);
    });
    const file = decode(bytes);
    if (file === undefined) throw new CommandError(`${name} is not UTF-8 text. Save it with the encoding UTF-8.`);
    terminal.write(file.bom + CodedText.parse(file.text).clean);
    return exitCodes.done;
  },
};
