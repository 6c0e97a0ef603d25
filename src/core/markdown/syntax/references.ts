import { markdownLineEndingOrSpace } from 'micromark-util-character';
import { codes } from 'micromark-util-symbol';
import type { Code, Construct, Effects, State, TokenizeContext } from 'micromark-util-types';
import { tokenizer } from './tokenizer.js';

const memoLabel = /^memo-(\p{L}[\p{L}\p{N}\-_.:]*)$/u;

/** The id in a memo's label, `k7f3q` in `memo-k7f3q`. Undefined where the label is no memo's. */
export function memoIdOf(label: string): string | undefined {
  return memoLabel.exec(label)?.[1]?.normalize('NFC');
}

/**
 * `[^1]` and `[^memo-k7f3q]` in running text. Unlike in GFM, a reference needs no definition: whether text is a mark must
 * never depend on another block. A label has no white space, brackets or backslash.
 */
export const noteReference: Construct = { name: 'codedNoteReference', tokenize: tokenizer(tokenizeNoteReference) };

function tokenizeNoteReference(context: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  return start;

  function start(code: Code): State {
    effects.enter('codedNoteReference');
    effects.consume(code);
    return caret;
  }

  function caret(code: Code): State | undefined {
    if (code !== codes.caret) return nok(code);
    effects.consume(code);
    return first;
  }

  function first(code: Code): State | undefined {
    return code === codes.rightSquareBracket ? nok(code) : label(code);
  }

  function label(code: Code): State | undefined {
    if (!isLabelPart(code)) return nok(code);
    effects.consume(code);
    if (code !== codes.rightSquareBracket) return label;
    const token = effects.exit('codedNoteReference');
    const text = context.sliceSerialize(token).slice(2, -1);
    const memo = memoIdOf(text);
    token._label = memo ?? text;
    if (memo !== undefined) token.type = 'codedMemoReference';
    return ok;
  }
}

/** Whether a character can stand in a footnote's label or closes it. */
export function isLabelPart(code: Code): boolean {
  return (
    code !== null &&
    code !== codes.leftSquareBracket &&
    code !== codes.backslash &&
    !markdownLineEndingOrSpace(code) &&
    (code < codes.nul || !/\s/.test(String.fromCharCode(code)))
  );
}
