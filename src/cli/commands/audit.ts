import { auditCsv } from '../../core/story/audit/auditCsv.js';
import { auditJson } from '../../core/story/audit/auditJson.js';
import { auditMarkdown } from '../../core/story/audit/auditMarkdown.js';
import { auditTrail } from '../../core/story/audit/trail.js';
import { studyFolder, type Command } from '../command.js';
import { findHistory } from '../studyHistory.js';
import { readStudy } from '../studyFolder.js';
import { exitCodes } from '../terminal.js';

const formats = ['md', 'csv', 'json'] as const;

export const auditCommand: Command = {
  name: 'audit',
  operands: '[study]',
  least: 0,
  most: 1,
  about: 'the audit trail: from each finding over its codes to the words, and to the commits that coded them',
  options: [
    {
      name: 'kind',
      value: '<kind>',
      multiple: true,
      about: 'memos of this kind are findings, as documents in analysis/ always are; finding (funn) if it is left out',
    },
    { name: 'format', value: formats.join('|'), about: 'how it is printed' },
  ],
  async run(args, terminal) {
    const format = args.choice('format', formats);
    const folder = studyFolder(terminal, args.positionals[0]);
    const kinds = args.lists('kind');
    const [study, history] = [await readStudy(folder), await findHistory(folder)];
    const trail = await auditTrail(study, history, kinds.length === 0 ? {} : { kinds });
    const write = { md: auditMarkdown, csv: auditCsv, json: auditJson }[format];
    terminal.write(write(trail));
    return exitCodes.done;
  },
};
