import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { TextEdit } from '../text/edits.js';

/**
 * Adds names to `interviewers` in a codebook's front matter, and leaves all else as it is.
 * @returns undefined where all of them stand there already, or the front matter cannot be read.
 */
export function addInterviewers(codebook: string, names: readonly string[]): TextEdit | undefined {
  const front = /^---[ \t]*(\r\n|\r|\n)([^]*?)^---[ \t]*(?:\r|\n|$)/m.exec(codebook);
  if (front?.index !== 0) return undefined;
  const [, lineEnd = '\n', yaml = ''] = front;
  const by = front[0].indexOf(lineEnd) + lineEnd.length;
  const document = parseDocument(yaml);
  if (document.errors.length > 0 || (document.contents !== null && !isMap(document.contents))) return undefined;
  const value = document.contents?.get('interviewers', true) as unknown;
  const known = isSeq(value) ? value.items.map(textOf) : isScalar(value) ? [textOf(value)] : [];
  const added = [...new Set(names)].filter((name) => !known.includes(name)).map(quote);
  if (added.length === 0) return undefined;
  const list = added.join(', ');
  if (isSeq(value) && value.range) {
    const [start, end] = value.range;
    if (value.flow === true) {
      const close = by + yaml.lastIndexOf(']', end);
      const text = value.items.length === 0 ? list : `, ${list}`;
      const last = yaml.slice(start, close - by).trimEnd().length;
      return { start: by + start + last, end: by + start + last, text };
    }
    const last = value.items.at(-1) as { range?: readonly [number, number, number] } | undefined;
    const indent = ' '.repeat(start - (yaml.lastIndexOf('\n', start - 1) + 1));
    const at = by + (last?.range?.[1] ?? end);
    return { start: at, end: at, text: added.map((name) => `${lineEnd}${indent}- ${name}`).join('') };
  }
  if (isScalar(value) && value.range && value.value !== null) {
    const [start, end] = value.range;
    return { start: by + start, end: by + end, text: `[${yaml.slice(start, end)}, ${list}]` };
  }
  const line = /^interviewers[ \t]*:/m.exec(yaml);
  if (line !== null) {
    const at = by + line.index + line[0].length;
    return { start: at, end: at, text: ` [${list}]` };
  }
  const at = by + yaml.length;
  return { start: at, end: at, text: `interviewers: [${list}]${lineEnd}` };
}

function textOf(node: unknown): string {
  return isScalar(node) ? String(node.value) : '';
}

function quote(name: string): string {
  return /^\p{L}[\p{L}\p{N} _.-]*$/u.test(name) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(name)
    ? name
    : JSON.stringify(name);
}
