import { version } from '../../package.json';
import { AnalysisError } from '../core/analysis/analysisError.js';
import { AutocodeError } from '../core/autocode/finders.js';
import { QueryTextError } from '../core/queries/language/queryTextError.js';
import { QueryError } from '../core/queries/queryError.js';
import { readArguments, type Command } from './command.js';
import { agreementCommand } from './commands/agreement.js';
import { analyzeCommand } from './commands/analyze.js';
import { auditCommand } from './commands/audit.js';
import { autocodeCommand } from './commands/autocode.js';
import { checkCommand } from './commands/check.js';
import { diffCommand } from './commands/diff.js';
import { exportCommand } from './commands/export.js';
import { historyCommand } from './commands/history.js';
import { importCommand } from './commands/import.js';
import { matrixCommand } from './commands/matrix.js';
import { memosCommand } from './commands/memos.js';
import { mergeCommand } from './commands/merge.js';
import { methodCommand } from './commands/method.js';
import { passagesCommand } from './commands/passages.js';
import { printCommand } from './commands/print.js';
import { pseudonymizeCommand } from './commands/pseudonymize.js';
import { queryCommand } from './commands/query.js';
import { roundCommand } from './commands/round.js';
import { showCommand } from './commands/show.js';
import { storyCommand } from './commands/story.js';
import { stripCommand } from './commands/strip.js';
import { summaryCommand } from './commands/summary.js';
import { withdrawCommand } from './commands/withdraw.js';
import { indexCommand } from './commands/writeIndex.js';
import { reasonOf } from './files.js';
import { commandHelp, generalHelp } from './help.js';
import { CommandError, exitCodes, type ExitCode, type Terminal } from './terminal.js';

export const commands: readonly Command[] = [
  indexCommand,
  checkCommand,
  summaryCommand,
  passagesCommand,
  queryCommand,
  memosCommand,
  matrixCommand,
  agreementCommand,
  autocodeCommand,
  showCommand,
  analyzeCommand,
  printCommand,
  importCommand,
  exportCommand,
  stripCommand,
  pseudonymizeCommand,
  mergeCommand,
  diffCommand,
  historyCommand,
  roundCommand,
  storyCommand,
  auditCommand,
  methodCommand,
  withdrawCommand,
];

/**
 * Runs the command line. Never throws: what goes wrong is one line on standard error.
 * @param args what was typed after `emic`.
 */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    return await runCommand(args, terminal);
  } catch (error) {
    const sentence = sentenceOf(error);
    terminal.writeError(`emic: ${sentence.replace(/\s*[\r\n]\s*/g, ' ')}\n`);
    return exitCodes.failed;
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof AnalysisError)
    return error.option === undefined ? error.message : `--${error.option}: ${error.message}`;
  if (error instanceof QueryTextError) return `query, column ${error.start + 1}: ${error.message}`;
  if (error instanceof CommandError || error instanceof QueryError || error instanceof AutocodeError)
    return error.message;
  return `This should not happen: ${reasonOf(error)}`;
}

async function runCommand([name, ...rest]: readonly string[], terminal: Terminal): Promise<ExitCode> {
  switch (name) {
    case '--version':
      terminal.write(`${version}\n`);
      return exitCodes.done;
    case '--help':
    case '-h':
      terminal.write(generalHelp(commands));
      return exitCodes.done;
    case 'help': {
      const asked = rest[0];
      terminal.write(
        asked === undefined ? generalHelp(commands) : commandHelp(narrow(findCommand(asked), rest.slice(1))[0]),
      );
      return exitCodes.done;
    }
    case undefined:
      throw new CommandError('What shall be done? See: emic --help');
  }
  const [command, words] = narrow(findCommand(name), rest);
  const read = readArguments(command, words);
  if (read.has('help')) {
    terminal.write(commandHelp(command));
    return exitCodes.done;
  }
  return command.run(read, terminal);
}

/** The command that the next word names among those of a command, and the words that are left. */
function narrow(command: Command, words: readonly string[]): readonly [Command, readonly string[]] {
  const [first, ...rest] = words;
  if (command.among === undefined || first === undefined || first.startsWith('-')) return [command, words];
  const found = command.among.find(({ name }) => name === `${command.name} ${first}`);
  if (found !== undefined) return [found, rest];
  const known = command.among.map(({ name }) => name.slice(command.name.length + 1)).join(', ');
  throw new CommandError(`emic ${command.name} knows no ${first}. There are ${known}.`);
}

function findCommand(name: string): Command {
  const command = commands.find((each) => each.name === name);
  if (command === undefined) throw new CommandError(`There is no command ${name}. See: emic --help`);
  return command;
}
