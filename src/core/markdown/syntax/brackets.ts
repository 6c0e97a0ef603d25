import { codes } from 'micromark-util-symbol';
import type { Code, Construct, Effects, State, TokenizeContext } from 'micromark-util-types';
import { isMarkBlock } from '../attributes.js';
import { attributeBlock } from './attributeBlock.js';
import { noteReference } from './references.js';
import { resolveText } from './resolveText.js';
import { resource } from './resource.js';
import { noteSuspect, textState, type Bracket } from './tokens.js';
import { tokenizer } from './tokenizer.js';

/*
 * Brackets are paired by a stack while the text is read. What a pair is, is known at its `]`: a link or an image by the
 * resource after it, a mark by the attribute block. The tokens are put in their groups at the end, by `resolveText`.
 * CommonMark's own label constructs look back over all that was read at each `]`; these do not.
 */

/** `![`, which may begin an image and no mark. */
export const imageStart: Construct = {
  name: 'codedImageStart',
  tokenize: tokenizer(tokenizeImageStart),
  resolveAll: resolveText,
};

/** `[`. */
export const bracketOpen: Construct = {
  name: 'codedBracketOpen',
  tokenize: tokenizer(tokenizeBracketOpen),
  resolveAll: resolveText,
};

/** `]` with the resource or the attribute block that belongs to its pair. */
export const bracketClose: Construct = {
  name: 'codedBracketClose',
  tokenize: tokenizer(tokenizeBracketClose),
  resolveAll: resolveText,
};

function tokenizeImageStart(context: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  const state = textState(context);
  const bracket: Bracket = { image: true, opensMark: false, group: undefined };
  return start;

  function start(code: Code): State {
    effects.enter('codedImageSign')._bracket = bracket;
    effects.consume(code);
    effects.exit('codedImageSign');
    return afterSign;
  }

  function afterSign(code: Code): State | undefined {
    // In `![^1]` the reference goes first.
    return code === codes.leftSquareBracket ? effects.check(noteReference, nok, open)(code) : nok(code);
  }

  function open(code: Code): State {
    effects.enter('codedBracketOpen')._bracket = bracket;
    effects.consume(code);
    effects.exit('codedBracketOpen');
    state.open.push(bracket);
    return ok;
  }
}

function tokenizeBracketOpen(context: TokenizeContext, effects: Effects, ok: State): State {
  const state = textState(context);
  return start;

  function start(code: Code): State {
    const afterCaret = context.previous === codes.caret && context.events.at(-1)?.[1].type !== 'characterEscape';
    const token = effects.enter('codedBracketOpen');
    const mayOpen = !afterCaret && token.start.offset !== state.afterPair;
    effects.consume(code);
    effects.exit('codedBracketOpen');
    return after;

    function after(next: Code): State | undefined {
      const bracket: Bracket = { image: false, opensMark: mayOpen && next !== codes.caret, group: undefined };
      token._bracket = bracket;
      state.open.push(bracket);
      return ok(next);
    }
  }
}

function tokenizeBracketClose(context: TokenizeContext, effects: Effects, ok: State): State {
  const state = textState(context);
  let bracket: Bracket | undefined;
  let at: number;
  return start;

  function start(code: Code): State {
    bracket = state.open.pop();
    const token = effects.enter('codedBracketClose');
    token._bracket = bracket;
    at = token.start.offset;
    effects.consume(code);
    effects.exit('codedBracketClose');
    return bracket === undefined ? afterOrphan : afterPair;
  }

  function afterPair(code: Code): State | undefined {
    const opensLink = bracket?.image === true || state.open.length >= state.inactive;
    state.inactive = Math.min(state.inactive, state.open.length);
    if (code === codes.leftParenthesis && opensLink) return effects.attempt(resource, afterResource, pair)(code);
    if (code === codes.leftCurlyBrace && bracket?.opensMark === true) {
      return effects.attempt(attributeBlock, afterBlock, broken)(code);
    }
    return pair(code);
  }

  function afterResource(code: Code): State | undefined {
    group(bracket?.image === true ? 'image' : 'link');
    return ok(code);
  }

  function afterBlock(code: Code): State | undefined {
    if (state.block !== undefined && isMarkBlock(state.block)) group('mark');
    return ok(code);
  }

  function group(kind: 'link' | 'image' | 'mark'): void {
    const last = context.events.at(-1)?.[1];
    if (bracket === undefined || last === undefined) return;
    bracket.group = { kind, last };
    if (kind === 'link') state.inactive = state.open.length;
  }

  function pair(code: Code): State | undefined {
    state.afterPair = context.now().offset;
    return ok(code);
  }

  function broken(code: Code): State | undefined {
    noteSuspect(context.parser, { kind: 'broken', start: at, end: at + 2 });
    return pair(code);
  }

  /** After a `]` that closes nothing. */
  function afterOrphan(code: Code): State | undefined {
    if (code !== codes.leftCurlyBrace || at < state.orphanEnd) return ok(code);
    return effects.check(attributeBlock, orphan, brokenOrphan)(code);
  }

  function orphan(code: Code): State | undefined {
    if (state.block === undefined) return ok(code);
    const { end } = state.block;
    if (isMarkBlock(state.block)) noteSuspect(context.parser, { kind: 'orphan', start: at, end });
    state.orphanEnd = end;
    return ok(code);
  }

  function brokenOrphan(code: Code): State | undefined {
    noteSuspect(context.parser, { kind: 'broken', start: at, end: at + 2 });
    return ok(code);
  }
}
