import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Code, Heading, Nodes } from 'mdast';
import type { Extent, TextEdit } from '../../text/edits.js';
import { queryLine, readQueryBlock, type BlockQuery } from './queryBlock.js';

/** Where queries are saved. Blocks of other documents in `analysis/` may hold queries, too. */
export const savedQueriesPath = 'analysis/queries.md';

/** A query in a document: a fenced block with the info string `emic`, named by the heading above it. */
export interface SavedQuery extends BlockQuery {
  /** The text of the heading above; empty where there is none. */
  readonly name: string;
  /** The block with its fences. UTF-16 code units of the document's text. */
  readonly block: Extent;
  /** What belongs to it: from its heading to the next one, if it is the only query there; else the block. */
  readonly entry: Extent;
  /** The place in the document of a place in the query; undefined where the query is written over several lines. */
  readonly offsetOf: (inQuery: number) => number | undefined;
}

/** The queries that the blocks of a Markdown document hold, in the order of the text. */
export function queriesIn(text: string): readonly SavedQuery[] {
  if (!text.includes('emic')) return [];
  const { headings, blocks } = outline(text);
  const found = blocks.flatMap((node) => {
    const block = extentOf(node);
    const read = readQueryBlock(node.value);
    if (read === undefined) return [];
    const above = headings.filter(({ start }) => start < block.start).at(-1);
    const next = headings.find(({ start }) => start > block.start);
    const content = text.indexOf('\n', block.start) + 1;
    // What the parser takes from the lines of a block, an indentation or CR, would shift the places.
    const isAsWritten = text.startsWith(node.value, content);
    const offsetOf = (inQuery: number): number | undefined => {
      const at = isAsWritten ? read.offsetOf(inQuery) : undefined;
      return at === undefined ? undefined : content + at;
    };
    const entry = above === undefined ? block : { start: above.start, end: next?.start ?? text.length };
    return [{ ...read, name: above?.text ?? '', block, entry, offsetOf }];
  });
  const alone = (one: SavedQuery): boolean =>
    found.every((other) => other === one || other.entry.start !== one.entry.start);
  return found.map((one) => (alone(one) ? one : { ...one, entry: one.block }));
}

/** The queries that were saved: those whose blocks have a name and show nothing. */
export function savedQueriesIn(text: string): readonly SavedQuery[] {
  return queriesIn(text).filter(({ name, isShown }) => name !== '' && !isShown);
}

/**
 * Saves a query under a name: in the place of the one of that name, else as a new entry before the first whose name comes later,
 * so that two people who save queries seldom write in the same place.
 * @param text of {@link savedQueriesPath}; empty where there is no such file.
 * @param title the document's title, for a new one.
 */
export function saveQuery(text: string, name: string, query: string, title: string): readonly TextEdit[] {
  const plain = name.trim().replace(/\s+/g, ' ');
  const lineEnd = /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
  const fenced = `\`\`\`emic\n${queryLine(query)}\n\`\`\``.replaceAll('\n', lineEnd);
  const saved = savedQueriesIn(text);
  const same = saved.find((one) => one.name === plain);
  if (same !== undefined) return [{ ...same.block, text: fenced }];
  const entry = `## ${escapeHeading(plain)}${lineEnd}${lineEnd}${fenced}${lineEnd}`;
  const later = saved.find((one) => one.entry.start < one.block.start && compareNames(one.name, plain) > 0);
  if (later !== undefined) return [{ start: later.entry.start, end: later.entry.start, text: `${entry}${lineEnd}` }];
  if (text.trim() === '') return [{ start: 0, end: text.length, text: `# ${title}${lineEnd}${lineEnd}${entry}` }];
  const ends = /(?:\r\n|\r|\n)*$/.exec(text)?.[0] ?? '';
  const missing = lineEnd.repeat(Math.max(0, 2 - ends.split(/\r\n|\r|\n/).length + 1));
  return [{ start: text.length, end: text.length, text: `${missing}${entry}` }];
}

/** Takes a saved query out, with its heading and what is written about it. */
export function deleteQuery({ entry }: SavedQuery): readonly TextEdit[] {
  return [{ ...entry, text: '' }];
}

function outline(text: string): {
  readonly headings: readonly (Extent & { readonly text: string })[];
  readonly blocks: readonly Code[];
} {
  const { children } = fromMarkdown(text);
  const headings = children.filter((node): node is Heading => node.type === 'heading');
  return {
    headings: headings.map((node) => ({ ...extentOf(node), text: textOf(node).trim() })),
    blocks: children.filter((node): node is Code => node.type === 'code' && node.lang === 'emic'),
  };
}

function textOf(node: Nodes): string {
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}

function extentOf({ position }: Nodes): Extent {
  return { start: position?.start.offset ?? 0, end: position?.end.offset ?? 0 };
}

function compareNames(a: string, b: string): number {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** A name as the text of a heading that reads so. */
function escapeHeading(name: string): string {
  return name.replace(/[\\`*_{}[\]<>#~|^&!]/g, '\\$&');
}
