import { stemmedLanguage } from './stemmedLanguages.js';

/**
 * Loads the words of a language that say little by themselves (`og`, `the`), in small letters.
 * @param tag a language tag, as `language:` in a codebook has it.
 * @returns none where the language is not known.
 */
export async function loadStopWords(tag: string | undefined): Promise<ReadonlySet<string>> {
  const language = stemmedLanguage(tag);
  if (language === undefined) return new Set();
  const { stopWordLists } = await import('./stopWordLists.js');
  return new Set(stopWordLists[language].map((word) => word.toLowerCase()));
}
