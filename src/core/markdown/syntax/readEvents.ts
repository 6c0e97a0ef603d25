import { parse, postprocess, preprocess } from 'micromark';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfmTable } from 'micromark-extension-gfm-table';
import type { Construct, Event, Extension, ParseContext } from 'micromark-util-types';
import { codedText, type CodedTextOptions } from './codedText.js';

export interface MarkdownOptions extends CodedTextOptions {
  /** Whether front matter may stand at the beginning; true if not given. */
  readonly atStart?: boolean | undefined;
}

/** The micromark extensions that make Emic's Markdown: coded text, footnotes and `~~`, tables, front matter. */
export function markdownExtensions({ atStart = true, marksOnly }: MarkdownOptions = {}): Extension[] {
  const extensions = [codedText({ marksOnly }), gfmTable()];
  if (atStart) extensions.push(frontmatter('yaml'));
  return extensions;
}

const parsers = new Map<string, ParseContext>();

/** A parser is kept, as it costs more to make than to read a paragraph. All that it remembers of a text is `lazy`. */
function parserFor(atStart: boolean, marksOnly: boolean): ParseContext {
  const key = `${String(atStart)} ${String(marksOnly)}`;
  let parser = parsers.get(key);
  if (parser === undefined) {
    parser = parse({ extensions: markdownExtensions({ atStart, marksOnly }) });
    dropDisabled(parser);
    parsers.set(key, parser);
  }
  parser.lazy = {};
  return parser;
}

/** Takes out disabled constructs, so that they are not tried at each character that they begin with. */
function dropDisabled({ constructs }: ParseContext): void {
  const disabled = constructs.disable.null ?? [];
  for (const records of [constructs.flow, constructs.flowInitial, constructs.contentInitial, constructs.text]) {
    for (const [code, list] of Object.entries(records) as [string, Construct[]][]) {
      const kept = list.filter(({ name }) => name === undefined || !disabled.includes(name));
      if (kept.length > 0) Object.assign(records, { [code]: kept });
      else Reflect.deleteProperty(records, code);
    }
  }
  constructs.disable.null = [];
}

const frontMatter = /^---[ \t]*(?:\r\n|\r|\n)(?:[^]*?(?:\r\n|\r|\n))?---[ \t]*(?:[\r\n]|$)/;

/** Whether a text begins with front matter. */
export function hasFrontMatter(source: string): boolean {
  return frontMatter.test(source);
}

/**
 * Reads a text into micromark's events, at all levels.
 * @param source without a BOM, or with one that is text.
 * @param use is given the parser before it reads, to collect what is not in the events.
 */
export function readEvents(
  source: string,
  atStart: boolean,
  marksOnly: boolean,
  use?: (parser: ParseContext) => void,
): Event[] {
  // micromark looks for the end of front matter through the whole text, and where there is none has overlooked its lists and quotes.
  const parser = parserFor(atStart && hasFrontMatter(source), marksOnly);
  use?.(parser);
  const preprocessor = preprocess();
  // What is first in the first piece may be a BOM to micromark; this way it never is.
  preprocessor('');
  return postprocess(parser.document().write(preprocessor(source, undefined, true)));
}
