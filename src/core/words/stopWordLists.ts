// The package has no types of its own, and an import would take the file for a module.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./stopword.d.ts" />
import { dan, deu, eng, fin, fra, ita, nld, nob, por, spa, swe } from 'stopword';
import type { StemmedLanguage } from './stemming.js';

/** Words that say little by themselves, in small letters. Loaded when they are first asked for. */
export const stopWordLists: Readonly<Record<StemmedLanguage, readonly string[]>> = {
  da: dan,
  de: deu,
  en: eng,
  es: spa,
  fi: fin,
  fr: fra,
  it: ita,
  nb: nob,
  nl: nld,
  pt: por,
  sv: swe,
};
