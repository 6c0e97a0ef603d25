import type { TranscriptPage } from '../../core/page/transcriptPage.js';
import type { Match } from './protocol.js';

/** More than so many matches nobody goes through. */
const most = 2000;

/** Where words stand on a page, whatever marks stand in them. White space is white space, of whatever kind. */
export function findWords(
  page: TranscriptPage,
  { words, matchCase }: { readonly words: string; readonly matchCase: boolean },
): readonly Match[] {
  if (words.trim() === '') return [];
  const pattern = words
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('\\s+');
  const wanted = new RegExp(pattern, matchCase ? 'gu' : 'giu');
  const matches: Match[] = [];
  for (const block of page.ids) {
    for (const { index, 0: found } of page.textOf(block).matchAll(wanted)) {
      matches.push({ block, start: index, end: index + found.length });
      if (matches.length >= most) return matches;
    }
  }
  return matches;
}
