import { stringify } from 'yaml';

/** What a new memo's front matter says. */
export interface MemoFacts {
  readonly title: string;
  readonly kind: string | undefined;
  /** `2024-03-12`. */
  readonly date: string;
  readonly author: string | undefined;
  /** A code's id, or the path of a document inside the study; none for a memo on the study. */
  readonly about: string | undefined;
}

/** The text of a new memo's file. */
export function newMemo({ title, kind, date, author, about }: MemoFacts): string {
  const facts = {
    ...(kind === undefined ? {} : { kind }),
    date,
    ...(author === undefined ? {} : { author }),
    ...(about === undefined ? {} : { about }),
  };
  return `---\n${stringify(facts, { lineWidth: 0 })}---\n\n# ${title.replace(/\s+/g, ' ').trim()}\n\n`;
}

/**
 * The name of a new memo's file, without folder: its title with what file systems do not take made `-`.
 * @param isTaken tells names that are there.
 */
export function memoFileName(title: string, isTaken: (name: string) => boolean): string {
  const name =
    title
      .normalize('NFC')
      .replace(/[^\p{L}\p{M}\p{N}_. -]+/gu, '-')
      .replace(/\s+/g, ' ')
      .replace(/^[.\s-]+|[.\s-]+$/g, '')
      .slice(0, 80)
      .trim() || 'memo';
  for (let number = 1; ; number++) {
    const file = number === 1 ? `${name}.md` : `${name} ${String(number)}.md`;
    if (!isTaken(file)) return file;
  }
}
