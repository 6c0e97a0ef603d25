import { findCode } from '../../core/queries/names.js';
import { storyOf } from '../../core/story/saturation.js';
import { tellStory } from '../../core/story/story.js';
import { codeStoryMarkdown, storyMarkdown } from '../../core/story/storyMarkdown.js';
import { changesCsv, storyCsv, storyJson, storyTables } from '../../core/story/storyTables.js';
import { Study } from '../../core/study/study.js';
import { studyFolder, type Command } from '../command.js';
import { historyOfStudy } from '../studyHistory.js';
import { openStudy } from '../studyFolder.js';
import { CommandError, exitCodes } from '../terminal.js';

const formats = ['md', 'csv', 'json'] as const;

export const storyCommand: Command = {
  name: 'story',
  operands: '[study]',
  least: 0,
  most: 1,
  about:
    'how the codebook came about, commit by commit: codes born, renamed, merged, split, moved, redefined; saturation',
  options: [
    { name: 'code', value: '<id>', about: 'only what became of this code, and of those that it came from' },
    { name: 'table', value: storyTables.join('|'), about: 'which table, with --format csv' },
    { name: 'codebook-only', about: 'count no passages: quicker, as no transcript is read' },
    { name: 'format', value: formats.join('|'), about: 'how it is printed' },
  ],
  async run(args, terminal) {
    const format = args.choice('format', formats);
    const table = args.choice('table', storyTables);
    const asked = args.text('code');
    if (args.text('table') !== undefined && format !== 'csv') throw new CommandError('--table goes with --format csv.');
    if (asked !== undefined && (format === 'json' || table !== 'changes'))
      throw new CommandError('--code goes with --format md, and with csv for the table of changes.');
    const folder = studyFolder(terminal, args.positionals[0]);
    // Of the files as they are, only the codebook has a say: its title, its language, its names.
    const { codebook } = await openStudy(folder);
    const study = Study.create({ codebook, participants: undefined, documents: [] });
    const story = await tellStory(await historyOfStudy(folder), { counting: !args.has('codebook-only') });
    const code = asked === undefined ? undefined : findCode(study, asked);
    switch (format) {
      case 'md':
        terminal.write(code === undefined ? storyMarkdown(study, story) : codeStoryMarkdown(study, story, code));
        break;
      case 'csv':
        terminal.write(code === undefined ? storyCsv(story, table) : changesCsv(storyOf(story, code)));
        break;
      case 'json':
        terminal.write(storyJson(story));
    }
    return exitCodes.done;
  },
};
