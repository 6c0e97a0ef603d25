import type { Nodes, PhrasingContent, Root, RootContent, TableCell } from 'mdast';
import { cleanTextOf, type CleanText } from '../markdown/cleanText.js';
import { KeptWithBlock } from '../markdown/kept.js';
import { parseTree } from '../markdown/tree.js';
import type { Block } from '../markdown/types.js';
import { PageMap } from './pageMap.js';
import { addSegment, alignLines, alignText, type Segment } from './segments.js';
import type { ElementName, PageElement, PageNode } from './types.js';

/** What a block shows whatever is coded in it: its text as it reads, its elements, and where its characters stand in the clean text. */
export interface BlockContent {
  readonly text: string;
  readonly nodes: readonly PageNode[];
  /** Between the text and the block's clean text. */
  readonly map: PageMap;
}

const contents = new KeptWithBlock(readContent);

/** The content of a block, worked out once. */
export function contentOf(block: Block): BlockContent {
  return contents.of(block);
}

function readContent(block: Block): BlockContent {
  return readPlain(block) ?? parseContent(block);
}

/** The content of any block, by way of its syntax tree. */
export function parseContent(block: Block): BlockContent {
  try {
    return new Reader(block).read(parseTree(block.source));
  } catch (error) {
    // Brackets within brackets, thousands deep: the text is shown as it stands.
    if (!(error instanceof RangeError)) throw error;
    const { clean: text } = block;
    const nodes: PageNode[] = [{ kind: 'paragraph', children: [{ kind: 'run', start: 0, end: text.length }] }];
    return { text, nodes, map: new PageMap(whole(text)) };
  }
}

/** A bold label, as it begins most turns. */
const boldLabel = /^\*\*(\p{L}[\p{L}\p{N} .]*:?)\*\*(?=[ :])/u;

/** Nothing in a paragraph of one line of such words is a sign of anything but of escapes. */
const plainWords = /^(?:[^\\&*_~`<>|{}^\r\n\t]|\\[[\]*_.()!#-])*$/;
const linkLike = /\]\(|!\[/;

/** Most of an interview needs no parser to be read. */
function readPlain({ kind, clean, source, cuts }: Block): BlockContent | undefined {
  const all = kind === 'text' ? clean.trimEnd() : '';
  const label = boldLabel.exec(all)?.[1];
  const from = label === undefined ? 0 : label.length + 4;
  const raw = all.slice(from);
  if (!plainWords.test(raw) || linkLike.test(raw) || (label === undefined && !/^\p{L}/u.test(raw))) return undefined;
  // Where something else than marks is cut, or may be hidden in their blocks, the parser tells.
  if (cuts.length > 0 && /[&`<>]/.test(source)) return undefined;
  // A space before a mark that ends a paragraph stays, one after it does not.
  if (cuts.length > 0 && /[^\S\r\n][\r\n]*$/.test(clean)) return undefined;
  const value = raw.replace(/\\(.)/g, '$1');
  const page = label?.length ?? 0;
  const body = alignText(value, raw, { page, source: from }, true);
  if (body === undefined) return undefined;
  const run = (start: number, end: number): readonly PageNode[] => (end > start ? [{ kind: 'run', start, end }] : []);
  const words = run(page, page + value.length);
  if (label === undefined) {
    return { text: value, nodes: [{ kind: 'paragraph', children: words }], map: new PageMap(body) };
  }
  return {
    text: label + value,
    nodes: [{ kind: 'paragraph', children: [{ kind: 'strong', children: run(0, page) }, ...words] }],
    map: new PageMap([{ page: 0, pageLength: page, source: 2, sourceLength: page }, ...body]),
  };
}

function whole(text: string): readonly Segment[] {
  return text === '' ? [] : [{ page: 0, pageLength: text.length, source: 0, sourceLength: text.length }];
}

/** Reads a syntax tree; what no person sees leaves a gap between segments. */
class Reader {
  readonly #source: string;
  readonly #clean: CleanText;
  readonly #segments: Segment[] = [];
  #text = '';

  constructor(block: Block) {
    this.#source = block.source;
    this.#clean = cleanTextOf(block);
  }

  read({ children }: Root): BlockContent {
    const nodes = this.#all(children);
    return { text: this.#text, nodes, map: new PageMap(this.#segments) };
  }

  #all(nodes: readonly (RootContent | PhrasingContent)[]): PageNode[] {
    const all: PageNode[] = [];
    for (const next of nodes.flatMap((node) => this.#node(node))) {
      const last = all.at(-1);
      // Marks part texts that are one.
      if (next.kind === 'run' && last?.kind === 'run') all[all.length - 1] = { ...last, end: next.end };
      else all.push(next);
    }
    return all;
  }

  #node(node: RootContent | PhrasingContent): readonly PageNode[] {
    switch (node.type) {
      case 'text':
        return this.#words(node.value, node, true);
      case 'codedSpan':
        return this.#all(node.children);
      case 'paragraph':
      case 'emphasis':
      case 'strong':
      case 'delete':
      case 'listItem':
        return [{ kind: node.type, children: this.#all(node.children) }];
      case 'heading':
        return [{ kind: 'heading', depth: node.depth, children: this.#all(node.children) }];
      case 'blockquote':
        return [{ kind: 'quote', children: this.#all(node.children) }];
      case 'list': {
        const first = node.ordered === true ? { first: node.start ?? 1 } : {};
        return [{ kind: 'list', ...first, children: this.#all(node.children) }];
      }
      case 'table':
        return [
          {
            kind: 'table',
            children: node.children.map((row, index) => ({
              kind: 'row',
              children: row.children.map((cell, column) =>
                this.#cell(cell, index === 0 ? 'headCell' : 'cell', node.align?.[column]),
              ),
            })),
          },
        ];
      case 'link':
        return [{ kind: 'link', url: node.url, children: this.#all(node.children) }];
      case 'inlineCode':
        return [{ kind: 'code', children: this.#code(node.value, node) }];
      case 'code':
        return [{ kind: 'codeBlock', children: this.#lines(node.value, node) }];
      case 'html':
        return this.#html(node.value, node);
      case 'image':
        return [{ kind: 'quiet', children: this.#atom(`[${node.alt ?? ''}]`, node) }];
      case 'break':
        return [{ kind: 'break', children: this.#atom('\n', node) }];
      case 'thematicBreak':
        return [{ kind: 'rule', children: [] }];
      case 'footnoteReference':
        return [{ kind: 'noteReference', children: this.#atom(`[${node.label ?? node.identifier}]`, node) }];
      case 'footnoteDefinition':
        return [{ kind: 'note', label: node.label ?? node.identifier, children: this.#all(node.children) }];
      case 'memoDefinition':
        // In a block of its own it is shown in the margin, or as a whole where it belongs to nothing: see `transcriptPage.ts`.
        return [];
      default:
        return [];
    }
  }

  #cell(cell: TableCell, kind: ElementName, align: 'left' | 'center' | 'right' | null | undefined): PageElement {
    return { kind, ...(align ? { align } : {}), children: this.#all(cell.children) };
  }

  #html(value: string, node: Nodes): readonly PageNode[] {
    if (/^<br\s*\/?>$/i.test(value)) return [{ kind: 'break', children: this.#atom('\n', node) }];
    if (/^<!--[^]*-->\s*$/.test(value)) return [];
    // What somebody wrote as a tag is something that somebody wrote.
    return [{ kind: 'quiet', children: this.#lines(value, node) }];
  }

  #words(value: string, node: Nodes, decodes: boolean): readonly PageNode[] {
    const { start, end } = extentOf(node);
    const raw = this.#source.slice(start, end);
    return this.#put(value, node, alignText(value, raw, { page: this.#text.length, source: start }, decodes));
  }

  #code(value: string, node: Nodes): readonly PageNode[] {
    const { start, end } = extentOf(node);
    const raw = this.#source.slice(start, end);
    const fence = /^`*/.exec(raw)?.[0].length ?? 0;
    const inner = raw.slice(fence, raw.length - fence);
    const isPadded = inner.length > value.length && /^[ \r\n]/.test(inner);
    const from = fence + (isPadded ? (inner.startsWith('\r\n') ? 2 : 1) : 0);
    const place = { page: this.#text.length, source: start + from };
    return this.#put(value, node, alignText(value, raw.slice(from), place, false));
  }

  #lines(value: string, node: Nodes): readonly PageNode[] {
    const { start, end } = extentOf(node);
    const raw = this.#source.slice(start, end);
    return this.#put(value, node, alignLines(value, raw, { page: this.#text.length, source: start }));
  }

  #atom(value: string, node: Nodes): readonly PageNode[] {
    return this.#put(value, node, undefined);
  }

  /** @param segments in the source; without them the value is one thing. */
  #put(value: string, node: Nodes, segments: readonly Segment[] | undefined): readonly PageNode[] {
    if (value === '') return [];
    const page = this.#text.length;
    const { start, end } = extentOf(node);
    const own = segments ?? [{ page, pageLength: value.length, source: start, sourceLength: end - start }];
    for (const { source, sourceLength, ...rest } of own) {
      const from = this.#clean.offset(source);
      addSegment(this.#segments, {
        ...rest,
        source: from,
        sourceLength: this.#clean.offset(source + sourceLength) - from,
      });
    }
    this.#text += value;
    return [{ kind: 'run', start: page, end: page + value.length }];
  }
}

function extentOf({ position }: Nodes): { readonly start: number; readonly end: number } {
  return { start: position?.start.offset ?? 0, end: position?.end.offset ?? 0 };
}
