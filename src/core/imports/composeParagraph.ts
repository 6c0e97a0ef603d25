import { labelKey, readLabel, type LabelHead } from '../transcript/labels.js';
import { escapesOf, singleBrackets } from './escapes.js';
import type { SourceStyle } from './source.js';
import { readsAs, styleSigns, withSigns, type Style, type StyleSign } from './styles.js';

/** A piece of Markdown with the places of the text in it. */
export interface Piece {
  readonly markdown: string;
  /** Four numbers a copied piece: where it begins and ends in the text, where it is written with its signs, and without. */
  readonly runs: readonly number[];
}

/** What a paragraph is made of. */
export interface Draft {
  /** The whole text, with what cannot be written replaced one by one. */
  readonly text: string;
  /** The paragraph's lines without white space at their edges; none is empty. */
  readonly lines: readonly (readonly [from: number, to: number])[];
  readonly styles: readonly SourceStyle[];
  /** A turn's head, or a time stamp, with a space behind. */
  readonly head: string;
  /** The label that the head has to read as. */
  readonly label: string | undefined;
  readonly place: 'start' | 'heading';
  /** What each further line begins with; in a heading there are none. */
  readonly indent: string;
}

/** Tells whether what looks like a turn's head is to be kept from being one. `from` is where its line begins in the text. */
export type Disarms = (head: LabelHead, key: string, from: number) => boolean;

/** How a line is kept from beginning a turn: by its colon, then by its first letter. */
type Disarmed = 0 | 1 | 2;

/** Which styles are tried, until what is written reads as it was meant. */
const stylesByRank: readonly (readonly Style[])[] = [['strong', 'emphasis'], ['strong'], ['emphasis']];

/** Writes a paragraph. What its lines would wrongly say of speakers is escaped where `disarms` says so. */
export function composeParagraph(draft: Draft, disarms: Disarms | undefined): Piece {
  const isHeading = draft.place === 'heading';
  for (const wanted of draft.styles.length === 0 ? [] : stylesByRank) {
    const signs = draft.lines.map(([from, to]) => styleSigns(draft.text, from, to, draft.styles, wanted));
    if (signs.every(({ length }) => length === 0)) break;
    const piece = composeArmed(draft, signs, disarms);
    const visible = draft.lines.map(([from, to], i) => withSigns(draft.text, from, to, signs[i]!));
    // The head has signs of its own; what follows it begins no line.
    const body = piece.markdown.slice(draft.head.length).replaceAll(`\n${draft.indent}`, '\n');
    if (isHeading && readsAs(`# ${body}`, visible.join(' '))) return piece;
    const lead = draft.head === '' ? '' : 'x ';
    if (!isHeading && readsAs(lead + body, lead + visible.join('\n'))) return piece;
  }
  return composeArmed(draft, [], disarms);
}

/** Writes a paragraph, and again with more escapes while its lines say too much. */
function composeArmed(draft: Draft, signs: readonly (readonly StyleSign[])[], disarms: Disarms | undefined): Piece {
  const disarmed: Disarmed[] = draft.lines.map(() => 0);
  for (;;) {
    const { piece, places } = compose(draft, signs, disarmed);
    const before = disarmed.join();
    if (disarms !== undefined) {
      places.forEach(([start, end], i) => {
        const level = disarmed[i]!;
        if (level === 2) return;
        const below = places[i + 1]?.[0] ?? -1;
        const head = readLabel(piece.markdown, { start, end, first: i === 0, below });
        const isHead = i === 0 && draft.label !== undefined;
        if (isHead && head?.end === draft.head.trimEnd().length) return;
        const from = draft.lines[i]?.[0] ?? 0;
        if (!isHead && (head === undefined || !disarms(head, labelKey(head.label), from))) return;
        disarmed[i] = isHead || !/:(?=\s|$)/.test(piece.markdown.slice(start, end)) ? 2 : level === 0 ? 1 : 2;
      });
    }
    if (disarmed.join() === before) return piece;
  }
}

interface Composed {
  readonly piece: Piece;
  /** Where each line stands in it, without its indent. */
  readonly places: readonly (readonly [start: number, end: number])[];
}

function compose(draft: Draft, signs: readonly (readonly StyleSign[])[], disarmed: readonly Disarmed[]): Composed {
  const { text, lines, head, place, indent } = draft;
  const runs: number[] = [];
  const single = singleBrackets(text, lines);
  let nextSingle = 0;
  const places: [number, number][] = [];
  let markdown = '';
  lines.forEach(([from, to], i) => {
    if (i > 0) markdown += place === 'heading' ? ' ' : `\\\n${indent}`;
    const start = markdown.length;
    if (i === 0) markdown += head;
    const escapes = escapesOf(
      text,
      from,
      to,
      place === 'heading' ? place : i === 0 && head !== '' ? 'inside' : 'start',
    );
    const known = escapes.length;
    for (; (single[nextSingle] ?? to) < to; nextSingle++) escapes.push(single[nextSingle]!);
    if (escapes.length > known) escapes.sort((a, b) => a - b);
    const level = disarmed[i] ?? 0;
    if (level === 1) addColon(escapes, text, from, to);
    const numbers = level === 2 ? [firstLetter(text, from, to, i === 0 && draft.label !== undefined)] : [];
    // No mark can end right after a `\\`, and after this one there is nothing to move to.
    if (text[to - 1] === '\\' && numbers[0] !== to - 1) numbers.push(to - 1);
    markdown = copyLine(markdown, runs, text, from, to, { escapes, signs: signs[i] ?? [], numbers });
    places.push([start, markdown.length]);
  });
  if (lines.length === 0) markdown = head.trimEnd();
  return { piece: { markdown, runs }, places };
}

/** The colon that a label would end with. */
function addColon(escapes: number[], text: string, from: number, to: number): void {
  for (let i = text.indexOf(':', from); i >= 0 && i < to; i = text.indexOf(':', i + 1)) {
    if (i + 1 < to && !/\s/.test(text.charAt(i + 1))) continue;
    if (!escapes.includes(i)) escapes.push(i);
    escapes.sort((a, b) => a - b);
    return;
  }
}

/** The letter to be written as a number; after a head, the first character. */
function firstLetter(text: string, from: number, to: number, afterHead: boolean): number {
  const at = afterHead ? 0 : text.slice(from, to).search(/\p{L}/u);
  return at < 0 ? from : from + at;
}

interface LineSigns {
  readonly escapes: readonly number[];
  readonly signs: readonly StyleSign[];
  /** The offsets of characters that are written as numbers: `&#65;`. */
  readonly numbers: readonly number[];
}

/** Adds a line to the Markdown, and its places to the runs. */
function copyLine(
  markdown: string,
  runs: number[],
  text: string,
  from: number,
  to: number,
  { escapes, signs, numbers }: LineSigns,
): string {
  if (escapes.length === 0 && signs.length === 0 && numbers.length === 0) {
    runs.push(from, to, markdown.length, markdown.length);
    return markdown + text.slice(from, to);
  }
  let written = markdown;
  let at = from;
  const copy = (end: number, before = written.length): void => {
    if (end <= at) return;
    runs.push(at, end, before, written.length);
    written += text.slice(at, end);
    at = end;
  };
  let nextEscape = 0;
  let nextSign = 0;
  let nextNumber = 0;
  for (;;) {
    const stop = Math.min(escapes[nextEscape] ?? to, signs[nextSign]?.at ?? to, numbers[nextNumber] ?? to);
    copy(stop);
    while (signs[nextSign]?.at === stop) written += signs[nextSign++]!.sign;
    if (stop >= to) return written;
    const before = written.length;
    if (numbers[nextNumber] === stop) {
      nextNumber++;
      const code = text.codePointAt(stop) ?? 0;
      const length = code > 0xffff ? 2 : 1;
      written += `&#${code};`;
      runs.push(at, at + length, before, written.length - length);
      at += length;
      if (escapes[nextEscape] === stop) nextEscape++;
    } else if (escapes[nextEscape] === stop) {
      nextEscape++;
      written += '\\';
      copy(stop + 1, before);
    }
  }
}
