// The package has no types of its own, and an import would take the file for a module.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./stopword.d.ts" />
import { dan, deu, eng, fin, fra, ita, nld, nob, por, spa, swe } from 'stopword';
import type { StemmedLanguage } from './stemmedLanguages.js';

/** Left out of the package's lists: Nynorsk, which stands beside Bokmål in many Norwegian transcripts, and spoken forms, and what English speech is full of. */
const norwegian =
  'berre blei dei deira dykk dykkar då eg ein ei eit enno etterpå frå får gjekk ho hadd hjå ikkje innan jo kor korleis kva kvar kven kvifor me meir mi mykje må no noko nokon nokre nå og også om oss sia sjølv skulle slik so somme til vart verte vore vår';

const english =
  'because been can could did do does get go going got had has have he her hers him his how if into just me mine my no nor not now off oh on only or our ours out over own same shall she should so some such than that then there these they those too up us very was well were what when where which while who why will with would yeah yes you your yours';

/** Words that say little by themselves, in small letters. Loaded when they are first asked for. */
export const stopWordLists: Readonly<Record<StemmedLanguage, readonly string[]>> = {
  da: dan,
  de: deu,
  en: [...new Set([...eng, ...english.split(' ')])],
  es: spa,
  fi: fin,
  fr: fra,
  it: ita,
  nb: [...new Set([...nob, ...norwegian.split(' ')])],
  nl: nld,
  pt: por,
  sv: swe,
};
