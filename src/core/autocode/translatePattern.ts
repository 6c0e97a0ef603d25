import { message } from '../text/message.js';
import { boundary } from './boundaries.js';
import { PatternError } from './patternError.js';

/** A pattern in the engine's syntax. */
export interface Translated {
  /** For lines as they are; words' edges are left out. */
  readonly plain: string;
  /** For lines that have their words' edges written into them; undefined where the pattern asks for none. */
  readonly bounded: string | undefined;
  /** How often it asks for one. */
  readonly boundaries: number;
}

/** Classes by their letter, so that they know all alphabets. None but the negated ones in brackets holds the sign of an edge. */
const classes: Readonly<Record<string, string>> = {
  d: '\\p{Nd}',
  D: '\\p{L}\\p{M}\\p{Nl}\\p{No}\\p{P}\\p{S}\\p{Z}\\p{Cc}\\p{Cf}',
  w: '\\p{L}\\p{N}\\p{M}_',
  W: '\\p{Pd}\\p{Ps}\\p{Pe}\\p{Pi}\\p{Pf}\\p{Po}\\x{203F}\\x{2040}\\x{2054}\\p{S}\\p{Z}\\p{Cc}\\p{Cf}',
  s: '\\s\\v\\p{Z}\\x{FEFF}',
  S: '\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\x00-\\x08\\x0E-\\x1F\\x7F-\\x9F\\x{AD}\\x{200B}-\\x{200F}\\x{202A}-\\x{202E}\\x{2060}-\\x{2064}',
};

/**
 * Puts what researchers write, in the syntax of JavaScript and of most editors, into the engine's.
 * @throws PatternError for what no engine can do in time that is in step with the text.
 */
export function translatePattern(pattern: string): Translated {
  const asked = new Reader(pattern, false);
  const plain = asked.read();
  const { boundaries } = asked;
  return { plain, bounded: boundaries > 0 ? new Reader(pattern, true).read() : undefined, boundaries };
}

class Reader {
  readonly #pattern: string;
  /** Whether words' edges stand in the line: then each character may have some before it. */
  readonly #bounded: boolean;
  #at = 0;
  boundaries = 0;

  constructor(pattern: string, bounded: boolean) {
    this.#pattern = pattern;
    this.#bounded = bounded;
  }

  read(): string {
    let out = '';
    while (this.#at < this.#pattern.length) out += this.#next();
    return out;
  }

  #next(): string {
    const sign = String.fromCodePoint(this.#pattern.codePointAt(this.#at) ?? 0);
    switch (sign) {
      case '\\':
        return this.#escape();
      case '[':
        return this.#atom(this.#bracket());
      case '(':
        return this.#group();
      case '.':
        this.#at++;
        return this.#atom(this.#bounded ? `[^\\n${boundary}]` : '.');
      case '$':
        this.#at++;
        return this.#bounded ? `(?:${boundary}*$)` : '$';
      case ')':
      case '|':
      case '^':
      case '*':
      case '+':
      case '?':
        this.#at++;
        return sign;
      case '{': {
        const count = /^\{\d+(?:,\d*)?\}/.exec(this.#pattern.slice(this.#at))?.[0];
        this.#at += count?.length ?? 1;
        return count ?? this.#atom('\\{');
      }
      default:
        this.#at += sign.length;
        return this.#atom(/[\]}]/.test(sign) ? `\\${sign}` : sign);
    }
  }

  #atom(text: string): string {
    return this.#bounded ? `(?:${boundary}*${text})` : text;
  }

  #group(): string {
    const rest = this.#pattern.slice(this.#at);
    if (/^\(\?<?[=!]/.test(rest)) {
      throw new PatternError(
        message(
          '(?=, (?!, (?<= and (?<! cannot be used here: with them a search might never end. \\b finds the edge of a word.',
        ),
      );
    }
    const head = /^\((?:\?(?:P?<[^>]*>|[a-zA-Z-]*[:)]))?/.exec(rest)?.[0] ?? '(';
    this.#at += head.length;
    return head;
  }

  #escape(): string {
    const rest = this.#pattern.slice(this.#at);
    const letter = rest.charAt(1);
    if (/[1-9k]/.test(letter)) {
      throw new PatternError(
        message(
          '{0} cannot be used here: with references to what was found before, a search might never end.',
          rest.slice(0, 2),
        ),
      );
    }
    if (letter === 'B') throw new PatternError(message('\\B cannot be used here. \\b finds the edge of a word.'));
    if (letter === 'b') {
      // Two edges at one place are one.
      this.#at += /^(?:\\b)+/.exec(rest)?.[0].length ?? 2;
      this.boundaries++;
      return this.#bounded ? boundary : '(?:)';
    }
    if (letter === 'A' || letter === 'z') {
      this.#at += 2;
      return this.#bounded && letter === 'z' ? `(?:${boundary}*\\z)` : `\\${letter}`;
    }
    if (letter === 'Q') {
      const end = rest.indexOf('\\E');
      const words = rest.slice(2, end < 0 ? undefined : end);
      this.#at += end < 0 ? rest.length : end + 2;
      return Array.from(words, (sign) => this.#atom(/[\\^$.*+?()[\]{}|]/.test(sign) ? `\\${sign}` : sign)).join('');
    }
    const known = classes[letter];
    if (known !== undefined) {
      this.#at += 2;
      return this.#atom(`[${known}]`);
    }
    const negated = /^\\P(?:\{[^}]*\}|.)/u.exec(rest)?.[0];
    if (negated !== undefined) {
      this.#at += negated.length;
      return this.#atom(`[^\\p${negated.slice(2)}${this.#bounded ? boundary : ''}]`);
    }
    return this.#atom(this.#sign(rest));
  }

  /** An escaped sign or a `\p{…}`, in brackets or outside of them. */
  #sign(rest: string): string {
    const unicode = /^\\u(?:\{([\da-fA-F]+)\}|([\da-fA-F]{4}))/.exec(rest);
    if (unicode !== null) {
      this.#at += unicode[0].length;
      return `\\x{${unicode[1] ?? unicode[2] ?? ''}}`;
    }
    const whole = /^\\(?:p(?:\{[^}]*\}|.)|x(?:\{[^}]*\}|..)|[^])/u.exec(rest)?.[0] ?? '\\';
    this.#at += whole.length;
    const sign = whole.slice(1);
    // Engines differ in what they let be escaped without need.
    return /^[^\x00-\x7F\s]$|^[/"'@#%&~`=:;<>,! -]$/u.test(sign) ? (sign === '-' ? '\\-' : sign) : whole;
  }

  #bracket(): string {
    let out = '[';
    this.#at++;
    const isNegated = this.#pattern.charAt(this.#at) === '^';
    if (isNegated) {
      out += '^';
      this.#at++;
    }
    for (let isFirst = true; this.#at < this.#pattern.length; isFirst = false) {
      const rest = this.#pattern.slice(this.#at);
      const sign = rest.charAt(0);
      if (sign === ']' && !isFirst) {
        this.#at++;
        return `${out}${isNegated && this.#bounded ? boundary : ''}]`;
      }
      const posix = /^\[:\^?[a-z]+:\]/.exec(rest)?.[0];
      if (posix !== undefined) {
        out += posix;
        this.#at += posix.length;
      } else if (sign === '\\') {
        out += this.#escapeInBracket(rest);
      } else {
        out += sign === '[' || sign === ']' ? `\\${sign}` : sign;
        this.#at++;
      }
    }
    return out;
  }

  #escapeInBracket(rest: string): string {
    const letter = rest.charAt(1);
    if (letter === 'b') {
      this.#at += 2;
      return '\\x08';
    }
    const known = classes[letter];
    if (known === undefined) return this.#sign(rest);
    this.#at += 2;
    return known;
  }
}
