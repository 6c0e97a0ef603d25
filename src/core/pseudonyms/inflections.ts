import { stemmedLanguage } from '../words/stemmedLanguages.js';
import type { KeyEntry } from './key.js';

/** How a name stands in a text: as the key has it, as a genitive (Karis, Kari's, AS'), or in the definite form or the plural. */
export type NameForm = 'plain' | 'genitive' | 'inflected';

const nordicLanguages: readonly (string | undefined)[] = ['nb', 'da', 'sv'];

/** Whether endings are those of the Nordic languages; where the language is not known, they are. */
export function isNordic(language: string | undefined): boolean {
  const known = stemmedLanguage(language);
  return known === undefined || nordicLanguages.includes(known);
}

const hissing = /[sxz]$/;

/**
 * What may follow a name in small letters, longest first. Genitives are looked for in all
 * languages, as people write `Kari's` in Norwegian, too; the definite form and the plural of places and firms in Nordic languages,
 * of names of four letters or more.
 */
export function endingsOf(entry: KeyEntry, name: string, language: string | undefined): readonly string[] {
  if (!entry.inflects) return [];
  const endings = new Set<string>(["'s"]);
  if (hissing.test(name)) endings.add("'");
  const last = /[\p{L}\p{N}\p{M}]+$/u.exec(name)?.[0] ?? '';
  if (/\p{L}$/u.test(last) && last.length > 1) {
    endings.add('s');
    endings.add("s'");
    if (/(?:[sxz]|ch|sh)$/.test(last)) {
      endings.add('es');
      endings.add("es'");
    }
    if (isNordic(language) && (entry.kind === 'place' || entry.kind === 'firm') && last.length >= 4) {
      for (const ending of ['en', 'et', 'er', 'ene']) {
        for (const sign of ['', "'"]) {
          endings.add(`${sign}${ending}`);
          endings.add(`${sign}${ending}s`);
        }
      }
    }
  }
  return [...endings].sort((a, b) => b.length - a.length);
}

/** What an ending makes of a name. */
export function formOf(ending: string): NameForm {
  if (ending === '') return 'plain';
  return /^(?:'|'?s|s')$/.test(ending) ? 'genitive' : 'inflected';
}

/**
 * The replacement with the ending that the name had: `Jens'` becomes `Deltaker 3s`, and `Karis` `[navn]s`.
 * @param ending in small letters, with `'` for any apostrophe. @param written the same as it stands.
 */
export function inflect(replacement: string, ending: string, written: string, language: string | undefined): string {
  if (ending === '') return replacement;
  const hisses = hissing.test(replacement.toLowerCase());
  const apostrophe = /['‘’ʼ＇]/.exec(written)?.[0] ?? "'";
  if (isNordic(language)) {
    if (ending === 's' || ending === "'") return replacement + (hisses ? apostrophe : 's');
    return replacement + written;
  }
  if (ending === "'") return `${replacement}${apostrophe}${hisses ? '' : 's'}`;
  return replacement + written;
}
