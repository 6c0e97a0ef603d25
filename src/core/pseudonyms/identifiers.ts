import type { Extent } from '../text/edits.js';
import type { Locale } from './locales.js';

/** What tells a person or a firm apart, by the rule that found it. */
export type IdentifierRule =
  | 'e-mail'
  | 'url'
  | 'telephone'
  | 'iban'
  | 'fodselsnummer'
  | 'kontonummer'
  | 'personnummer-se'
  | 'cpr-dk'
  | 'national-insurance-uk'
  | 'social-security-us';

export interface Identifier extends Extent {
  readonly rule: IdentifierRule;
}

/** Numbers that people have, with their check digits; the library's rules are kept to those that are asked for. */
interface NumberRule {
  readonly rule: IdentifierRule;
  readonly locale: Locale | undefined;
  readonly pattern: RegExp;
  readonly isValid: (digits: string) => boolean;
}

/**
 * Loads the finder of e-mail and web addresses, telephone numbers, account numbers and national identity numbers. Of what overlaps
 * the more exact rule holds: a number with right check digits is no telephone number.
 */
export async function loadIdentifiers(locales: readonly Locale[]): Promise<(text: string) => readonly Identifier[]> {
  const { validators, telephoneNumbers } = await import('./identifierRules.js');
  const rules: readonly NumberRule[] = [
    number('fodselsnummer', 'NO', /\b\d{6} ?\d{5}\b/g, validators.fodselsnummer),
    number('kontonummer', 'NO', /\b\d{4}[ .]?\d{2}[ .]?\d{5}\b/g, validators.kontonummer),
    number('personnummer-se', 'SE', /\b(?:\d{2})?\d{6}[-+ ]?\d{4}\b/g, validators.personnummer),
    number('cpr-dk', 'DK', /\b\d{6}[- ]?\d{4}\b/g, validators.cpr),
    number('national-insurance-uk', 'GB', /\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b/gi, validators.nationalInsurance),
    number('social-security-us', 'US', /\b\d{3}[- ]\d{2}[- ]\d{4}\b/g, validators.socialSecurity),
    number('iban', undefined, /\b[A-Z]{2}\d{2}(?: ?[\dA-Z]{4}){2,7}(?: ?[\dA-Z]{1,3})?\b/g, validators.iban),
  ];
  const asked = rules.filter(({ locale }) => locale === undefined || locales.includes(locale));
  return (text) => {
    const found: Identifier[] = [];
    const add = (rule: IdentifierRule, start: number, end: number): void => {
      if (found.every((other) => end <= other.start || other.end <= start)) found.push({ rule, start, end });
    };
    for (const { 0: written, index } of text.matchAll(email)) add('e-mail', index, index + written.length);
    for (const { 0: written, index } of text.matchAll(url)) add('url', index, index + written.length);
    for (const { rule, pattern, isValid } of asked) {
      for (const { 0: written, index } of text.matchAll(pattern)) {
        if (isValid(written.replace(/[ .]/g, ''))) add(rule, index, index + written.length);
      }
    }
    for (const { start, end } of telephoneNumbers(text, locales)) add('telephone', start, end);
    return found.sort((a, b) => a.start - b.start);
  };
}

const email = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const url = /\b(?:https?:\/\/|www\.)[^\s<>()[\]{}"]+[^\s<>()[\]{}".,;:!?'’]/giu;

function number(
  rule: IdentifierRule,
  locale: Locale | undefined,
  pattern: RegExp,
  isValid: (digits: string) => boolean,
): NumberRule {
  return { rule, locale, pattern, isValid };
}
