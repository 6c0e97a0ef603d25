import { speakIn } from '../../queries/render/language.js';
import { emptySigns, type Cell, type Unit } from '../table.js';

/** Writes numbers and signs as a study's language does, always in the same way: no locale of the machine has a say. */
export class Formatter {
  readonly #comma: string;

  /** @param language a language tag such as `nb` or `en-GB`. */
  constructor(language: string | undefined) {
    this.#comma = speakIn(language)('decimal comma: .').slice(-1);
  }

  /** What a cell shows where it is one text or one number; empty where it shows nothing or words. */
  value({ value, empty }: Cell, unit: Unit): string {
    if (empty !== undefined) {
      const sign = emptySigns[empty];
      if (sign !== '' || isSigned(unit)) return sign;
    }
    if (value === null) return '';
    if (typeof value === 'string') return value;
    switch (unit) {
      case 'share':
        return `${this.number(100 * value, 0)} %`;
      case 'percent':
        return `${this.number(value, 0)} %`;
      case 'coefficient':
        return this.number(value, 2);
      default:
        return this.number(value, Number.isInteger(value) ? 0 : 2);
    }
  }

  /** A number with all its digits. */
  exactly(value: number): string {
    return String(value).replace('.', this.#comma);
  }

  /** What rounds to nothing has no sign. */
  number(value: number, digits: number): string {
    return value
      .toFixed(digits)
      .replace(/^-(?=[0.]*$)/, '')
      .replace('.', this.#comma);
  }
}

/** Whether numbers of a language have a comma before their decimals. */
export function usesDecimalComma(language: string | undefined): boolean {
  return speakIn(language)('decimal comma: .').endsWith(',');
}

/** Units whose empty cells show nothing rather than a zero. */
export function isSigned(unit: Unit): boolean {
  return unit === 'mark' || unit === 'text' || unit === 'markdown' || unit === 'quotes';
}

/** Whether the cells of a unit stand at the right. */
export function isNumeric(unit: Unit): boolean {
  return !isSigned(unit);
}
