import type { Nodes } from 'mdast';
import { parseTree } from '../markdown/tree.js';
import type { SourceStyle } from './source.js';

/*
 * Bold and italics in Markdown: where their signs can stand, and whether they read as they were meant.
 */

/** A sign of emphasis before the character at an offset of the text. Those that close come before those that open. */
export interface StyleSign {
  readonly at: number;
  readonly sign: string;
  readonly closes: boolean;
}

export type Style = SourceStyle['style'];

const strong = 1;
const emphasis = 2;

/** For each character from `from` to `to` the styles it has, as flags. */
function flagsOf(from: number, to: number, styles: readonly SourceStyle[], wanted: readonly Style[]): Uint8Array {
  const flags = new Uint8Array(to - from);
  for (const { start, end, style } of styles) {
    if (!wanted.includes(style)) continue;
    const flag = style === 'strong' ? strong : emphasis;
    for (let i = Math.max(start, from); i < Math.min(end, to); i++) flags[i - from]! |= flag;
  }
  return flags;
}

const blank = /\s/;
const sign = /[\p{P}\p{S}]/u;
const word = /[\p{L}\p{N}\p{M}]/u;

/** The signs for the styles of a line, in order. A run of a style gives up signs and white space at its edges where Markdown needs that. */
export function styleSigns(
  text: string,
  from: number,
  to: number,
  styles: readonly SourceStyle[],
  wanted: readonly Style[],
): readonly StyleSign[] {
  const here = styles.filter(({ start, end }) => start < to && end > from);
  if (here.length === 0 || wanted.length === 0) return [];
  const flags = flagsOf(from, to, here, wanted);
  const signs: StyleSign[] = [];
  for (const [start, end] of runsOf(flags, strong, 0, flags.length)) {
    const bold = shrink(text, from + start, from + end, from, to);
    const [first, last] = bold ?? [from + end, from + end];
    for (let i = start; i < end; i++) if (from + i < first || from + i >= last) flags[i]! &= ~strong;
    if (bold === undefined) continue;
    signs.push({ at: bold[0], sign: '**', closes: false });
    for (const [a, b] of runsOf(flags, emphasis, bold[0] - from, bold[1] - from))
      signs.push(...italics(text, from + a, from + b, from, to));
    signs.push({ at: bold[1], sign: '**', closes: true });
  }
  for (const [start, end] of runsOf(flags, strong, 0, flags.length)) flags.fill(0, start, end);
  for (const [a, b] of runsOf(flags, emphasis, 0, flags.length))
    signs.push(...italics(text, from + a, from + b, from, to));
  // Stable, so that of two that open at a place the outer stays first; what closes inside closes first.
  return signs.sort((a, b) => a.at - b.at || Number(b.closes) - Number(a.closes));
}

function italics(text: string, start: number, end: number, from: number, to: number): StyleSign[] {
  const run = shrink(text, start, end, from, to);
  if (run === undefined) return [];
  const inWord =
    (run[0] > from && word.test(text.charAt(run[0] - 1))) || (run[1] < to && word.test(text.charAt(run[1])));
  const written = inWord ? '*' : '_';
  return [
    { at: run[0], sign: written, closes: false },
    { at: run[1], sign: written, closes: true },
  ];
}

/** Stretches of characters that have a flag. */
function runsOf(flags: Uint8Array, flag: number, from: number, to: number): [number, number][] {
  const runs: [number, number][] = [];
  for (let i = from; i < to; i++) {
    if ((flags[i]! & flag) === 0) continue;
    const start = i;
    while (i < to && (flags[i]! & flag) !== 0) i++;
    runs.push([start, i]);
  }
  return runs;
}

/** The part of a run around which signs of emphasis can stand: no white space at its edges, no signs where a word goes on outside. */
function shrink(text: string, start: number, end: number, from: number, to: number): [number, number] | undefined {
  let a = start;
  let b = end;
  const isOutside = (at: number): boolean =>
    at < from || at >= to || blank.test(text.charAt(at)) || sign.test(text.charAt(at));
  const cannotOpen = (at: number): boolean =>
    blank.test(text.charAt(at)) || (!isOutside(at - 1) && (sign.test(text.charAt(at)) || isSurrogate(text, at)));
  const cannotClose = (at: number): boolean =>
    blank.test(text.charAt(at - 1)) ||
    (!isOutside(at) && (sign.test(text.charAt(at - 1)) || isSurrogate(text, at - 1)));
  while (a < b && cannotOpen(a)) a++;
  while (b > a && cannotClose(b)) b--;
  return a < b ? [a, b] : undefined;
}

function isSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xd800 && code <= 0xdfff;
}

/**
 * Whether the Markdown of a paragraph or heading reads as a text with the signs that were put into it.
 * @param visible what it should read: see {@link withSigns}; LF for a line break.
 */
export function readsAs(markdown: string, visible: string): boolean {
  const { children } = parseTree(markdown);
  const [only] = children;
  if (children.length !== 1 || (only?.type !== 'paragraph' && only?.type !== 'heading')) return false;
  return signedText(only) === visible;
}

/** A node's text with signs of emphasis that are all of one kind. */
function signedText(node: Nodes): string {
  const inner = (): string => ('children' in node ? (node.children as Nodes[]).map(signedText).join('') : '');
  switch (node.type) {
    case 'text':
      return node.value;
    case 'break':
      return '\n';
    case 'strong':
      return `\ue000${inner()}\ue001`;
    case 'emphasis':
      return `\ue002${inner()}\ue003`;
    case 'paragraph':
    case 'heading':
      return inner();
    default:
      return `\ue004${node.type}`;
  }
}

/** A line's text with its signs as {@link readsAs} wants them. */
export function withSigns(text: string, from: number, to: number, signs: readonly StyleSign[]): string {
  let visible = '';
  let at = from;
  for (const { at: place, sign: written, closes } of signs) {
    const isStrong = written === '**';
    visible += text.slice(at, place) + (isStrong ? (closes ? '\ue001' : '\ue000') : closes ? '\ue003' : '\ue002');
    at = place;
  }
  return visible + text.slice(at, to);
}
