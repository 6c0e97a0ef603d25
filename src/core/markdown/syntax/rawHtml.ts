import { htmlText } from 'micromark-core-commonmark';
import { codes } from 'micromark-util-symbol';
import type { Code, Construct, Effects, State, TokenizeContext } from 'micromark-util-types';
import { textState } from './tokens.js';
import { tokenizer } from './tokenizer.js';

/**
 * Raw HTML in running text: CommonMark's own construct, but a comment, instruction, declaration or CDATA section that did not
 * end before the text did is not looked for again, as it would not end from a later beginning either.
 */
export const rawHtml: Construct = { name: 'codedRawHtml', tokenize: tokenizer(tokenizeRawHtml) };

function tokenizeRawHtml(context: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  const { unclosedHtml } = textState(context);
  let beginning = '';
  return watch(htmlText.tokenize.call(context, effects, ok, failed));

  /** Lets the construct read on, and follows until its kind is known. */
  function watch(state: State): State {
    return (code) => {
      beginning += code === null || code < codes.nul ? ' ' : String.fromCharCode(code);
      const kind = kindOf(beginning);
      if (kind !== '' && unclosedHtml.has(kind)) return nok(code);
      const next = state(code);
      return next === undefined || beginning.length > 2 ? next : watch(next);
    };
  }

  function failed(code: Code): State | undefined {
    const kind = kindOf(beginning);
    if (code === null && kind !== '') unclosedHtml.add(kind);
    return nok(code);
  }
}

/** The kind that raw HTML is by its first characters; empty for tags, whose beginnings do not outlast the next one. */
function kindOf(beginning: string): string {
  if (beginning.startsWith('<?')) return '<?';
  if (beginning.startsWith('<!-') || beginning.startsWith('<![')) return beginning.slice(0, 3);
  return /^<![a-z]/i.test(beginning) ? '<!a' : '';
}
