import { factorySpace } from 'micromark-factory-space';
import { markdownLineEnding } from 'micromark-util-character';
import { constants } from 'micromark-util-symbol';
import { tokenizer } from './tokenizer.js';
import type { Code, Construct, Effects, State, TokenizeContext } from 'micromark-util-types';

/**
 * Indented code as CommonMark has it. micromark's own still counts as open on the line after an empty one, and what begins there
 * is then held to the rules for what may interrupt a paragraph: `2020. Det` would be no list, depending on what stands above.
 */
export const indentedCode: Construct = { name: 'codedIndented', tokenize: tokenizer(tokenizeIndentedCode) };

const furtherLine: Construct = { partial: true, tokenize: tokenizer(tokenizeFurtherLine) };

function tokenizeIndentedCode(context: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  return start;

  function start(code: Code): State | undefined {
    effects.enter('codeIndented');
    return factorySpace(effects, afterPrefix, 'linePrefix', constants.tabSize + 1)(code);
  }

  function afterPrefix(code: Code): State | undefined {
    return isIndented(context) ? atBreak(code) : nok(code);
  }

  function atBreak(code: Code): State | undefined {
    if (code === null) return after(code);
    if (markdownLineEnding(code)) return effects.attempt(furtherLine, atBreak, after)(code);
    effects.enter('codeFlowValue');
    return inside(code);
  }

  function inside(code: Code): State | undefined {
    if (code === null || markdownLineEnding(code)) {
      effects.exit('codeFlowValue');
      return atBreak(code);
    }
    effects.consume(code);
    return inside;
  }

  function after(code: Code): State | undefined {
    effects.exit('codeIndented');
    return ok(code);
  }
}

function tokenizeFurtherLine(context: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  let empty = false;
  return start;

  function start(code: Code): State | undefined {
    if (context.parser.lazy[context.now().line] === true) return leave(nok, code);
    if (markdownLineEnding(code)) {
      // The name is that of the one use it was made for: whatever comes next interrupts nothing.
      if (empty) context._gfmTableDynamicInterruptHack = true;
      empty = true;
      effects.enter('lineEnding');
      effects.consume(code);
      effects.exit('lineEnding');
      return start;
    }
    return factorySpace(effects, afterPrefix, 'linePrefix', constants.tabSize + 1)(code);
  }

  function afterPrefix(code: Code): State | undefined {
    if (isIndented(context)) return leave(ok, code);
    return markdownLineEnding(code) ? start(code) : leave(nok, code);
  }

  function leave(next: State, code: Code): State | undefined {
    context._gfmTableDynamicInterruptHack = false;
    return next(code);
  }
}

/** Whether the white space that was just read reaches the fourth column. */
function isIndented(context: TokenizeContext): boolean {
  const tail = context.events.at(-1)?.[1];
  return tail?.type === 'linePrefix' && context.sliceSerialize(tail, true).length >= constants.tabSize;
}
