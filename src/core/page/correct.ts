import { escapesOf } from '../imports/escapes.js';
import type { Extent, TextEdit } from '../text/edits.js';
import { Transcript } from '../transcript/transcript.js';
import { TranscriptPage, type PageLook } from './transcriptPage.js';
import type { PageNode } from './types.js';

const look: PageLook = { color: () => 'grey', name: (code) => code, isShown: () => true, byCoder: false };

/**
 * The edits of the source that make words of a block read otherwise, as somebody who corrects them on the page means it:
 * marks in and around them stay, signs of Markdown in the new words are escaped.
 * @param words extent in the block's text.
 * @returns undefined where that cannot be done without changing anything else.
 */
export function correct(
  page: TranscriptPage,
  block: number,
  words: Extent,
  text: string,
): readonly TextEdit[] | undefined {
  const before = page.textOf(block);
  const old = before.slice(words.start, words.end);
  let head = 0;
  while (head < old.length && head < text.length && old[head] === text[head]) head++;
  let tail = 0;
  const most = Math.min(old.length, text.length) - head;
  while (tail < most && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail++;
  const start = words.start + head;
  const end = words.end - tail;
  const put = text.slice(head, text.length - tail);
  if (start === end && put === '') return [];
  const edits = editsFor(page, block, { start, end }, put);
  if (edits === undefined) return undefined;
  const wanted = before.slice(0, start) + put + before.slice(end);
  const { transcript } = page;
  const now = new TranscriptPage(new Transcript(transcript.path, transcript.text.update(edits)), look, page);
  const old2 = new TranscriptPage(new Transcript(transcript.path, transcript.text), look, page);
  const holds =
    now.textOf(block) === wanted &&
    now.ids.join() === old2.ids.join() &&
    shapeOf(now.block(block)?.nodes ?? []) === shapeOf(old2.block(block)?.nodes ?? []) &&
    codesOf(now) === codesOf(old2);
  return holds ? edits : undefined;
}

function editsFor(
  page: TranscriptPage,
  block: number,
  { start, end }: Extent,
  put: string,
): readonly TextEdit[] | undefined {
  const { text } = page.transcript;
  const escaped = escape(put);
  if (start === end) {
    // What is added to a word belongs to it, and to the passage that holds the letter before it.
    const clean = page.toClean({ block, offset: start }, start > 0 ? 'end' : 'start');
    if (clean === undefined) return undefined;
    const at = text.toSource(clean, start > 0 ? 'end' : 'start');
    return [{ start: at, end: at, text: escaped }];
  }
  const from = page.toClean({ block, offset: start }, 'start');
  const to = page.toClean({ block, offset: end }, 'end');
  if (from === undefined || to === undefined) return undefined;
  const edits: TextEdit[] = [];
  // A mark that stands between the letters is stepped over.
  for (let clean = from; clean < to; clean++) {
    const at = text.toSource(clean, 'start');
    const last = edits.at(-1);
    if (last?.end === at) edits[edits.length - 1] = { ...last, end: at + 1 };
    else edits.push({ start: at, end: at + 1, text: edits.length === 0 ? escaped : '' });
  }
  return edits;
}

function escape(text: string): string {
  let out = '';
  let from = 0;
  for (const at of escapesOf(text, 0, text.length, 'inside')) {
    out += `${text.slice(from, at)}\\`;
    from = at;
  }
  return out + text.slice(from);
}

/** The elements of a block, whatever stands in them. */
function shapeOf(nodes: readonly PageNode[]): string {
  return nodes.map((node) => (node.kind === 'run' ? '.' : `${node.kind}(${shapeOf(node.children)})`)).join(',');
}

function codesOf(page: TranscriptPage): string {
  return page.passages.map(({ passage }) => passage.codes.join('+')).join(' ');
}
