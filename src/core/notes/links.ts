import { decodeString } from 'micromark-util-decode-string';
import type { CodedText } from '../markdown/codedText.js';
import { KeptWithBlock } from '../markdown/kept.js';
import { readEvents } from '../markdown/syntax/readEvents.js';
import type { Block } from '../markdown/types.js';
import type { Extent } from '../text/edits.js';

/** `[[kostnad]]` or `[[kostnad|that it is dear]]`: a link to a code, by its id or its name. Offsets count in the source. */
export interface CodeLink extends Extent {
  readonly kind: 'code';
  /** What is written for the code, in NFC, without white space around it. */
  readonly code: string;
  /** Where that stands. */
  readonly target: Extent;
}

/** `[text](../transcripts/A1.md#k7f3q)`: a link to a file beside the one it stands in, or to a place in one. */
export interface PathLink extends Extent {
  readonly kind: 'path';
  /** As written and decoded, relative to the document; empty for the document itself. */
  readonly path: string;
  readonly pathExtent: Extent;
  /** What stands after `#`, decoded, in NFC. */
  readonly fragment: string | undefined;
  /** Where that stands, without `#`. */
  readonly fragmentExtent: Extent | undefined;
}

export type Link = CodeLink | PathLink;

/**
 * The links of a text to codes and to other files, in the order of the source; those in code, HTML and front matter do not count.
 * @param where `everything` for notes and codebooks; `memos` for transcripts, where only memos have links and `[[navn]]` is speech.
 */
export function linksOf(text: CodedText, where: 'everything' | 'memos' = 'everything'): readonly Link[] {
  const links: Link[] = [];
  text.blocks.forEach((block, i) => {
    if (block.kind === 'frontMatter' || (where === 'memos' && block.memos.length === 0)) return;
    const by = text.blockStart(i);
    for (const link of (where === 'memos' ? ofMemos : ofBlocks).of(block)) links.push(moved(link, (at) => at + by));
  });
  return links;
}

const mayHoldLinks = /\[\[|\]\(/;

const ofBlocks = new KeptWithBlock((block: Block) => (mayHoldLinks.test(block.source) ? linksIn(block.source) : []));

const ofMemos = new KeptWithBlock((block: Block) =>
  block.memos.flatMap(({ label, end }) => {
    const source = block.source.slice(label, end);
    return mayHoldLinks.test(source) ? linksInMemo(source).map((link) => moved(link, (at) => at + label)) : [];
  }),
);

/** Running text, in which `[[code]]` counts. */
const running = new Set<string>(['paragraph', 'atxHeadingText', 'setextHeadingText', 'tableContent']);
/** What may stand in it and is none. */
const passedOver = new Set<string>(['codeText', 'htmlText', 'autolink', 'link', 'image', 'codedMemoDefinition']);

function linksIn(source: string): readonly Link[] {
  const links: Link[] = [];
  const texts: Extent[] = [];
  const gaps: Extent[] = [];
  const spans = new Set<number>();
  const open: { readonly type: string; readonly extent: Extent }[] = [];
  for (const [phase, { type, start, end }] of readEvents(source, false, false)) {
    const extent = { start: start.offset, end: end.offset };
    const isTarget = type === 'link' || type === 'image';
    if (phase === 'exit') {
      if (isTarget) open.pop();
      continue;
    }
    if (isTarget) open.push({ type, extent });
    if (running.has(type)) texts.push(extent);
    if (passedOver.has(type)) gaps.push(extent);
    if (type === 'codedSpanOpen') spans.add(extent.start);
    if (type === 'codedMemoDefinition') {
      for (const link of linksInMemo(source.slice(extent.start, extent.end)))
        links.push(moved(link, (at) => at + extent.start));
    }
    const around = open.at(-1);
    if (type === 'resourceDestinationString' && around?.type === 'link') {
      const link = pathLink(source, around.extent, extent);
      if (link !== undefined) links.push(link);
    }
  }
  for (const text of texts) links.push(...codeLinks(source, text, gaps, spans));
  return links.sort((a, b) => a.start - b.start);
}

const codeLink = /\[\[([^[\]|\r\n]+?)(?:\\?\|[^[\]\r\n]*)?\]\]/g;

function* codeLinks(
  source: string,
  { start, end }: Extent,
  gaps: readonly Extent[],
  spans: ReadonlySet<number>,
): Generator<CodeLink> {
  for (const found of source.slice(start, end).matchAll(codeLink)) {
    const at = start + found.index;
    const written = found[1] ?? '';
    const code = written.trim().replace(/\\$/, '');
    const whole = { start: at, end: at + found[0].length };
    const isText = source.charAt(at - 1) === '\\' || spans.has(at);
    if (code === '' || isText || gaps.some((gap) => gap.start < whole.end && whole.start < gap.end)) continue;
    const from = at + 2 + written.indexOf(code);
    yield { kind: 'code', ...whole, code: code.normalize('NFC'), target: { start: from, end: from + code.length } };
  }
}

function pathLink(source: string, whole: Extent, { start, end }: Extent): PathLink | undefined {
  const written = source.slice(start, end);
  // Addresses on the web, on this machine, and from the root of whatever there is are not the study's.
  if (/^(?:[a-z][a-z\d+.-]*:|[/\\]|\?)/i.test(written)) return undefined;
  const hash = /(?<!&)#/.exec(written)?.index;
  const path = /^[^?]*/.exec(written.slice(0, hash))?.[0] ?? '';
  return {
    kind: 'path',
    ...whole,
    path: decoded(path),
    pathExtent: { start, end: start + path.length },
    fragment: hash === undefined ? undefined : decoded(written.slice(hash + 1)),
    fragmentExtent: hash === undefined ? undefined : { start: start + hash + 1, end },
  };
}

/** Without Markdown's escapes and entities and without those of addresses; as it stands where these are broken. */
function decoded(written: string): string {
  const text = decodeString(written);
  try {
    return decodeURIComponent(text).normalize('NFC');
  } catch {
    return text.normalize('NFC');
  }
}

/**
 * The links in a memo's definition, which is Markdown without its label and indentation.
 * @param definition from `[^memo-` to the end of its last line.
 */
function linksInMemo(definition: string): readonly Link[] {
  /** Where pieces of the text stand in the definition. */
  const pieces: { readonly at: number; readonly from: number }[] = [];
  let text = '';
  let from = definition.indexOf(']:') + 2;
  for (const line of definition.slice(from).split(/(?<=\r\n|\r(?!\n)|\n)/)) {
    const indent =
      text === '' ? (/^[ \t]*/.exec(line)?.[0].length ?? 0) : (/^(?: {4}| {0,3}\t)/.exec(line)?.[0].length ?? 0);
    pieces.push({ at: text.length, from: from + indent });
    text += line.slice(indent);
    from += line.length;
  }
  const inDefinition = (at: number): number => {
    let place = at;
    for (const piece of pieces) if (piece.at <= at) place = piece.from + at - piece.at;
    return place;
  };
  return linksIn(text).map((link) => moved(link, inDefinition));
}

/** A link somewhere else. @param place gives where a character is now. */
function moved(link: Link, place: (at: number) => number): Link {
  const extent = ({ start, end }: Extent): Extent => ({
    start: place(start),
    end: end > start ? place(end - 1) + 1 : place(start),
  });
  if (link.kind === 'code') return { ...link, ...extent(link), target: extent(link.target) };
  const { pathExtent, fragmentExtent } = link;
  return {
    ...link,
    ...extent(link),
    pathExtent: extent(pathExtent),
    fragmentExtent: fragmentExtent && extent(fragmentExtent),
  };
}
