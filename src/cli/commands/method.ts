import { version } from '../../../package.json';
import { methodFacts } from '../../core/story/method/facts.js';
import { methodCsv, methodJson, methodMarkdown } from '../../core/story/method/methodMarkdown.js';
import { tellStory } from '../../core/story/story.js';
import { studyFolder, type Command } from '../command.js';
import { findHistory } from '../studyHistory.js';
import { readStudy } from '../studyFolder.js';
import { exitCodes } from '../terminal.js';
import { roundsInFiles } from './roundFolders.js';

const formats = ['md', 'csv', 'json'] as const;

export const methodCommand: Command = {
  name: 'method',
  operands: '[study]',
  least: 0,
  most: 1,
  about: 'a paragraph on how the study was made, in numbers, to paste into a paper; and where each number comes from',
  options: [{ name: 'format', value: formats.join('|'), about: 'how it is printed' }],
  async run(args, terminal) {
    const format = args.choice('format', formats);
    const folder = studyFolder(terminal, args.positionals[0]);
    const [study, history] = [await readStudy(folder), await findHistory(folder)];
    const story = history === undefined ? undefined : await tellStory(history, { counting: true });
    const facts = methodFacts(study, story, await roundsInFiles(folder));
    switch (format) {
      case 'md':
        terminal.write(methodMarkdown(study, facts, `Emic ${version}`));
        break;
      case 'csv':
        terminal.write(methodCsv(facts));
        break;
      case 'json':
        terminal.write(methodJson(facts));
    }
    return exitCodes.done;
  },
};
