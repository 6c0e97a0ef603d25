import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { linksOf, type Link } from '../../../src/core/notes/links.js';

/** The links of a text, each with what its parts point at. */
function show(source: string, where: 'everything' | 'memos' = 'everything'): readonly string[] {
  return linksOf(CodedText.parse(source), where).map((link) => shown(source, link));
}

function shown(source: string, link: Link): string {
  const at = ({ start, end }: { start: number; end: number }): string => source.slice(start, end);
  if (link.kind === 'code') return `${at(link)} > ${at(link.target)} = ${link.code}`;
  const fragment = link.fragmentExtent === undefined ? '' : ` # ${at(link.fragmentExtent)} = ${link.fragment ?? ''}`;
  return `${at(link)} > ${at(link.pathExtent)} = ${link.path}${fragment}`;
}

describe('links of notes', () => {
  describe('to codes', () => {
    it('should be found by what stands in double brackets', () =>
      assert.deepEqual(show('Se [[kostnad]] og [[tillit]].\n'), [
        '[[kostnad]] > kostnad = kostnad',
        '[[tillit]] > tillit = tillit',
      ]));
    it('should have a text of their own', () =>
      assert.deepEqual(show('[[kostnad|at det er dyrt]]'), ['[[kostnad|at det er dyrt]] > kostnad = kostnad']));
    it('should be found by names with spaces, without those at the edges', () =>
      assert.deepEqual(show('[[ Høy kostnad |x]]'), ['[[ Høy kostnad |x]] > Høy kostnad = Høy kostnad']));
    it('should be read in NFC', () =>
      assert.deepEqual(show('[[ma\u030al]]'), ['[[ma\u030al]] > ma\u030al = m\u00e5l']));
    it('should be found in headings, lists, quotes and tables', () =>
      assert.deepEqual(show('# [[a]]\n\n- [[b]]\n\n> [[c]]\n\n| x | y |\n|---|---|\n| [[d]] | [[e\\|f]] |\n'), [
        '[[a]] > a = a',
        '[[b]] > b = b',
        '[[c]] > c = c',
        '[[d]] > d = d',
        '[[e\\|f]] > e = e',
      ]));
    it('should be found in emphasis and beside marks', () =>
      assert.deepEqual(show('**[[a]]** og [x]{.y} [[b]]'), ['[[a]] > a = a', '[[b]] > b = b']));
    it('should not be found in code, HTML and links', () =>
      assert.deepEqual(show('`[[a]]` <b title="[[b]]"> [x [[c]]](d.md)\n\n    [[e]]\n\n```\n[[f]]\n```\n'), [
        '[x [[c]]](d.md) > d.md = d.md',
      ]));
    it('should not be found in front matter', () => assert.deepEqual(show('---\nabout: "[[a]]"\n---\n\nJa.\n'), []));
    it('should not be found where a bracket is escaped', () => assert.deepEqual(show('\\[[a]] [\\[b]]'), []));
    it('should not be found in a mark around brackets', () => assert.deepEqual(show('[[navn]]{.kostnad}'), []));
    it('should not be found empty or over several lines', () => assert.deepEqual(show('[[]] [[ ]] [[a\nb]]'), []));
  });

  describe('to files', () => {
    it('should be found with the parts of their targets', () =>
      assert.deepEqual(show('Se [A1](../transcripts/A1.md#k7f3q "tittel").'), [
        '[A1](../transcripts/A1.md#k7f3q "tittel") > ../transcripts/A1.md = ../transcripts/A1.md # k7f3q = k7f3q',
      ]));
    it('should be found in angle brackets and percent-encoded', () =>
      assert.deepEqual(show('[a](<../x y/A 1.md#k>) [b](../x%20y/%C3%A5.md)'), [
        '[a](<../x y/A 1.md#k>) > ../x y/A 1.md = ../x y/A 1.md # k = k',
        '[b](../x%20y/%C3%A5.md) > ../x%20y/%C3%A5.md = ../x y/å.md',
      ]));
    it('should be found in the document itself', () => assert.deepEqual(show('[a](#k)'), ['[a](#k) >  =  # k = k']));
    it('should leave addresses on the web and pictures alone', () =>
      assert.deepEqual(show('[a](https://example.org/#x) [b](mailto:x@y) ![c](d.png) [](/e) [f]()').slice(0, -1), []));
    it('should keep what is wrongly encoded', () =>
      assert.deepEqual(show('[a](b%ZZ.md)'), ['[a](b%ZZ.md) > b%ZZ.md = b%ZZ.md']));
  });

  describe('of memos on passages', () => {
    const transcript =
      '[[navn]] sa [ja]{#k .x}[^memo-k].\n\n[^memo-k]: Se [[kostnad]].\n\n    Og [A2](a2.md#p\n    "t") og [[til\n\n    lit]].\n\n        [[kode]]\n';
    it('should be found, and nothing in what was said', () =>
      assert.deepEqual(show(transcript, 'memos'), [
        '[[kostnad]] > kostnad = kostnad',
        '[A2](a2.md#p\n    "t") > a2.md = a2.md # p = p',
      ]));
    it('should be found in notes, too', () => assert.deepEqual(show(transcript).slice(1), show(transcript, 'memos')));
    it('should be found with CR LF', () =>
      assert.deepEqual(show('Ja[^memo-k].\r\n\r\n[^memo-k]: En\r\n\r\n    [[to]] x\r\n', 'memos'), [
        '[[to]] > to = to',
      ]));
  });

  it('should have places that hold what they say, in any text', () => {
    const piece = fc.constantFrom(
      ...[
        '[[a]]',
        '[[b|c]]',
        '[x](y.md#z)',
        '[x](<y z.md>)',
        '`',
        '\n\n',
        '    ',
        '[^memo-k]: ',
        '| ',
        '> ',
        '- ',
        'ord ',
        '[',
        ']',
        '\r\n',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const source = pieces.join('');
        let before = -1;
        for (const link of linksOf(CodedText.parse(source))) {
          assert.ok(link.start > before);
          before = link.start;
          if (link.kind === 'code') assert.equal(source.slice(link.target.start, link.target.end), link.code);
          else assert.equal(source.slice(link.pathExtent.start, link.pathExtent.end), link.path);
          assert.match(source.slice(link.start, link.end), link.kind === 'code' ? /^\[\[.*\]\]$/ : /^\[[^]*\)$/);
        }
      }),
      { numRuns: 500 },
    );
  });
});
