import { isMarkBlock, readAttributeBlock } from './attributes.js';
import type { Extent } from '../text/edits.js';
import type { Suspect } from './types.js';

/** A block in code or HTML is looked for in this many characters. */
const longestDeadBlock = 1000;

/** Whole spans, `[x]{.code}`, in code or HTML, where they cannot count. Of spans in each other all are given. */
export function deadSpans(source: string, { start, end }: Extent): Suspect[] {
  const found: Suspect[] = [];
  const open: number[] = [];
  for (let i = start; i < end; i++) {
    const code = source.charCodeAt(i);
    if (code === 91) open.push(i);
    if (code !== 93) continue;
    const opening = open.pop();
    if (opening === undefined || source.charCodeAt(i + 1) !== 123) continue;
    const block = readAttributeBlock(source, i + 1, Math.min(end, i + longestDeadBlock));
    if (block !== undefined && isMarkBlock(block)) found.push({ kind: 'dead', start: opening, end: block.end });
  }
  return found;
}

const tagName = /^<\/?([a-z][a-z0-9-]*)/i;
const knownTags = new Set(
  (
    'a abbr acronym address area article aside audio b base bdi bdo big blockquote body br button canvas caption center cite code col ' +
    'colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset ' +
    'h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark math menu meta meter ' +
    'nav noframes noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp script search section ' +
    'select slot small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title ' +
    'tr track tt u ul var video wbr'
  ).split(' '),
);

/** Whether raw HTML is likely meant as words, such as `<navn>`: its tag is none that HTML knows. */
export function looksLikeWords(html: string): boolean {
  const name = tagName.exec(html.trimStart())?.[1]?.toLowerCase();
  return name !== undefined && !knownTags.has(name) && !name.includes('-');
}

const beginsLikeSpeech = /^(?:\*\*)?\p{L}[^:\n\r]{0,39}:(?:\*\*)?\s|^\\?\[\d+:\d/u;
const endsLikeSpeech = /[.?!…][)\]"'”»]*$/u;

/** Whether a heading that a line of `---` made is likely speech: it has several lines, a label, or ends as a sentence does. */
export function looksLikeSpeech(text: string): boolean {
  return /[\r\n]/.test(text.trim()) || beginsLikeSpeech.test(text) || endsLikeSpeech.test(text.trim());
}
