import path from 'node:path';
import { readCondition } from '../../core/queries/attributes.js';
import { buildMatrix, cellKinds, type Matrix } from '../../core/queries/matrix.js';
import { matrixCsv, matrixJson, matrixMarkdown, matrixTable } from '../../core/queries/render/matrixTables.js';
import type { Study } from '../../core/study/study.js';
import { studyFolder, type Command } from '../command.js';
import { writeWhole } from '../files.js';
import { readStudy } from '../studyFolder.js';
import { CommandError, exitCodes } from '../terminal.js';

const formats = ['md', 'csv', 'json', 'xlsx'] as const;
const axes = 'codes|themes|sections|participants|documents|attr:<name>|<ids>';

export const matrixCommand: Command = {
  name: 'matrix',
  operands: '[study]',
  least: 0,
  most: 1,
  about: 'print a table of the passages by two things',
  options: [
    { name: 'rows', value: axes, about: 'what the rows are; ids have commas between' },
    { name: 'columns', value: axes, about: 'what the columns are' },
    { name: 'cell', value: cellKinds.join('|'), about: 'what a cell says of its passages' },
    {
      name: 'where',
      value: '<attr>=<value>',
      multiple: true,
      about: 'only passages whose participant, document or mark has this',
    },
    { name: 'aggregate', about: 'codes and sections with all that stand below them, as themes always are' },
    { name: 'format', value: formats.join('|'), about: 'how it is printed' },
    { name: 'output', short: 'o', value: '<file>', about: 'write it to a file' },
  ],
  async run(args, terminal) {
    const rows = args.text('rows');
    const columns = args.text('columns');
    if (rows === undefined || columns === undefined) {
      throw new CommandError(
        'A matrix needs rows and columns, as in: emic matrix --rows themes --columns participants',
      );
    }
    const cell = args.choice('cell', cellKinds);
    const format = args.choice('format', formats);
    const output = args.text('output');
    if (format === 'xlsx' && output === undefined && terminal.isShown) {
      throw new CommandError('A workbook cannot be shown here. Write it to a file: --output table.xlsx');
    }
    const where = args.texts('where').map(readCondition);
    const study = await readStudy(studyFolder(terminal, args.positionals[0]));
    const matrix = buildMatrix(study, { rows, columns, cell, where, aggregate: args.has('aggregate') });
    const printed = await print(study, matrix, format);
    if (output === undefined) terminal.write(printed);
    else await writeWhole(path.resolve(terminal.folder, output), printed);
    return exitCodes.done;
  },
};

async function print(study: Study, matrix: Matrix, format: (typeof formats)[number]): Promise<string | Uint8Array> {
  switch (format) {
    case 'md':
      return matrixMarkdown(study, matrix);
    case 'csv':
      return matrixCsv(study, matrix);
    case 'json':
      return matrixJson(matrix);
    case 'xlsx': {
      const { formatWorkbook } = await import('../../core/queries/render/workbook.js');
      return formatWorkbook(matrixTable(study, matrix), 'Emic');
    }
  }
}
