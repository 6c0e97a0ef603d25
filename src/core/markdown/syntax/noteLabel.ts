import { markdownLineEndingOrSpace } from 'micromark-util-character';
import { codes } from 'micromark-util-symbol';
import type { Code, Effects, State } from 'micromark-util-types';

/**
 * Reads a footnote's label with its brackets, `[^1]`. It has no white space, brackets or backslash.
 * @param ok what comes after the closing bracket.
 */
export function factoryNoteLabel(effects: Effects, ok: State, nok: State): State {
  return start;

  function start(code: Code): State {
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
    return code === codes.rightSquareBracket ? ok : label;
  }
}

/** Whether a character can stand in a footnote's label or closes it. */
function isLabelPart(code: Code): boolean {
  return (
    code !== null &&
    code !== codes.leftSquareBracket &&
    code !== codes.backslash &&
    !markdownLineEndingOrSpace(code) &&
    (code < codes.nul || !/\s/.test(String.fromCharCode(code)))
  );
}
