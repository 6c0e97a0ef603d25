import { CodedText } from '../markdown/codedText.js';
import { applyEdits, type TextEdit } from '../text/edits.js';
import { Codebook } from './codebook.js';
import { codeIdFromName, freeCodeId } from './ids.js';
import type { Code, CodeKind } from './types.js';

/** A code that is to be added. */
export interface NewCode {
  readonly name: string;
  /** Made from the name where it is left out; where it is taken, the first free one with a number. */
  readonly id?: string;
  /** The id of the code above it; none puts it at the top of the tree. */
  readonly parent?: string;
  readonly kind?: CodeKind;
  /** Markdown, without headings. */
  readonly definition?: string;
}

/** Why a codebook cannot be edited as asked. */
export class CodebookEditError extends Error {
  override readonly name = 'CodebookEditError';
  /** `no-place`: the text around would swallow it, such as a code fence that is not closed. */
  readonly reason: 'no-name' | 'bad-id' | 'unknown-parent' | 'no-place';

  constructor(reason: CodebookEditError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

/** The deepest heading that Markdown has. */
export const deepest = 6;

/** The id that {@link addCode} gives a code. */
export function idOfNewCode(codebook: Codebook, { name, id }: NewCode): string {
  const wanted = id?.normalize('NFC') ?? codeIdFromName(name);
  return freeCodeId(wanted === '' ? 'code' : wanted, (taken) => codebook.has(taken));
}

/**
 * Adds a code, as the last one under its parent. All other text stays as it is.
 * @returns edits of the codebook's text.
 * @throws CodebookEditError when there is no such parent, no name, no usable id, or no place where the heading would be read.
 */
export function addCode(codebook: Codebook, code: NewCode): TextEdit[] {
  const name = code.name.replace(/\s+/g, ' ').trim();
  if (name === '') throw new CodebookEditError('no-name', 'A code needs a name.');
  const id = idOfNewCode(codebook, code);
  if (!idForm.test(id)) throw new CodebookEditError('bad-id', `${id} cannot be the id of a code.`);
  const { at, depth, parent } = placeUnder(codebook, code.parent);
  const attributes: string[] = [];
  if (id !== codeIdFromName(name)) attributes.push(`#${id}`);
  if (code.kind === 'theme' || code.kind === 'category') attributes.push(`.${code.kind}`);
  if (parent !== undefined) attributes.push(`parent=${parent}`);
  const block = attributes.length === 0 ? '' : ` {${attributes.join(' ')}}`;
  const heading = `${'#'.repeat(depth)} ${writeName(name)}${block}`;
  const definition = code.definition?.trim() ?? '';
  const entry = definition === '' ? heading : `${heading}\n\n${definition.replace(/\r\n?/g, '\n')}`;
  const source = codebook.text.text;
  const edit = insertEntry(source, at, entry.replaceAll('\n', lineEndOf(source)));
  if (!isAdded(codebook, edit, { ...code, id, name, definition })) {
    throw new CodebookEditError('no-place', `The heading of ${id} would not be read where it belongs.`);
  }
  return [edit];
}

const idForm = /^\p{L}[\p{L}\p{N}\-_.:]*$/u;

interface Place {
  /** Source offset. */
  readonly at: number;
  readonly depth: number;
  /** The parent's id where it has to be said, as no heading is deep enough to tell. */
  readonly parent: string | undefined;
}

/** The place after all that stands under a code, or at the end of the tree. */
function placeUnder(codebook: Codebook, parent: string | undefined): Place {
  const { headings } = codebook;
  if (parent === undefined) {
    // As deep as the outermost. A first heading of depth 1 would be the title.
    const depth = Math.min(...headings.map((heading) => heading.depth));
    return { at: codebook.text.text.length, depth: headings.length === 0 ? 2 : depth, parent: undefined };
  }
  const above = headings.findIndex(({ id }) => id === parent);
  const depth = headings[above]?.depth;
  if (depth === undefined) throw new CodebookEditError('unknown-parent', `The codebook has no code ${parent}.`);
  return {
    at: headings[runEnd(codebook, above) - 1]!.entry.end,
    depth: Math.min(depth + 1, deepest),
    parent: depth < deepest ? undefined : parent,
  };
}

/**
 * The headings that stand under one of the codebook: those that are deeper, and where none can be, those that say that they belong to it.
 * @param index of the heading.
 * @returns the index of the heading after them.
 */
export function runEnd(codebook: Codebook, index: number): number {
  const { headings } = codebook;
  const { depth, id } = headings[index]!;
  const below = depth < deepest ? undefined : new Set(codebook.descendants(id).map((code) => code.id));
  let next = index + 1;
  while (next < headings.length && (below?.has(headings[next]!.id) ?? headings[next]!.depth > depth)) next++;
  return next;
}

/** A name as Markdown that reads so. */
export function writeName(name: string): string {
  return readsAs(name, name) ? name : name.replace(/[\\`*_{}[\]<>#~|^&!]/g, '\\$&');
}

function readsAs(content: string, name: string): boolean {
  const heading = CodedText.parse(`# ${content}`).blocks[0]?.headings[0];
  return heading?.text === name && heading.attributes === undefined;
}

/** The line end that a text uses: its first. */
export function lineEndOf(text: string): string {
  return /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
}

/** Puts a heading and what stands under it at a line's start, as it is, with empty lines around. */
export function insertEntry(text: string, at: number, entry: string): TextEdit {
  const lineEnd = lineEndOf(text);
  const isLast = at === text.length;
  let place = at;
  while (!isLast && place > 0 && isBlank(text.charCodeAt(place - 1))) place--;
  const before = text.slice(0, place);
  const after = isLast ? (endOfLine.test(before) || before === '' ? 1 : 0) : 2;
  return { start: place, end: place, text: lineEnd.repeat(linesMissing(before)) + entry + lineEnd.repeat(after) };
}

const endOfLine = /[\r\n]$/;
const emptyLineAtEnd = /(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)$/;

/** How many line ends it takes after a text until a line is empty. */
function linesMissing(before: string): number {
  if (before.trim() === '' || emptyLineAtEnd.test(before)) return 0;
  return endOfLine.test(before) ? 1 : 2;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** Whether the edit adds the code and leaves all others as they are. */
function isAdded(codebook: Codebook, edit: TextEdit, code: NewCode & { readonly id: string }): boolean {
  const after = Codebook.parse(applyEdits(codebook.text.text, [edit]));
  const added: Partial<Code> = after.get(code.id) ?? {};
  return (
    added.name?.normalize('NFC') === code.name.normalize('NFC') &&
    added.kind === (code.kind ?? 'code') &&
    added.parent === code.parent &&
    added.definition === code.definition?.replace(/\r\n?/g, '\n') &&
    after.title === codebook.title &&
    after.codes.length === codebook.codes.length + 1 &&
    codebook.codes.every((before) => isSame(before, after.get(before.id)))
  );
}

function isSame(before: Code, after: Partial<Code> = {}): boolean {
  const { name, kind, parent, definition } = before;
  return name === after.name && kind === after.kind && parent === after.parent && definition === after.definition;
}
