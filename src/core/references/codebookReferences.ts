import type { Codebook } from '../codebook/codebook.js';
import type { CodeHeading } from '../codebook/headings.js';
import type { AttributeEntry } from '../markdown/attributes.js';
import { codebookPath } from '../study/paths.js';
import type { CodeReference } from './types.js';

/** All that a codebook's headings say of codes, in the order of the text; for each heading its text and, if it has one, its id. */
export function* codebookReferences(codebook: Codebook): Generator<CodeReference> {
  for (const heading of codebook.headings) yield* headingReferences(heading, codebook.text.text);
}

function* headingReferences(heading: CodeHeading, source: string): Generator<CodeReference> {
  const { id: code, content, attributes } = heading;
  if (code !== '') yield reference({ code, role: 'name', ...content });
  const first = new Set<string>();
  for (const entry of attributes?.entries ?? []) {
    // Of an id or a key that stands twice the first counts.
    if (entry.kind === 'class' || first.has(entry.key)) continue;
    first.add(entry.key);
    if (entry.kind === 'id') yield reference({ code, role: 'id', start: entry.start + 1, end: entry.end });
    else if (entry.key === 'parent') yield* parentReference(heading, entry, source);
    else if (entry.key === 'themes') yield* themeReferences(entry, source);
  }
}

function* parentReference({ parent }: CodeHeading, entry: AttributeEntry, source: string): Generator<CodeReference> {
  if (parent !== undefined && parent !== '')
    yield reference({ code: parent, role: 'parent', ...valueExtent(entry, source) });
}

function* themeReferences(entry: AttributeEntry, source: string): Generator<CodeReference> {
  const { start, end } = valueExtent(entry, source);
  for (const { 0: name, index } of source.slice(start, end).matchAll(/[^\s,]+/g)) {
    const at = start + index;
    yield reference({ code: name.normalize('NFC'), role: 'theme', start: at, end: at + name.length });
  }
}

/** Where a pair's value stands, without its quotes. */
function valueExtent({ start, end }: AttributeEntry, source: string): { readonly start: number; readonly end: number } {
  const from = source.indexOf('=', start) + 1;
  return source.charAt(from) === '"' ? { start: from + 1, end: end - 1 } : { start: from, end };
}

function reference(found: Omit<CodeReference, 'path'>): CodeReference {
  return { path: codebookPath, ...found };
}
