import { markdownLineEnding } from 'micromark-util-character';
import { codes } from 'micromark-util-symbol';
import type { Code, Construct, Effects, Event, Point, State, Token, TokenizeContext } from 'micromark-util-types';
import { textState } from './tokens.js';
import { tokenizer } from './tokenizer.js';

/**
 * Code in running text, as in CommonMark. Where a run of backticks has no counterpart it is text, and what was learnt about
 * the runs after it is kept, so that a text with many of them is looked through once.
 */
export const codeSpan: Construct = {
  name: 'codedCodeSpan',
  tokenize: tokenizer(tokenizeCodeSpan),
  resolve: resolveCodeSpan,
  previous: isRunStart,
};

/** Whether a backtick begins a run: it stands after something else, or after an escaped one. */
function isRunStart(this: TokenizeContext, previous: Code): boolean {
  return previous !== codes.graveAccent || this.events.at(-1)?.[1].type === 'characterEscape';
}

function tokenizeCodeSpan(context: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  const state = textState(context);
  const seen = new Map<number, number>();
  let opening = 0;
  let size = 0;
  let at: number;
  let text: Token | undefined;
  return start;

  function start(code: Code): State | undefined {
    effects.enter('codeText');
    effects.enter('codeTextSequence');
    return open(code);
  }

  function open(code: Code): State | undefined {
    if (code === codes.graveAccent) {
      effects.consume(code);
      opening++;
      return open;
    }
    const { end } = effects.exit('codeTextSequence');
    const last = state.lastBackticks;
    if (last !== undefined && (last.get(opening) ?? -1) < end.offset) return nok(code);
    return between(code);
  }

  function between(code: Code): State | undefined {
    if (code === null) {
      state.lastBackticks = seen;
      return nok(code);
    }
    if (markdownLineEnding(code)) {
      effects.enter('lineEnding');
      effects.consume(code);
      effects.exit('lineEnding');
      return between;
    }
    if (code === codes.graveAccent) {
      text = effects.enter('codeTextSequence');
      size = 0;
      at = text.start.offset;
      return close(code);
    }
    text = effects.enter('codeTextData');
    return inside(code);
  }

  function inside(code: Code): State | undefined {
    if (code === codes.graveAccent && text !== undefined) {
      // The closing run, or more text: told when it has been counted.
      size = 0;
      at = context.now().offset;
      effects.exit('codeTextData');
      text = effects.enter('codeTextSequence');
      return close(code);
    }
    if (code === null || markdownLineEnding(code)) {
      effects.exit('codeTextData');
      return between(code);
    }
    effects.consume(code);
    return inside;
  }

  function close(code: Code): State | undefined {
    if (code === codes.graveAccent) {
      effects.consume(code);
      size++;
      return close;
    }
    if (size === opening) {
      effects.exit('codeTextSequence');
      effects.exit('codeText');
      return ok(code);
    }
    seen.set(size, at);
    if (text !== undefined) text.type = 'codeTextData';
    return inside(code);
  }
}

/** Joins the pieces of a line, and sets apart the white space at both ends that is not code. */
function resolveCodeSpan(events: Event[], context: TokenizeContext): Event[] {
  const resolved: Event[] = [];
  let hasCode = false;
  for (let i = 0; i < events.length; i++) {
    const event = events[i]!;
    const token = event[1];
    const before = resolved.at(-1);
    if (event[0] === 'enter' && token.type === 'codeTextData') {
      hasCode ||= /[^ ]/.test(context.sliceSerialize(token));
      if (before?.[0] === 'exit' && before[1].type === 'codeTextData') {
        before[1].end = token.end;
        i++;
        continue;
      }
    }
    resolved.push(event);
  }
  // codeText, codeTextSequence (twice), the content, codeTextSequence (twice), codeText
  const first = resolved[3]?.[1];
  const last = resolved.at(-4)?.[1];
  if (!hasCode || first === undefined || last === undefined) return resolved;
  const spaceBefore = first.type === 'lineEnding' || context.sliceSerialize(first).startsWith(' ');
  const spaceAfter = last.type === 'lineEnding' || context.sliceSerialize(last).endsWith(' ');
  if (!spaceBefore || !spaceAfter) return resolved;
  setApart(resolved, resolved.length - 5, last, { start: move(last.end, -1), end: last.end }, context);
  setApart(resolved, 3, first, { start: first.start, end: move(first.start, 1) }, context);
  return resolved;
}

/** Makes `part` of a token, which is at one of its ends, a token of its own. `index` is that of the token's enter event. */
function setApart(
  events: Event[],
  index: number,
  token: Token,
  part: Pick<Token, 'start' | 'end'>,
  context: TokenizeContext,
): void {
  if (token.type === 'lineEnding' || token.end.offset - token.start.offset === 1) {
    token.type = 'codeTextPadding';
    return;
  }
  const padding: Token = { type: 'codeTextPadding', ...part };
  const atStart = part.start.offset === token.start.offset;
  if (atStart) token.start = part.end;
  else token.end = part.start;
  events.splice(atStart ? index : index + 2, 0, ['enter', padding, context], ['exit', padding, context]);
}

/** A place inside a string chunk, moved within it. */
function move(point: Point, by: number): Point {
  return { ...point, column: point.column + by, offset: point.offset + by, _bufferIndex: point._bufferIndex + by };
}
