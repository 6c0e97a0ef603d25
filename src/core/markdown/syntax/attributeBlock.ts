import { markdownLineEnding, markdownSpace } from 'micromark-util-character';
import { codes } from 'micromark-util-symbol';
import type { Code, Construct, Effects, State, Token, TokenizeContext } from 'micromark-util-types';
import { readAttributeBlock, type AttributeBlock } from '../attributes.js';
import { textState } from './tokens.js';
import { tokenizer } from './tokenizer.js';

/**
 * An attribute block after `]`: `{.kostnad #k7f3q by=kn}`. It may cross line ends, also in quotes and lists.
 * The block that was read is then `textState(context).block`, and on the `codedBlock` token.
 */
export const attributeBlock: Construct = { tokenize: tokenizer(tokenizeAttributeBlock), partial: true };

const letter = /\p{L}/u;
const letterOrNumber = /[\p{L}\p{N}]/u;
const whiteSpace = /\s/;

/** From this many characters on, a block that is being read takes note of where it is. */
const longBlock = 64;

const enum Place {
  Between,
  Name,
  Key,
  Bare,
  Quoted,
  Escaped,
}

function tokenizeAttributeBlock(context: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  const state = textState(context);
  let from: number;
  let length = 0;
  let place = Place.Between;
  let surrogate = 0;
  const visited: number[] = [];
  return start;

  function start(code: Code): State | undefined {
    effects.enter('codedBlock');
    effects.enter('codedBlockData');
    effects.consume(code);
    from = context.events.length - 2;
    return between;
  }

  /** Whether nothing can come of going on from here, as an earlier block came by here and did not end. */
  function leadsNowhere(): boolean {
    if (++length < longBlock) return false;
    const here = context.now().offset * 8 + place;
    if (state.deadEnds.has(here)) return true;
    visited.push(here);
    return false;
  }

  function fail(code: Code): State | undefined {
    for (const here of visited) state.deadEnds.add(here);
    return nok(code);
  }

  /** After `{` or white space. */
  function between(code: Code): State | undefined {
    place = Place.Between;
    if (leadsNowhere()) return fail(code);
    if (code === codes.rightCurlyBrace) return end(code);
    if (markdownLineEnding(code)) return lineEnding(code, between);
    if (code === codes.dot || code === codes.numberSign) {
      effects.consume(code);
      return nameStart;
    }
    if (markdownSpace(code)) {
      effects.consume(code);
      return between;
    }
    return firstOf(Place.Key, code, key);
  }

  function nameStart(code: Code): State | undefined {
    return firstOf(Place.Name, code, name);
  }

  /** The letter that a name begins with. */
  function firstOf(next: Place, code: Code, then: State): State | undefined {
    place = next;
    if (isHighSurrogate(code)) return pairWith(code, letter, then);
    return is(letter, code) ? consumed(code, then) : fail(code);
  }

  function name(code: Code): State | undefined {
    if (leadsNowhere()) return fail(code);
    if (isHighSurrogate(code)) return pairWith(code, letterOrNumber, name);
    return isNamePart(code) ? consumed(code, name) : afterEntry(code);
  }

  function key(code: Code): State | undefined {
    if (leadsNowhere()) return fail(code);
    if (code === codes.equalsTo) return consumed(code, value);
    if (isHighSurrogate(code)) return pairWith(code, letterOrNumber, key);
    return isNamePart(code) ? consumed(code, key) : fail(code);
  }

  function value(code: Code): State | undefined {
    place = code === codes.quotationMark ? Place.Quoted : Place.Bare;
    return code === codes.quotationMark ? consumed(code, quoted) : bare(code);
  }

  function bare(code: Code): State | undefined {
    if (leadsNowhere()) return fail(code);
    if (
      code === codes.quotationMark ||
      code === codes.apostrophe ||
      code === codes.rightCurlyBrace ||
      code === null ||
      code < 0 ||
      is(whiteSpace, code)
    ) {
      return afterEntry(code);
    }
    return consumed(code, bare);
  }

  function quoted(code: Code): State | undefined {
    place = Place.Quoted;
    if (code === null || leadsNowhere()) return fail(code);
    if (code === codes.quotationMark) return consumed(code, afterEntry);
    if (markdownLineEnding(code)) return lineEnding(code, quoted);
    return consumed(code, code === codes.backslash ? escaped : quoted);
  }

  function escaped(code: Code): State | undefined {
    place = Place.Escaped;
    if (leadsNowhere()) return fail(code);
    return code === codes.quotationMark || code === codes.backslash ? consumed(code, quoted) : quoted(code);
  }

  function afterEntry(code: Code): State | undefined {
    if (code === codes.rightCurlyBrace) return end(code);
    return markdownLineEnding(code) || markdownSpace(code) ? between(code) : fail(code);
  }

  function consumed(code: Code, then: State): State {
    effects.consume(code);
    return then;
  }

  function pairWith(code: Code, pattern: RegExp, then: State): State {
    surrogate = code ?? 0;
    effects.consume(code);
    return low;

    function low(second: Code): State | undefined {
      if (second === null || second < 0) return fail(second);
      const whole = String.fromCharCode(surrogate, second);
      return whole.codePointAt(0) !== surrogate && pattern.test(whole) ? consumed(second, then) : fail(second);
    }
  }

  function lineEnding(code: Code, then: State): State {
    effects.exit('codedBlockData');
    effects.enter('lineEnding');
    effects.consume(code);
    effects.exit('lineEnding');
    return lineStart;

    function lineStart(next: Code): State | undefined {
      effects.enter('codedBlockData');
      return then(next);
    }
  }

  function end(code: Code): State | undefined {
    effects.consume(code);
    effects.exit('codedBlockData');
    const token = effects.exit('codedBlock');
    const text = context.sliceSerialize(token);
    const block = readAttributeBlock(text, 0);
    if (block?.end !== text.length) return nok;
    const pieces = context.events.slice(from + 1, -1).filter(([kind]) => kind === 'enter');
    token._block = placeBlock(
      context,
      block,
      pieces.map(([, piece]) => piece),
    );
    state.block = token._block;
    return ok;
  }
}

/** The block with offsets in the document; `pieces` are its tokens line by line. */
function placeBlock(context: TokenizeContext, block: AttributeBlock, pieces: readonly Token[]): AttributeBlock {
  const lines = pieces.filter((piece) => piece.type === 'codedBlockData');
  const ends = pieces.filter((piece) => piece.type === 'lineEnding');
  let line = 0;
  let start = 0;
  // Asked in ascending order.
  const placed = (offset: number): number => {
    for (;;) {
      const { start: first, end: last } = lines[line]!;
      const next = ends[line];
      const end = start + last.offset - first.offset + (next === undefined ? 0 : context.sliceSerialize(next).length);
      if (next === undefined || offset < end) return first.offset + offset - start;
      start = end;
      line++;
    }
  };
  const first = placed(block.start);
  const entries = block.entries.map((entry) => ({
    ...entry,
    start: placed(entry.start),
    end: placed(entry.end - 1) + 1,
  }));
  return { start: first, end: placed(block.end - 1) + 1, entries };
}

function is(pattern: RegExp, code: Code): boolean {
  return code !== null && code >= 0 && pattern.test(String.fromCharCode(code));
}

function isHighSurrogate(code: Code): boolean {
  return code !== null && code >= 0xd800 && code <= 0xdbff;
}

function isNamePart(code: Code): boolean {
  switch (code) {
    case codes.dash:
    case codes.underscore:
    case codes.dot:
    case codes.colon:
      return true;
    default:
      return is(letterOrNumber, code);
  }
}
