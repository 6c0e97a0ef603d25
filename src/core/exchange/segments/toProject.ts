import { isCodeId } from '../../coding/facts.js';
import type { ProjectCoding, Prose } from '../../imports/codedProject.js';
import { placeText } from '../../refi/positions.js';
import { message } from '../../text/message.js';
import type { Extent } from '../../text/edits.js';
import { documentOf } from '../documents.js';
import type { ProjectFiles } from '../files.js';
import { shortened } from '../place.js';
import { type ProjectBuilder, type ReadProject } from '../projectBuilder.js';
import { QuoteFinder } from './locate.js';
import type { Segment, SegmentCode } from './segment.js';

/**
 * A project of coded segments. The text of a document is that of the file of its name beside the table; where there is none,
 * it is made of the segments' words.
 * @param own the file that the segments stand in.
 */
export async function segmentsToProject(
  segments: readonly Segment[],
  own: string,
  files: ProjectFiles,
  builder: ProjectBuilder,
): Promise<ReadProject> {
  const documents = new Map<string, Segment[]>();
  for (const segment of segments) {
    const list = documents.get(segment.document);
    if (list === undefined) documents.set(segment.document, [segment]);
    else list.push(segment);
  }
  const codes = new CodePaths(builder);
  for (const [document, list] of documents) {
    const path = fileOf(document, own, files);
    if (path === undefined) {
      const { text, codings } = madeOf(list, document, codes);
      if (text === '') {
        builder.broken(message('{0}: there is no file of this name, and no words of its passages.', document));
        continue;
      }
      builder.info(
        message('{0}: there is no file of this name; its text is made of the words of its passages.', document),
      );
      const source = documentOf(`${document}.txt`, text, codings, files);
      builder.source({ ...source, key: document, name: document, attributes: files.entryOf(own) });
      continue;
    }
    const written = (await files.text(path)).replace(/^\ufeff/, '');
    const { text, codings } = placed(written, list, document, codes, builder);
    builder.source(documentOf(path, text, codings, files, { path: /\.md$/i.test(document) ? document : null }));
  }
  return builder.build();
}

/** The file that a document's name means: that path, that file name, or that name without its ending. */
function fileOf(document: string, own: string, files: ProjectFiles): string | undefined {
  const plain = document.replaceAll('\\', '/').normalize('NFC');
  const name = plain.slice(plain.lastIndexOf('/') + 1).toLowerCase();
  const texts = files.named.filter((path) => path !== own && /\.(?:md|markdown|txt|text)$/i.test(path));
  const nameOf = (path: string): string =>
    path
      .slice(path.lastIndexOf('/') + 1)
      .normalize('NFC')
      .toLowerCase();
  return (
    texts.find((path) => path.normalize('NFC') === plain) ??
    texts.find((path) => nameOf(path) === name) ??
    texts.find(
      (path) => nameOf(path).replace(/\.[^.]*$/, '') === name.replace(/\.(?:md|markdown|txt|text|docx|odt|pdf)$/, ''),
    )
  );
}

function placed(
  written: string,
  segments: readonly Segment[],
  document: string,
  codes: CodePaths,
  builder: ProjectBuilder,
): { readonly text: string; readonly codings: readonly ProjectCoding[] } {
  const counted = segments.flatMap(({ start, end, quote }) =>
    start === undefined || end === undefined ? [] : [{ start, end, name: quote === '' ? undefined : quote }],
  );
  const { text, place } = placeText(written, counted, undefined);
  const finder = new QuoteFinder(text);
  const said = (part: string): string => part.replace(/\s+/g, '');
  const find = (segment: Segment): Extent | undefined => {
    const { start, end, quote } = segment;
    const at = start === undefined || end === undefined ? undefined : place({ start, end });
    if (at !== undefined && at.end > at.start && (quote === '' || said(text.slice(at.start, at.end)) === said(quote)))
      return at;
    const found = finder.find(segment, at?.start);
    if (found === undefined) {
      builder.broken(message('{0}: these words are not in the text: {1}', document, shortened(quote)));
      return undefined;
    }
    if (at !== undefined || (start !== undefined && end !== undefined))
      builder.info(
        message(
          '{0}: these words stand elsewhere than their position says, and are coded where they stand: {1}',
          document,
          shortened(quote),
        ),
      );
    else if (!found.isOnly)
      builder.broken(
        message(
          '{0}: these words stand in several places, and the first one is coded: {1}',
          document,
          shortened(quote),
        ),
      );
    return found;
  };
  return { text, codings: gathered(document, segments, find, codes) };
}

function madeOf(
  segments: readonly Segment[],
  document: string,
  codes: CodePaths,
): { readonly text: string; readonly codings: readonly ProjectCoding[] } {
  const places = new Map<string, Extent>();
  const parts: string[] = [];
  let length = 0;
  const ordered = [...segments].sort((a, b) => (a.start ?? 0) - (b.start ?? 0));
  for (const { quote } of ordered) {
    const words = wordsOfQuote(quote);
    if (words === '' || places.has(words)) continue;
    places.set(words, { start: length, end: length + words.length });
    parts.push(words);
    length += words.length + 1;
  }
  return {
    text: parts.join('\n'),
    codings: gathered(document, ordered, ({ quote }) => places.get(wordsOfQuote(quote)), codes),
  };
}

function wordsOfQuote(quote: string): string {
  return quote.trim().replace(/\r\n?/g, '\n');
}

/** Rows of one place, coder, memo and facts are one passage with several codes. */
function gathered(
  document: string,
  segments: readonly Segment[],
  find: (segment: Segment) => Extent | undefined,
  codes: CodePaths,
): readonly ProjectCoding[] {
  const codings = new Map<string, ProjectCoding>();
  for (const segment of segments) {
    const keys = segment.codes.map((code) => codes.keyOf(code));
    const extent = find(segment);
    if (extent === undefined) continue;
    const { coder, memo, id, facts } = segment;
    const key = JSON.stringify([document, extent.start, extent.end, coder, memo, id, facts]);
    const before = codings.get(key);
    const prose: Prose | null = memo.trim() === '' ? null : { text: memo.trim(), isMarkdown: segment.isMarkdown };
    codings.set(key, {
      key,
      start: extent.start,
      end: extent.end,
      codes: [...new Set([...(before?.codes ?? []), ...keys])],
      coder,
      facts,
      id: id !== null && isCodeId(id) ? id : null,
      memo: prose,
    });
  }
  return [...codings.values()];
}

/** Codes by the names of those above and their own. */
class CodePaths {
  readonly #builder: ProjectBuilder;
  readonly #ids = new Map<string, string>();

  constructor(builder: ProjectBuilder) {
    this.#builder = builder;
  }

  keyOf({ path, id }: SegmentCode): string {
    const byId = id === null ? undefined : this.#ids.get(id);
    if (byId !== undefined) return byId;
    let parent: string | null = null;
    let key = '';
    path.forEach((name, i) => {
      key = JSON.stringify(path.slice(0, i + 1));
      const isLast = i === path.length - 1;
      this.#builder.code({ key, name, parent, id: isLast && id !== null && isCodeId(id) ? id : null });
      parent = key;
    });
    if (id !== null) this.#ids.set(id, key);
    return key;
  }
}
