import type { Nodes, Parent } from 'mdast';
import { readHeadingAttributes } from '../markdown/attributes.js';
import { condense } from '../markdown/condense.js';
import { parseTree } from '../markdown/tree.js';
import type { Extent } from '../text/edits.js';

/**
 * Where the edges of marks may stand in a block, told from its clean text. All offsets count in that text.
 * Law 1 is checked apart; this spares the tries that cannot hold.
 */
export interface Edges {
  /** Running text that can hold a mark: the contents of paragraphs, headings and cells. */
  readonly leaves: readonly Extent[];
  /** 1 for each place before which no edge may stand. */
  readonly blocked: Uint8Array;
  /** 1 for each character that a reader sees; signs of emphasis, links and escapes are 0. */
  readonly visible: Uint8Array;
  /** 1 for the signs that close emphasis, 2 for what closes a link: no passage begins before these. */
  readonly closing: Uint8Array;
  /** 1 for the signs that open emphasis or a link: no passage ends after these. */
  readonly opening: Uint8Array;
}

const atoms = /\\[!-/:-@[-`{-~]|&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z\d]{1,31});/gi;
const timeStamp = /\\?[[(]?\b\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?\b(?:\\?[\])])?/g;
const emphasisSigns = '*_~';

/**
 * @param clean a block's clean text.
 * @param words which words the parser reads: what they say does not matter.
 */
export function edgesOf(clean: string, words = condense): Edges {
  const leaves: Extent[] = [];
  const blocked = new Uint8Array(clean.length + 1).fill(1);
  const visible = new Uint8Array(clean.length + 1);
  const closing = new Uint8Array(clean.length + 1);
  const opening = new Uint8Array(clean.length + 1);
  const { text: condensed, expand } = words(clean);
  visit(parseTree(condensed), false);
  for (let i = 1; i < clean.length; i++) {
    const sign = clean.charAt(i);
    if (emphasisSigns.includes(sign) && clean.charAt(i - 1) === sign && visible[i] === 0) blocked[i] = 1;
    if (clean.charAt(i - 1) === '\\') blocked[i] = 1;
  }
  return { leaves, blocked, visible, closing, opening };

  function visit(node: Nodes, quoted: boolean): void {
    const { start, end } = extentOf(node);
    switch (node.type) {
      case 'paragraph':
      case 'tableCell':
      case 'heading': {
        const leaf = leafOf(node);
        if (leaf === undefined) return;
        leaves.push(leaf);
        blocked.fill(0, leaf.start, leaf.end + 1);
        for (const child of node.children) visit(child, quoted);
        if (leaf.end < blocked.length - 1 && node.type === 'heading') blocked.fill(1, leaf.end + 1, end + 1);
        return;
      }
      case 'text':
        visible.fill(1, start, end);
        blockAll(atoms, start, end, 1);
        blockAll(timeStamp, start, end, 0);
        blockLinePrefixes(start, end, quoted);
        return;
      case 'emphasis':
      case 'strong':
      case 'delete':
      case 'link': {
        const inner = innerOf(node);
        const auto = node.type === 'link' && clean.charAt(start) === '<';
        if (inner === undefined || auto) {
          visible.fill(1, start, end);
          blocked.fill(1, start + 1, end);
          return;
        }
        blocked.fill(1, start + 1, inner.start);
        blocked.fill(1, inner.end + 1, end);
        opening.fill(1, start, inner.start);
        closing.fill(node.type === 'link' ? 2 : 1, inner.end, end);
        for (const child of node.children) visit(child, quoted);
        return;
      }
      case 'blockquote':
        for (const child of node.children) visit(child, true);
        return;
      case 'root':
      case 'list':
      case 'listItem':
      case 'table':
      case 'tableRow':
      case 'footnoteDefinition':
        for (const child of node.children) visit(child, quoted);
        return;
      default:
        // Code, HTML, images, references, breaks: all or nothing.
        if (isPhrasing(node)) {
          visible.fill(1, start, end);
          blocked.fill(1, start + 1, end);
        }
    }
  }

  function extentOf(node: Nodes): Extent {
    return { start: expand(node.position?.start.offset ?? 0), end: expand(node.position?.end.offset ?? 0) };
  }

  function innerOf(node: Parent): Extent | undefined {
    const first = node.children[0];
    const last = node.children[node.children.length - 1];
    if (first === undefined || last === undefined) return undefined;
    return { start: extentOf(first).start, end: extentOf(last).end };
  }

  /** The running text of a paragraph, heading or cell, without a heading's attributes. */
  function leafOf(node: Parent & Nodes): Extent | undefined {
    const inner = innerOf(node);
    if (inner === undefined) return undefined;
    let { end } = inner;
    if (node.type === 'heading') {
      const attributes = readHeadingAttributes(clean, inner.start, end);
      if (attributes !== undefined) {
        end = attributes.start;
        while (end > inner.start && /[ \t]/.test(clean.charAt(end - 1))) end--;
      }
    }
    return end > inner.start ? { start: inner.start, end } : undefined;
  }

  function blockAll(pattern: RegExp, from: number, to: number, hidden: number): void {
    pattern.lastIndex = from;
    for (let found = pattern.exec(clean); found !== null && found.index < to; found = pattern.exec(clean)) {
      blocked.fill(1, found.index + 1, found.index + found[0].length);
      visible.fill(0, found.index, found.index + hidden);
    }
    pattern.lastIndex = 0;
  }

  function blockLinePrefixes(from: number, to: number, quoted: boolean): void {
    for (let i = from; i < to; i++) {
      const code = clean.charCodeAt(i);
      if (code !== 10 && code !== 13) continue;
      let next = i + 1;
      while (next < to && (quoted ? ' \t>\n\r' : ' \t\n\r').includes(clean.charAt(next))) next++;
      blocked.fill(1, i + 1, next);
      visible.fill(0, i, next);
      i = next - 1;
    }
  }
}

function isPhrasing(node: Nodes): boolean {
  return ['inlineCode', 'image', 'footnoteReference', 'break', 'html'].includes(node.type);
}

let segmenter: Intl.Segmenter | undefined;

/** Whether an edge at `at` would part what is read as one character (an emoji, a letter with its accents). */
export function partsGrapheme(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return false;
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  if (before < 0x300 && after < 0x300) return false;
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const from = Math.max(0, text.lastIndexOf(' ', at - 1));
  return segmenter.segment(text.slice(from, at + 64)).containing(at - from)?.index !== at - from;
}
