import type { Data, Heading, Image, Literal, Node, Nodes, Parent, PhrasingContent } from 'mdast';
import type { CompileContext, Extension, Handle } from 'mdast-util-from-markdown';
import { normalizeIdentifier } from 'micromark-util-normalize-identifier';
import type { Token } from 'micromark-util-types';
import type { Extent } from '../text/edits.js';
import { codesOf, idOf, type AttributeBlock, type AttributeEntry } from './attributes.js';
import { roleOf } from './inline.js';
import { memoText } from './memoText.js';
import type { MarkRole } from './types.js';

/*
 * Coded text as a syntax tree: the nodes that it adds to mdast, and how they are made. The other way is `mdastToMarkdown.ts`.
 */

/** One entry of an attribute block, as it was read. */
export type CodedAttribute = Pick<AttributeEntry, 'kind' | 'key' | 'value'>;

/** A mark: `[Vi vil]{.samarbeid}`, or a start or an end of a range. */
export interface CodedSpan extends Parent {
  type: 'codedSpan';
  role: MarkRole;
  /** The classes, each once. */
  codes: string[];
  id: string | null;
  /** All entries of the block in their order, also those that `codes` and `id` tell of. */
  attributes: CodedAttribute[];
  children: PhrasingContent[];
  data?: CodedSpanData | undefined;
}

export interface CodedSpanData extends Data {
  /** The opening bracket; UTF-16 code units. */
  open?: Extent | undefined;
  /** From the closing bracket to the end of the block. */
  close?: Extent | undefined;
}

/** `[^memo-k7f3q]`. */
export interface MemoReferenceNode extends Node {
  type: 'memoReference';
  /** The memo's id, without `memo-`. */
  identifier: string;
}

/** `[^memo-k7f3q]: ...`. */
export interface MemoDefinitionNode extends Literal {
  type: 'memoDefinition';
  /** The memo's id, without `memo-`. */
  identifier: string;
  /** The memo as it reads; it is not parsed. */
  value: string;
}

declare module 'mdast' {
  interface PhrasingContentMap {
    codedSpan: CodedSpan;
    memoReference: MemoReferenceNode;
  }
  interface RootContentMap {
    codedSpan: CodedSpan;
    memoReference: MemoReferenceNode;
    memoDefinition: MemoDefinitionNode;
  }
  interface HeadingData {
    /** The entries of the attribute block at the heading's end. */
    attributes?: CodedAttribute[] | undefined;
  }
}

/**
 * The extension of mdast-util-from-markdown for coded text, footnotes and `~~`.
 * A `footnoteReference` needs no `footnoteDefinition`, other than in GFM.
 */
export function codedTextFromMarkdown(): Extension {
  return {
    canContainEols: ['codedSpan', 'delete'],
    enter: {
      codedSpan: enterSpan,
      codedBlock: hide,
      codedMemoReference: enterMemoReference,
      codedMemoDefinition: enterMemoDefinition,
      codedNoteReference: enterNoteReference,
      codedNoteDefinition: enterNoteDefinition,
      codedHeadingAttributes: enterHeadingAttributes,
      strikethrough: enterDelete,
    },
    exit: {
      codedSpan: close,
      codedBlock: reveal,
      codedMemoReference: close,
      codedMemoDefinition: close,
      codedNoteReference: close,
      codedNoteLabel: exitNoteLabel,
      codedNoteDefinition: close,
      label: exitLabel,
      labelText: ignore,
      strikethrough: close,
    },
  };
}

/** The entries of a block without their places. */
export function attributesOf({ entries }: AttributeBlock): CodedAttribute[] {
  return entries.map(({ kind, key, value }) => ({ kind, key, value }));
}

const close: Handle = function (this: CompileContext, token: Token) {
  this.exit(token);
};

/** Keeps what is read from being text. */
const hide: Handle = function (this: CompileContext) {
  this.buffer();
};

const reveal: Handle = function (this: CompileContext) {
  this.resume();
};

const ignore: Handle = () => undefined;

const enterSpan: Handle = function (this: CompileContext, token: Token) {
  const block = token._block ?? { start: 0, end: 0, entries: [] };
  const open = { start: token.start.offset, end: token.start.offset + 1 };
  const closing = { start: block.start - 1, end: block.end };
  this.enter(
    {
      type: 'codedSpan',
      role: roleOf(open.end === closing.start, block),
      codes: codesOf(block),
      id: idOf(block) ?? null,
      attributes: attributesOf(block),
      children: [],
      data: { open, close: closing },
    },
    token,
  );
};

const enterMemoReference: Handle = function (this: CompileContext, token: Token) {
  this.enter({ type: 'memoReference', identifier: token._label ?? '' }, token);
};

const enterMemoDefinition: Handle = function (this: CompileContext, token: Token) {
  const value = memoText(this.sliceSerialize(token));
  this.enter({ type: 'memoDefinition', identifier: token._label ?? '', value }, token);
};

const enterNoteReference: Handle = function (this: CompileContext, token: Token) {
  this.enter({ type: 'footnoteReference', ...labelled(token) }, token);
};

const enterNoteDefinition: Handle = function (this: CompileContext, token: Token) {
  this.enter({ type: 'footnoteDefinition', identifier: '', label: '', children: [] }, token);
};

const exitNoteLabel: Handle = function (this: CompileContext, token: Token) {
  Object.assign(this.stack.at(-1) ?? {}, labelled(token));
};

function labelled({ _label: label = '' }: Token): { identifier: string; label: string } {
  return { identifier: normalizeIdentifier(label).toLowerCase(), label };
}

const enterHeadingAttributes: Handle = function (this: CompileContext, token: Token) {
  const heading = this.stack.at(-1) as Heading;
  if (token._block !== undefined) heading.data = { ...heading.data, attributes: attributesOf(token._block) };
  // Line ends from here on are no text.
  if (this.tokenStack.at(-1)?.[0].type === 'setextHeading') this.data.setextHeadingSlurpLineEnding = true;
};

const enterDelete: Handle = function (this: CompileContext, token: Token) {
  this.enter({ type: 'delete', children: [] }, token);
};

/** As the handler of mdast-util-from-markdown, without recursion and without making text of a link's content. */
const exitLabel: Handle = function (this: CompileContext) {
  const fragment = this.stack.pop() as Parent;
  const node = this.stack.at(-1) as Nodes;
  this.data.inReference = true;
  if (node.type === 'link') node.children = fragment.children as PhrasingContent[];
  else (node as Image).alt = textOf(fragment);
};

/** The text in a tree, however deep. */
function textOf(node: Parent): string {
  const parts: string[] = [];
  const waiting: Nodes[] = [...node.children].reverse();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if ('value' in next) parts.push(next.value);
    else if (next.type === 'image') parts.push(next.alt ?? '');
    else if ('children' in next)
      for (let i = next.children.length - 1; i >= 0; i--) waiting.push(next.children[i] as Nodes);
  }
  return parts.join('');
}
