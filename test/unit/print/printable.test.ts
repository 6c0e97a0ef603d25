import assert from 'node:assert/strict';
import fs from 'node:fs';
import * as fc from 'fast-check';
import { parse, type DefaultTreeAdapterMap } from 'parse5';
import { Codebook } from '../../../src/core/codebook/codebook.js';
import { assignColors } from '../../../src/core/colors/codeColors.js';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { printableTranscript } from '../../../src/core/print/printable.js';
import { marginOf } from '../../../src/core/page/margin.js';
import { Transcript } from '../../../src/core/transcript/transcript.js';
import type { Passage } from '../../../src/core/transcript/types.js';
import { anyText, runs } from '../markdown/generators.js';

type Page = DefaultTreeAdapterMap['document'];
type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

const codebook = Codebook.parse(
  '---\nlanguage: nb\n---\n# Kodebok\n\n## Verdi {#a .theme color="#d1495b"}\n\n### Tillit & <i>tro</i> {#b}\n',
);

function print(source: string, book = codebook): string {
  const transcript = new Transcript('transcripts/a.md', CodedText.parse(source), {
    participants: ['A1'],
    interviewers: ['I'],
  });
  return printableTranscript(transcript, {
    codebook: book,
    colors: assignColors(book.codes, 'theme'),
  });
}

function* elementsIn(node: Node): Generator<Element> {
  if ('tagName' in node) yield node;
  if ('childNodes' in node) for (const child of node.childNodes) yield* elementsIn(child);
}

const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((one) => one.name === name)?.value;

const classesOf = (element: Element): readonly string[] => (attribute(element, 'class') ?? '').split(' ');

function textOf(node: Node, skip: (element: Element) => boolean): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterMap['textNode']).value;
  if (!('childNodes' in node) || ('tagName' in node && skip(node))) return '';
  return node.childNodes.map((child) => textOf(child, skip)).join('');
}

const find = (page: Page, name: string): Element => {
  const found = [...elementsIn(page)].find(({ tagName }) => tagName === name);
  assert.ok(found, name);
  return found;
};

/** What a printed transcript may consist of. */
const known = new Set(
  `html head body meta title style div header footer main dl dt dd ul ol li p h1 h2 h3 h4 h5 h6 blockquote hr br pre code
   em strong del sup span a b bdi table thead tbody tr th td svg path`.split(/\s+/),
);

const attributes = new Set(
  `class style href lang dir role content charset http-equiv name start align viewbox preserveaspectratio d vector-effect`
    .split(/\s+/)
    .concat('viewBox', 'preserveAspectRatio'),
);

/** The only styles that elements have: variables of ours, and places in the margin. */
const style =
  /^(?:(?:--(?:tint|line-\d|low|lanes?|coders|row|own|nth|of)|color|border-color|stroke|background|anchor-name|top|bottom): (?:[\w#]+|--[sen]\d+|var\(--[\w-]+\)|anchor\(--[se]\d+ (?:top|bottom|center)\)|calc\(anchor\(--n\d+ top\) - 0\.7em\)|(?:repeating-)?linear-gradient\((?:[\w ,-]|var\(--[\w-]+\))*\))(?:; |$))+$/;

/** A page that asks for nothing, runs nothing and leads nowhere but to the web. */
function assertHarmless(html: string): Page {
  const page = parse(html);
  const styles: Element[] = [];
  let policies = 0;
  for (const element of elementsIn(page)) {
    assert.ok(known.has(element.tagName), element.tagName);
    if (element.tagName === 'style') styles.push(element);
    for (const { name, value } of element.attrs) {
      assert.ok(attributes.has(name) || name.startsWith('aria-'), name);
      if (name === 'style') assert.match(value, style);
      if (name === 'href') assert.match(value, /^https?:/i);
      if (name === 'http-equiv') {
        assert.equal(value, 'Content-Security-Policy');
        assert.match(attribute(element, 'content') ?? '', /^default-src 'none'; style-src 'unsafe-inline';/);
        policies++;
      }
    }
  }
  assert.equal(styles.length, 1);
  const sheet = textOf(styles[0]!, () => false);
  assert.doesNotMatch(sheet, /url\(|@import|expression|<|\\/i);
  assert.equal(policies, 1);
  return page;
}

const hostile = fc.constantFrom(
  '<script>alert(1)</script>',
  '</style><script>alert(1)</script>',
  '<style>*{background:url(https://a.b)}</style>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<link rel=stylesheet href=https://a.b>',
  '<base href=https://a.b>',
  '<meta http-equiv=refresh content="0;url=https://a.b">',
  '<iframe srcdoc="<script>1</script>">',
  '</p></div></body></html><script>1</script>',
  '<!--',
  '-->',
  '<![CDATA[',
  '<?php',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt&#58;alert(1))',
  '[x](data:text/html,<script>1</script>)',
  '[x](vbscript:x)',
  '[x](//a.b/c)',
  '[x](../../x.md)',
  '[x](https://a.b "t\\" onclick=\\"x")',
  '![x](https://a.b/x.png)',
  '![x](data:image/svg+xml,<svg>)',
  '<javascript:alert(1)>',
  '[x]{.a by="\\"><script>1</script>"}',
  '[x]{.b stance="</span><script>1</script>"}',
  '[x]{#k1 .a}[^memo-k1]\n\n[^memo-k1]: <script>1</script>\n\n',
  '[x]{.url(https://a.b)}',
  '[x]{.\u202Eevil}',
  '\u0000',
  '```html\n<script>1</script>\n```\n',
  '# <script>1</script> {#x onclick=y}\n',
  '| <script>1</script> | b |\n|---|:-:|\n| c | d |\n',
  '**<b onmouseover=1>A1:** x\n',
  '"} body{display:none} @import url(https://a.b)\\',
);

const field = fc.constantFrom('title', 'date', 'language', '<script>', 'style', 'place');
const frontMatter = fc
  .array(fc.tuple(field, hostile), { maxLength: 4 })
  .map((fields) =>
    fields.length === 0
      ? ''
      : `---\n${[...new Map(fields)].map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join('\n')}\n---\n`,
  );
const document = fc
  .tuple(
    frontMatter,
    fc.array(fc.oneof(hostile, anyText, fc.constantFrom('\n\n', ' ', 'A1: ', '> ', '- ')), { maxLength: 14 }),
  )
  .map(([front, parts]) => front + parts.join(''));

describe('a printed transcript', () => {
  it('should let out no script, style, link or image, whatever goes in', () => {
    fc.assert(
      fc.property(document, (source) => {
        assertHarmless(print(source));
      }),
      runs(0.5),
    );
  });

  it('should let nothing out of a codebook either', () => {
    const book = Codebook.parse(
      '---\nlanguage: \'"><script>1</script>\'\n---\n## <script>1</script> {#a color="red;background:url(x)"}\n',
    );
    assertHarmless(print('[x]{.a}', book));
  });

  const files = ['media/sample-study/transcripts', 'test/fixtures/transcripts'].flatMap((folder) =>
    fs.readdirSync(folder).flatMap((name) => (name.endsWith('.md') ? [`${folder}/${name}`] : [])),
  );

  it('should hold all that was said, once, and each passage’s codes beside it', () => {
    const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '');
    for (const file of files) {
      const source = fs.readFileSync(file, 'utf8').replace(/^\ufeff/, '');
      const text = CodedText.parse(source);
      const page = assertHarmless(print(source));
      const beside = (element: Element): boolean =>
        classesOf(element).some((name) => ['note', 'number', 'head', 'facts', 'legend', 'loose-memo'].includes(name));
      const said = letters(textOf(find(page, 'body'), beside));
      const { turns } = new Transcript('transcripts/a.md', text);
      let at = 0;
      let clean = '';
      text.blocks.forEach((block, index) => {
        const start = text.cleanStart(index);
        if (block.kind === 'frontMatter') at = start + block.clean.length;
      });
      for (const { head } of turns) {
        clean += text.sliceClean(at, head.start);
        at = head.end;
      }
      clean += text.sliceClean(at, Number.MAX_SAFE_INTEGER);
      // Without a heading of its own, a document has its title.
      assert.ok(said.endsWith(letters(clean.replace(/^(#+ .*)\{#.*\}[ \t]*$/gm, '$1'))), file);
      const heads = [...elementsIn(page)].filter((element) => classesOf(element).includes('head'));
      assert.deepEqual(
        heads.map((element) => textOf(element, () => false).trim()),
        turns.map(({ label, time }) => (time === undefined ? label : `${label} ${time}`)),
        file,
      );
      const notes = [...elementsIn(page)].filter((element) => classesOf(element).includes('note'));
      assert.equal(notes.length, text.passages.length, file);
    }
  });

  it('should name codes as the codebook does, with stance and coder, and the memo', () => {
    const page = assertHarmless(
      print('I: [Hei *du*]{#k1 .b stance=contra by=kn}[^memo-k1]\n\nI: ja\n\n[^memo-k1]: Se <B2>.'),
    );
    const notes = [...elementsIn(page)].filter((element) => classesOf(element).includes('note'));
    assert.deepEqual(
      notes.map((element) => textOf(element, () => false)),
      ['Tillit & tro contra · knSe <B2>.'],
    );
    assert.equal(attribute(find(page, 'html'), 'lang'), 'nb');
  });

  it('should number turns, and paragraphs where nobody is named', () => {
    const numbers = (source: string): string[] =>
      [...elementsIn(parse(print(source)))]
        .filter((element) => classesOf(element).includes('number'))
        .map((element) => textOf(element, () => false));
    assert.deepEqual(numbers('I: Hva?\nA1: Det.\nOg det.\n\nMer.\n\n## To\n\nI: Så?\n'), ['1', '2', '3']);
    assert.deepEqual(numbers('En.\n\nTo.\n'), ['1', '2']);
  });

  it('should set questions, labels and time stamps apart', () => {
    const page = parse(print('**I:** Hva?\n\nA1 \\[00:12:03\\]: [Det.]{.a}\n\nA1 (00:13:00): Ja.\n'));
    const rows = [...elementsIn(page)].filter((element) => classesOf(element).includes('row'));
    assert.deepEqual(
      rows.map((element) => classesOf(element).includes('asks')),
      [true, false, false],
    );
    const all = (name: string): string[] =>
      [...elementsIn(page)]
        .filter((element) => classesOf(element).includes(name))
        .map((element) => textOf(element, () => false));
    assert.deepEqual(all('head'), ['I', 'A1 00:12:03', 'A1 00:13:00']);
    assert.deepEqual(all('time'), ['00:12:03', '00:13:00']);
  });

  it('should have a stripe, a line and names for each passage, in the lanes of the coding view', () => {
    for (const file of files) {
      const source = fs.readFileSync(file, 'utf8').replace(/^\ufeff/, '');
      const page = assertHarmless(print(source));
      const transcript = new Transcript('transcripts/a.md', CodedText.parse(source), {
        participants: ['A1'],
        interviewers: ['I'],
      });
      const styles = (name: string): string[] =>
        [...elementsIn(page)].flatMap((element) =>
          classesOf(element).includes(name) ? [attribute(element, 'style') ?? ''] : [],
        );
      const lanes = marginOf(transcript, () => true, false).map(({ lane }) => lane);
      const laneOf = (bar: string): number => Number(/--lane: (\d+)/.exec(bar)?.[1]);
      assert.deepEqual(styles('bar').map(laneOf).sort(), lanes.sort(), file);
      const anchors = new Set([...styles('edge'), ...styles('note')].map((one) => /--\w\d+/.exec(one)?.[0]));
      assert.equal(anchors.size, 3 * lanes.length, file);
      for (const needed of [...styles('bar'), ...styles('leader')].flatMap((one) => one.match(/--[sen]\d+/g) ?? []))
        assert.ok(anchors.has(needed), `${file}: ${needed}`);
    }
  });

  it('should have a stripe for each passage of a row where a browser cannot tell lines, none behind another', () => {
    const between = 'så '.repeat(60);
    const page = parse(print(`A1: [en]{.a} ${between} [to]{.b} ${between} [tre [fire]{.a}]{.b}\n`));
    const rows = [...elementsIn(page)].filter((one) => classesOf(one).includes('row-bar'));
    assert.deepEqual(
      rows.map((one) => /--lane: \d; --nth: \d; --of: \d/.exec(attribute(one, 'style') ?? '')?.[0]),
      [
        '--lane: 0; --nth: 0; --of: 3',
        '--lane: 0; --nth: 1; --of: 3',
        '--lane: 0; --nth: 2; --of: 3',
        '--lane: 1; --nth: 0; --of: 1',
      ],
    );
  });

  it('should let the names of a table’s passages out of its cells', () => {
    const page = assertHarmless(print('| [a]{.a} | b |\n|---|--:|\n| c | **d [e]{.b}** |\n'));
    const cells = [...elementsIn(page)].filter(({ tagName }) => tagName === 'td' || tagName === 'th');
    assert.deepEqual(
      cells.map((cell) =>
        textOf(cell, () => false)
          .replaceAll('\u2060', '')
          .trim(),
      ),
      ['a', 'b', 'Verdi', 'c', 'd e', 'Tillit & tro'],
    );
  });

  it('should show what a view shows, and say so', () => {
    const transcript = new Transcript(
      'transcripts/a.md',
      CodedText.parse('A1: [ja [nei]{.b}]{#k1 .a}[^memo-k1]\n\n[^memo-k1]: Hemmelig.\n'),
    );
    const coding = { isShown: ({ codes }: Passage) => codes.includes('b'), byCoder: false, words: 'Tillit' };
    const page = assertHarmless(printableTranscript(transcript, { codebook, colors: new Map(), coding }));
    const all = (name: string): Element[] => [...elementsIn(page)].filter((one) => classesOf(one).includes(name));
    assert.deepEqual(
      all('coded').map((one) => textOf(one, () => false)),
      ['nei'],
    );
    assert.equal(all('bar').length, 1);
    assert.equal(all('note').length, 1);
    const body = textOf(find(page, 'body'), () => false);
    assert.match(body, /Tillit/);
    assert.doesNotMatch(body, /Hemmelig|Verdi/);
  });

  it('should read in the direction of its words', () => {
    assert.equal(attribute(find(parse(print('A1: שלום עולם.')), 'html'), 'dir'), 'rtl');
    assert.equal(attribute(find(parse(print('A1: ja, hun sa bare שלום.')), 'html'), 'dir'), 'ltr');
    assert.equal(attribute(find(parse(print('A1: ja.')), 'p'), 'dir'), 'auto');
  });

  it('should leave the direction of what has no words of its own to the page, so that its signs stand where the page has them', () => {
    const page = parse(
      print('**A1:**\n\nשלום עולם.\n\n> שלום [עולם]{.b}.\n\n- שלום\n\n  עולם\n\n* שלום\n* [עולם]{.a}\n'),
    );
    const directions = (name: string): (string | undefined)[] =>
      [...elementsIn(page)].filter(({ tagName }) => tagName === name).map((one) => attribute(one, 'dir'));
    assert.deepEqual(directions('p').slice(0, 3), [undefined, 'auto', 'auto']);
    assert.deepEqual(directions('blockquote'), [undefined]);
    assert.deepEqual(directions('li').slice(0, 3), [undefined, 'auto', 'auto']);
    const [label] = [...elementsIn(page)].filter(({ tagName }) => tagName === 'bdi');
    assert.equal(label && textOf(label, () => false), 'A1');
  });

  it('should say above the margin and on each further page whose stripes stand where', () => {
    const transcript = new Transcript(
      'transcripts/a.md',
      CodedText.parse('A1: [ja [nei]{.b by=ol}]{.a by=ol} [kanskje]{.a} [jo]{.a by="kn\\"}; x"}\n'),
    );
    const printed = (byCoder: boolean): Element => {
      const coding = { isShown: () => true, byCoder, words: '' };
      return find(assertHarmless(printableTranscript(transcript, { codebook, colors: new Map(), coding })), 'html');
    };
    const heads = (page: Element): readonly (readonly [string, string | undefined])[] =>
      [...elementsIn(page)]
        .filter((one) => (attribute(one, 'style') ?? '').includes('--own'))
        .map((one) => [textOf(one, () => false), attribute(one, 'style')]);
    assert.deepEqual(heads(printed(false)), []);
    assert.deepEqual(heads(printed(true)), [
      ['koder ikke oppgitt', '--lane: 0; --row: 0; --own: 1'],
      ['kn"}; x', '--lane: 1; --row: 1; --own: 1'],
      ['ol', '--lane: 2; --row: 2; --own: 2'],
    ]);
    const sheet = (page: Element): string =>
      [...elementsIn(page)]
        .filter(({ tagName }) => tagName === 'style')
        .map((one) => textOf(one, () => false))
        .join('');
    assert.match(
      sheet(printed(true)),
      /@top-right\{content:"Stripene, fra teksten og utover: koder ikke oppgitt – kn ; x – ol"/,
    );
    assert.match(sheet(printed(false)), /@top-right\{content:""/);
  });

  it('should have a third line under words below the others, so that it strikes none through', () => {
    const stretches = [...elementsIn(parse(print('A1: [a [b [c]{.a}]{.b}]{.a}\n')))].filter((one) =>
      classesOf(one).includes('coded'),
    );
    assert.deepEqual(
      stretches.map((one) => (attribute(one, 'style') ?? '').includes('--low: 3px')),
      [false, false, true],
    );
  });

  it('should say that there is nothing where there is nothing', () => {
    for (const source of ['', '---\ntitle: T\n---\n']) {
      const page = assertHarmless(print(source));
      assert.match(
        textOf(find(page, 'main'), () => false),
        /Det står ingenting/,
      );
    }
  });

  it('should be the same each time', () => {
    const source = fs.readFileSync(files[0] ?? '', 'utf8');
    assert.equal(print(source), print(source));
  });
});
