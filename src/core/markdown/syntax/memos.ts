import { factorySpace } from 'micromark-factory-space';
import { markdownLineEnding } from 'micromark-util-character';
import { codes, constants } from 'micromark-util-symbol';
import type { Code, Construct, Effects, Event, State, Token, TokenizeContext } from 'micromark-util-types';
import { memoIdOf } from './references.js';
import { replace } from './resolveText.js';
import { tokenizer } from './tokenizer.js';

/*
 * A memo's definition:
 *
 *     [^memo-k7f3q]: It begins a line after an empty line.
 *
 *         Its further lines are indented four spaces or are empty.
 *
 * Each line is read by itself, so that what comes after it begins a new block, and the lines are joined when all are read.
 * No container can be open where it stands: an empty line and a line at the margin close them all.
 */

/** The first line of a memo's definition. */
export const memoStart: Construct = {
  name: 'codedMemoStart',
  tokenize: tokenizer(tokenizeMemoStart),
  resolveAll: joinMemoLines,
};

/** A further line. */
export const memoContinuation: Construct = {
  name: 'codedMemoContinuation',
  tokenize: tokenizer(tokenizeMemoContinuation),
};

function tokenizeMemoStart(context: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  let token: Token;
  let label = '';
  return start;

  function start(code: Code): State | undefined {
    const before = context.events.at(-1)?.[1];
    const { column, line } = context.now();
    const followsEmptyLine =
      before?.type === 'lineEndingBlank' && before.start.column === 1 && before.start.line === line - 1;
    if (column !== 1 || !followsEmptyLine) return nok(code);
    token = effects.enter('codedMemoLine');
    effects.consume(code);
    return inLabel;
  }

  function inLabel(code: Code): State | undefined {
    if (code === codes.rightSquareBracket) {
      token._label = label.startsWith('^') ? memoIdOf(label.slice(1)) : undefined;
      if (token._label === undefined) return nok(code);
      effects.consume(code);
      return colon;
    }
    if (code === null || code < codes.nul) return nok(code);
    label += String.fromCharCode(code);
    if (!'^memo-'.startsWith(label) && !label.startsWith('^memo-')) return nok(code);
    effects.consume(code);
    return inLabel;
  }

  function colon(code: Code): State | undefined {
    if (code !== codes.colon) return nok(code);
    effects.consume(code);
    return inside;
  }

  function inside(code: Code): State | undefined {
    if (code === null || markdownLineEnding(code)) {
      effects.exit('codedMemoLine');
      return ok(code);
    }
    effects.consume(code);
    return inside;
  }
}

function tokenizeMemoContinuation(context: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  return start;

  function start(code: Code): State | undefined {
    const { column } = context.now();
    return column === 1 && lastBlock(context.events) === 'codedMemoLine'
      ? factorySpace(effects, afterIndent, 'linePrefix', constants.tabSize + 1)(code)
      : nok(code);
  }

  function afterIndent(code: Code): State | undefined {
    const tail = context.events.at(-1)?.[1];
    if (tail === undefined || context.sliceSerialize(tail, true).length < constants.tabSize) return nok(code);
    effects.enter('codedMemoLine');
    return inside(code);
  }

  function inside(code: Code): State | undefined {
    if (code === null || markdownLineEnding(code)) {
      effects.exit('codedMemoLine');
      return ok(code);
    }
    effects.consume(code);
    return inside;
  }
}

/** The type of the last token that is neither a line end nor white space at the margin. */
function lastBlock(events: readonly Event[]): string | undefined {
  for (let i = events.length - 1; i >= 0; i--) {
    const { type } = events[i]![1];
    if (type !== 'lineEnding' && type !== 'lineEndingBlank' && type !== 'linePrefix') return type;
  }
  return undefined;
}

/** Puts the lines of each definition, and what is between them, into one token. */
function joinMemoLines(events: Event[], context: TokenizeContext): Event[] {
  const joined: Event[] = [];
  let memo: Token | undefined;
  /** The number of events up to the memo's last line. */
  let end = 0;
  const close = (): void => {
    if (memo !== undefined) joined.splice(end, 0, ['exit', memo, context]);
    memo = undefined;
  };
  for (const event of events) {
    const token = event[1];
    if (token.type === 'codedMemoLine') {
      if (event[0] === 'enter' && token._label !== undefined) {
        close();
        memo = { type: 'codedMemoDefinition', start: token.start, end: token.end, _label: token._label };
        joined.push(['enter', memo, context]);
      }
      joined.push(event);
      if (event[0] === 'exit' && memo !== undefined) {
        memo.end = token.end;
        end = joined.length;
      }
      continue;
    }
    if (token.type !== 'lineEnding' && token.type !== 'lineEndingBlank' && token.type !== 'linePrefix') close();
    joined.push(event);
  }
  close();
  return replace(events, joined);
}
