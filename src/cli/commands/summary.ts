import { linkInStudy } from '../../core/queries/render/quotations.js';
import { summaryMarkdown } from '../../core/analysis/summary/summaryMarkdown.js';
import { summarize } from '../../core/queries/themeSummary.js';
import { studyFolder, type Command } from '../command.js';
import { readStudy } from '../studyFolder.js';
import { exitCodes } from '../terminal.js';

export const summaryCommand: Command = {
  name: 'summary',
  operands: '<theme or code> [study]',
  least: 1,
  most: 2,
  about: 'print the summary of a theme or code, in Markdown',
  options: [],
  async run(args, terminal) {
    const [code = '', folder] = args.positionals;
    const study = await readStudy(studyFolder(terminal, folder));
    terminal.write(summaryMarkdown(study, summarize(study, code), linkInStudy(study)));
    return exitCodes.done;
  },
};
