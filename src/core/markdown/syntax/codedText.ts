import { codes } from 'micromark-util-symbol';
import type { Construct, Extension } from 'micromark-util-types';
import { bracketClose, bracketOpen, imageStart } from './brackets.js';
import { codeSpan } from './codeSpan.js';
import { emphasisSigns, strikeSigns } from './emphasisSigns.js';
import { noteDefinition } from './footnotes.js';
import { atxHeading, setextLine } from './headings.js';
import { indentedCode } from './indentedCode.js';
import { memoContinuation, memoStart } from './memos.js';
import { plainText } from './plainText.js';
import { rawHtml } from './rawHtml.js';
import { noteReference } from './references.js';

export interface CodedTextOptions {
  /** Leaves out what cannot make or unmake a mark (emphasis, character references, hard breaks), for speed. */
  readonly marksOnly?: boolean | undefined;
}

/**
 * The micromark extension for coded text: marks, memos, footnotes, heading attributes and `~~`.
 * To be combined with tables and front matter; see docs/format.md for the format.
 *
 * It replaces those of CommonMark's own constructs for running text that take more than linear time on hostile input.
 * Link reference definitions are off, so `[A1]: Ja` is text.
 */
export function codedText({ marksOnly = false }: CodedTextOptions = {}): Extension {
  const text: Record<number | 'null', Construct | Construct[]> = {
    null: [{ ...plainText('text'), add: 'after' }],
    [codes.exclamationMark]: imageStart,
    [codes.lessThan]: rawHtml,
    [codes.leftSquareBracket]: [noteReference, bracketOpen],
    [codes.rightSquareBracket]: bracketClose,
    [codes.graveAccent]: codeSpan,
  };
  // `codeIndented` must not be among them: where it is, micromark lets lists and quotes begin at any indentation.
  const disabled = [
    'definition',
    'headingAtx',
    'setextUnderline',
    'labelStartLink',
    'labelStartImage',
    'labelEnd',
    'codeText',
    'htmlText',
    'attention',
  ];
  if (marksOnly) {
    disabled.push('characterReference', 'hardBreakEscape');
  } else {
    text[codes.asterisk] = emphasisSigns;
    text[codes.underscore] = emphasisSigns;
    text[codes.tilde] = strikeSigns;
  }
  return {
    document: { [codes.leftSquareBracket]: noteDefinition },
    flowInitial: {
      [codes.horizontalTab]: [memoContinuation, indentedCode],
      [codes.virtualSpace]: [memoContinuation, indentedCode],
      [codes.space]: [memoContinuation, indentedCode],
    },
    flow: {
      [codes.numberSign]: atxHeading,
      [codes.dash]: setextLine,
      [codes.equalsTo]: setextLine,
      [codes.leftSquareBracket]: memoStart,
    },
    text,
    string: { null: [{ ...plainText('string'), add: 'after' }] },
    attentionMarkers: { null: [codes.tilde] },
    disable: { null: disabled },
  };
}
