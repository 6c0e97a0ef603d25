import type { AttributeBlock } from '../markdown/attributes.js';
import { applyEdits, type TextEdit } from '../text/edits.js';
import type { CodeHeading } from './headings.js';
import type { CodeKind } from './types.js';

/** What a heading's attributes are to say. What is left out stays; an empty text or list is taken out. */
export interface HeadingChange {
  readonly kind?: CodeKind;
  readonly color?: string;
  readonly key?: string;
  readonly parent?: string;
  readonly themes?: readonly string[];
}

const pairs = ['color', 'key', 'parent', 'themes'] as const;

/** Changes a heading's attributes; all others, their order and the white space between them stay. */
export function changeHeading(source: string, heading: CodeHeading, change: HeadingChange): TextEdit[] {
  const { attributes, content } = heading;
  const before = attributes === undefined ? '' : source.slice(attributes.start, attributes.end);
  const after = writeAttributes(before, attributes, change);
  if (after === before) return [];
  if (attributes === undefined) return [{ start: content.end, end: content.end, text: ` ${after}` }];
  if (after === '') return [{ start: content.end, end: attributes.end, text: '' }];
  return [difference(before, after, attributes.start)];
}

/** A block's text after a change: empty where nothing is left in it. */
function writeAttributes(written: string, block: AttributeBlock | undefined, change: HeadingChange): string {
  const by = block?.start ?? 0;
  const ends = block?.entries.map(({ end }) => end - by) ?? [];
  const parts: { readonly gap: string; readonly text: string }[] = [];
  const missing = new Map<string, string>();
  const kind = change.kind === undefined || change.kind === 'code' ? '' : `.${change.kind}`;
  if (kind !== '') missing.set('kind', kind);
  for (const key of pairs) {
    const text = writePair(key, change[key]);
    if (text !== '') missing.set(key, text);
  }
  block?.entries.forEach((entry, i) => {
    const gap = written.slice(i === 0 ? 1 : ends[i - 1], entry.start - by);
    const isKind = entry.kind === 'class' && (entry.value === 'theme' || entry.value === 'category');
    const slot = isKind ? 'kind' : entry.kind === 'pair' ? pairs.find((key) => key === entry.key) : undefined;
    if (slot === undefined || change[slot] === undefined) {
      parts.push({ gap, text: written.slice(entry.start - by, entry.end - by) });
      return;
    }
    const text = missing.get(slot);
    missing.delete(slot);
    if (text !== undefined) parts.push({ gap, text });
  });
  const added = [...missing].map(([slot, text]) => ({ slot, part: { gap: ' ', text } }));
  const first = added.filter(({ slot }) => slot === 'kind').map(({ part }) => part);
  const last = added.filter(({ slot }) => slot !== 'kind').map(({ part }) => part);
  const afterId = block?.entries.findIndex((entry) => entry.kind === 'id') ?? -1;
  parts.splice(Math.min(parts.length, afterId + 1), 0, ...first);
  parts.push(...last);
  if (parts.length === 0) return '';
  const tail = block === undefined ? '' : written.slice(ends.at(-1) ?? 1, -1);
  const isFirstNew = block?.entries.length === 0 || parts[0]?.gap === ' ';
  return `{${parts.map(({ gap, text }, i) => (i === 0 && isFirstNew ? '' : i > 0 && gap === '' ? ' ' : gap) + text).join('')}${tail}}`;
}

function writePair(key: string, value: string | readonly string[] | undefined): string {
  const text = value === undefined ? '' : typeof value === 'string' ? value : value.join(' ');
  if (text === '') return '';
  return `${key}=${/^[\p{L}\p{N}\-_.:]+$/u.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`}`;
}

/** The one edit, as small as can be, that makes one text of another which stands at `at`. */
export function difference(before: string, after: string, at: number): TextEdit {
  const most = Math.min(before.length, after.length);
  let first = 0;
  while (first < most && before[first] === after[first]) first++;
  let last = 0;
  while (last < most - first && before[before.length - 1 - last] === after[after.length - 1 - last]) last++;
  return { start: at + first, end: at + before.length - last, text: after.slice(first, after.length - last) };
}

/** Gives a heading another depth: more or fewer `#`, or another line under it where that can tell the depth. */
export function changeDepth(source: string, heading: CodeHeading, depth: number): TextEdit[] {
  if (depth === heading.depth) return [];
  const { start, end } = heading.heading;
  const signs = '#'.repeat(depth);
  const opening = /^#{1,6}(?=[ \t\r\n]|$)/.exec(source.slice(start, end))?.[0];
  const contentEnd = heading.attributes?.end ?? heading.content.end;
  if (opening !== undefined) {
    const edits: TextEdit[] = [{ start, end: start + opening.length, text: signs }];
    const closing = /#+/.exec(source.slice(contentEnd, end));
    // Signs that close it are for the eye: they follow where they were as many.
    if (closing?.[0].length === opening.length) {
      const at = contentEnd + closing.index;
      edits.push({ start: at, end: at + closing[0].length, text: signs });
    }
    return edits;
  }
  const line = /[-=]+$/.exec(source.slice(contentEnd, end));
  if (line === null) return [];
  const at = contentEnd + line.index;
  if (depth <= 2) return [{ start: at, end, text: (depth === 1 ? '=' : '-').repeat(end - at) }];
  const text = source.slice(start, contentEnd).replace(/[ \t]*(?:\r\n|\r|\n)[ \t]*/g, ' ');
  return [{ start, end, text: `${signs} ${text}` }];
}

/** A heading's line with changes to it, for those that are to stand elsewhere. */
export function applyWithin(source: string, start: number, end: number, edits: readonly TextEdit[]): string {
  return applyEdits(
    source.slice(start, end),
    edits.map((edit) => ({ start: edit.start - start, end: edit.end - start, text: edit.text })),
  );
}
