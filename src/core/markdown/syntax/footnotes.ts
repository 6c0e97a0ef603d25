import { blankLine } from 'micromark-core-commonmark';
import { factorySpace } from 'micromark-factory-space';
import { codes, constants } from 'micromark-util-symbol';
import type { Code, Construct, Effects, State, TokenizeContext } from 'micromark-util-types';
import { factoryNoteLabel } from './noteLabel.js';
import { tokenizer } from './tokenizer.js';

/**
 * The definition of an ordinary footnote, `[^1]: text`: a container, as in GFM. Further paragraphs are indented four spaces.
 * Labels that begin with `memo-` are memos' and make no footnote.
 */
export const noteDefinition: Construct = {
  name: 'codedNoteDefinition',
  tokenize: tokenizer(tokenizeDefinition),
  continuation: { tokenize: tokenizer(tokenizeContinuation) },
  exit(effects) {
    effects.exit('codedNoteDefinition');
  },
};

const indent: Construct = { tokenize: tokenizer(tokenizeIndent), partial: true };

function tokenizeDefinition(context: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  return start;

  function start(code: Code): State | undefined {
    effects.enter('codedNoteDefinition')._container = true;
    effects.enter('codedNoteLabel');
    return factoryNoteLabel(effects, colon, nok)(code);
  }

  function colon(code: Code): State | undefined {
    if (code !== codes.colon) return nok(code);
    const token = effects.exit('codedNoteLabel');
    token._label = context.sliceSerialize(token).slice(2, -1);
    if (token._label.startsWith('memo-')) return nok(code);
    effects.enter('definitionMarker');
    effects.consume(code);
    effects.exit('definitionMarker');
    return factorySpace(effects, ok, 'codedNoteSpace');
  }
}

function tokenizeContinuation(context: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  return effects.check(blankLine, ok, effects.attempt(indent, ok, nok));
}

function tokenizeIndent(context: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  return factorySpace(effects, afterIndent, 'codedNoteIndent', constants.tabSize + 1);

  function afterIndent(code: Code): State | undefined {
    const tail = context.events.at(-1);
    return tail?.[1].type === 'codedNoteIndent' && context.sliceSerialize(tail[1], true).length === constants.tabSize
      ? ok(code)
      : nok(code);
  }
}
