import type { TextEdit } from '../text/edits.js';
import { message, type Message } from '../text/message.js';
import { documentOf, lineEndOf } from './fileOfStudy.js';
import type { FindFixes, Fix } from './types.js';

/** Text that Markdown reads otherwise than it was meant, written so that it reads as what was said. */
function reading(name: string, title: Message, edits: readonly TextEdit[]): readonly Fix[] {
  return [{ name, title, isPreferred: true, isSafe: true, edits, effect: { kind: 'reading' } }];
}

export const fixHtml: FindFixes = (file, { start, end }) => {
  const text = documentOf(file)?.text.text ?? '';
  const edits: TextEdit[] = [];
  for (let at = start; at < end; at++) {
    if (text.charAt(at) === '<') edits.push({ start: at, end: at, text: '\\' });
  }
  return reading('escape-html', message('Write \\<, so that it is shown'), edits);
};

export const fixIndented: FindFixes = (file, { start, end }) => {
  const text = documentOf(file)?.text.text ?? '';
  const edits: TextEdit[] = [];
  const from = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  for (const { index, 0: spaces } of text.slice(from, end).matchAll(/^[ \t]+(?=\S)/gm)) {
    edits.push({ start: from + index, end: from + index + spaces.length, text: '' });
  }
  return reading('unindent', message('Take the spaces away, so that it is speech'), edits);
};

export const fixSetext: FindFixes = (file, { start, end }) => {
  const text = documentOf(file)?.text.text ?? '';
  const line = /(?:\r\n|\r|\n)[ \t>]*(?:-+|=+)[ \t]*$/.exec(text.slice(start, end));
  if (line === null) return [];
  const at = start + line.index;
  return reading('part-line', message('Put an empty line between the words and the line'), [
    { start: at, end: at, text: lineEndOf(text) },
  ]);
};

export const fixOrdered: FindFixes = (file, { start, end }) => {
  const text = documentOf(file)?.text.text ?? '';
  const number = /^\d+/.exec(text.slice(start, end))?.[0] ?? '';
  const at = start + number.length;
  return reading('escape-number', message('Write {0}\\., so that it is no list', number), [
    { start: at, end: at, text: '\\' },
  ]);
};

/** `[A1]: Ja` is a link's address elsewhere. */
export const fixLinkDefinition: FindFixes = (_file, { start }) =>
  reading('escape-definition', message('Write \\[, so that other tools show it'), [{ start, end: start, text: '\\' }]);
