import path from 'node:path';
import { linksFrom } from '../../core/analysis/documents/links.js';
import type { AnalysisKind } from '../../core/analysis/kind.js';
import { analysisKinds, kindOption } from '../../core/analysis/kinds.js';
import type { Option as KindOption } from '../../core/analysis/options.js';
import { exportFormats, formatAnalyses, isBinary, type ExportFormat } from '../../core/analysis/render/formats.js';
import { analyzeTitled } from '../../core/analysis/titled.js';
import { formatMessage } from '../../core/text/message.js';
import { studyFolder, type Arguments, type Command, type Option } from '../command.js';
import { writeWhole } from '../files.js';
import { readStudy } from '../studyFolder.js';
import { CommandError, exitCodes, type ExitCode, type Terminal } from '../terminal.js';

const delimiters = [',', ';'] as const;

/** What every kind can be asked: how it is written. */
const formatOptions: readonly Option[] = [
  {
    name: 'format',
    value: exportFormats.join('|'),
    about: 'how it is written; as the file’s name ends if it is left out, else md',
  },
  { name: 'output', short: 'o', value: '<file>', about: 'write it to a file' },
  {
    name: 'delimiter',
    value: "','|';'",
    about: 'what stands between the cells of CSV; with ; numbers have the study’s decimal sign',
  },
  { name: 'bom', about: 'CSV begins with a byte order mark, so that Excel reads its letters' },
];

/** `emic show <kind>`: each kind of analysis, with the options that it says of itself. */
export const showCommand: Command = {
  name: 'show',
  operands: '<kind> [study]',
  least: 1,
  most: 2,
  about: 'print an analysis, or write it as a table, a document or a workbook',
  options: formatOptions,
  among: analysisKinds.map(commandOf),
  run: () => {
    const kinds = analysisKinds.map(({ name }) => name).join(', ');
    return Promise.reject(new CommandError(`It does not say what to show: emic show <kind>. There are ${kinds}.`));
  },
};

function commandOf(kind: AnalysisKind): Command {
  return {
    name: `show ${kind.name}`,
    operands: '[study]',
    least: 0,
    most: 1,
    about: formatMessage(kind.about).replace(/\.$/, ''),
    options: [...Object.entries(kind.options).map(([name, option]) => optionOf(name, option)), ...formatOptions],
    run: (args, terminal) => show(kind, args, terminal),
  };
}

/** Each option is written as in a block of an analysis document. */
function optionOf(name: string, { type, about, choices, isRequired }: KindOption<unknown>): Option {
  const sentence = formatMessage(about).replace(/\.$/, '');
  return {
    name,
    value: valueOf(type, choices),
    about: `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}${isRequired ? ' (has to be given)' : ''}`,
    ...(isList(type) ? { multiple: true } : {}),
    ...(type === 'flag' ? { bare: 'true', choices: ['true', 'false', 'yes', 'no'] } : {}),
  };
}

/** The format that a file's name says; Markdown where it says none. */
function formatOf(output: string | undefined): ExportFormat {
  const ending = output === undefined ? '' : path.extname(output).slice(1).toLowerCase();
  return exportFormats.find((format) => format === ending) ?? 'md';
}

function valueOf(type: KindOption<unknown>['type'], choices: readonly string[] | undefined): string {
  switch (type) {
    case 'choice':
      return (choices ?? []).join('|');
    case 'flag':
      return 'yes|no';
    case 'codes':
      return '<id>,<id>';
    case 'texts':
      return '<text>,<text>';
    default:
      return `<${type}>`;
  }
}

function isList(type: KindOption<unknown>['type']): boolean {
  return type === 'codes' || type === 'texts';
}

async function show(kind: AnalysisKind, args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const delimiter = args.choice('delimiter', delimiters);
  const output = args.text('output');
  const format = args.text('format') === undefined ? formatOf(output) : args.choice('format', exportFormats);
  if (isBinary(format) && output === undefined && terminal.isShown) {
    throw new CommandError(`This cannot be shown here. Write it to a file: --output ${kind.name}.${format}`);
  }
  const written = Object.entries(kind.options).flatMap(([name, { type }]) => {
    const value = isList(type) ? args.texts(name).flatMap((text) => text.split(',')) : args.text(name);
    return value === undefined || value.length === 0 ? [] : [[name, value] as const];
  });
  const study = await readStudy(studyFolder(terminal, args.positionals[0]));
  const asked = { [kindOption]: kind.name, ...Object.fromEntries(written) };
  const content = await formatAnalyses(study, [await analyzeTitled(study, asked)], format, {
    csv: { delimiter, bom: args.has('bom') },
    linkTo: linksFrom(study, 'analysis.md'),
  });
  if (output === undefined) terminal.write(content);
  else await writeWhole(path.resolve(terminal.folder, output), content);
  return exitCodes.done;
}
