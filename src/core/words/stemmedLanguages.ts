/** Languages that have a stemmer; `no`, `nb` and `nn` are one. */
export const stemmedLanguages = ['da', 'de', 'en', 'es', 'fi', 'fr', 'it', 'nb', 'nl', 'pt', 'sv'] as const;
export type StemmedLanguage = (typeof stemmedLanguages)[number];

/**
 * The language whose stemmer suits a text.
 * @param tag a language tag, as `language:` in a codebook or a document's front matter has it: `nb`, `en-GB`.
 * @returns undefined where there is none.
 */
export function stemmedLanguage(tag: string | undefined): StemmedLanguage | undefined {
  const primary = (tag ?? '').trim().toLowerCase().split(/[-_]/)[0] ?? '';
  const known = ['no', 'nn', 'nob', 'nno', 'nor'].includes(primary) ? 'nb' : primary;
  return stemmedLanguages.find((language) => language === known);
}
