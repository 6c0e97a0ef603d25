import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readBlockFully, readDocumentFully } from '../../../src/core/markdown/fullBlock.js';
import { readStructure } from '../../../src/core/markdown/structure.js';
import type { Block } from '../../../src/core/markdown/types.js';
import { document } from '../documents.js';
import { anyText, runs } from './generators.js';

type Extents = readonly { readonly start: number; readonly end: number }[];

/** Pieces of a block's clean text. */
function pieces(block: Block, extents: Extents): string[] {
  return extents.map(({ start, end }) => block.clean.slice(start, end));
}

function paragraphs(source: string): string[] {
  const block = readDocumentFully(source);
  return pieces(block, block.paragraphs);
}

function prose(source: string): string[] {
  const block = readDocumentFully(source);
  return pieces(block, block.prose);
}

function suspects(source: string): string[] {
  return readDocumentFully(source).suspects.map(({ kind, start, end }) => `${kind} ${source.slice(start, end)}`);
}

function swallowed(source: string): string[] {
  return readDocumentFully(source).swallowed.map(({ kind, start, end }) => `${kind} ${source.slice(start, end)}`);
}

describe('reading a block fully: clean text', () => {
  it('should cut marks, references and memos', () => {
    const source = 'a [b [c]{.x}]{#k .y}[^memo-k] d\n\n[^memo-k]: e\n\nf [^1]\n\n[^1]: [g]{.x}\n';
    assert.equal(readDocumentFully(source).clean, 'a b c d\n\nf [^1]\n\n[^1]: g\n');
  });
  it('should give cuts that ascend and do not touch', () => {
    fc.assert(
      fc.property(anyText, (source) => {
        const { cuts, clean } = readDocumentFully(source);
        for (let i = 1; i < cuts.length; i++) assert.ok(cuts[i - 1]! < cuts[i]!, cuts.join());
        let left = '';
        for (let i = 0, at = 0; i <= cuts.length; i += 2) {
          left += source.slice(at, cuts[i]);
          at = cuts[i + 1] ?? source.length;
        }
        assert.equal(clean, left);
      }),
      runs(),
    );
  });
  it('should leave a text without marks as it is', () => {
    const source = '[navn] [00:12:03] [x]{y [x]{lang=nb} [x](y){.z}\n\n# Q {.z}\n';
    assert.equal(readDocumentFully(source).clean, source);
  });
});

describe('reading a block fully: headings', () => {
  const headings = (source: string): unknown[] =>
    readDocumentFully(source).headings.map(({ depth, text, attributes }) => [
      depth,
      text,
      attributes?.entries.map(({ value }) => value),
    ]);

  it('should support both kinds of headings', () => {
    assert.deepEqual(headings('# a\n\n### b ###\n\nc\nd\n===\n\ne\n---\n'), [
      [1, 'a', undefined],
      [3, 'b', undefined],
      [1, 'c d', undefined],
      [2, 'e', undefined],
    ]);
  });
  it('should give the text as it reads', () => {
    assert.deepEqual(headings('# *a* [b]{.x} `c` [d](e) \\* &amp; ![f](g) <b>h</b> ~~i~~[^1][^memo-k] {#q}'), [
      [1, 'a b c d * & f h i', ['q']],
    ]);
  });
  it('should support attributes', () =>
    assert.deepEqual(headings('## a {#q .theme color="#fff"} ##'), [[2, 'a', ['q', 'theme', '#fff']]]));
  it('should not support attributes after a bracket, a parenthesis, a backtick or a backslash', () => {
    for (const content of ['a [b]{lang=nb}', 'a [b](c){.x}', 'a `b`{.x}', 'a \\{.x}']) {
      assert.equal(readDocumentFully(`# ${content}`).headings[0]?.attributes, undefined, content);
    }
  });
  it('should leave out headings in quotes and lists', () =>
    assert.deepEqual(headings('> # a\n\n- # b\n\n[^1]: # c\n'), []));
  it('should place a heading in the clean text', () => {
    const block = readDocumentFully('[a]{.x}\n\n#  [b]{.x} c  {#q}  \nd\n');
    const [heading] = block.headings;
    assert.ok(heading?.attributes !== undefined);
    assert.deepEqual(pieces(block, [heading, heading.content, heading.attributes, ...heading.attributes.entries]), [
      '#  b c  {#q}',
      'b c',
      '{#q}',
      '#q',
    ]);
  });
});

describe('reading a block fully: running text', () => {
  it('should give the paragraphs at the top', () => {
    assert.deepEqual(paragraphs('a [b]{.x}\nc  \n\n> d\n\n- e\n\n# f\n\n    g\n\n| h |\n| - |\n\n[^1]: i\n\nj'), [
      'a b\nc',
      'j',
    ]);
  });
  it('should give all running text', () => {
    assert.deepEqual(
      prose('a [b]{.x}\n\n> d\n\n- e\n\n# f {#q}\n\n    g\n\n| h | `i` |\n| - | - |\n| j | |\n\n[^1]: k\n\nl\n===\n'),
      ['a b', 'd', 'e', 'f', 'h', '`i`', 'j', 'k', 'l'],
    );
  });
  it('should keep a paragraph of marks alone, which is empty', () =>
    assert.deepEqual(paragraphs('[]{#k .x}\n\na'), ['', 'a']));
});

describe('reading a block fully: suspects', () => {
  it('should name a closing mark that closes nothing', () => assert.deepEqual(suspects('a]{.x} b'), ['orphan ]{.x}']));
  it('should name an end of a range that closes nothing', () =>
    assert.deepEqual(suspects('a]{end=k} b'), ['orphan ]{end=k}']));
  it('should name a block that cannot be read', () => assert.deepEqual(suspects('[a]{.x .b'), ['broken ]{']));
  it('should not name braces that are no block', () =>
    assert.deepEqual(suspects('[a]{y} a]{} b]{lang=nb} [c]{ d }'), []));
  it('should name spans in code and HTML', () => {
    assert.deepEqual(
      suspects('`[a]{.x}`\n\n    [b]{.x}\n\n```\n[[c]{.x}]{.y}\n```\n\n<i>a</i> <!-- [d]{.x} -->\n\n<div>\n[e]{.x}'),
      ['dead [a]{.x}', 'dead [b]{.x}', 'dead [[c]{.x}]{.y}', 'dead [c]{.x}', 'dead [d]{.x}', 'dead [e]{.x}'],
    );
  });
  it('should not name spans that are no marks in code', () =>
    assert.deepEqual(suspects('`[a]{lang=nb} a]{.x} [b]`'), []));
  it('should look for no other inside an orphan’s block', () =>
    assert.deepEqual(suspects('a]{k="]{.x}" .y}'), ['orphan ]{k="]{.x}" .y}']));
});

describe('reading a block fully: what Markdown swallows', () => {
  it('should name tags that are likely words', () =>
    assert.deepEqual(swallowed('Jeg, <navn>, og <b>x</b> </sted>'), ['html <navn>', 'html </sted>']));
  it('should name a line of such a tag', () =>
    assert.deepEqual(swallowed('<latter>\nJa\n\nNei'), ['html <latter>\nJa']));
  it('should not name comments and known tags', () =>
    assert.deepEqual(swallowed('<!-- a -->\n\n<div>\na\n</div>\n\n<my-tag>'), []));
  it('should name indented speech', () =>
    assert.deepEqual(swallowed('a\n\n    Ja, vi\n\n    ***\n'), [
      'indented Ja, vi\n\n    ***'.replace('indented ', 'indented     '),
    ]));
  it('should name speech under a line of dashes', () => {
    assert.deepEqual(swallowed('A1: Ja\n---\n'), ['setext A1: Ja\n---']);
    assert.deepEqual(swallowed('Ja, det er det.\n===\n'), ['setext Ja, det er det.\n===']);
    assert.deepEqual(swallowed('Bakgrunn\n========\n'), []);
  });
  it('should name a sentence that begins with a year', () =>
    assert.deepEqual(swallowed('2020. Det var da\n\n3. a\n'), ['ordered 2020.']));
});

describe('reading a block fully: front matter', () => {
  it('should read it at the beginning alone', () => {
    const source = '---\na: b\n---\n\nc\n';
    assert.deepEqual(pieces(readBlockFully(source, true), readBlockFully(source, true).paragraphs), ['c']);
    assert.equal(readBlockFully(source, false).headings.length, 1);
  });
});

describe('the structure of a text', () => {
  const same = (marked: string): void =>
    assert.equal(readStructure(marked), readStructure(readDocumentFully(marked).clean), marked);
  const other = (marked: string): void =>
    assert.notEqual(readStructure(marked), readStructure(readDocumentFully(marked).clean), marked);

  it('should be that of the clean text where marks change nothing', () => {
    for (const source of [
      '[a *b*]{.x}',
      '*[a]{.x} b*',
      '# [a]{.x} {#q}',
      '- [a]{.x}\n- b',
      '> [a\n> b]{.x}',
      '[a](b) [[c](d)]{.x}',
      '| [a]{.x} |\n| - |',
      'a[^1]\n\n[^1]: [b]{.x}',
      '[a]{#k .x}[^memo-k]\n\n[^memo-k]: b\n',
      'a\n\n[^memo-k]: b',
      '[]{#k .x}a\n\nb[]{end=k}',
      '[a]{.x}\n===',
      'u[**mulig**]{.x}',
      '[ a ]{.x}',
      '[a  \nb]{.x}',
      '[`a` \\* &amp; <b>]{.x}',
    ]) {
      same(source);
    }
  });
  it('should differ where a mark breaks emphasis', () => {
    other('*a [b* c]{.x}');
    other('u**[mulig]{.x}**');
  });
  it('should differ where a mark makes or unmakes a block', () => {
    other('[# a]{.x}');
    other('[]{#k .x}\n\na');
    other('[- a]{.x}');
    other('[[^1]]{.x}: a');
    other('# a {.c}[]{end=k}');
  });
  it('should differ where a mark breaks a link, code, an escape or a reference', () => {
    other('[a][^memo-k](b)');
    other('&[amp]{.x};');
    other('<[http://a]{.x}>');
    other('a  []{#k .x}\nb');
  });
  it('should tell front matter only at the beginning', () => {
    assert.match(readStructure('---\na: b\n---\n', true), /^yaml 0 12$/);
    assert.doesNotMatch(readStructure('---\na: b\n---\n'), /yaml/);
  });
  it('should be the text’s own where there are no marks', () => {
    fc.assert(
      fc.property(document, (source) => {
        const { clean, cuts } = readDocumentFully(source);
        if (cuts.length === 0) assert.equal(readStructure(source), readStructure(clean));
      }),
      runs(),
    );
  });
});
