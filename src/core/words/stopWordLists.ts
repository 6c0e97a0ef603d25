// The package has no types of its own, and an import would take the file for a module.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./stopword.d.ts" />
import { dan, deu, eng, fin, fra, ita, nld, nob, por, spa, swe } from 'stopword';
import type { StemmedLanguage } from './stemming.js';

/** Left out of the package's lists: Nynorsk, which stands beside Bokmål in many Norwegian transcripts, and spoken forms; and a plain English negation. */
const norwegian =
  'berre blei dei deira dykk dykkar då eg ein ei eit enno etterpå frå får gjekk ho hadd hjå ikkje innan jo kor korleis kva kvar kven kvifor me meir mi mykje må no noko nokon nokre nå og også om oss sia sjølv skulle slik so somme til vart verte vore vår';

/** Words that say little by themselves, in small letters. Loaded when they are first asked for. */
export const stopWordLists: Readonly<Record<StemmedLanguage, readonly string[]>> = {
  da: dan,
  de: deu,
  en: [...eng, 'not'],
  es: spa,
  fi: fin,
  fr: fra,
  it: ita,
  nb: [...new Set([...nob, ...norwegian.split(' ')])],
  nl: nld,
  pt: por,
  sv: swe,
};
