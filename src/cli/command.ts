import path from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { CommandError, type ExitCode, type Terminal } from './terminal.js';

/** One of the command line's options. */
export interface Option {
  readonly name: string;
  /** `a` for `-a`. */
  readonly short?: string;
  /** What its value is called in the help; an option without one is on or off. */
  readonly value?: string;
  readonly about: string;
  readonly multiple?: boolean;
  /** On or off in words, too: what it means where no value follows. */
  readonly bare?: string;
  /** The values that it may have; the first one if it is left out. */
  readonly choices?: readonly string[];
}

/** What a person typed, sorted out. */
export class Arguments {
  readonly positionals: readonly string[];
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(positionals: readonly string[], values: Readonly<Record<string, unknown>>) {
    this.positionals = positionals;
    this.#values = values;
  }

  has(name: string): boolean {
    return this.#values[name] === true;
  }

  /** The value of an option that is given at most once. */
  text(name: string): string | undefined {
    const value = this.#values[name];
    return typeof value === 'string' ? value : undefined;
  }

  /** The values of an option that may be given several times. */
  texts(name: string): readonly string[] {
    const value = this.#values[name];
    return Array.isArray(value) ? value.map(String) : [];
  }

  /** The values of an option that may be given several times, each a list with commas between. */
  lists(name: string): readonly string[] {
    return this.texts(name)
      .flatMap((text) => text.split(','))
      .map((text) => text.trim())
      .filter((text) => text !== '');
  }

  /**
   * The value of an option that has a choice of values.
   * @throws CommandError where the value is none of these.
   */
  choice<T extends string>(name: string, choices: readonly T[]): T {
    const text = this.text(name) ?? choices[0];
    const found = choices.find((choice) => choice === text);
    if (found === undefined)
      throw new CommandError(`--${name} is one of ${choices.join(', ')}, and not ${text ?? 'empty'}.`);
    return found;
  }
}

export interface Command {
  readonly name: string;
  /** What stands after the name: `<theme or code> [study]`. */
  readonly operands: string;
  /** How many operands it needs, and how many it takes. */
  readonly least: number;
  readonly most: number;
  readonly about: string;
  readonly options: readonly Option[];
  /** Commands with options of their own, by the first word after the name; then one of them has to be named. */
  readonly among?: readonly Command[];
  run(args: Arguments, terminal: Terminal): Promise<ExitCode>;
}

/** The options that every command has. */
export const commonOptions: readonly Option[] = [{ name: 'help', short: 'h', about: 'say how the command is used' }];

/**
 * Sorts out what was typed after a command's name.
 * @throws CommandError where it does not fit the command.
 */
export function readArguments(command: Command, args: readonly string[]): Arguments {
  const options = [...command.options, ...commonOptions];
  const { values, positionals, tokens } = parseArgs({
    args: withBareValues(options, args),
    options: Object.fromEntries(options.map((option) => [option.name, configOf(option)])),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = options.find(({ name }) => name === token.name);
    if (option === undefined) {
      throw new CommandError(`emic ${command.name} has no option ${token.rawName}. See: emic ${command.name} --help`);
    }
    if (option.value === undefined && token.value !== undefined) {
      throw new CommandError(`${token.rawName} takes no value.`);
    }
    if (option.value !== undefined && (token.value === undefined || (!token.inlineValue && /^-./.test(token.value)))) {
      const hint =
        token.value === undefined ? '' : ` A value that begins with - is written ${token.rawName}=${token.value}`;
      throw new CommandError(`${token.rawName} needs a value: ${token.rawName} ${option.value}.${hint}`);
    }
  }
  const read = new Arguments(positionals, values);
  if (!read.has('help')) checkOperands(command, positionals);
  return read;
}

/** Gives options that stand alone the value that they then have. */
function withBareValues(options: readonly Option[], args: readonly string[]): string[] {
  return args.map((arg, i) => {
    const option = options.find(({ name, bare }) => bare !== undefined && arg === `--${name}`);
    const isFollowed = option?.choices?.includes(args[i + 1] ?? '') === true;
    return option === undefined || isFollowed ? arg : `${arg}=${option.bare ?? ''}`;
  });
}

function checkOperands({ name, operands, least, most }: Command, positionals: readonly string[]): void {
  if (positionals.length < least) throw new CommandError(`Something is missing: emic ${name} ${operands}`);
  const extra = positionals[most];
  if (extra !== undefined) throw new CommandError(`There is one word too many, ${extra}: emic ${name} ${operands}`);
}

function configOf({ short, value, multiple }: Option): NonNullable<ParseArgsConfig['options']>[string] {
  return {
    type: value === undefined ? 'boolean' : 'string',
    ...(short === undefined ? {} : { short }),
    ...(multiple === true ? { multiple } : {}),
  };
}

/** The folder of the study that an operand names; the current one if it is left out. */
export function studyFolder(terminal: Terminal, operand: string | undefined): string {
  return path.resolve(terminal.folder, operand ?? '.');
}
