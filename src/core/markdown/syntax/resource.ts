import { factoryDestination } from 'micromark-factory-destination';
import { factoryTitle } from 'micromark-factory-title';
import { factoryWhitespace } from 'micromark-factory-whitespace';
import { markdownLineEndingOrSpace } from 'micromark-util-character';
import { codes, constants } from 'micromark-util-symbol';
import type { Code, Construct, Effects, State, TokenizeContext } from 'micromark-util-types';
import { textState } from './tokens.js';
import { tokenizer } from './tokenizer.js';

/** What makes a pair of brackets a link or an image: `(https://example.org "title")`. As in CommonMark. */
export const resource: Construct = { tokenize: tokenizer(tokenizeResource), partial: true };

function tokenizeResource(context: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  const { unclosedTitles } = textState(context);
  return start;

  function start(code: Code): State {
    effects.enter('resource');
    marker(code);
    return before;
  }

  function marker(code: Code): void {
    effects.enter('resourceMarker');
    effects.consume(code);
    effects.exit('resourceMarker');
  }

  function before(code: Code): State | undefined {
    return markdownLineEndingOrSpace(code) ? factoryWhitespace(effects, open)(code) : open(code);
  }

  function open(code: Code): State | undefined {
    if (code === codes.rightParenthesis) return end(code);
    return factoryDestination(
      effects,
      afterDestination,
      nok,
      'resourceDestination',
      'resourceDestinationLiteral',
      'resourceDestinationLiteralMarker',
      'resourceDestinationRaw',
      'resourceDestinationString',
      constants.linkResourceDestinationBalanceMax,
    )(code);
  }

  function afterDestination(code: Code): State | undefined {
    return markdownLineEndingOrSpace(code) ? factoryWhitespace(effects, between)(code) : end(code);
  }

  function between(code: Code): State | undefined {
    const isTitle = code === codes.quotationMark || code === codes.apostrophe || code === codes.leftParenthesis;
    if (!isTitle) return end(code);
    // A title of this kind was not closed before, so this one, which begins later in the same text, is not closed either.
    if (unclosedTitles.has(code)) return nok(code);
    return factoryTitle(
      effects,
      afterTitle,
      unclosed,
      'resourceTitle',
      'resourceTitleMarker',
      'resourceTitleString',
    )(code);

    function unclosed(last: Code): State | undefined {
      unclosedTitles.add(code ?? 0);
      return nok(last);
    }
  }

  function afterTitle(code: Code): State | undefined {
    return markdownLineEndingOrSpace(code) ? factoryWhitespace(effects, end)(code) : end(code);
  }

  function end(code: Code): State | undefined {
    if (code !== codes.rightParenthesis) return nok(code);
    marker(code);
    effects.exit('resource');
    return ok;
  }
}
