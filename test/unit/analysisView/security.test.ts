import assert from 'node:assert/strict';
import fs from 'node:fs';
import { element, setAttributes } from '../../../src/webview/elements.js';
import { makeNonce, pageHtml } from '../../../src/editor/webviews/html.js';

const files = { script: 'https://x/page.js', style: 'https://x/page.css', source: 'https://x' };

describe('the page of the view Analysis', () => {
  it('should run only the script that has the nonce, and load nothing else', () => {
    const html = pageHtml(files, 'abc', 'nb');
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    assert.equal(policy, "default-src 'none'; script-src 'nonce-abc'; style-src https://x; img-src data:");
    assert.equal(html.match(/<script/g)?.length, 1);
    assert.match(html, /<script nonce="abc" src="https:\/\/x\/page.js"><\/script>/);
    assert.doesNotMatch(html, /unsafe|style=|\son\w+=/);
  });

  it('should let no address out of its attribute', () => {
    const html = pageHtml({ ...files, script: '"><script>alert(1)</script>' }, 'a"b', '"><b>');
    assert.equal(html.match(/<script/g)?.length, 1);
    assert.doesNotMatch(html, /<b>/);
  });

  it('should have another nonce each time', () => {
    assert.match(makeNonce(), /^[0-9a-f]{32}$/);
    assert.notEqual(makeNonce(), makeNonce());
  });

  it('should have no way from a text to markup in its sources', () => {
    const sources = ['src/analysisPage', 'src/codingPage', 'src/webview'].flatMap((folder) =>
      fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
    );
    for (const name of sources) {
      if (!name.endsWith('.ts')) continue;
      const source = fs.readFileSync(name, 'utf8');
      assert.doesNotMatch(
        source,
        /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\b|new Function/,
        name,
      );
    }
  });
});

describe('elements from hostile names and quotations', () => {
  const hostile = [
    '<img src=x onerror=alert(1)>',
    '"><script>alert(1)</script>',
    '</style><b>',
    'javascript:alert(1)',
    '‮\u0000&amp;',
  ];
  /** As much of a document as the page needs to make elements: it would keep markup as what it is, a text. */
  class Stub {
    readonly children: unknown[] = [];
    readonly attributes = new Map<string, string>();
    append(...nodes: readonly unknown[]): void {
      this.children.push(...nodes);
    }
    setAttribute(name: string, value: string): void {
      this.attributes.set(name, value);
    }
    removeAttribute(name: string): void {
      this.attributes.delete(name);
    }
  }
  const before = Object.getOwnPropertyDescriptor(globalThis, 'document');

  beforeEach(() => {
    Object.defineProperty(globalThis, 'document', { value: { createElement: () => new Stub() }, configurable: true });
  });
  afterEach(() => {
    if (before === undefined) delete (globalThis as { document?: unknown }).document;
    else Object.defineProperty(globalThis, 'document', before);
  });

  it('should have them as text alone', () => {
    for (const text of hostile) {
      const made = element('span', { title: text }, text) as unknown as Stub;
      assert.deepEqual(made.children, [text]);
      assert.equal(made.attributes.get('title'), text);
    }
  });

  it('should take no handler and no style as an attribute', () => {
    const made = new Stub() as unknown as Element;
    for (const name of ['onclick', 'ONLOAD', 'style', 'srcdoc']) {
      assert.throws(() => setAttributes(made, { [name]: 'alert(1)' }));
    }
  });
});
