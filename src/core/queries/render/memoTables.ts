import type { StudyMemo } from '../../notes/studyMemos.js';
import { addressOf, moveLinks } from '../../notes/movedLinks.js';
import { relativePath } from '../../notes/passageLink.js';
import { codebookPath } from '../../study/paths.js';
import type { Study } from '../../study/study.js';
import { formatCsv } from './csv.js';
import { speakIn } from './language.js';
import { escapeInline, link } from './markdownText.js';
import { quotation } from './quotations.js';

/**
 * Memos as Markdown, each with a link to its place. What the researcher wrote stays as it is, but that its links lead where they led.
 * Speaks the study's language.
 * @param folder inside the study, of the document that it becomes; empty for the study's own.
 */
export function memosMarkdown(study: Study, memos: readonly StudyMemo[], folder: string): string {
  const speak = speakIn(study.settings.language);
  const parts = [`# ${speak('Memos: {0}', memos.length)}`];
  for (const memo of memos) {
    const codes = memo.codes.map((code) => study.codebook.get(code)?.name ?? code);
    const facts = [memo.kind, memo.author, memo.date].filter((fact) => fact !== undefined).map(escapeInline);
    const address = addressIn(memo, folder);
    if (memo.passage !== undefined) {
      parts.push(
        `## ${escapeInline(codes.join(', '))}`,
        quotation(study, memo.passage, () => address, []),
      );
    } else {
      if (memo.path !== codebookPath && codes.length > 0) facts.push(escapeInline(codes.join(', ')));
      parts.push(`## ${link(memo.title, address)}`);
    }
    if (facts.length > 0) parts.push(`*${facts.join(' · ')}*`);
    if (memo.text !== '') parts.push(moveLinks(memo.text, memo.path, folder));
  }
  return `${parts.join('\n\n')}\n`;
}

function addressIn({ path, passage, codes }: StudyMemo, folder: string): string {
  const address = addressOf(relativePath(folder, path));
  const id = passage === undefined ? path === codebookPath && codes[0] : passage.id;
  return typeof id === 'string' ? `${address}#${encodeURIComponent(id)}` : address;
}

/** A memo for other tools. Lines are 1-based. */
interface MemoRow {
  readonly on: StudyMemo['on'];
  readonly file: string;
  readonly line: number;
  readonly id: string | null;
  readonly kind: string | null;
  readonly author: string | null;
  readonly date: string | null;
  readonly codes: readonly string[];
  /** The title of a memo in a file; the words of a passage; the name of a code. */
  readonly title: string;
  readonly memo: string;
}

function rowOf(study: Study, { on, path, at, kind, author, date, codes, title, text, passage }: StudyMemo): MemoRow {
  return {
    on,
    file: path,
    line: study.lines(path).positionAt(at).line + 1,
    id: passage?.id ?? null,
    kind: kind ?? null,
    author: author ?? null,
    date: date ?? null,
    codes,
    title,
    memo: text,
  };
}

/** Memos as JSON, one a line in an array. */
export function memosJson(study: Study, memos: readonly StudyMemo[]): string {
  const lines = memos.map((memo) => `  ${JSON.stringify(rowOf(study, memo))}`);
  return lines.length === 0 ? '[]\n' : `[\n${lines.join(',\n')}\n]\n`;
}

/** Memos as CSV with a header; codes are joined with `; `. */
export function memosCsv(study: Study, memos: readonly StudyMemo[]): string {
  const rows = memos.map((memo) => {
    const { on, file, line, id, kind, author, date, codes, title, memo: text } = rowOf(study, memo);
    return [on, file, line, id ?? '', kind ?? '', author ?? '', date ?? '', codes.join('; '), title, text];
  });
  return formatCsv([['on', 'file', 'line', 'id', 'kind', 'author', 'date', 'codes', 'title', 'memo'], ...rows]);
}
