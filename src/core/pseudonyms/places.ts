import { findBlocks } from '../analysis/documents/blocks.js';
import { BlockReader, type Readable } from '../autocode/readable.js';
import { edgesOf } from '../coding/edges.js';
import { writeBlock } from '../coding/facts.js';
import type { CodedText } from '../markdown/codedText.js';
import { linksOf } from '../notes/links.js';
import type { Extent } from '../text/edits.js';
import { csvFields } from './csvFields.js';
import { findInValue, type FoundName, type NameFinder } from './names.js';
import { yamlFields, type YamlField } from './yamlFields.js';

/** Where a name stands: running text, a memo, the front matter, a fact of a coding (`by=`), a table, an analysis' question, or elsewhere. */
export type Zone = 'text' | 'memo' | 'front-matter' | 'fact' | 'table' | 'question' | 'other';

/** A name in a file. The extent is in the file's source, UTF-16 code units, without a BOM; marks may stand in it. */
export interface NamePlace extends Extent {
  readonly zone: Zone;
  readonly name: FoundName;
  /** As a reader sees it. */
  readonly found: string;
  readonly target: WordsTarget | FieldTarget;
}

/** A name in running text: what is replaced, in pieces where marks or emphasis part it. */
export interface WordsTarget {
  readonly kind: 'words';
  /** In the source, in order. */
  readonly pieces: readonly Extent[];
  /** In the clean text, from the first to the last piece. */
  readonly clean: Extent;
}

/** A name in a value that is written as a whole. */
export interface FieldTarget {
  readonly kind: 'field';
  readonly field: Field;
  /** In the field's value. */
  readonly start: number;
  readonly end: number;
}

/** A value in a file, with its place in the source. */
export interface Field extends YamlField {
  readonly zone: Zone;
  /** Whether it is part of the clean text. */
  readonly isClean: boolean;
  /** Whether it is text as it stands: only what changes in it is written. */
  readonly isRaw: boolean;
}

/**
 * The names in a coded text, in the order of the source.
 * @param taken extents that are dealt with otherwise, such as codes' ids and the paths of links.
 */
export function namesIn(text: CodedText, finder: NameFinder, taken: readonly Extent[]): readonly NamePlace[] {
  const fields = fieldsOf(text).filter((field) => !taken.some((other) => overlap(field, other)));
  const places = fields.flatMap((field) =>
    findInValue(finder, field.value).map((name) => placeInField(field, name, name)),
  );
  const words = [...wordsIn(text, finder)].filter(
    ({ target }) =>
      target.kind !== 'words' || !target.pieces.some((piece) => taken.some((each) => overlap(piece, each))),
  );
  places.push(...words);
  places.push(...elsewhere(text, finder, [...taken, ...fields, ...words, ...syntaxOf(text)]));
  return places.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** The names in a table. */
export function namesInTable(table: string, finder: NameFinder): readonly NamePlace[] {
  return csvFields(table).flatMap((cell) => {
    const field: Field = { ...cell, zone: 'table', isClean: false, isRaw: false };
    return findInValue(finder, field.value).map((name) => placeInField(field, name, name));
  });
}

function placeInField(field: Field, name: FoundName, { start, end }: Extent): NamePlace {
  return {
    start: field.isRaw ? field.start + start : field.start,
    end: field.isRaw ? field.start + end : field.end,
    zone: field.zone,
    name,
    found: field.value.slice(start, end),
    target: { kind: 'field', field, start, end },
  };
}

/** Values: of the front matter, of analyses' questions, of marks' and headings' facts. */
function fieldsOf(text: CodedText): readonly Field[] {
  const fields: Field[] = [];
  const addYaml = (yaml: string, by: number, zone: Zone): void => {
    for (const field of yamlFields(yaml)) {
      fields.push({ ...field, start: field.start + by, end: field.end + by, zone, isClean: true, isRaw: false });
    }
  };
  const front = text.frontMatter;
  if (front !== undefined) {
    const opening = /^---[ \t]*(?:\r\n|\r|\n)/.exec(front.source)?.[0].length ?? 0;
    const closing = front.source.search(/(?<=[\r\n])---[ \t]*(?:[\r\n]|$)/);
    addYaml(front.source.slice(opening, closing < opening ? undefined : closing), opening, 'front-matter');
  }
  for (const { question, questionStart } of findBlocks(text.text)) {
    // An indented fence has its lines without the indentation.
    if (text.text.startsWith(question, questionStart)) addYaml(question, questionStart, 'question');
  }
  const addFact = (key: string, value: string, { start, end }: Extent, isClean: boolean): void => {
    const write = (fact: string): string => writeBlock(undefined, [], { [key]: fact }).slice(1, -1);
    fields.push({ start, end, value, write, zone: 'fact', isClean, isRaw: false });
  };
  for (const { block } of text.marks()) {
    for (const entry of block.entries) {
      if (entry.kind === 'pair' && entry.key !== 'end') addFact(entry.key, entry.value, entry, false);
    }
  }
  for (const { entries, by } of headingBlocks(text)) {
    for (const { kind, key, value, start, end } of entries) {
      if (kind === 'pair' && key !== 'parent' && key !== 'themes')
        addFact(key, value, { start: start + by, end: end + by }, true);
    }
  }
  return fields;
}

/** The attribute blocks of headings; their places count in the source after `by`. */
export function* headingBlocks(text: CodedText): Generator<{
  readonly entries: readonly (Extent & { readonly kind: string; readonly key: string; readonly value: string })[];
  readonly by: number;
  readonly extent: Extent;
}> {
  for (const [i, { headings }] of text.blocks.entries()) {
    for (const { attributes } of headings) {
      if (attributes === undefined) continue;
      const by = text.toSource(text.cleanStart(i) + attributes.start, 'start') - attributes.start;
      yield { entries: attributes.entries, by, extent: { start: attributes.start + by, end: attributes.end + by } };
    }
  }
}

/** Names in running text, as a reader sees them: marks and emphasis may stand in them. */
function* wordsIn(text: CodedText, finder: NameFinder): Generator<NamePlace> {
  for (const [i, block] of text.blocks.entries()) {
    if (block.prose.length === 0 || block.kind !== 'text') continue;
    const { clean } = block;
    if (!mayHoldName(clean, finder)) continue;
    const reader = new BlockReader(block);
    for (const prose of block.prose) {
      const readable = reader.read(prose);
      for (const name of finder.find(readable.text)) {
        const pieces = piecesOf(text, i, clean, readable, name);
        const [first, last] = [pieces[0], pieces.at(-1)];
        if (first === undefined || last === undefined) continue;
        const by = text.cleanStart(i);
        const from = readable.extent(name.start, name.start + 1).start + by;
        const to = readable.extent(name.end - 1, name.end).end + by;
        const found = readable.text.slice(name.start, name.end);
        const target: WordsTarget = { kind: 'words', pieces, clean: { start: from, end: to } };
        yield { start: first.start, end: last.end, zone: 'text', name, found, target };
      }
    }
  }
}

/** What may hide characters of a name besides signs of emphasis and escapes. */
const hiding = /[&<>`]|\]\(/;

/** Whether a block's text may hold a name: cheaper than telling how a reader sees it. */
function mayHoldName(clean: string, finder: NameFinder): boolean {
  if (hiding.test(clean) || finder.find(clean).length > 0) return true;
  const bare = clean.replace(/[*_~\\]/g, '');
  return bare.length < clean.length && finder.find(bare).length > 0;
}

/** What of the source a name is made of: without the marks in it, and without signs of emphasis and of links. */
function piecesOf(text: CodedText, index: number, clean: string, readable: Readable, name: Extent): readonly Extent[] {
  const pieces: { start: number; end: number }[] = [];
  /** Where the white space before a character began. */
  let space = -1;
  for (let i = name.start; i < name.end; i++) {
    const { start, end } = readable.extent(i, i + 1);
    const last = pieces.at(-1);
    const gap = last === undefined ? '' : clean.slice(last.end, start);
    // A line's beginning in a quote or a list goes with its line end, an escape with what it escapes.
    const goes = /^[\s\\]*$/.test(gap) || (space >= 0 && /[\r\n]/.test(clean.slice(space, start)));
    if (last !== undefined && goes) last.end = Math.max(last.end, end);
    else pieces.push({ start, end });
    space = readable.text.charAt(i) === ' ' ? start : -1;
  }
  const by = text.cleanStart(index);
  return pieces.flatMap(({ start, end }) => sourcePieces(text, { start: start + by, end: end + by }));
}

/** The source of an extent of the clean text, without the marks in it. */
export function sourcePieces(text: CodedText, { start, end }: Extent): readonly Extent[] {
  const whole = { start: text.toSource(start, 'start'), end: text.toSource(end, 'end') };
  if (whole.end - whole.start === end - start) return [whole];
  const pieces: Extent[] = [];
  let from = whole.start;
  for (let at = start + 1; at < end; at++) {
    const before = text.toSource(at, 'end');
    const after = text.toSource(at, 'start');
    if (before === after) continue;
    pieces.push({ start: from, end: before });
    from = after;
  }
  return [...pieces, { start: from, end: whole.end }];
}

/** Names that the source holds outside running text and values: in code, comments, memos, addresses. */
function elsewhere(text: CodedText, finder: NameFinder, taken: readonly Extent[]): readonly NamePlace[] {
  const memos = [...text.memoDefinitions()];
  const source = text.text;
  const sorted = [...taken].sort((a, b) => a.start - b.start);
  const starts = sorted.map(({ start }) => start);
  const reach: number[] = [];
  for (const { end } of sorted) reach.push(Math.max(reach.at(-1) ?? 0, end));
  return finder
    .find(source)
    .filter(({ start, end }) => {
      const before = lastBefore(starts, end);
      return (before < 0 || (reach[before] ?? 0) <= start) && !isRead(text, start);
    })
    .map((name) => {
      const isMemo = memos.some((memo) => memo.start <= name.start && name.end <= memo.end);
      const field: Field = {
        start: name.start,
        end: name.end,
        value: source.slice(name.start, name.end),
        write: (value) => value,
        zone: isMemo ? 'memo' : 'other',
        isClean: !isMemo,
        isRaw: true,
      };
      return placeInField(field, name, { start: 0, end: field.value.length });
    });
}

/** Whether a place is shown in running text, where names are looked for as a reader sees them. */
function isRead(text: CodedText, source: number): boolean {
  const index = text.blockAt(source);
  const block = text.blocks[index];
  if (block?.kind !== 'text') return false;
  const at = text.toClean(source) - text.cleanStart(index);
  if (!block.prose.some(({ start, end }) => start <= at && at < end)) return false;
  return edgesOf(block.clean).visible[at] === 1;
}

/** The number of the last of ascending values that is smaller; -1 if there is none. */
function lastBefore(values: readonly number[], value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Marks' and headings' blocks, memos' labels and the paths of links: no text. */
function syntaxOf(text: CodedText): readonly Extent[] {
  const extents: Extent[] = [];
  for (const { open, close } of text.marks()) extents.push(open, close);
  extents.push(...text.memoReferences());
  for (const { label } of text.memoDefinitions())
    extents.push({ start: label, end: text.text.indexOf(']:', label) + 2 });
  for (const { extent } of headingBlocks(text)) extents.push(extent);
  for (const link of linksOf(text)) {
    if (link.kind === 'path' && link.path !== '') extents.push(link.pathExtent);
  }
  return extents;
}

export function overlap(a: Extent, b: Extent): boolean {
  return a.start < b.end && b.start < a.end;
}
