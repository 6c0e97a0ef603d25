import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { Nodes } from 'mdast';
import { parseTree } from '../../../src/core/markdown/tree.js';
import { runs } from './generators.js';

/*
 * Pandoc is the second witness of what a mark is. Where the two differ on purpose, docs/pandoc.md says why.
 */

const format = 'markdown-citations-raw_tex';
const hasPandoc = spawnSync('pandoc', ['--version']).status === 0;

/** A mark as both read it: its block, and the letters and numbers of its text. */
type Reading = string;

function reading(
  id: string,
  classes: readonly string[],
  pairs: readonly (readonly [string, string])[],
  text: string,
): Reading {
  const block = [
    id === '' ? '' : `#${id}`,
    ...classes.map((name) => `.${name}`),
    ...pairs.map(([key, value]) => `${key}=${value}`),
  ];
  return `${letters(text)} {${block.filter((entry) => entry !== '').join(' ')}}`;
}

function letters(text: string): string {
  // In a link in a link Pandoc keeps the address.
  return text.replace(/\((?:b|http:\/\/a\.b)\)/g, '').replace(/[^\p{L}\p{N}]/gu, '');
}

/** Our reading, in the order in which the marks begin. */
function ours(source: string): Reading[] {
  const found: Reading[] = [];
  visit(parseTree(source));
  return found;

  function visit(node: Nodes): string {
    switch (node.type) {
      case 'codedSpan': {
        const at = found.push('') - 1;
        const text = node.children.map(visit).join('');
        const pairs = node.attributes.flatMap(({ kind, key, value }) =>
          kind === 'pair' ? [[key, value] as const] : [],
        );
        found[at] = reading(node.id ?? '', node.codes, pairs, text);
        return text;
      }
      case 'html':
      case 'image':
        return '';
      default:
        if ('children' in node) return node.children.map(visit).join('');
        return 'value' in node ? node.value : '';
    }
  }
}

type PandocNode = { readonly t: string; readonly c?: unknown } | PandocNode[] | string | number;
type Attributes = [id: string, classes: string[], pairs: [string, string][]];

interface PandocBlock {
  readonly t: string;
  readonly c: unknown;
}

/** What Pandoc makes of files, each read by itself, by one process. */
function pandocBlocks(files: readonly string[]): PandocBlock[] {
  const { stdout, stderr, status } = spawnSync('pandoc', ['--file-scope', '-f', format, '-t', 'json', ...files], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  assert.equal(status, 0, stderr);
  return (JSON.parse(stdout) as { blocks: PandocBlock[] }).blocks;
}

/** Pandoc's readings of many texts. */
function pandocs(sources: readonly string[]): Reading[][] {
  const folder = mkdtempSync(join(tmpdir(), 'emic-pandoc-'));
  try {
    const files = sources.map((source, i) => {
      const file = join(folder, `${i}.md`);
      writeFileSync(file, `# case${i}\n\n${source}\n`);
      return file;
    });
    const found: Reading[][] = [];
    for (const block of pandocBlocks(files)) {
      if (block.t === 'Header') found.push([]);
      else visit(block, found.at(-1)!, true);
    }
    assert.equal(found.length, sources.length);
    return found;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param notes whether a note’s text is text where the note stands, as that of `^[a]` is to us. */
function visit(node: PandocNode | undefined, found: Reading[], notes: boolean): string {
  if (node === undefined || typeof node !== 'object') return '';
  if (Array.isArray(node)) return node.map((child) => visit(child, found, notes)).join('');
  switch (node.t) {
    case 'Str':
      // A reference whose footnote is not in the text.
      return (node.c as string).replace(/\[\^[^\]\s]+\]/g, '');
    case 'Image': // where we read no marks
      return '';
    case 'Note': {
      const text = visit(node.c as PandocNode, found, notes);
      return notes ? text : '';
    }
    case 'Code':
      return (node.c as [unknown, string])[1];
    case 'Span': {
      const [[id, classes, pairs], content] = node.c as [Attributes, PandocNode];
      const isMark = classes.length > 0 || pairs.some(([key]) => key === 'end');
      const at = isMark ? found.push('') - 1 : -1;
      const text = visit(content, found, notes);
      if (isMark) found[at] = reading(id, classes, pairs, text);
      return isMark ? text : `${text}${id}${pairs.flat().join('')}`;
    }
    default:
      return visit(node.c as PandocNode, found, notes);
  }
}

const word = fc.constantFrom(
  'Vi',
  'vil',
  'samarbeid',
  'på',
  'bygda',
  'Ås',
  'co-op',
  'nei.',
  'hva?',
  'e\u0301',
  '😀',
  'ja,',
  '2020',
  '«nei»',
);
const gap = fc.constantFrom(' ', ' ', ' ', '', '\n');
const markBlock = fc.constantFrom(
  '{.a}',
  '{.a .b}',
  '{#k1 .a}',
  '{.a by=kn}',
  '{.a stance="x y"}',
  '{ .a }',
  '{.a\n.b}',
  '{.æøå}',
  '{.a-b_c:d.e}',
  '{end=k1}',
  '{.a k="bc"}',
);
const otherBlock = fc.constantFrom(
  '{lang=nb}',
  '{#k1}',
  '{}',
  '{.a',
  '{.2}',
  '{a}',
  '{.a,}',
  '{. a}',
  '{=}',
  '\\{.a}',
  ' {.a}',
  '\n{.a}',
  '{.a\u0301b}',
  '{.a😀}',
  '',
);
const block = fc.oneof({ weight: 3, arbitrary: markBlock }, { weight: 1, arbitrary: otherBlock });

/** Running text in which Emic and Pandoc are meant to agree. */
const agreed = fc
  .letrec<{ top: string; all: string; part: string }>((tie) => ({
    top: fc
      .array(fc.tuple(tie('part'), gap), { minLength: 3, maxLength: 9 })
      .map((parts) => parts.map((part) => part.join('')).join('')),
    all: fc
      .array(fc.tuple(tie('part'), gap), { minLength: 1, maxLength: 5 })
      .map((parts) => parts.map((part) => part.join('')).join('')),
    part: fc.oneof(
      { maxDepth: 5 },
      { weight: 5, arbitrary: word },
      {
        weight: 2,
        arbitrary: fc.constantFrom(
          '[',
          ']',
          '\\[',
          '\\]',
          '\\\\',
          '!',
          '^',
          '\\!',
          '\\^',
          '[^1]',
          '[^memo-k1]',
          '`k`',
          '`[`',
          '`]{.a}`',
          '(',
          ')',
          '{',
          '}',
          '[]{#k1 .a}',
          '[]{end=k1}',
          '[a](b)',
          '&amp;',
          '<',
          '>',
          '<b>',
          '</b>',
          ':',
        ),
      },
      {
        weight: 4,
        arbitrary: fc
          .tuple(fc.constantFrom('', '', '', '', '', '', '!', '^', '\\'), tie('all'), block)
          .map(([sign, text, after]) => `${sign}[${text}]${after}`),
      },
      { weight: 1, arbitrary: tie('all').map((text) => `*${text}*`) },
      { weight: 1, arbitrary: tie('all').map((text) => `**${text}**`) },
      { weight: 1, arbitrary: tie('all').map((text) => `[${text}](http://a.b)`) },
      { weight: 1, arbitrary: tie('all').map((text) => `"${text}"`) },
    ),
  }))
  .top.map((text) => `Ja ${text.trim()}`)
  .filter((text) => !differsOnPurpose(text));

/** Whether a text holds what docs/pandoc.md names. */
function differsOnPurpose(text: string): boolean {
  return (
    // Other blocks can begin within a paragraph.
    /\n\s*(?![\p{L}«[])/u.test(text) ||
    // A reference's or footnote's definition.
    /\n\s*\[[^\n]*\]:/.test(text) ||
    // A bracket in a footnote's label.
    text.includes('[^[') ||
    // In a link, and after a note in its place, Pandoc reads no reference, so there the second pair is a span.
    (text.includes('][') && (text.includes('](') || text.includes('^['))) ||
    // Superscript, `^[a]{.x}^`, and a note in a note.
    (text.match(/\^/g)?.length ?? 0) > 1
  );
}

describe('coded text and Pandoc', function () {
  this.timeout(120_000);
  before(function () {
    if (hasPandoc) return;
    console.log('      Pandoc is not installed, so what it says about marks is not compared.');
    this.skip();
  });

  it('should agree on marks in running text', () => {
    const number = 400;
    const sources = fc.sample(agreed, runs(2).numRuns);
    let marks = 0;
    for (let from = 0; from < sources.length; from += number) {
      const some = sources.slice(from, from + number);
      const theirs = pandocs(some);
      some.forEach((source, i) => {
        const found = ours(source);
        marks += found.length;
        assert.deepEqual(found, theirs[i], JSON.stringify(source));
      });
    }
    assert.ok(marks > sources.length / 2, `${marks} marks in ${sources.length} texts`);
  });

  it('should agree on the sample study', () => {
    const folder = 'media/sample-study/transcripts';
    for (const name of readdirSync(folder)) {
      const file = join(folder, name);
      const theirs: Reading[] = [];
      for (const block of pandocBlocks([file])) visit(block, theirs, false);
      const found = ours(readFileSync(file, 'utf8'));
      assert.deepEqual(found, theirs, name);
      assert.ok(found.length > 0);
    }
  });

  // One example for each row of docs/pandoc.md.
  const differences: [name: string, source: string, ours: Reading[], pandoc: Reading[]][] = [
    ['a bracket that another paragraph closes', '[a\n\nb]{.x}', [], ['a {.x}']],
    ['math', '$[a]{.x}$', ['a {.x}'], []],
    ['superscript', '^[a]{.x}^', [], ['a {.x}']],
    ['a pair after a note in its place', 'a^[b][c]{.x}', [], ['c {.x}']],
    ['two pairs in a link', '[a [b][c]{.x}](d)', [], ['c {.x}']],
    ['a bracket in a footnote’s label', '[^a[b]{.x}]', ['b {.x}'], []],
    ['a bracket in an address or a tag', '[a <http://b]> c]{.x}', ['ahttpbc {.x}'], []],
    ['a bracket in a block’s value', '[a [b]{k="]"} c]{.x}', ['abkc {.x}'], []],
    ['backticks without counterpart', '``a [b`]{.x}', ['b {.x}'], []],
    ['entries without white space between', '[a]{.x#y}', [], ['a {#y .x}']],
    ['quotes in a bare value', '[a]{.x k=b"c}', [], ['a {.x k=b"c}']],
    ['single quotes', "[a]{.x k='b'}", [], ['a {.x k=b}']],
    ['classes as a pair', '[a]{class=x}', [], ['a {.x}']],
    ['the sign for unnumbered', '[a]{-}', [], ['a {.unnumbered}']],
    ['classes that Pandoc means something by', '[a]{.smallcaps}', ['a {.smallcaps}'], []],
    ['two ids', '[a]{#i .x #j}', ['a {#i .x}'], ['a {#j .x}']],
    ['references and escapes in a value', '[a]{.x k="b&amp;c"}', ['a {.x k=b&amp;c}'], ['a {.x k=b&c}']],
    ['a native span', '<span class="x">a</span>', [], ['a {.x}']],
  ];
  it('should differ on purpose in an image’s description', () => {
    const source = '![a [b]{.x}](c)';
    assert.deepEqual(ours(source), []);
    const { stdout } = spawnSync('pandoc', ['-f', format, '-t', 'native'], { input: source, encoding: 'utf8' });
    assert.match(stdout, /Span/);
  });

  for (const [name, source, our, pandoc] of differences) {
    it(`should differ on purpose in ${name}`, () => {
      assert.deepEqual(ours(source), our);
      assert.deepEqual(pandocs([source])[0], pandoc);
    });
  }
});
