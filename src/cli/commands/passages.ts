import { readCondition } from '../../core/queries/attributes.js';
import { parseQuery } from '../../core/queries/language/parse.js';
import { findPassages } from '../../core/queries/passageQuery.js';
import {
  passagesCsv,
  passagesJson,
  passagesJsonLines,
  passagesMarkdown,
} from '../../core/queries/render/passageTables.js';
import { linkInStudy } from '../../core/queries/render/quotations.js';
import type { Study } from '../../core/study/study.js';
import type { Passage } from '../../core/transcript/types.js';
import { studyFolder, type Command } from '../command.js';
import { readStudy } from '../studyFolder.js';
import { exitCodes } from '../terminal.js';

const formats = ['md', 'csv', 'json', 'jsonl'] as const;

export const passagesCommand: Command = {
  name: 'passages',
  operands: '[study]',
  least: 0,
  most: 1,
  about: 'print the passages, or those that fit',
  options: [
    { name: 'code', value: '<id>', multiple: true, about: 'with this code; given twice, with both' },
    { name: 'any', value: '<id>', multiple: true, about: 'with one of these codes' },
    { name: 'not', value: '<id>', multiple: true, about: 'without this code' },
    {
      name: 'participant',
      value: '<id>',
      multiple: true,
      about: 'in which this participant answers; given twice, one of them',
    },
    {
      name: 'where',
      value: '<attr>=<value>',
      multiple: true,
      about: 'whose participant, document or mark has this attribute',
    },
    { name: 'section', value: '<id or text>', multiple: true, about: 'that begin in this section or below it' },
    { name: 'text', value: '<words>', multiple: true, about: 'whose words hold these, whatever their case' },
    { name: 'query', value: '<query>', about: 'that this query finds, besides all else (docs/queries.md)' },
    { name: 'aggregate', about: 'codes with all that stand below them, as themes always are' },
    { name: 'format', value: formats.join('|'), about: 'how they are printed' },
  ],
  async run(args, terminal) {
    const format = args.choice('format', formats);
    const where = args.texts('where').map(readCondition);
    const query = args.text('query');
    const study = await readStudy(studyFolder(terminal, args.positionals[0]));
    const passages = findPassages(study, {
      codes: args.lists('code'),
      any: args.lists('any'),
      not: args.lists('not'),
      participants: args.lists('participant'),
      where,
      sections: args.texts('section'),
      texts: args.texts('text'),
      aggregate: args.has('aggregate'),
      ...(query === undefined ? {} : { query: parseQuery(query) }),
    });
    terminal.write(print(study, passages, format));
    return exitCodes.done;
  },
};

function print(study: Study, passages: readonly Passage[], format: (typeof formats)[number]): string {
  switch (format) {
    case 'md':
      return passagesMarkdown(study, passages, linkInStudy(study));
    case 'csv':
      return passagesCsv(study, passages);
    case 'json':
      return passagesJson(study, passages);
    case 'jsonl':
      return passagesJsonLines(study, passages);
  }
}
