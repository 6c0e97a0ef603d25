import path from 'node:path';
import { Codebook } from '../../core/codebook/codebook.js';
import type { Problem } from '../../core/study/problem.js';
import type { Study } from '../../core/study/study.js';
import type { Position } from '../../core/text/lines.js';
import { formatMessage } from '../../core/text/message.js';
import { findLeaks, printHistory } from '../checkKey.js';
import { checkStudy } from '../checkStudy.js';
import { studyFolder, type Command } from '../command.js';
import { openKey } from '../keyFile.js';
import { openStudy } from '../studyFolder.js';
import { CommandError, exitCodes, type Terminal } from '../terminal.js';

const formats = ['text', 'json', 'github'] as const;
type Format = (typeof formats)[number];

export const checkCommand: Command = {
  name: 'check',
  operands: '[study]',
  least: 0,
  most: 1,
  about: 'print what is wrong with the study; exit 1 if there is an error or a warning',
  options: [
    { name: 'format', value: formats.join('|'), about: 'how the problems are printed' },
    { name: 'key', value: '<file>', about: 'also look for the real names of this key in all files of the study' },
    { name: 'history', about: 'with --key: also in all commits of the git repository' },
  ],
  async run(args, terminal) {
    const format = args.choice('format', formats);
    const folder = studyFolder(terminal, args.positionals[0]);
    const asked = args.text('key');
    if (args.has('history') && asked === undefined) throw new CommandError('--history goes with --key.');
    const study = await openStudy(folder);
    const problems = await checkStudy(study, placed);
    if (asked !== undefined) {
      const keyFile = await openKey(folder, asked, terminal);
      const { language } = Codebook.parse(study.codebook ?? '').settings;
      const leaks = await findLeaks(folder, keyFile, language);
      problems.push(...leaks.map(({ problem, from, to }) => placedAt(problem, from, to)));
      terminal.write(print(problems, format, folder, terminal));
      if (args.has('history') && (await printHistory(folder, keyFile, language, historyTerminal(terminal, format))) > 0)
        return exitCodes.problems;
    } else terminal.write(print(problems, format, folder, terminal));
    return problems.some(({ severity }) => severity !== 'info') ? exitCodes.problems : exitCodes.done;
  },
};

/** A problem for people and for other tools. Lines and columns are 1-based, columns count UTF-16 code units, the end is exclusive. */
interface PlacedProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: Problem['severity'];
  readonly message: string;
  readonly rule: Problem['rule'];
}

/** JSON on standard output stays one value: what the history holds is said beside it. */
function historyTerminal(terminal: Terminal, format: Format): Terminal {
  if (format !== 'json') return terminal;
  const { folder, isShown } = terminal;
  const writeError = (text: string | Uint8Array): void => terminal.writeError(String(text));
  return { folder, isShown, write: writeError, writeError };
}

function placed(study: Study, problem: Problem): PlacedProblem {
  const lines = study.lines(problem.path);
  return placedAt(problem, lines.positionAt(problem.start), lines.positionAt(problem.end));
}

function placedAt({ path, severity, message, rule }: Problem, from: Position, to: Position): PlacedProblem {
  return {
    file: path,
    line: from.line + 1,
    column: from.character + 1,
    endLine: to.line + 1,
    endColumn: to.character + 1,
    severity,
    message: formatMessage(message).replace(/\s*[\r\n]\s*/g, ' '),
    rule,
  };
}

function print(problems: readonly PlacedProblem[], format: Format, folder: string, terminal: Terminal): string {
  switch (format) {
    case 'text':
      return problems.map(asLine).join('');
    case 'json':
      return asJson(problems);
    case 'github': {
      // GitHub counts paths from where it checked the repository out, which is where it runs commands.
      const inRepository = path.relative(terminal.folder, folder).replaceAll('\\', '/');
      return problems.map((problem) => asWorkflowCommand(problem, inRepository)).join('');
    }
  }
}

/** What makes GitHub show a problem at its line: https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
function asWorkflowCommand(problem: PlacedProblem, folder: string): string {
  const { file, line, column, endLine, endColumn, severity, message, rule } = problem;
  const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (text: string | number): string => data(String(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
  const place = {
    file: folder === '' ? file : `${folder}/${file}`,
    line,
    endLine,
    // Columns hold only within one line.
    ...(line === endLine ? { col: column, endColumn } : {}),
    title: `Emic (${rule})`,
  };
  const properties = Object.entries(place).map(([name, value]) => `${name}=${property(value)}`);
  return `::${severity === 'info' ? 'notice' : severity} ${properties.join(',')}::${data(message)}\n`;
}

function asLine({ file, line, column, severity, message, rule }: PlacedProblem): string {
  return `${file}:${line}:${column}: ${severity}: ${message} [${rule}]\n`;
}

function asJson(problems: readonly PlacedProblem[]): string {
  const lines = problems.map((problem) => `  ${JSON.stringify(problem)}`);
  return lines.length === 0 ? '[]\n' : `[\n${lines.join(',\n')}\n]\n`;
}
