import { findMemos } from '../../core/notes/studyMemos.js';
import { findCode } from '../../core/queries/names.js';
import { memosCsv, memosJson, memosMarkdown } from '../../core/queries/render/memoTables.js';
import { studyFolder, type Command } from '../command.js';
import { readStudy } from '../studyFolder.js';
import { exitCodes } from '../terminal.js';

const formats = ['md', 'csv', 'json'] as const;

export const memosCommand: Command = {
  name: 'memos',
  operands: '[study]',
  least: 0,
  most: 1,
  about: 'print the memos, or those that fit',
  options: [
    { name: 'kind', value: '<kind>', multiple: true, about: 'of this kind; given twice, one of them' },
    { name: 'code', value: '<id>', multiple: true, about: 'on passages of this code, or that link to it' },
    { name: 'text', value: '<words>', multiple: true, about: 'with these words, whatever their case' },
    { name: 'author', value: '<name>', multiple: true, about: 'by this author; given twice, one of them' },
    { name: 'format', value: formats.join('|'), about: 'how they are printed' },
  ],
  async run(args, terminal) {
    const format = args.choice('format', formats);
    const study = await readStudy(studyFolder(terminal, args.positionals[0]));
    const memos = findMemos(study, {
      kinds: args.lists('kind'),
      codes: args.lists('code').map((code) => findCode(study, code)),
      texts: args.texts('text'),
      authors: args.lists('author'),
    });
    switch (format) {
      case 'md':
        terminal.write(memosMarkdown(study, memos, ''));
        break;
      case 'csv':
        terminal.write(memosCsv(study, memos));
        break;
      case 'json':
        terminal.write(memosJson(study, memos));
    }
    return exitCodes.done;
  },
};
