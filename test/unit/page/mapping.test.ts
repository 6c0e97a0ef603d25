import assert from 'node:assert/strict';
import fs from 'node:fs';
import * as fc from 'fast-check';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { contentOf, parseContent, type BlockContent } from '../../../src/core/page/content.js';
import { TranscriptPage, type PageLook } from '../../../src/core/page/transcriptPage.js';
import type { PageNode } from '../../../src/core/page/types.js';
import { Transcript } from '../../../src/core/transcript/transcript.js';
import { anyText, runs } from '../markdown/generators.js';

const look: PageLook = {
  color: () => 'blue',
  name: (code) => code,
  isShown: () => true,
  byCoder: false,
};

function pageOf(source: string): TranscriptPage {
  return new TranscriptPage(new Transcript('a.md', CodedText.parse(source)), look);
}

const fixtures = [
  'test/fixtures/transcripts',
  'test/fixtures/studies/samskaping/transcripts',
  'media/sample-study/transcripts',
]
  .flatMap((folder) => fs.readdirSync(folder).map((name) => `${folder}/${name}`))
  .filter((name) => name.endsWith('.md'))
  .map((name) => fs.readFileSync(name, 'utf8').replace(/^\ufeff/, ''));

/** The stretches of a block's text that its elements show, in their order. */
function runsIn(nodes: readonly PageNode[]): readonly { start: number; end: number }[] {
  return nodes.flatMap((node) => (node.kind === 'run' ? [node] : runsIn(node.children)));
}

const letters = (text: string): string =>
  text.replace(/&[a-z#0-9]+;|(?<=^#.*)\{#.*\}$/gim, '').replace(/[^\p{L}\p{N}]+/gu, '');

/** Every character that can be selected answers to characters of the clean text, which answer to it. */
function checkContent({ text, nodes, map }: BlockContent, clean: string): void {
  let at = 0;
  for (const { start, end } of runsIn(nodes)) {
    assert.equal(start, at, 'runs follow each other');
    assert.ok(end > start);
    at = end;
  }
  assert.equal(at, text.length, 'runs are all of the text');
  let page = 0;
  let before = 0;
  for (const segment of map.segments) {
    assert.equal(segment.page, page, 'segments are all of the text');
    assert.ok(segment.source >= before, 'segments ascend');
    page += segment.pageLength;
    before = segment.source + segment.sourceLength;
  }
  assert.equal(page, text.length);
  assert.ok(before <= clean.length);
  for (const { page: from, pageLength, sourceLength } of map.segments) {
    for (let place = from; place < from + pageLength; place++) {
      const start = map.toClean(place, 'start');
      const end = map.toClean(place + 1, 'end');
      assert.ok(start < end, `${place}: ${JSON.stringify(text)}`);
      const back = { start: map.toPage(start, 'start'), end: map.toPage(end, 'end') };
      if (pageLength === sourceLength) {
        assert.deepEqual(back, { start: place, end: place + 1 });
        assert.equal(end, start + 1);
      } else assert.deepEqual(back, { start: from, end: from + pageLength });
    }
  }
}

/** The same words on the page and in the source, letter by letter. */
function checkLetters({ text, map }: BlockContent, clean: string): void {
  for (const { page, pageLength, source, sourceLength } of map.segments) {
    if (pageLength !== sourceLength) continue;
    const shown = text.slice(page, page + pageLength).replace(/\s/g, ' ');
    assert.equal(shown, clean.slice(source, source + sourceLength).replace(/\s/g, ' '));
  }
}

describe('the mapping between a page and its source', () => {
  it('should give every character of any text its place, and the reverse', () => {
    fc.assert(
      fc.property(anyText, (source) => {
        for (const block of CodedText.parse(source).blocks) {
          if (block.kind !== 'text') continue;
          checkContent(contentOf(block), block.clean);
          checkLetters(contentOf(block), block.clean);
        }
      }),
      runs(),
    );
  });

  it('should be the same whether a block was parsed or needed no parser', () => {
    const check = (source: string): void => {
      for (const block of CodedText.parse(source).blocks) {
        if (block.kind === 'text') assert.deepEqual(contentOf(block), parseContent(block));
      }
    };
    fixtures.forEach(check);
    ['Vi []{end=i1} \n', 'Vi []{end=i1}\n', 'Vi [] \n'].forEach(check);
    fc.assert(fc.property(anyText, check), runs());
  });

  it('should do so in every fixture', () => {
    for (const source of fixtures) {
      for (const block of CodedText.parse(source).blocks) {
        if (block.kind !== 'text') continue;
        checkContent(contentOf(block), block.clean);
        checkLetters(contentOf(block), block.clean);
      }
    }
  });

  for (const [name, source, shown] of [
    ['entities', 'a &amp; b &#8212; c\n', 'a & b — c'],
    ['escapes', 'a \\*b\\* \\[ler\\] c\n', 'a *b* [ler] c'],
    ['emphasis', 'u**mu*l*ig** og ~~ikke~~\n', 'umulig og ikke'],
    ['marks in marks', '[a [b]{.x} c]{.y by=kn} d\n', 'a b c d'],
    ['ranges', 'a []{#k1 .x}b c[]{end=k1} d\n', 'a b c d'],
    ['lines', 'en  \r\n  to\r\ntre\r\n', 'en\nto\ntre'],
    ['quotes', '> en\n> to &lt; tre\n', 'en\nto < tre'],
    ['lists', '- en *to*\n  tre\n- fire\n', 'en to\ntrefire'],
    ['tables', '| a | b |\n|---|---|\n| `c\\|d` | \\|e |\n', 'abc|d|e'],
    ['code', 'x `` `a` `` y\n', 'x `a` y'],
    ['emoji', '👩‍🌾 [😀]{.x} e\u0301\n', '👩‍🌾 😀 e\u0301'],
    ['HTML', 'a <b>c</b> <!-- d --> e\n', 'a <b>c</b>  e'],
    ['fences', '```js\n  a\n\n> b\n```\n', '  a\n\n> b'],
  ] as const) {
    it(`should read ${name}`, () => {
      const [block] = CodedText.parse(source).blocks;
      assert.ok(block);
      const content = contentOf(block);
      assert.equal(content.text.replace(/\r\n/g, '\n'), shown);
      checkContent(content, block.clean);
      // Everything that can be told apart is: nothing of this is one lump.
      const longest = Math.max(
        ...content.map.segments.map((s) => (s.pageLength === s.sourceLength ? 0 : s.pageLength)),
        0,
      );
      assert.ok(longest <= 2, String(longest));
    });
  }

  it('should show the words of each passage, in every fixture', () => {
    let passages = 0;
    for (const source of fixtures) {
      const page = pageOf(source);
      const shown = new Map<string, string>();
      for (const id of page.ids) {
        const block = page.block(id);
        assert.ok(block);
        for (const { key, start, end } of block.pieces) {
          shown.set(key, (shown.get(key) ?? '') + block.text.slice(start, end));
        }
      }
      for (const { passage } of page.passages) {
        const key = page.keyOf(passage);
        assert.ok(key);
        assert.equal(page.passageOf(key), passage);
        assert.equal(letters(shown.get(key) ?? ''), letters(passage.quote));
        passages++;
      }
    }
    assert.ok(passages > 100, String(passages));
  });

  it('should find the clean place of each place on the page, across blocks', () => {
    for (const source of fixtures) {
      const page = pageOf(source);
      for (const id of page.ids) {
        for (let offset = 0; offset < page.textOf(id).length; offset += 7) {
          const clean = page.toClean({ block: id, offset }, 'start');
          assert.ok(clean !== undefined);
          const back = page.toPage(clean, 'start');
          assert.equal(back?.block, id);
          assert.ok(back.offset <= offset && offset - back.offset < 12);
        }
      }
    }
  });
});

describe('a page after an edit', () => {
  it('should be the page of the new text, and blocks keep their names', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.nat(), fc.nat(), (source, put, a, b) => {
        const text = CodedText.parse(source);
        const [start, end] = [a % (source.length + 1), b % (source.length + 1)].sort((x, y) => x - y) as [
          number,
          number,
        ];
        const before = new TranscriptPage(new Transcript('a.md', text), look);
        const now = new Transcript('a.md', text.update([{ start, end, text: put }]));
        const after = new TranscriptPage(now, look, before);
        const fresh = pageOf(source.slice(0, start) + put + source.slice(end));
        assert.equal(new Set(after.ids).size, after.ids.length);
        const strip = (page: TranscriptPage): unknown =>
          page.ids.map((id) => {
            const { id: _, pieces = [], ...rest } = page.block(id) ?? {};
            return { ...rest, pieces: pieces.map(({ key: __, ...piece }) => piece) };
          });
        assert.deepEqual(strip(after), strip(fresh));
      }),
      runs(),
    );
  });

  it('should keep the name of a block that is coded', () => {
    const source = 'En.\n\nTo og tre.\n\nFire.\n';
    const text = CodedText.parse(source);
    const before = new TranscriptPage(new Transcript('a.md', text), look);
    const edits = [
      { start: 5, end: 5, text: '[' },
      { start: 7, end: 7, text: ']{.a}' },
    ];
    const after = new TranscriptPage(new Transcript('a.md', text.update(edits)), look, before);
    assert.deepEqual(after.ids, before.ids);
    const [, second] = after.ids;
    assert.deepEqual(
      after.block(second ?? 0)?.pieces.map(({ start, end, key }) => ({ start, end, key })),
      [{ start: 0, end: 2, key: '2.0' }],
    );
  });
});
