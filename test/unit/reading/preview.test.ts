import assert from 'node:assert/strict';
import fs from 'node:fs';
import * as fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import type Token from 'markdown-it/lib/token.mjs';
import type { CodeColor } from '../../../src/core/colors/codeColors.js';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { readingCopy } from '../../../src/core/reading/readingCopy.js';
import { Transcript } from '../../../src/core/transcript/transcript.js';
import { extend, type Previewed } from '../../../src/editor/preview/markdownIt.js';
import { tokensOf } from '../../../src/editor/preview/tokens.js';
import { anyText, runs } from '../markdown/generators.js';

const colors: Readonly<Record<string, CodeColor>> = { a: 'blue', b: 'orange', own: '#d1495b' };

function previewed(source: string): Previewed {
  return {
    transcript: new Transcript('', CodedText.parse(source)),
    color: (code) => colors[code] ?? 'grey',
    name: (code) => (code === 'a' ? 'Alfa & <b>Omega</b>' : code),
  };
}

function preview(source: string): string {
  const md = extend(new MarkdownIt({ html: true, linkify: true }), previewed);
  return md.render(source);
}

/** What the preview's tokens say is coded, in the order in which passages begin. */
function passagesInTokens(source: string): { codes: readonly string[]; text: string }[] {
  const copy = readingCopy(new Transcript('', CodedText.parse(source)));
  const open = new Map<number, string>();
  const found = new Map<number, string>();
  const visit = (token: Token): void => {
    const passage = (token.meta as { passage?: number } | null)?.passage ?? -1;
    if (token.type === 'emic_start') open.set(passage, '');
    else if (token.type === 'emic_end') {
      found.set(passage, open.get(passage) ?? 'never opened');
      open.delete(passage);
    } else {
      const text = token.type === 'softbreak' || token.type === 'hardbreak' ? '\n' : token.content;
      for (const [key, value] of open) open.set(key, value + text);
    }
    token.children?.forEach(visit);
  };
  tokensOf(copy, new MarkdownIt({ html: true })).forEach(visit);
  assert.deepEqual([...open.keys()], [], 'passages without an end');
  return copy.passages.map(({ passage }, index) => ({ codes: passage.codes, text: found.get(index) ?? 'not shown' }));
}

const letters = (text: string): string =>
  text.replace(/&[a-z#0-9]+;|(?<=^#.*)\{#.*\}$/gim, '').replace(/[^\p{L}\p{N}]+/gu, '');

const fixtures = [
  ...fs.readdirSync('test/fixtures/transcripts').map((name) => `test/fixtures/transcripts/${name}`),
  ...fs
    .readdirSync('test/fixtures/studies/samskaping/transcripts')
    .map((name) => `test/fixtures/studies/samskaping/transcripts/${name}`),
  ...fs.readdirSync('media/sample-study/transcripts').map((name) => `media/sample-study/transcripts/${name}`),
].filter((name) => name.endsWith('.md'));

describe('the Markdown preview', () => {
  it('should show the same passages as the engine reads, in every fixture', () => {
    let passages = 0;
    for (const file of fixtures) {
      const source = fs.readFileSync(file, 'utf8').replace(/^\ufeff/, '');
      const read = new Transcript('', CodedText.parse(source)).passages;
      const shown = passagesInTokens(source);
      assert.equal(shown.length, read.length, file);
      for (const [index, { codes, text }] of shown.entries()) {
        const same = read.find(
          ({ quote, codes: own }) => own.join() === codes.join() && letters(quote) === letters(text),
        );
        assert.ok(same, `${file}: ${String(index)}: ${text}`);
      }
      passages += shown.length;
    }
    assert.ok(passages > 200, String(passages));
  });

  it('should show each passage of whatever is written, once', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const source = text.replace(/\r\n?/g, '\n').replaceAll('\0', '');
        const read = new Transcript('', CodedText.parse(source)).passages;
        const shown = passagesInTokens(source);
        assert.deepEqual(shown.map(({ codes }) => codes.join()).sort(), read.map(({ codes }) => codes.join()).sort());
        assert.ok(!shown.some(({ text: said }) => said === 'not shown' || said === 'never opened'));
      }),
      runs(0.5),
    );
  });

  it('should show no mark of a coded document', () => {
    for (const file of fixtures) {
      const html = preview(fs.readFileSync(file, 'utf8'));
      assert.doesNotMatch(html, /\]\{[#.]|\{end=|\[\^memo-/, file);
    }
  });

  it('should name the codes after the passage', () => {
    const html = preview('[Vi vil]{.b stance=contra} ja.');
    assert.match(
      html,
      /<span class="emic-coded" style="--tint: var\(--vscode-emic-orangeTint\); --line-0: [^"]+">Vi vil<\/span>/,
    );
    assert.match(html, /class="emic-name"[^>]*>b<\/span> <span class="emic-fact">contra<\/span>/);
  });

  it('should keep emphasis and passages that cross each other apart', () => {
    const html = preview('[Vi *vil]{.b} ja* nei\n\n[]{#k1 .a}en *to []{#k2 .b}tre[]{end=k1} fire*[]{end=k2}');
    const opened = [...html.matchAll(/<(\/?)(span|em|p|strong)\b/g)];
    const stack: string[] = [];
    for (const [, slash, name = ''] of opened) {
      if (slash === '') stack.push(name);
      else assert.equal(stack.pop(), name);
    }
    assert.deepEqual(stack, []);
    assert.match(html, /tre/);
  });

  it('should show a passage over paragraphs beside them', () => {
    const html = preview('[]{#k1 .b}en\n\nto\n\ntre[]{end=k1} fire\n\nfem');
    assert.equal(html.match(/emic-beside/g)?.length, 3);
    assert.doesNotMatch(html, /emic-coded/);
    assert.match(html, /‹<\/span>en/);
  });

  it('should show a memo below its paragraph and nowhere else', () => {
    const html = preview('[Vi]{#k1 .b}[^memo-k1] ja.\n\n[^memo-k1]: Se <her> & der.\n\n    To.\n\nSlutt.');
    assert.equal(html.match(/Se &lt;her&gt; &amp; der/g)?.length, 1);
    assert.match(html, /ja\.<\/p>\s*<div class="emic-memo"/);
  });

  it('should show a memo that no passage refers to', () => {
    assert.match(preview('[Vi]{.b} ja.\n\n[^memo-x]: Løs.'), /emic-memo" role="note">Løs\./);
  });

  it('should keep speech that looks like the definition of a link', () => {
    assert.match(preview('[A1]: Ja, [det]{.b} er.'), /\[A1\]: Ja/);
  });

  it('should say which lines blocks come from', () => {
    const md = extend(new MarkdownIt(), previewed);
    const maps: unknown[] = [];
    md.core.ruler.push('look', (state) => {
      for (const token of state.tokens) if (token.type === 'paragraph_open') maps.push(token.map);
    });
    md.render('---\ntitle: x\n---\nEn [to]{.b}\n\n[^memo-x]: y\n\nTre\nfire\n');
    assert.deepEqual(maps.slice(-2), [
      [3, 4],
      [7, 9],
    ]);
  });

  it('should leave other Markdown as it is', () => {
    const plain = new MarkdownIt({ html: true });
    const other = extend(new MarkdownIt({ html: true }), () => undefined);
    const text = fs.readFileSync('README.md', 'utf8');
    assert.equal(other.render(text), plain.render(text));
  });

  it('should show colours of the user’s own', () => {
    const html = preview('[Vi]{.own}');
    assert.match(html, /--emic-own-d1495b-tint/);
    assert.match(html, /\.vscode-dark \{ --emic-own-d1495b-line: #[0-9a-f]{6}/);
  });

  it('should let nothing that a transcript holds become markup', () => {
    const html = preview(
      [
        '[x]{.a by="\\"><script>alert(1)</script>" stance="<img src=x onerror=alert(1)>"} <script>alert(2)</script>',
        '',
        '<iframe src="https://a.b"></iframe>',
        '',
        '[y](javascript:alert(3)) ![z](javascript:alert(4)) <javascript:alert(5)> [w]{#k1 .a}[^memo-k1]',
        '',
        '[^memo-k1]: <script>alert(6)</script>',
      ].join('\n'),
    );
    assert.doesNotMatch(html, /<(?:script|iframe|img|b)\b/);
    assert.doesNotMatch(html, /(?:href|src)="javascript/);
    assert.match(html, /&lt;script&gt;alert\(2\)/);
  });

  it('should show text in brackets within brackets, however deep', () => {
    const html = preview(`[Vi]{.b} ${'['.repeat(4_000)}x${']{.b}'.repeat(4_000)}`);
    assert.match(html, /Vi/);
  });
});
