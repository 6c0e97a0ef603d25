/*
 * Text that stays text: what somebody said, put into Markdown so that it reads as it was said, whatever signs it holds.
 * Signs are escaped only where they could mean something, as a summary is read in its source too.
 */

const anywhere = /[\\`*[\]<>|$~]|&(?=#?\w+;)|_(?=\W|$)|(?<=\W|^)_|\^(?=\[)/gu;
const lineStart = /^(?:#{1,6}(?=\s|$)|[-+](?=\s|$)|[-_]{2,}|=+$|:(?=[\s-])|-(?=:))/;
const lineEnd = /(^|\s)(#+)$/;
const listNumber = /^(\d{1,9})([.)])(?=\s|$)/;

/** One line of text as Markdown. White space around it is left out, as it would mean something there. */
export function escapeLine(line: string): string {
  const escaped = line.trim().replace(anywhere, '\\$&').replace(lineEnd, '$1\\$2');
  return escaped.replace(lineStart, '\\$&').replace(listNumber, '$1\\$2');
}

/** Text of one or more paragraphs as Markdown; its line ends become LF, empty lines between paragraphs one. */
export function escapeText(text: string): string {
  return linesOf(text)
    .map(escapeLine)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Text as one line of Markdown, for headings and attributions. */
export function escapeInline(text: string): string {
  return escapeLine(text.replace(/\s+/g, ' '));
}

/** Markdown as a block quote. */
export function quoteBlock(markdown: string): string {
  return markdown
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');
}

/** A link. `target` is a path or an address. */
export function link(text: string, target: string): string {
  return `[${escapeInline(text)}](<${target.replace(/[<>\\\r\n]/g, (sign) => encodeURIComponent(sign))}>)`;
}

/** A pipe table. Cells are Markdown; their line ends become breaks. */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  align: readonly ('left' | 'right')[],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cellText).join(' | ')} |`;
  const rule = `|${align.map((side) => (side === 'right' ? '---:|' : '---|')).join('')}`;
  return [line(header), rule, ...rows.map(line)].join('\n');
}

function cellText(markdown: string): string {
  return markdown.replace(/\n+/g, '<br>');
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/);
}
