import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parse, postprocess, preprocess } from 'micromark';
import type { Event } from 'micromark-util-types';
import { readDocumentFully } from '../../../src/core/markdown/fullBlock.js';
import { markdownExtensions, readEvents } from '../../../src/core/markdown/syntax/readEvents.js';
import { anyText, runs } from './generators.js';

/** The marks of a text as they stand in it, in the order of their opening brackets. */
function marks(source: string): string[] {
  return readDocumentFully(source).marks.map(({ open, close }) => source.slice(open.start, close.end));
}

function one(source: string): void {
  assert.deepEqual(marks(source), [source]);
}

function none(source: string): void {
  assert.deepEqual(marks(source), []);
}

function clean(source: string): string {
  return readDocumentFully(source).clean;
}

/** The entries of the first mark's block. */
function entries(source: string): string[] {
  return (
    readDocumentFully(source).marks[0]?.block.entries.map(({ kind, key, value }) => `${kind} ${key} ${value}`) ?? []
  );
}

describe('coded text: marks', () => {
  it('should support a coded passage', () => one('[Vi vil]{.samarbeid}'));
  it('should support several codes', () => one('[Vi vil]{.samarbeid .tillit}'));
  it('should support an id and facts', () => one('[Vi vil]{#k7f3q .samarbeid by=kn stance="delvis enig"}'));
  it('should support a range’s start and end', () => {
    const source = '[]{#k7f3q .barriere}a b[]{end=k7f3q}';
    const { marks: found } = readDocumentFully(source);
    assert.deepEqual(
      found.map(({ role }) => role),
      ['start', 'end'],
    );
    assert.equal(clean(source), 'a b');
  });
  it('should support an end that holds the last characters', () => {
    const source = '[]{#k .x}a[!]{end=k}';
    assert.deepEqual(
      readDocumentFully(source).marks.map(({ role }) => role),
      ['start', 'end'],
    );
    assert.equal(clean(source), 'a!');
  });
  it('should support an end that has a code, too', () => {
    assert.equal(readDocumentFully('[a]{.x end=k}').marks[0]?.role, 'end');
  });
  it('should support an empty span without id as a span', () => {
    assert.equal(readDocumentFully('[]{.x}').marks[0]?.role, 'span');
  });
  it('should support marks in marks', () => {
    assert.deepEqual(marks('[Vi [det beste]{.verdi} nå]{.samarbeid}'), [
      '[Vi [det beste]{.verdi} nå]{.samarbeid}',
      '[det beste]{.verdi}',
    ]);
  });
  it('should support marks directly in marks', () => {
    assert.deepEqual(marks('[[a]{.x by=kn}]{.y by=ol}'), ['[[a]{.x by=kn}]{.y by=ol}', '[a]{.x by=kn}']);
  });
  it('should support a mark directly after a mark', () =>
    assert.deepEqual(marks('[a]{.x}[b]{.y}'), ['[a]{.x}', '[b]{.y}']));
  it('should support balanced brackets in a mark', () => one('[a [b] c]{.x}'));
  it('should support an unmatched closing bracket before a mark', () =>
    assert.deepEqual(marks('a][b]{.x}'), ['[b]{.x}']));
  it('should support an unmatched opening bracket before a mark', () =>
    assert.deepEqual(marks('[a [b]{.x}'), ['[b]{.x}']));
  it('should not support an unmatched bracket as a mark', () => none('a]{.x}'));
  it('should support code and emphasis in a mark', () => one('[a `b` *c*]{.x}'));
  it('should support a passage across a line end', () => one('[a\nb]{.x}'));
  it('should not support a passage across an empty line', () => none('[a\n\nb]{.x}'));
  it('should not support white space before the block', () => none('[a] {.x}'));
  it('should not support a line end before the block', () => none('[a]\n{.x}'));
});

describe('coded text: attribute blocks', () => {
  it('should support white space in a block', () =>
    assert.deepEqual(entries('[a]{ .x\t#y  z=1 }'), ['class class x', 'id id y', 'pair z 1']));
  it('should support line ends in a block', () =>
    assert.deepEqual(entries('[a]{.x\n.y\n}'), ['class class x', 'class class y']));
  it('should support letters of any script', () => one('[a]{.blåbær-og-fløte .кот}'));
  it('should support letters beyond the basic plane', () => one('[a]{.𝒳1 𝒴=1}'));
  it('should not support an emoji in a name', () => none('[a]{.x😀}'));
  it('should not support a combining mark in a name', () => none('[a]{.a\u0301b}'));
  it('should not support a name that begins with a number', () => none('[a]{.2x}'));
  it('should support numbers and signs in a name', () => one('[a]{.x-2_y.z:w}'));
  it('should give values without quotes and escapes', () => {
    assert.deepEqual(entries('[a]{.x k="b \\"c\\" \\\\ }"}'), ['class class x', 'pair k b "c" \\ }']);
  });
  it('should support a line end in a quoted value', () =>
    assert.deepEqual(entries('[a]{.x k="b\nc"}').at(-1), 'pair k b\nc'));
  it('should support an empty value', () =>
    assert.deepEqual(entries('[a]{.x k= l=""}').slice(1), ['pair k ', 'pair l ']));
  it('should not support single quotes', () => none("[a]{.x k='b'}"));
  it('should not support a quote inside a bare value', () => none('[a]{.x k=b"c}'));
  it('should not support entries without white space between', () => none('[a]{.x.y#z}'.replace('.y#z', '#z')));
  it('should not support an entry right after a quoted value', () => none('[a]{k="b".x}'));
  it('should not support an open block', () => none('[a]{.x'));
  it('should not support an open quote', () => none('[a]{.x k="b}'));
  it('should not support another sign', () => none('[a]{.x,.y}'));
  it('should not support an empty block as a mark', () => none('[a]{}'));
  it('should not support a block without code and end as a mark', () => none('[a]{lang=nb} [a]{#id}'));
  it('should not look for marks in an ordinary span’s block', () => none('[a]{k="[b]{.x}"}'));
  it('should look for marks in a block that cannot be read', () =>
    assert.deepEqual(marks('[a]{k="[b]{.x}'), ['[b]{.x}']));
  it('should look for marks in what is no block as its bracket opens none', () => {
    assert.deepEqual(marks('![a]{k="[b]{.x}"}'), ['[b]{.x}']);
  });
  it('should not support a block inside a block', () => none('[a]{.x{.y}}'));
  it('should place a block’s entries in the source', () => {
    const source = '> a [b\n> c]{.x\n> .y  k="1"}';
    const { block, close } = readDocumentFully(source).marks[0]!;
    assert.equal(source.slice(close.start, close.end), ']{.x\n> .y  k="1"}');
    assert.deepEqual(
      block.entries.map(({ start, end }) => source.slice(start, end)),
      ['.x', '.y', 'k="1"'],
    );
  });
  it('should read a quoted value in a quote without the quote’s sign', () => {
    assert.equal(entries('> [b]{.x k="1\n> 2"}').at(-1), 'pair k 1\n2');
  });
});

describe('coded text: brackets that open no mark', () => {
  it('should not support a mark after `!`', () => none('![a]{.x}'));
  it('should support a mark after an escaped `!`', () => assert.deepEqual(marks('\\![a]{.x}'), ['[a]{.x}']));
  it('should support a mark after `!` and white space', () => assert.deepEqual(marks('Nei! [a]{.x}'), ['[a]{.x}']));
  it('should not support a mark after `^`', () => none('^[a]{.x}'));
  it('should support a mark after an escaped `^`', () => assert.deepEqual(marks('\\^[a]{.x}'), ['[a]{.x}']));
  it('should not support a mark after an escaped backslash and `^`', () => none('\\\\^[a]{.x}'));
  it('should not support a mark before `^`', () => none('[^a b]{.x}'));
  it('should support a mark before an escaped `^`', () => one('[\\^a b]{.x}'));
  it('should not support a mark right after a pair', () => none('[a][b]{.x}'));
  it('should support a mark after a pair and white space', () => assert.deepEqual(marks('[a] [b]{.x}'), ['[b]{.x}']));
  it('should support a mark after a pair on the line before', () =>
    assert.deepEqual(marks('[a]\n[b]{.x}'), ['[b]{.x}']));
  it('should support a mark after an escaped pair', () => assert.deepEqual(marks('\\[a\\][b]{.x}'), ['[b]{.x}']));
  it('should support a mark after an ordinary span', () => assert.deepEqual(marks('[a]{lang=nb}[b]{.x}'), ['[b]{.x}']));
  it('should support a mark after a link', () => assert.deepEqual(marks('[a](b)[b]{.x}'), ['[b]{.x}']));
  it('should support a mark after a footnote', () => assert.deepEqual(marks('a[^1][b]{.x}'), ['[b]{.x}']));
  it('should support a mark after a memo', () =>
    assert.deepEqual(marks('[a]{#a .x}[^memo-a][b]{.x}'), ['[a]{#a .x}', '[b]{.x}']));
  it('should still pair such brackets', () => assert.deepEqual(marks('[a ![b] c]{.x}'), ['[a ![b] c]{.x}']));
  it('should support marks inside such brackets', () => assert.deepEqual(marks('^[a [b]{.x}]'), ['[b]{.x}']));
});

describe('coded text: what binds tighter', () => {
  it('should not support an escaped bracket', () => none('\\[a]{.x}'));
  it('should support an escaped backslash before a bracket', () => assert.deepEqual(marks('\\\\[a]{.x}'), ['[a]{.x}']));
  it('should not support an escaped closing bracket', () => none('[a\\]{.x}'));
  it('should not support an escaped brace', () => none('[a]\\{.x}'));
  it('should not support a character reference as a bracket', () => none('&#91;a]{.x}'));
  it('should not support a mark in code', () => none('`[a]{.x}`'));
  it('should not close in code', () => none('[a `]{.x}`'));
  it('should support a mark around unmatched backticks', () => one('[a `` b ` c]{.x}'));
  it('should support a mark that ends where code would have begun', () => one('[a ` b]{.x}'));
  it('should support an escaped backtick', () => one('[a \\`b]{.x}'));
  it('should not close in an autolink', () => none('[a <http://b]{.x}>'));
  it('should not close in a tag', () => none('[a <b title="]{.x}">'));
  it('should not support a mark in a comment', () => none('a <!-- [a]{.x} --> b'));
  it('should support a mark around a comment that does not end', () => one('[a <!-- b]{.x}'));
  it('should take an open tag for text', () => one('[a < b]{.x}'));
});

describe('coded text: links and images', () => {
  it('should support a mark around a link', () => one('[a [b](c "d") e]{.x}'));
  it('should support a mark in a link’s text', () => assert.deepEqual(marks('[a [b]{.x} c](d)'), ['[b]{.x}']));
  it('should support a mark that is all of a link’s text', () => assert.deepEqual(marks('[[b]{.x}](d)'), ['[b]{.x}']));
  it('should not support a link as a mark', () => none('[a](b){.x}'));
  it('should support a mark whose brackets a link inside keeps from being a link', () => {
    assert.deepEqual(marks('[a [b](c) d]{.x}(e)'), ['[a [b](c) d]{.x}']);
  });
  it('should not support a link around a link', () => assert.deepEqual(marks('[a [b](c) d](e [f]{.x})'), ['[f]{.x}']));
  it('should not support a mark in a link’s address or title', () => none('[a](<[b]{.x}> "[b]{.x}")'));
  it('should support a mark where an address does not end', () =>
    assert.deepEqual(marks('[a](b [c]{.x}'), ['[c]{.x}']));
  it('should support a mark where a title does not end', () =>
    assert.deepEqual(marks('[a](b "c [d]{.x})'), ['[d]{.x}']));
  it('should not support a mark in an image’s description', () => none('![a [b]{.x} c](d)'));
  it('should support a mark in what looked like an image’s description', () =>
    assert.deepEqual(marks('![a [b]{.x} c] (d)'), ['[b]{.x}']));
  it('should support a mark around an image', () => one('[a ![b](c)]{.x}'));
  it('should not support a link reference definition', () => {
    assert.deepEqual(marks('[a]: [b]{.x}\n\n[a][c]{.x}'), ['[b]{.x}']);
    assert.equal(readDocumentFully('[A1]: Ja').prose.length, 1);
  });
  it('should support brackets in a bare address', () => assert.deepEqual(marks('http://a.b/[c]{.x}'), ['[c]{.x}']));
});

describe('coded text: where marks count', () => {
  it('should support a heading', () => assert.deepEqual(marks('# [a]{.x} b'), ['[a]{.x}']));
  it('should support a heading with a line under it', () => assert.deepEqual(marks('[a]{.x}\nb\n==='), ['[a]{.x}']));
  it('should not support a heading’s attributes', () => none('# a {.x}\n\n# a {k="[b]{.x}"}\n\na {.x}\n---'));
  it('should support a mark at a heading’s end', () => assert.deepEqual(marks('# a [b]{.x}'), ['[b]{.x}']));
  it('should support a heading’s attributes after a mark', () =>
    assert.deepEqual(marks('# a [b]{.x} {#q}'), ['[b]{.x}']));
  it('should support a list', () => assert.deepEqual(marks('- [a]{.x}\n- b\n  [c]{.y}'), ['[a]{.x}', '[c]{.y}']));
  it('should support a quote', () => assert.deepEqual(marks('> [a\n> b]{.x}'), ['[a\n> b]{.x}']));
  it('should support a lazy line', () => assert.deepEqual(marks('> [a\nb]{.x}'), ['[a\nb]{.x}']));
  it('should support a block across the lines of a list in a quote', () => {
    assert.deepEqual(marks('> - [a]{.x\n>   .y}'), ['[a]{.x\n>   .y}']);
  });
  it('should not support a mark across list items', () => none('- [a\n- b]{.x}'));
  it('should support table cells', () =>
    assert.deepEqual(marks('| [a]{.x} | b |\n| - | - |\n| c | [d]{.y} |'), ['[a]{.x}', '[d]{.y}']));
  it('should not support a mark across cells', () => none('| [a | b]{.x} |\n| - | - |\n'));
  it('should support a footnote', () =>
    assert.deepEqual(marks('a[^1]\n\n[^1]: b [c]{.x}\n\n    [d]{.y}'), ['[c]{.x}', '[d]{.y}']));
  it('should not support fenced code', () => none('```\n[a]{.x}\n```\n\n~~~\n\n[a]{.x}'));
  it('should not support indented code', () => none('    [a]{.x}'));
  it('should not support raw HTML', () => none('<div>\n[a]{.x}\n</div>'));
  it('should not support front matter', () => none('---\na: "[a]{.x}"\n---\n'));
  it('should support a line like front matter elsewhere', () =>
    assert.deepEqual(marks('a\n\n---\nb: [c]{.x}\n---\n'), ['[c]{.x}']));
  it('should support lists after a line that begins no front matter', () =>
    assert.deepEqual(marks('---\n- [c]{.x}'), ['[c]{.x}']));
});

describe('coded text: line ends and characters', () => {
  for (const [name, end] of Object.entries({ LF: '\n', 'CR LF': '\r\n', CR: '\r' })) {
    it(`should support ${name}`, () => {
      const source = ['# [a]{.x}', '', 'b [c', 'd]{.y', '.z} e', '', '> f [g', '> h]{.w}', ''].join(end);
      assert.deepEqual(marks(source), ['[a]{.x}', `[c${end}d]{.y${end}.z}`, `[g${end}> h]{.w}`]);
      assert.equal(clean(source), ['# a', '', 'b c', 'd e', '', '> f g', '> h', ''].join(end));
    });
  }
  it('should support a text without a last line end', () => assert.deepEqual(marks('a [b]{.x}'), ['[b]{.x}']));
  it('should support an empty text', () => none(''));
  it('should support emoji around a mark', () => assert.deepEqual(marks('😀[👩‍🌾]{.x}😀'), ['[👩‍🌾]{.x}']));
  it('should give names in NFC and leave the text as it is', () => {
    assert.deepEqual(entries('[e\u0301]{.\u212B}'), ['class class \u00C5']);
    assert.equal(clean('[e\u0301]{.x}'), 'e\u0301');
  });
  it('should count a tab as one character', () => {
    const source = '>\t[a]{.x}\n>\n>\t- \tb [c]{.y}';
    assert.deepEqual(marks(source), ['[a]{.x}', '[c]{.y}']);
  });
  it('should take a BOM that is not the file’s for text', () => assert.deepEqual(marks('\uFEFF[a]{.x}'), ['[a]{.x}']));
  it('should support the null character', () => assert.equal(clean('\0[a]{.x}\0'), '\0a\0'));
});

describe('coded text: footnotes and memos', () => {
  const memos = (source: string): string[] =>
    readDocumentFully(source).memos.map(({ start, end }) => source.slice(start, end));
  const references = (source: string): string[] => readDocumentFully(source).memoReferences.map(({ id }) => id);

  it('should support a memo’s reference', () => assert.deepEqual(references('[a]{#k .x}[^memo-k]'), ['k']));
  it('should support a reference without a definition', () => assert.equal(clean('a[^memo-k]b'), 'ab'));
  it('should support a reference after `!`', () => assert.deepEqual(references('a![^memo-k]'), ['k']));
  it('should not support a reference to what is no name', () =>
    assert.deepEqual(references('[^memo-1] [^memo-] [^memo-a b]'), []));
  it('should not support a reference in code or an image', () =>
    assert.deepEqual(references('`[^memo-a]` ![[^memo-a]](b)'), []));
  it('should take a footnote for one character', () => assert.deepEqual(marks('[a [^b]]{.x}'), ['[a [^b]]{.x}']));
  it('should support a definition', () => assert.deepEqual(memos('a\n\n[^memo-k]: b'), ['\n\n[^memo-k]: b']));
  it('should support a definition in the middle', () => {
    const source = 'a\n\n[^memo-k]: b\n\n    c\n\nd';
    assert.deepEqual(memos(source), ['\n\n[^memo-k]: b\n\n    c']);
    assert.equal(clean(source), 'a\n\nd');
    assert.equal(readDocumentFully(source).memos[0]?.text, 'b\n\nc');
  });
  it('should support one definition after another', () => {
    assert.deepEqual(memos('a\n\n[^memo-k]: b\n\n[^memo-l]: c\n'), ['\n\n[^memo-k]: b', '\n\n[^memo-l]: c']);
    assert.equal(clean('a\n\n[^memo-k]: b\n\n[^memo-l]: c\n'), 'a\n');
  });
  it('should support lines indented by a tab or right after the first', () => {
    assert.equal(readDocumentFully('\n\n[^memo-k]: b\n\tc\n  \td\n     e').memos[0]?.text, 'b\nc\nd\n e');
  });
  it('should support a definition after a list, a quote and a footnote', () => {
    for (const before of ['- a', '> a', '[^1]: a', '# a', '    a', '| a |\n| - |', '***', '---\na: b\n---']) {
      assert.deepEqual(memos(`${before}\n\n[^memo-k]: b`), ['\n\n[^memo-k]: b'], before);
    }
  });
  it('should support a definition after one empty line at the beginning', () =>
    assert.deepEqual(memos('\n[^memo-k]: b'), ['\n[^memo-k]: b']));
  it('should end a definition before the first line at the margin', () => {
    const { memos: found, marks: spans } = readDocumentFully('a\n\n[^memo-k]: b\n[c]{.x}');
    assert.equal(found[0]?.text, 'b');
    assert.equal(spans.length, 1);
  });
  it('should begin any block right after a definition', () => {
    assert.equal(readDocumentFully('\n\n[^memo-k]: b\n5. [c]{.x}').paragraphs.length, 0);
    assert.equal(readDocumentFully('\n\n[^memo-k]: b\n# c').headings.length, 1);
    assert.equal(readDocumentFully('\n\n[^memo-k]: b\n---\nc').headings.length, 0);
  });
  it('should not support marks in a definition', () => none('a\n\n[^memo-k]: [b]{.x}\n\n    [c]{.y}'));
  it('should not support a definition at the very beginning', () => assert.deepEqual(memos('[^memo-k]: b'), []));
  it('should not support a definition after a line with white space', () =>
    assert.deepEqual(memos('a\n \n[^memo-k]: b'), []));
  it('should not support a definition right after another line', () => {
    for (const before of ['a', '# a', '***', '```\na\n```', '> a\n>'])
      assert.deepEqual(memos(`${before}\n[^memo-k]: b`), [], before);
  });
  it('should not support a definition that is indented or in a quote or list', () => {
    assert.deepEqual(memos('a\n\n [^memo-k]: b\n\n> a\n>\n> [^memo-k]: b\n\n- a\n\n  [^memo-k]: b'), []);
  });
  it('should not support a definition in code, HTML or front matter', () => {
    assert.deepEqual(memos('```\n\n[^memo-k]: b\n```\n\n<!--\n\n[^memo-k]: b\n-->'), []);
    assert.deepEqual(memos('---\na: b\n\n[^memo-k]: b\n---'), []);
  });
  it('should not support a definition without a colon', () => assert.deepEqual(memos('a\n\n[^memo-k] b'), []));
  it('should take a definition that is none for a paragraph', () => {
    const { memoReferences, marks: found, paragraphs } = readDocumentFully('[^memo-k]: [b]{.x}');
    assert.deepEqual([memoReferences.length, found.length, paragraphs.length], [1, 1, 1]);
  });
});

describe('coded text: as a whole', () => {
  it('should pair brackets the same with and without emphasis', () => {
    const telling = new Set([
      'codedSpan',
      'codedBlock',
      'codedMemoReference',
      'codedMemoDefinition',
      'link',
      'image',
      'codeText',
      'htmlText',
    ]);
    const read = (source: string, marksOnly: boolean): string[] =>
      readEvents(source, true, marksOnly).flatMap(([kind, { type, start, end }]) =>
        kind === 'enter' && telling.has(type) ? [`${type} ${start.offset}..${end.offset}`] : [],
      );
    fc.assert(
      fc.property(anyText, (source) => assert.deepEqual(read(source, true), read(source, false))),
      runs(3),
    );
  });

  it('should read the same as an extension among others', () => {
    const read = (events: readonly Event[]): string[] =>
      events.map(([kind, { type, start, end }]) => `${kind} ${type} ${start.offset}..${end.offset}`);
    fc.assert(
      fc.property(anyText, (source) => {
        const extensions = markdownExtensions({ atStart: false });
        const events = postprocess(
          parse({ extensions })
            .document()
            .write(preprocess()(source, undefined, true)),
        );
        assert.deepEqual(read(events), read(readEvents(source, false, false)));
      }),
      runs(2),
    );
  });

  it('should read links, code, HTML and emphasis as micromark does', () => {
    const sign = fc.constantFrom(
      '*',
      '_',
      'a',
      'b ',
      ' ',
      '.',
      '[',
      ']',
      '](x)',
      '](',
      '![',
      'x "t")',
      '`',
      '``',
      '\\',
      '<',
      '>',
      '<b>',
      '<!--',
      '-->',
      '(',
      '"',
      '&amp;',
      '  \n',
      '\n',
    );
    const signs = fc
      .array(sign, { maxLength: 16 })
      .map((all) => `a${all.join('')}`)
      // Where runs are longer, micromark asks for the rule of three of what is left of them, CommonMark of the runs.
      .filter((source) => !/\*\*|__/.test(source));
    const telling = new Set([
      'paragraph',
      'emphasis',
      'emphasisSequence',
      'emphasisText',
      'strong',
      'link',
      'image',
      'label',
      'labelMarker',
      'labelImageMarker',
      'labelText',
      'resource',
      'resourceTitle',
      'codeText',
      'codeTextData',
      'codeTextPadding',
      'autolink',
      'htmlText',
      'characterEscape',
      'characterReference',
      'hardBreakEscape',
      'hardBreakTrailing',
      'lineSuffix',
      'linePrefix',
    ]);
    const read = (events: readonly Event[]): string[] =>
      events.flatMap(([kind, { type, start, end }]) =>
        telling.has(type) ? [`${kind} ${type} ${start.offset}..${end.offset}`] : [],
      );
    const extensions = [{ disable: { null: ['definition'] } }];
    fc.assert(
      fc.property(signs, (source) => {
        const events = postprocess(
          parse({ extensions })
            .document()
            .write(preprocess()(source, undefined, true)),
        );
        assert.deepEqual(read(readEvents(source, false, false)), read(events));
      }),
      runs(4),
    );
  });

  it('should hold emphasis to the length of its runs, as CommonMark has it', () => {
    const emphasis = (source: string): string[] =>
      readEvents(source, false, false).flatMap(([kind, { type, start, end }]) =>
        kind === 'enter' && (type === 'emphasis' || type === 'strong') ? [source.slice(start.offset, end.offset)] : [],
      );
    assert.deepEqual(emphasis('a**b **c***'), ['*b **c***', '**c**']);
    assert.deepEqual(emphasis('a.*b***c***'), ['*b*', '**c**']);
    assert.deepEqual(emphasis('***a***'), ['***a***', '**a**']);
    assert.deepEqual(emphasis('*a**b*'), ['*a**b*']);
  });

  it('should enter and exit tokens in order', () => {
    fc.assert(
      fc.property(anyText, (source) => {
        const open: unknown[] = [];
        for (const [kind, token] of readEvents(source, true, false)) {
          if (kind === 'enter') open.push(token);
          else assert.equal(open.pop(), token);
        }
        assert.deepEqual(open, []);
      }),
      runs(2),
    );
  });
});
