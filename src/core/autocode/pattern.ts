import type { Extent } from '../text/edits.js';
import { message, type Message } from '../text/message.js';
import { Boundaries } from './boundaries.js';
import { PatternError } from './patternError.js';
import type { LinearPattern } from './re2.js';
import { translatePattern } from './translatePattern.js';

/** A regular expression that takes time in step with the text it looks through, whatever it says. */
export interface Pattern {
  /**
   * Its matches in a line, in order, not overlapping. Some may be empty: each is a point at which a search can pause, as a single
   * step never takes longer than one look through the line.
   */
  findAll(line: string): Iterable<Extent>;
}

export type PatternCompiler = (pattern: string, matchCase: boolean) => Pattern;

/** Longer patterns are not read. */
const longest = 2_000;

/** No pattern asks for more edges of words at one and the same place. */
const mostCopies = 8;

/**
 * Loads the engine for regular expressions.
 * @returns what compiles a pattern; it throws {@link PatternError}.
 */
export async function loadPatterns(): Promise<PatternCompiler> {
  const { compileRe2 } = await import('./re2.js');
  return (pattern, matchCase) => {
    if (pattern.length > longest) {
      throw new PatternError(message('The regular expression is too long: {0} characters at most.', longest));
    }
    const { plain, bounded, boundaries } = translatePattern(pattern);
    const compile = (source: string): LinearPattern => {
      try {
        return compileRe2(matchCase ? source : `(?i)${source}`);
      } catch (error) {
        throw new PatternError(sentenceOf(error));
      }
    };
    const engine = compile(plain);
    return bounded === undefined
      ? engine
      : new WithBoundaries(engine, compile(bounded), Math.min(boundaries, mostCopies));
  };
}

/** Finds words' edges, which the engine itself knows only for English letters: they are written into the line. */
class WithBoundaries implements Pattern {
  readonly #plain: LinearPattern;
  readonly #bounded: LinearPattern;
  readonly #copies: number;

  /**
   * @param copies how often the pattern asks for an edge.
   * @param plain the pattern without words' edges, which finds at least as much.
   */
  constructor(plain: LinearPattern, bounded: LinearPattern, copies: number) {
    this.#copies = copies;
    this.#plain = plain;
    this.#bounded = bounded;
  }

  *findAll(line: string): Generator<Extent> {
    if (!this.#plain.test(line)) return;
    const marked = new Boundaries(line, this.#copies);
    for (const { start, end } of this.#bounded.findAll(marked.text)) {
      yield { start: marked.offset(start), end: marked.offset(end) };
    }
  }
}

/** What the engine says, as a sentence for people. */
function sentenceOf(error: unknown): Message {
  const reason = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : '';
  const known: readonly (readonly [RegExp, Message])[] = [
    [/missing closing \)/, message('In the regular expression, a ( is not closed.')],
    [/unexpected \)/, message('In the regular expression, a ) closes nothing.')],
    [/missing closing \]/, message('In the regular expression, a [ is not closed.')],
    [
      /missing argument to repetition/,
      message('In the regular expression, *, + or ? stands after nothing that it could repeat.'),
    ],
    [
      /invalid nested repetition/,
      message('In the regular expression, two signs that repeat stand one after the other.'),
    ],
    [/invalid repeat count|too large/, message('The regular expression repeats too much: 1000 times at most.')],
    [/trailing backslash/, message('The regular expression ends in a \\, which must stand before a sign.')],
  ];
  const found = known.find(([pattern]) => pattern.test(reason));
  return found === undefined ? message('This cannot be read as a regular expression: {0}', reason) : found[1];
}
