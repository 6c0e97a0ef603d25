import type { Element, ElementContent, Nodes } from 'hast';
import { sanitize, type Schema } from 'hast-util-sanitize';
import type { RootContent } from 'mdast';
import { toHast, type Handlers, type State } from 'mdast-util-to-hast';
import type {} from '../reading/nodes.js';
import { stretchStyle, type ColoredPassage, type ColorVariable } from '../reading/style.js';
import type { Turn } from '../transcript/types.js';
import { element } from './elements.js';
import { besideTables } from './tables.js';

/** What the text of a printed transcript needs to know beside its syntax tree. */
export interface PrintedText {
  /** By the numbers that the tree has for them; undefined for those that are not shown. */
  readonly passages: readonly (ColoredPassage | undefined)[];
  readonly turns: readonly Turn[];
  readonly variable: ColorVariable;
  /** What stands in the margin beside the place where a passage begins. */
  readonly note: (passage: ColoredPassage, number: number) => Element;
}

/** Pieces of a reading copy as elements. Whatever the transcript holds, only text and the elements of prose come of it. */
export function textElements(nodes: readonly RootContent[], printed: PrintedText): readonly ElementContent[] {
  const tree = toHast({ type: 'root', children: [...nodes] }, { handlers: handlersFor(printed) });
  const safe = sanitize(tree, prose);
  const content = safe.type === 'root' ? safe.children.filter(isContent) : isContent(safe) ? [safe] : [];
  return besideTables(content.map(directed));
}

function isContent(node: Nodes): node is ElementContent {
  return node.type === 'element' || node.type === 'text';
}

const withDirection = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'li', 'td', 'th']);
const phrases = new Set(['em', 'strong', 'del', 'code', 'span', 'a', 'sup']);

/** Each paragraph reads in the direction of its own words; what has none of its own, such as a label alone, as the page does. */
function directed(node: ElementContent): ElementContent {
  if (node.type !== 'element') return node;
  const children = node.children.map(directed);
  return withDirection.has(node.tagName) && node.children.some(hasOwnWords)
    ? { ...node, properties: { ...node.properties, dir: 'auto' }, children }
    : { ...node, children };
}

function hasOwnWords(node: ElementContent): boolean {
  if (node.type === 'text') return /[\p{L}\p{N}]/u.test(node.value);
  if (node.type !== 'element' || !phrases.has(node.tagName) || isHeadOrNote(node)) return false;
  return node.children.some(hasOwnWords);
}

function isHeadOrNote({ properties: { className } }: Element): boolean {
  return Array.isArray(className) && (className.includes('head') || className.includes('note'));
}

function handlersFor({ passages, turns, variable, note }: PrintedText): Handlers {
  const marker = (name: string): ElementContent =>
    element('span', { className: ['edge'], style: `anchor-name: ${name}` }, '\u2060');
  const headed = new Set<number>();
  return {
    codedStretch: (state: State, node: { passages: readonly number[] } & Parameters<State['all']>[0]) => {
      const shown = node.passages.flatMap((number) => passages[number] ?? []);
      const children = state.all(node);
      if (shown.length === 0) return children;
      return element('span', { className: ['coded'], role: 'mark', style: stretchStyle(shown, variable) }, ...children);
    },
    codedStart: (_state: State, { passage: number }: { passage: number }) => {
      const shown = passages[number];
      return shown && [marker(`--s${String(number)}`), note(shown, number)];
    },
    codedEnd: (_state: State, { passage: number }: { passage: number }) =>
      passages[number] && marker(`--e${String(number)}`),
    turnStart: () => undefined,
    turnHead: (_state: State, { turn }: { turn: number }) => {
      const { label, time } = turns[turn] ?? {};
      if (label === undefined || headed.has(turn)) return undefined;
      headed.add(turn);
      // Apart from each other and from the words, so that they keep their order where one of them reads the other way.
      const said = time === undefined ? [] : [' ', element('bdi', { className: ['time'] }, time)];
      return [
        element('span', { className: ['head'] }, element('b', {}, element('bdi', {}, label)), ...said),
        { type: 'text', value: ' ' },
      ];
    },
    memoReference: () => element('span', { className: ['quiet'] }, '*'),
    memoDefinition: (_state: State, { value }: { value: string }) => element('p', { className: ['loose-memo'] }, value),
    // A tag is something that somebody wrote, a footnote stays where it is, and nothing is fetched from anywhere.
    html: (_state: State, { value }: { value: string }) => htmlText(value),
    footnoteReference: (_state: State, { identifier, label }: { identifier: string; label?: string | null }) =>
      element('sup', {}, `[${label ?? identifier}]`),
    footnoteDefinition: (
      state: State,
      node: { identifier: string; label?: string | null } & Parameters<State['all']>[0],
    ) => element('div', { className: ['footnote'] }, `[${node.label ?? node.identifier}] `, ...state.all(node)),
    link: (state: State, node: { url: string } & Parameters<State['all']>[0]) =>
      /^https?:\/\/./i.test(node.url) ? element('a', { href: node.url }, ...state.all(node)) : state.all(node),
    image: (_state: State, { alt, url }: { alt?: string | null; url: string }) =>
      element('span', { className: ['quiet'] }, `[${[alt ?? '', url].filter((part) => part !== '').join(': ')}]`),
  };
}

function htmlText(html: string): ElementContent | undefined {
  if (/^<br\s*\/?>$/i.test(html)) return element('br', {});
  return /^<!--[^]*-->\s*$/.test(html) ? undefined : { type: 'text', value: html };
}

/** Elements and attributes of prose. What is not here cannot come out, whatever went in. */
const prose: Schema = {
  tagNames: [
    ...['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'ul', 'ol', 'li', 'hr', 'br', 'pre', 'code'],
    ...['em', 'strong', 'del', 'sup', 'span', 'bdi', 'div', 'a', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'b', 'i'],
  ],
  attributes: {
    a: ['href'],
    ol: ['start'],
    th: ['align'],
    td: ['align'],
    span: ['className', 'style', 'dir', 'role'],
    bdi: ['className', 'style'],
    p: ['className'],
    div: ['className'],
  },
  protocols: { href: ['http', 'https'] },
  strip: ['script', 'style'],
  clobber: [],
  required: {},
};
