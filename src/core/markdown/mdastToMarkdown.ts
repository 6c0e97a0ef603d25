import type { Delete, FootnoteDefinition, FootnoteReference, Heading, Parents } from 'mdast';
import {
  defaultHandlers,
  type ConstructName,
  type Handle,
  type Info,
  type Join,
  type Options,
  type State,
  type Unsafe,
} from 'mdast-util-to-markdown';
import type { CodedAttribute, CodedSpan, MemoDefinitionNode, MemoReferenceNode } from './mdast.js';

declare module 'mdast-util-to-markdown' {
  interface ConstructNameMap {
    codedSpan: 'codedSpan';
    footnoteDefinition: 'footnoteDefinition';
    strikethrough: 'strikethrough';
  }
}

/** Constructs in which no phrasing is read. */
const notPhrasing: ConstructName[] = [
  'autolink',
  'destinationLiteral',
  'destinationRaw',
  'reference',
  'titleQuote',
  'titleApostrophe',
];

/**
 * The extension of mdast-util-to-markdown for coded text, footnotes and `~~`.
 * What is text is escaped where it would read as a mark, a memo or a heading's attributes.
 */
export function codedTextToMarkdown(): Options {
  const inText: Pick<Unsafe, 'inConstruct' | 'notInConstruct'> = {
    inConstruct: 'phrasing',
    notInConstruct: notPhrasing,
  };
  return {
    handlers: {
      codedSpan,
      memoReference,
      memoDefinition,
      footnoteReference,
      footnoteDefinition,
      heading,
      delete: strikethrough,
    },
    join: [joinMemo],
    unsafe: [
      { character: ']', inConstruct: 'codedSpan' },
      // `^[` and `[^` open no mark.
      { character: '^', after: '\\[', ...inText },
      { before: '\\[', character: '^', ...inText },
      // After a reference a colon could begin a definition.
      { before: '\\]', character: ':', ...inText },
      { character: '{', inConstruct: ['headingAtx', 'headingSetext'] },
      { character: '~', ...inText },
    ],
  };
}

/** The attribute block that these entries make. */
export function writeAttributes(attributes: readonly CodedAttribute[]): string {
  const entries = attributes.map(({ kind, key, value }) => {
    if (kind === 'class') return `.${value}`;
    if (kind === 'id') return `#${value}`;
    const bare = value !== '' && !/[\s"'}\\]/.test(value);
    return `${key}=${bare ? value : `"${value.replace(/["\\]/g, '\\$&')}"`}`;
  });
  return `{${entries.join(' ')}}`;
}

const codedSpan: Handle & { peek?: () => string } = (node: CodedSpan, _: unknown, state: State, info: Info) => {
  const tracker = state.createTracker(info);
  const exit = state.enter('codedSpan');
  let value = tracker.move('[');
  value += tracker.move(state.containerPhrasing(node, { before: value, after: ']', ...tracker.current() }));
  exit();
  return value + tracker.move(`]${writeAttributes(node.attributes)}`);
};
codedSpan.peek = bracket;

const memoReference: Handle & { peek?: () => string } = ({ identifier }: MemoReferenceNode) => `[^memo-${identifier}]`;
memoReference.peek = bracket;

const footnoteReference: Handle & { peek?: () => string } = ({ label, identifier }: FootnoteReference) =>
  `[^${label ?? identifier}]`;
footnoteReference.peek = bracket;

function bracket(): string {
  return '[';
}

const memoDefinition: Handle = (
  { identifier, value }: MemoDefinitionNode,
  parent: Parents | undefined,
  state: State,
) => {
  const lines = state.indentLines(value, (line, i, blank) => (i === 0 || blank ? '' : '    ') + line);
  const definition = `[^memo-${identifier}]: ${lines}`.trimEnd();
  // A definition stands after an empty line.
  return state.indexStack.at(-1) === 0 && parent?.type === 'root' ? `\n${definition}` : definition;
};

const footnoteDefinition: Handle = (node: FootnoteDefinition, _: unknown, state: State, info: Info) => {
  const tracker = state.createTracker(info);
  const exit = state.enter('footnoteDefinition');
  let value = tracker.move(`[^${node.label ?? node.identifier}]:`);
  if (node.children.length > 0) {
    tracker.shift(4);
    const content = state.containerFlow(node, tracker.current());
    value += tracker.move(
      ` ${state.indentLines(content, (line, i, blank) => (i === 0 || blank ? '' : '    ') + line)}`,
    );
  }
  exit();
  return value;
};

const heading: Handle = (node: Heading, parent: Parents | undefined, state: State, info: Info) => {
  const value = defaultHandlers.heading(node, parent, state, info);
  const attributes = node.data?.attributes;
  if (attributes === undefined) return value;
  const block = writeAttributes(attributes);
  const underline = value.lastIndexOf('\n');
  const closing = state.options.closeAtx === true && underline < 0 ? /(?: #+)?$/.exec(value)?.index : undefined;
  const at = underline < 0 ? (closing ?? value.length) : underline;
  return `${value.slice(0, at)} ${block}${value.slice(at)}`;
};

/** Always two tildes, as one strikes nothing through. */
const strikethrough: Handle & { peek?: () => string; attention?: () => unknown } = (
  node: Delete,
  _: unknown,
  state: State,
  info: Info,
) => {
  const tracker = state.createTracker(info);
  const exit = state.enter('strikethrough');
  let value = tracker.move('~~');
  value += tracker.move(state.containerPhrasing(node, { before: value, after: '~', ...tracker.current() }));
  value += tracker.move('~~');
  exit();
  return value;
};
strikethrough.peek = () => '~';
strikethrough.attention = () => ({ construct: 'strikethrough', markers: ['~'], sizes: [2] });

/** Indented code after a memo would be a part of it. */
const joinMemo: Join = (left, right, _, state) =>
  left.type === 'memoDefinition' && right.type === 'code' && state.options.fences === false ? false : undefined;
