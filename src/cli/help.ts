import { commonOptions, type Command, type Option } from './command.js';

/** What `emic --help` prints. */
export function generalHelp(commands: readonly Command[]): string {
  const lines = [
    'Emic reads studies of coded Markdown transcripts. A study is a folder with a codebook.md, by default the current one.',
    '',
    'Usage: emic <command> [options]',
    '',
    'Commands',
    ...columns(commands.map(({ name, operands, about }) => [`${name} ${operands}`, about])),
    '',
    'Options',
    ...columns([
      ['-h, --help', 'say how emic or one of its commands is used'],
      ['--version', 'print the version'],
    ]),
    '',
    'Exit status: 0 done; 1 problems found; 2 used wrongly, or it could not be done.',
  ];
  return `${lines.join('\n')}\n`;
}

/** What `emic <command> --help` prints. */
export function commandHelp({ name, operands, about, options, among = [] }: Command): string {
  const lines = [
    `Usage: emic ${name} ${operands}${options.length > 0 ? ' [options]' : ''}`,
    '',
    `${about.charAt(0).toUpperCase()}${about.slice(1)}.`,
    '',
    ...(among.length === 0
      ? []
      : [
          `There are (see emic help ${name} <kind> for what each can be asked)`,
          ...columns(among.map((one) => [one.name.slice(name.length + 1), one.about])),
          '',
        ]),
    'Options',
    ...columns([...options, ...commonOptions].map((option) => [signature(option), aboutOption(option)])),
  ];
  return `${lines.join('\n')}\n`;
}

function signature({ name, short, value }: Option): string {
  return `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
}

function aboutOption({ about, multiple }: Option): string {
  return multiple === true ? `${about} (may be repeated)` : about;
}

const widest = 34;

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length).filter((length) => length <= widest));
  return rows.flatMap(([left, right]) =>
    left.length <= widest ? [`  ${left.padEnd(width)}  ${right}`] : [`  ${left}`, `  ${' '.repeat(width)}  ${right}`],
  );
}
