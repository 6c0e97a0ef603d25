import { attention } from 'micromark-core-commonmark';
import { classifyCharacter } from 'micromark-util-classify-character';
import { codes } from 'micromark-util-symbol';
import type { Code, Construct, Effects, State, TokenizeContext } from 'micromark-util-types';
import { resolveText } from './resolveText.js';
import { tokenizer } from './tokenizer.js';

/** Runs of `*` and `_`, which may be emphasis. */
export const emphasisSigns: Construct = {
  name: 'codedEmphasis',
  tokenize: attention.tokenize,
  resolveAll: resolveText,
};

/** `~~`, which may strike text through. Other numbers of tildes are text. */
export const strikeSigns: Construct = {
  name: 'codedStrikethrough',
  tokenize: tokenizer(tokenizeStrikeSigns),
  previous: isRunStart,
  resolveAll: resolveText,
};

/** Whether a tilde begins a run: it stands after something else, or after an escaped one. */
function isRunStart(this: TokenizeContext, previous: Code): boolean {
  return previous !== codes.tilde || this.events.at(-1)?.[1].type === 'characterEscape';
}

function tokenizeStrikeSigns(context: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  const { previous } = context;
  let size = 0;
  return start;

  function start(code: Code): State | undefined {
    effects.enter('attentionSequence');
    return inside(code);
  }

  function inside(code: Code): State | undefined {
    if (code === codes.tilde) {
      effects.consume(code);
      return ++size > 2 ? nok : inside;
    }
    if (size !== 2) return nok(code);
    const token = effects.exit('attentionSequence');
    const before = classifyCharacter(previous);
    const after = classifyCharacter(code);
    token._open = after === undefined || (after === 2 && before !== undefined);
    token._close = before === undefined || (before === 2 && after !== undefined);
    return ok(code);
  }
}
