import { findPhoneNumbersInText } from 'libphonenumber-js/min';
import { validate as isCpr } from 'stdnum/lib/cjs/dk/cpr.js';
import { validate as isNationalInsurance } from 'stdnum/lib/cjs/gb/nino.js';
import { validate as isFodselsnummer } from 'stdnum/lib/cjs/no/fodselsnummer.js';
import { validate as isKontonummer } from 'stdnum/lib/cjs/no/kontonr.js';
import { validate as isPersonnummer } from 'stdnum/lib/cjs/se/personnummer.js';
import { validate as isSocialSecurity } from 'stdnum/lib/cjs/us/ssn.js';
import type { Extent } from '../text/edits.js';
import type { Locale } from './locales.js';

/** Tell whether check digits are right. Loaded when they are first asked for. */
export const validators = {
  fodselsnummer: (digits: string): boolean => isFodselsnummer(digits).isValid,
  kontonummer: (digits: string): boolean => isKontonummer(digits).isValid,
  personnummer: (digits: string): boolean => isPersonnummer(digits).isValid,
  cpr: (digits: string): boolean => isCpr(digits).isValid,
  nationalInsurance: (digits: string): boolean => isNationalInsurance(digits.toUpperCase()).isValid,
  socialSecurity: (digits: string): boolean => isSocialSecurity(digits).isValid,
  iban: isIban,
} as const;

/** ISO 13616: the four first characters last, letters as numbers, and the rest of a division by 97 is 1. */
function isIban(written: string): boolean {
  if (!/^[A-Z]{2}\d{2}[\dA-Z]{11,30}$/.test(written)) return false;
  const turned = written.slice(4) + written.slice(0, 4);
  let rest = 0;
  for (const sign of turned) {
    const value = parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** The telephone numbers of a text, as these countries write them, and international ones. */
export function telephoneNumbers(text: string, locales: readonly Locale[]): readonly Extent[] {
  if (!/\d{3}|\d\d \d\d/.test(text)) return [];
  return locales.flatMap((defaultCountry) =>
    findPhoneNumbersInText(text, { defaultCountry }).map(({ startsAt, endsAt }) => ({ start: startsAt, end: endsAt })),
  );
}
