import type { ElementContent, Nodes } from 'hast';
import { sanitize, type Schema } from 'hast-util-sanitize';
import type { RootContent } from 'mdast';
import { toHast, type Handlers, type State } from 'mdast-util-to-hast';
import type {} from '../reading/nodes.js';
import { stretchStyle, type ColoredPassage, type ColorVariable } from '../reading/style.js';
import type { Turn } from '../transcript/types.js';
import { element } from './elements.js';

/** What the text of a printed transcript needs to know beside its syntax tree. */
export interface PrintedText {
  readonly passages: readonly ColoredPassage[];
  readonly turns: readonly Turn[];
  readonly variable: ColorVariable;
  /** What stands in the margin beside the place where a passage begins, its codes, and where it ends, its memo. */
  readonly names: (passage: number) => ElementContent;
  readonly memo: (passage: number) => ElementContent | undefined;
}

/** Pieces of a reading copy as elements. Whatever the transcript holds, only text and the elements of prose come of it. */
export function textElements(nodes: readonly RootContent[], printed: PrintedText): readonly ElementContent[] {
  const tree = toHast({ type: 'root', children: [...nodes] }, { handlers: handlersFor(printed) });
  const safe = sanitize(tree, prose);
  return safe.type === 'root' ? safe.children.filter(isContent) : isContent(safe) ? [safe] : [];
}

function isContent(node: Nodes): node is ElementContent {
  return node.type === 'element' || node.type === 'text';
}

function handlersFor({ passages, turns, variable, names, memo }: PrintedText): Handlers {
  const marker = (name: string): ElementContent =>
    element('span', { className: ['edge'], style: `anchor-name: ${name}` }, '\u2060');
  const colorOf = (passage: number): string => variable(passages[passage]?.colors[0] ?? 'grey', 'label');
  return {
    codedStretch: (state: State, node: { passages: readonly number[] } & Parameters<State['all']>[0]) =>
      element(
        'span',
        {
          className: ['coded'],
          style: stretchStyle(
            node.passages.flatMap((number) => passages[number] ?? []),
            variable,
          ),
        },
        ...state.all(node),
      ),
    codedStart: (_state: State, { passage }: { passage: number }) => {
      const bracket = element('span', { className: ['long'], style: `color: ${colorOf(passage)}` }, '‹');
      return [
        marker(`--s${String(passage)}`),
        ...(passages[passage]?.isLong === true ? [bracket] : []),
        names(passage),
      ];
    },
    codedEnd: (_state: State, { passage }: { passage: number }) => {
      const bracket = element('span', { className: ['long'], style: `color: ${colorOf(passage)}` }, '›');
      const note = memo(passage);
      return [
        ...(passages[passage]?.isLong === true ? [bracket] : []),
        marker(`--e${String(passage)}`),
        ...(note === undefined ? [] : [note]),
      ];
    },
    turnStart: () => undefined,
    turnHead: (state: State, node: { turn: number } & Parameters<State['all']>[0]) => {
      const time = turns[node.turn]?.time;
      return element(
        'span',
        { className: ['head'] },
        ...state.all(node).flatMap((child) => (child.type === 'text' ? withTime(child.value, time) : [child])),
      );
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

/** A label's text with its time stamp set apart. */
function withTime(text: string, time: string | undefined): readonly ElementContent[] {
  const at = time === undefined ? -1 : text.indexOf(time);
  if (time === undefined || at < 0) return [{ type: 'text', value: text }];
  return [
    { type: 'text', value: text.slice(0, at) },
    element('span', { className: ['time'] }, time),
    { type: 'text', value: text.slice(at + time.length) },
  ];
}

function htmlText(html: string): ElementContent | undefined {
  if (/^<br\s*\/?>$/i.test(html)) return element('br', {});
  return /^<!--[^]*-->\s*$/.test(html) ? undefined : { type: 'text', value: html };
}

/** Elements and attributes of prose. What is not here cannot come out, whatever went in. */
const prose: Schema = {
  tagNames: [
    ...['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'ul', 'ol', 'li', 'hr', 'br', 'pre', 'code'],
    ...['em', 'strong', 'del', 'sup', 'span', 'div', 'a', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'b', 'i'],
  ],
  attributes: {
    a: ['href'],
    ol: ['start'],
    th: ['align'],
    td: ['align'],
    span: ['className', 'style'],
    p: ['className'],
    div: ['className'],
  },
  protocols: { href: ['http', 'https'] },
  strip: ['script', 'style'],
  clobber: [],
  required: {},
};
