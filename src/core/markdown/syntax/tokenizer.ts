import type { Effects, State, TokenizeContext, Tokenizer } from 'micromark-util-types';

/** A tokenizer that is given its context as an argument, so that its states can use it. */
export function tokenizer(
  tokenize: (context: TokenizeContext, effects: Effects, ok: State, nok: State) => State,
): Tokenizer {
  return function (effects, ok, nok) {
    return tokenize(this, effects, ok, nok);
  };
}
