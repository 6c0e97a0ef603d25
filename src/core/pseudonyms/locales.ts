/** Whose numbers are looked for. */
export type Locale = 'NO' | 'SE' | 'DK' | 'GB' | 'US';

/** The locales of a language tag: `nb`, `en-GB`; all of them where it names none. */
export function localesOf(language: string | undefined): readonly Locale[] {
  const tag = (language ?? '').toLowerCase();
  if (/^(?:nb|nn|no)\b/.test(tag)) return ['NO'];
  if (tag.startsWith('sv')) return ['SE'];
  if (tag.startsWith('da')) return ['DK'];
  if (tag.startsWith('en-us')) return ['US'];
  if (/^en-(?:gb|ie)/.test(tag)) return ['GB'];
  if (tag.startsWith('en')) return ['GB', 'US'];
  return ['NO', 'SE', 'DK', 'GB', 'US'];
}
