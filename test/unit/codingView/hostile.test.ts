import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { TranscriptPage } from '../../../src/core/page/transcriptPage.js';
import type { PageBlock } from '../../../src/core/page/types.js';
import { Transcript } from '../../../src/core/transcript/transcript.js';
import { textOf } from '../../../src/codingPage/text.js';
import { Margin } from '../../../src/codingPage/margin.js';
import { anyText, runs } from '../markdown/generators.js';
import { hostile } from './hostilePieces.js';

/** As much of a document as the page needs; whatever it is given stays what it is, an element or a text. */
class StubElement {
  readonly children: unknown[] = [];
  readonly attributes = new Map<string, string>();
  readonly properties = new Map<string, string>();
  readonly classList = { add: (): void => undefined };
  readonly style = new Proxy(
    { setProperty: (name: string, value: string) => void this.properties.set(name, value) },
    {
      set: (_target, name, value: unknown) => {
        this.properties.set(String(name), String(value));
        return true;
      },
    },
  );
  readonly tag: string;
  title = '';
  hidden = false;
  constructor(tag: string) {
    this.tag = tag;
  }
  append(...nodes: readonly unknown[]): void {
    this.children.push(...nodes);
  }
  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }
  removeAttribute(name: string): void {
    this.attributes.delete(name);
  }
  addEventListener(): void {
    // Nothing happens here.
  }
}

const allowed =
  /^(?:div|span|p|h[1-6]|em|strong|del|code|pre|blockquote|ul|ol|li|hr|br|table|tbody|tr|th|td|sup|b|bdi|button|svg|path)$/;
const attributes = /^(?:class|role|dir|title|start|type|tabindex|hidden|d|contenteditable|data-[a-z]+|aria-[a-z]+)$/;

/** Everything that could bring something in from a transcript: no element but those of prose, no handler, address or style. */
function checkTree(node: unknown): string {
  if (typeof node === 'string') return node;
  if (node instanceof StubElement) {
    assert.match(node.tag, allowed);
    for (const name of node.attributes.keys()) assert.match(name, attributes);
    for (const value of node.properties.values()) assert.doesNotMatch(value, /url\(|expression|javascript:|@import/i);
    return node.children.map(checkTree).join('');
  }
  assert.ok(typeof node === 'object' && node !== null && 'data' in node, 'neither element nor text');
  return String(node.data);
}

function withStub<T>(act: () => T): T {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'document');
  Object.defineProperty(globalThis, 'document', {
    configurable: true,
    value: {
      createElement: (tag: string) => new StubElement(tag),
      createElementNS: (_: string, tag: string) => new StubElement(tag),
      createTextNode: (data: string) => ({ data }),
      body: { classList: { contains: () => false } },
    },
  });
  try {
    return act();
  } finally {
    if (before === undefined) Reflect.deleteProperty(globalThis, 'document');
    else Object.defineProperty(globalThis, 'document', before);
  }
}

const say = (word: string): string => word;

function blocksOf(source: string): readonly PageBlock[] {
  const look = {
    color: () => '#d1495b' as const,
    name: () => '"><script>alert(1)</script>',
    isShown: () => true,
    byCoder: false,
  };
  const page = new TranscriptPage(new Transcript('a.md', CodedText.parse(source)), look);
  return page.ids.flatMap((id) => page.block(id) ?? []);
}

describe('a page of a hostile transcript', () => {
  it('should be made of elements of prose and of texts, whatever stands in it', () => {
    const pieces = fc.array(fc.oneof(hostile, anyText), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(pieces, fc.constantFrom('', ' ', '\n', '\n\n'), (parts, between) => {
        withStub(() => {
          for (const block of blocksOf(parts.join(between))) {
            const { element, leaves } = textOf(block, say);
            checkTree(element);
            const words = leaves.map(({ node }) => node.data).join('');
            // All words are there, but for the heads of turns, which are said in another way, and line breaks.
            assert.ok(words.length <= block.text.length);
            for (const { node, start, end } of leaves) assert.equal(node.data, block.text.slice(start, end));
            checkTree(new Margin(block, leaves, say, () => undefined).element);
          }
        });
      }),
      runs(),
    );
  });

  it('should show a tag as the text that somebody wrote', () => {
    const [block] = blocksOf('Hei <script>alert(1)</script> [x](javascript:alert(1))\n');
    assert.ok(block);
    withStub(() => {
      assert.equal(checkTree(textOf(block, say).element), 'Hei <script>alert(1)</script> x');
    });
  });
});
