import type { Problem } from '../../core/study/problem.js';
import type { Study } from '../../core/study/study.js';
import { formatMessage } from '../../core/text/message.js';
import { checkStudy } from '../checkStudy.js';
import { studyFolder, type Command } from '../command.js';
import { openStudy } from '../studyFolder.js';
import { exitCodes } from '../terminal.js';

const formats = ['text', 'json'] as const;

export const checkCommand: Command = {
  name: 'check',
  operands: '[study]',
  least: 0,
  most: 1,
  about: 'print what is wrong with the study; exit 1 if there is an error or a warning',
  options: [{ name: 'format', value: formats.join('|'), about: 'how the problems are printed' }],
  async run(args, terminal) {
    const format = args.choice('format', formats);
    const problems = await checkStudy(await openStudy(studyFolder(terminal, args.positionals[0])), placed);
    terminal.write(format === 'json' ? asJson(problems) : problems.map(asLine).join(''));
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

function placed(study: Study, { path, start, end, severity, message, rule }: Problem): PlacedProblem {
  const lines = study.lines(path);
  const from = lines.positionAt(start);
  const to = lines.positionAt(end);
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

function asLine({ file, line, column, severity, message, rule }: PlacedProblem): string {
  return `${file}:${line}:${column}: ${severity}: ${message} [${rule}]\n`;
}

function asJson(problems: readonly PlacedProblem[]): string {
  const lines = problems.map((problem) => `  ${JSON.stringify(problem)}`);
  return lines.length === 0 ? '[]\n' : `[\n${lines.join(',\n')}\n]\n`;
}
