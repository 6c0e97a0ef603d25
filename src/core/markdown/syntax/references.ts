import type { Code, Construct, Effects, State, TokenizeContext } from 'micromark-util-types';
import { factoryNoteLabel } from './noteLabel.js';
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

  function start(code: Code): State | undefined {
    effects.enter('codedNoteReference');
    return factoryNoteLabel(effects, end, nok)(code);
  }

  function end(code: Code): State | undefined {
    const token = effects.exit('codedNoteReference');
    const text = context.sliceSerialize(token).slice(2, -1);
    const memo = memoIdOf(text);
    token._label = memo ?? text;
    if (memo !== undefined) token.type = 'codedMemoReference';
    return ok(code);
  }
}
