import type { FrontMatterValue } from '../markdown/frontMatterData.js';
import { message, type Message } from '../text/message.js';
import { AnalysisError, wrong } from './analysisError.js';

/**
 * What an option's value is, for completion and for the help: `axis` is what rows or columns are made of (`codes`, `themes > codes`,
 * `attr:role`, ...), `query` the language of `queries/`, the rest what their names say.
 */
export type OptionType =
  | 'axis'
  | 'query'
  | 'code'
  | 'codes'
  | 'attribute'
  | 'section'
  | 'participant'
  | 'document'
  | 'choice'
  | 'number'
  | 'flag'
  | 'text'
  | 'texts';

/** One option of an analysis: how it is read, and what it says of itself. */
export interface Option<T> {
  readonly type: OptionType;
  readonly about: Message;
  /** The values that a `choice` has. */
  readonly choices?: readonly string[];
  /** What holds where it is left out; a required option has none. */
  readonly fallback?: T;
  readonly isRequired: boolean;
  /** @throws AnalysisError where it is no such value. */
  read(value: FrontMatterValue): T;
}

export type OptionSet = Readonly<Record<string, Option<unknown>>>;

/** What an analysis is asked, by its options. */
export type Values<O extends OptionSet> = { readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never };

type TextType = Exclude<OptionType, 'codes' | 'choice' | 'number' | 'flag' | 'texts'>;

/** An option that has to be given. */
export function required(type: TextType, about: Message): Option<string> {
  return { type, about, isRequired: true, read: readText };
}

/** An option that may be left out. */
export function optional(type: TextType, about: Message): Option<string | undefined>;
export function optional(type: TextType, about: Message, fallback: string): Option<string>;
export function optional(type: TextType, about: Message, fallback?: string): Option<string | undefined> {
  return { type, about, isRequired: false, ...(fallback === undefined ? {} : { fallback }), read: readText };
}

/** An option that is one of several words; the first if it is left out. */
export function choice<const C extends readonly [string, ...string[]]>(choices: C, about: Message): Option<C[number]> {
  return {
    type: 'choice',
    about,
    choices,
    fallback: choices[0],
    isRequired: false,
    read: (value) => {
      const text = readText(value);
      const found = choices.find((one) => one === text);
      if (found === undefined) throw wrong('This is one of {0}, and not {1}.', choices.join(', '), text);
      return found;
    },
  };
}

/** A choice that says nothing where it is left out. */
export function optionalChoice<const C extends readonly [string, ...string[]]>(
  choices: C,
  about: Message,
): Option<C[number] | undefined> {
  const { fallback: _, ...option } = choice(choices, about);
  return option;
}

export function flag(about: Message, fallback = false): Option<boolean> {
  return {
    type: 'flag',
    about,
    fallback,
    isRequired: false,
    read: (value) => {
      if (value === true || value === 'true' || value === 'yes') return true;
      if (value === false || value === 'false' || value === 'no') return false;
      throw wrong('This is true or false, and not {0}.', describe(value));
    },
  };
}

/** A number between two others, these included. */
export function number(about: Message, fallback: number, least: number, most: number): Option<number> {
  return {
    type: 'number',
    about,
    fallback,
    isRequired: false,
    read: (value) => {
      const found = typeof value === 'number' ? value : Number(typeof value === 'string' ? value.trim() : NaN);
      if (!(found >= least && found <= most)) {
        throw wrong('This is a number from {0} to {1}, and not {2}.', least, most, describe(value));
      }
      return found;
    },
  };
}

/** A number that says nothing where it is left out. */
export function optionalNumber(about: Message, least: number, most: number): Option<number | undefined> {
  const { fallback: _, ...option } = number(about, least, least, most);
  return option;
}

/** A list, as YAML writes one or with commas between. Empty where it is left out. */
export function list(type: 'codes' | 'texts', about: Message): Option<readonly string[]> {
  return {
    type,
    about,
    fallback: [],
    isRequired: false,
    read: (value) => {
      const texts = Array.isArray(value)
        ? (value as readonly FrontMatterValue[]).map(readText)
        : readText(value).split(',');
      return texts.map((text) => text.trim()).filter((text) => text !== '');
    },
  };
}

/**
 * Reads what is asked of an analysis.
 * @param written what stands for each option; texts from a command line, or what YAML holds.
 * @throws AnalysisError when an option is unknown, wrong or missing; `option` says which.
 */
export function readOptions<O extends OptionSet>(
  options: O,
  written: Readonly<Record<string, FrontMatterValue>>,
): Values<O> {
  const unknown = Object.keys(written).find((name) => !Object.hasOwn(options, name));
  if (unknown !== undefined) {
    const known = Object.keys(options).join(', ');
    throw new AnalysisError(message('There is no option {0} here. There are {1}.', unknown, known), unknown);
  }
  const values = Object.entries(options).map(([name, option]) => [name, readOption(name, option, written[name])]);
  return Object.fromEntries(values) as Values<O>;
}

function readOption(name: string, option: Option<unknown>, value: FrontMatterValue | undefined): unknown {
  if (value === undefined || value === null) {
    if (option.isRequired) throw new AnalysisError(message('The option {0} is missing.', name), name);
    return option.fallback;
  }
  try {
    return option.read(value);
  } catch (error) {
    if (error instanceof AnalysisError) throw new AnalysisError(error.sentence, name, error.at);
    throw error;
  }
}

function readText(value: FrontMatterValue): string {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return (value as readonly FrontMatterValue[]).map(readText).join(', ');
  throw wrong('This is a text, and not {0}.', describe(value));
}

function describe(value: FrontMatterValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
