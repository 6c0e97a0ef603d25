import type { Event, Token, TokenizeContext } from 'micromark-util-types';
import { resolveEmphasis } from './emphasis.js';
import type { Bracket } from './tokens.js';

/** A link, image or mark that is open; the first frame is the text itself. */
interface Frame {
  readonly bracket: Bracket | undefined;
  /** The token of an image's `!`. */
  readonly sign: Token | undefined;
  /** The token of `[`. */
  opening: Token | undefined;
  readonly events: Event[];
}

/**
 * Puts the tokens of running text in their groups, once, when all of it has been read: links, images and marks by their
 * brackets, and emphasis at each level. What is in a group is settled before what is around it. Linear in the number of events.
 */
export function resolveText(events: Event[], context: TokenizeContext): Event[] {
  const frames: Frame[] = [];
  let frame: Frame = { bracket: undefined, sign: undefined, opening: undefined, events: [] };
  for (let i = 0; i < events.length; i++) {
    const event = events[i]!;
    const token = event[1];
    const bracket = token._bracket;
    switch (token.type) {
      case 'codedImageSign':
      case 'codedBracketOpen':
        if (bracket?.group === undefined) {
          token.type = 'data';
          break;
        }
        if (frame.bracket !== bracket) {
          frames.push(frame);
          frame = {
            bracket,
            sign: token.type === 'codedImageSign' ? token : undefined,
            opening: undefined,
            events: [],
          };
        }
        if (token.type === 'codedBracketOpen') frame.opening = token;
        i++;
        continue;
      case 'codedBracketClose': {
        const parent = bracket?.group === undefined ? undefined : frames.pop();
        if (bracket?.group === undefined || parent === undefined) {
          token.type = 'data';
          break;
        }
        const { last } = bracket.group;
        const from = i + 2;
        do i++;
        while (events[i]?.[0] !== 'exit' || events[i]?.[1] !== last);
        parent.events.push(groupEvent(frame, bracket.group.kind, token, events.slice(from, i + 1), last, context));
        frame = parent;
        continue;
      }
      case 'codedBlock': // of a span that is no mark
        continue;
      case 'codedBlockData':
        token.type = 'data';
        break;
      default:
    }
    frame.events.push(event);
  }
  return replace(events, flatten(resolveEmphasis(frame.events, context)));
}

/** Changes a list of events in place, as micromark holds on to it. */
export function replace(events: Event[], by: readonly Event[]): Event[] {
  events.length = 0;
  append(events, by);
  return events;
}

/** One event that stands for a whole link, image or mark. */
function groupEvent(
  { sign, opening, events }: Frame,
  kind: 'link' | 'image' | 'mark',
  closing: Token,
  tail: readonly Event[],
  last: Token,
  context: TokenizeContext,
): Event {
  const open = opening!;
  const { start } = sign ?? open;
  const all: Event[] = [];
  const enter = (token: Token): unknown => all.push(['enter', token, context]);
  const exit = (token: Token): unknown => all.push(['exit', token, context]);
  const inner = { start: open.end, end: closing.start };
  if (kind === 'mark') {
    const span: Token = { type: 'codedSpan', start, end: last.end, _block: last._block };
    const text: Token = { type: 'codedSpanText', ...inner };
    const close: Token = { type: 'codedSpanClose', start: closing.start, end: last.end };
    open.type = 'codedSpanOpen';
    closing.type = 'codedSpanMarker';
    for (const token of [span, open]) enter(token);
    exit(open);
    enter(text);
    append(all, resolveEmphasis(events, context));
    exit(text);
    for (const token of [close, closing]) enter(token);
    exit(closing);
    append(all, tail);
    for (const token of [close, span]) exit(token);
  } else {
    const media: Token = { type: kind, start, end: last.end };
    const label: Token = { type: 'label', start, end: closing.end };
    const text: Token = { type: 'labelText', ...inner };
    open.type = 'labelMarker';
    closing.type = 'labelMarker';
    for (const token of [media, label]) enter(token);
    if (sign !== undefined) {
      sign.type = 'labelImageMarker';
      enter(sign);
      exit(sign);
    }
    enter(open);
    exit(open);
    enter(text);
    append(all, resolveEmphasis(events, context));
    exit(text);
    enter(closing);
    exit(closing);
    exit(label);
    append(all, tail);
    exit(media);
  }
  return ['enter', { type: 'codedGroup', start, end: last.end, _group: all }, context];
}

function append(events: Event[], more: readonly Event[]): void {
  for (const event of more) events.push(event);
}

/** Puts groups back where they stand, and joins pieces of text that touch. Nothing in an image's description counts. */
function flatten(events: readonly Event[]): Event[] {
  const flat: Event[] = [];
  const waiting: { readonly events: readonly Event[]; next: number }[] = [];
  let current = { events, next: 0 };
  let images = 0;
  for (;;) {
    const event = current.events[current.next++];
    if (event === undefined) {
      const outer = waiting.pop();
      if (outer === undefined) return flat;
      current = outer;
      continue;
    }
    const token = event[1];
    if (token._group !== undefined) {
      waiting.push(current);
      current = { events: token._group, next: 0 };
      continue;
    }
    if (token.type === 'image') images += event[0] === 'enter' ? 1 : -1;
    if (images > 0 && !isDescription(token)) continue;
    const before = flat.at(-1);
    if (token.type === 'data' && event[0] === 'enter' && before?.[0] === 'exit' && before[1].type === 'data') {
      before[1].end = token.end;
      current.next++;
      continue;
    }
    flat.push(event);
  }
}

/** Whether a token can stand in an image's description. A mark's signs and references become text there. */
function isDescription(token: Token): boolean {
  switch (token.type) {
    case 'codedSpan':
    case 'codedSpanText':
    case 'codedSpanClose':
    case 'codedBlock':
      return false;
    case 'codedSpanOpen':
    case 'codedSpanMarker':
    case 'codedBlockData':
    case 'codedMemoReference':
    case 'codedNoteReference':
      token.type = 'data';
      return true;
    default:
      return true;
  }
}
