import { headingAtx, setextUnderline } from 'micromark-core-commonmark';
import { codes } from 'micromark-util-symbol';
import type { Construct, Event, Point, Token, TokenizeContext } from 'micromark-util-types';
import type { Extent } from '../../text/edits.js';
import { readHeadingAttributes, type AttributeBlock } from '../attributes.js';

/*
 * Headings as in CommonMark, but for the attributes at their end, `# Q {#q .theme}`, which are no running text.
 * They become a `codedHeadingAttributes` token behind the heading's text.
 */

/** `# Heading {#id}`. */
export const atxHeading: Construct = {
  name: 'codedAtxHeading',
  tokenize: headingAtx.tokenize,
  resolve(events, context) {
    const resolved = headingAtx.resolve?.(events, context) ?? events;
    const from = resolved.findIndex(([, { type }]) => type === 'chunkText');
    return from < 0 ? resolved : setAttributesApart(resolved, from - 1);
  },
};

/** The line under a heading: `---` or `===`. */
export const setextLine: Construct = {
  name: 'codedSetextUnderline',
  tokenize: setextUnderline.tokenize,
  resolveTo: resolveToSetext,
};

/**
 * Turns the paragraph before the line into a heading. micromark's own moves all the document's events for each heading.
 */
function resolveToSetext(events: Event[], context: TokenizeContext): Event[] {
  let index = events.length;
  let contentExit = index;
  let text = index;
  while (index--) {
    const [kind, { type }] = events[index]!;
    if (type === 'content' && kind === 'exit') contentExit = index;
    if (type === 'paragraph' && kind === 'enter') text = index;
    if (type === 'content' && kind === 'enter') break;
  }
  const content = events[index]![1];
  const heading: Token = { type: 'setextHeading', start: content.start, end: events.at(-1)![1].end };
  events[text]![1].type = 'setextHeadingText';
  const tail = events.splice(index + 1);
  events[index] = ['enter', heading, context];
  tail.splice(contentExit - index - 1, 1);
  tail.push(['exit', heading, context]);
  for (const event of setAttributesApart(tail, text - index - 1)) events.push(event);
  return events;
}

/**
 * Ends a heading's text before its attributes.
 * @param enter index of the event that enters the heading's text, whose `chunkText` tokens are its lines.
 */
function setAttributesApart(events: Event[], enter: number): Event[] {
  // The places of these tokens count in the text of the tokenizer that made them.
  const [, heading, context] = events[enter]!;
  const exit = events.findIndex(([kind, token], i) => i > enter && kind === 'exit' && token === heading);
  const lines: Line[] = [];
  let length = 0;
  let whole = '';
  for (const [kind, token] of events.slice(enter + 1, exit)) {
    if (kind !== 'enter') continue;
    const text = context.sliceSerialize(token);
    lines.push({ token, start: token.start, end: token.end, text, from: length });
    length += text.length;
    whole += text;
  }
  const end = trimmedLength(whole, whole.length);
  const attributes = readHeadingAttributes(whole, 0, end);
  if (attributes === undefined) return events;
  const kept = trimmedLength(whole, attributes.start);
  const inside: Event[] = [];
  const after: Event[] = [];
  for (const line of lines) {
    const content = line.from + line.text.length - (/(?:\r\n|\r|\n)$/.exec(line.text)?.[0].length ?? 0);
    if (content < kept) {
      inside.push(['enter', line.token, context], ['exit', line.token, context]);
      continue;
    }
    for (const [type, start, stop] of [
      ['chunkText', line.from, Math.min(kept, content)],
      ['whitespace', kept, Math.min(attributes.start, content)],
      ['codedHeadingAttributes', attributes.start, Math.min(end, content)],
      ['whitespace', end, content],
      ['lineEnding', content, line.from + line.text.length],
    ] as const) {
      const from = Math.max(start, line.from);
      if (from >= stop) continue;
      const place = { start: pointIn(line, from, context), end: pointIn(line, stop, context) };
      const token: Token =
        type === 'chunkText' ? Object.assign(line.token, place, { next: undefined }) : { type, ...place };
      if (type === 'codedHeadingAttributes' && start === from) token._block = moveBlock(attributes, lines);
      (type === 'chunkText' ? inside : after).push(['enter', token, context], ['exit', token, context]);
    }
  }
  const text: Event[] = [];
  const lastText = inside.at(-1)?.[1];
  if (lastText !== undefined) {
    heading.end = lastText.end;
    text.push(events[enter]!, ...inside, ['exit', heading, context]);
  }
  return [...events.slice(0, enter), ...text, ...after, ...events.slice(exit + 1)];
}

interface Line extends Pick<Token, 'start' | 'end'> {
  readonly token: Token;
  readonly text: string;
  /** Where it begins in the heading's whole text. */
  readonly from: number;
}

/** The length of a text's first `end` characters without spaces, tabs and line ends after them. */
function trimmedLength(text: string, end: number): number {
  let length = end;
  while (length > 0 && ' \t\r\n'.includes(text.charAt(length - 1))) length--;
  return length;
}

/** The block with offsets in the document instead of the heading's text. */
function moveBlock(block: AttributeBlock, lines: readonly Line[]): AttributeBlock {
  const place = (offset: number): number => {
    const line = lines.filter(({ from }) => from <= offset).at(-1);
    return line === undefined ? offset : line.start.offset + offset - line.from;
  };
  const move = <T extends Extent>(extent: T): T => ({
    ...extent,
    start: place(extent.start),
    end: place(extent.end - 1) + 1,
  });
  return { ...move(block), entries: block.entries.map(move) };
}

/** The place of an offset in the heading's text that lies in this line. */
function pointIn(line: Line, offset: number, context: TokenizeContext): Point {
  let left = offset - line.from;
  if (left === line.text.length) return line.end;
  const point = { ...line.start };
  for (const chunk of context.sliceStream(line)) {
    if (chunk === codes.virtualSpace) {
      point._index++;
      continue;
    }
    if (left === 0) break;
    const size = typeof chunk === 'string' ? Math.min(left, chunk.length) : 1;
    point.column += size;
    point.offset += size;
    left -= size;
    if (typeof chunk === 'string' && size < chunk.length) {
      point._bufferIndex = Math.max(0, point._bufferIndex) + size;
      break;
    }
    point._index++;
    point._bufferIndex = -1;
  }
  return point;
}
