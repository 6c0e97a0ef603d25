import assert from 'node:assert/strict';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import * as coding from '../../../src/core/coding/coding.js';
import { applyEdits } from '../../../src/core/text/edits.js';
import type { CodingResult } from '../../../src/core/coding/types.js';

/** Takes the selection, marked with ⟦ and ⟧, out of a text. */
function select(marked: string): { text: CodedText; selection: { start: number; end: number } } {
  const start = marked.indexOf('⟦');
  const end = marked.indexOf('⟧') - 1;
  assert.ok(start >= 0 && end >= start, 'the example has a selection');
  return { text: CodedText.parse(marked.replace('⟦', '').replace('⟧', '')), selection: { start, end } };
}

function counter(): () => string {
  let n = 0;
  return () => `k${String(++n)}`;
}

function outcome(text: CodedText, result: CodingResult): string {
  return result.kind === 'refused' ? `refused: ${result.reason}` : applyEdits(text.text, result.edits);
}

function code(marked: string, codes: string[] = ['x'], options: coding.CodingOptions = {}): string {
  const { text, selection } = select(marked);
  return outcome(text, coding.codeSelection(text, selection, codes, { ids: counter(), ...options }));
}

describe('coding a selection', () => {
  const cases: [name: string, before: string, after: string][] = [
    ['should put a span around words', 'Vi ⟦vil det⟧ samme.', 'Vi [vil det]{.x} samme.'],
    ['should leave white space at the edges outside', 'Vi⟦ vil det ⟧samme.', 'Vi [vil det]{.x} samme.'],
    ['should nest inside a passage', '[Vi ⟦vil det⟧ samme]{.a}', '[Vi [vil det]{.x} samme]{.a}'],
    ['should nest around a passage', '⟦[Vi vil]{.a} det⟧ samme', '[[Vi vil]{.a} det]{.x} samme'],
    ['should stand inside what reaches further at the start', '[⟦Vi⟧ vil]{.a} det', '[[Vi]{.x} vil]{.a} det'],
    ['should stand inside what reaches further at the end', '[Vi ⟦vil⟧]{.a} det', '[Vi [vil]{.x}]{.a} det'],
    ['should stand after what ends where it begins', '[Vi ]{.a}⟦vil⟧ det', '[Vi ]{.a}[vil]{.x} det'],
    ['should share the mark of a passage of the same extent', '[⟦Vi vil⟧]{.a} det', '[Vi vil]{.a .x} det'],
    ['should make a range where passages cross', '[Vi ⟦vil]{.a} det⟧ nå', '[Vi []{#k1 .x}vil]{.a} det[]{end=k1} nå'],
    ['should make a range over paragraphs', 'Vi ⟦vil\n\ndet⟧ nå', 'Vi []{#k1 .x}vil\n\ndet[]{end=k1} nå'],
    ['should go around emphasis that it covers', '⟦**Vi** vil⟧ nå', '[**Vi** vil]{.x} nå'],
    ['should move outwards where emphasis would be lost', 'u**⟦mulig⟧** nå', 'u[**mulig**]{.x} nå'],
    ['should stand inside emphasis', 'Nei, **⟦ikke⟧ nå**!', 'Nei, **[ikke]{.x} nå**!'],
    [
      'should make a range where emphasis is crossed',
      'Nei, **ikke ⟦nå** eller⟧ da',
      'Nei, **ikke []{#k1 .x}nå** eller[]{end=k1} da',
    ],
    ['should not stand inside an escape', 'a\\⟦*b⟧ c', 'a[\\*b]{.x} c'],
    ['should not stand inside an entity', 'a &a⟦mp; b⟧ c', 'a [&amp; b]{.x} c'],
    ['should not stand inside code', 'a `ko⟦de` b⟧ c', 'a [`kode` b]{.x} c'],
    ['should not stand inside an address', 'a <http://⟦a.b> b⟧ c', 'a [<http://a.b> b]{.x} c'],
    ['should not stand inside a link target', '[a](http://⟦x.y) b⟧ c', '[[a](http://x.y) b]{.x} c'],
    ['should not begin before signs that close', 'Nei, **ikke⟦** eller⟧ da', 'Nei, **ikke** [eller]{.x} da'],
    ['should not end after signs that open', 'Nei, ⟦ikke **⟧eller** da', 'Nei, [ikke]{.x} **eller** da'],
    ['should code the text of a link', 'se [⟦lenken⟧ her](u)', 'se [[lenken]{.x} her](u)'],
    ['should not part an emoji', 'a 👩\u200d⟦🌾 b⟧', 'a [👩\u200d🌾 b]{.x}'],
    ['should not part a letter from its accent', 'e⟦\u0301n to⟧', '[e\u0301n to]{.x}'],
    ['should not stand inside a time stamp', 'a [00:⟦12:03] b⟧', 'a [[00:12:03] b]{.x}'],
    [
      'should take an exclamation mark into the end of a range',
      'Vi ⟦vil\n\nnå!⟧ Ja',
      'Vi []{#k1 .x}vil\n\nnå[!]{end=k1} Ja',
    ],
    [
      'should take brackets into the end of a range',
      'Vi ⟦vil\n\n[navn]⟧ Ja',
      'Vi []{#k1 .x}vil\n\n[[navn]]{end=k1} Ja',
    ],
    ['should move the start over an exclamation mark', 'Hei!⟦Du⟧ der', 'Hei[!Du]{.x} der'],
    ['should code brackets of the transcriber', 'og ⟦[ler] så⟧ da', 'og [[ler] så]{.x} da'],
    ['should make a range where brackets are not balanced', 'og ⟦[ler så⟧ da', 'og []{#k1 .x}[ler så[]{end=k1} da'],
    ['should code a heading without its sign', '## ⟦Hva nå?⟧', '## [Hva nå?]{.x}'],
    ['should leave out the signs of a whole line', '⟦## Hva nå? {#q1}⟧', '## [Hva nå?]{.x} {#q1}'],
    ['should leave out the sign of a list', '⟦- en ting⟧\n- to', '- [en ting]{.x}\n- to'],
    ['should code in a quote', '> ⟦en ting⟧ til', '> [en ting]{.x} til'],
    ['should code in a cell', '| a | b |\n| - | - |\n| ⟦c⟧ | d |', '| a | b |\n| - | - |\n| [c]{.x} | d |'],
    ['should keep CR LF', 'a ⟦b⟧\r\n\r\nc', 'a [b]{.x}\r\n\r\nc'],
    ['should code a whole turn', '**A1:** ⟦Ja.⟧\n\n**I:** Nei.', '**A1:** [Ja.]{.x}\n\n**I:** Nei.'],
    ['should go around a label that it would part', '**A⟦1:** Ja.⟧', '[**A1:** Ja.]{.x}'],
    [
      'should keep a memo with its mark',
      '[a ⟦b⟧]{#m1 .y}[^memo-m1] c\n\n[^memo-m1]: Hm',
      '[a [b]{.x}]{#m1 .y}[^memo-m1] c\n\n[^memo-m1]: Hm',
    ],
    [
      'should stand after the memo of what ends before',
      '[a]{#m1 .y}[^memo-m1]⟦b⟧ c\n\n[^memo-m1]: Hm',
      '[a]{#m1 .y}[^memo-m1][b]{.x} c\n\n[^memo-m1]: Hm',
    ],
  ];
  for (const [name, before, after] of cases) {
    it(name, () => assert.equal(code(before), after));
  }

  it('should write facts, and nest where they differ', () => {
    assert.equal(
      code('[⟦Vi vil⟧]{.a by=kn} det', ['b'], { facts: { by: 'ol' } }),
      '[[Vi vil]{.a by=kn}]{.b by=ol} det',
    );
  });
  it('should share a mark where the facts are the same', () => {
    assert.equal(code('[⟦Vi vil⟧]{.a by=ol} det', ['b'], { facts: { by: 'ol' } }), '[Vi vil]{.a .b by=ol} det');
  });
  it('should write several codes', () => assert.equal(code('⟦Vi⟧ vil', ['a', 'b', 'a']), '[Vi]{.a .b} vil'));
  it('should do nothing where the codes are there', () => assert.equal(code('[⟦Vi⟧]{.x} vil'), '[Vi]{.x} vil'));
  it('should refuse white space', () => assert.equal(code('Vi⟦ ⟧vil'), 'refused: nothing-selected'));
  it('should refuse code blocks', () => assert.equal(code('```\n⟦Vi⟧\n```'), 'refused: nothing-selected'));
  it('should refuse a memo', () => assert.equal(code('a\n\n[^memo-x]: ⟦Hm⟧'), 'refused: nothing-selected'));
  it('should refuse a wrong code', () => assert.equal(code('⟦Vi⟧', ['1a']), 'refused: invalid-code'));
  it('should refuse an unfinished merge', () => {
    assert.equal(code('<<<<<<< HEAD\n⟦Vi⟧\n=======\nDe\n>>>>>>> x\n'), 'refused: conflict-markers');
  });
});

describe('editing a passage', () => {
  function edit(
    source: string,
    at: number,
    run: (text: CodedText, passage: CodedText['passages'][number]) => CodingResult,
  ): string {
    const text = CodedText.parse(source);
    const passage = text.passages[at];
    assert.ok(passage);
    return outcome(text, run(text, passage));
  }

  it('should add codes behind the last', () => {
    assert.equal(
      edit('[a]{#i .x by=k}', 0, (t, p) => coding.addCodes(t, p, ['y', 'x'])),
      '[a]{#i .x .y by=k}',
    );
  });
  it('should remove a code and keep the rest as it was', () => {
    assert.equal(
      edit('[a]{ .x  .y\tby=k }', 0, (t, p) => coding.removeCode(t, p, 'y')),
      '[a]{ .x\tby=k }',
    );
    assert.equal(
      edit('[a]{.x .y}', 0, (t, p) => coding.removeCode(t, p, 'x')),
      '[a]{.y}',
    );
  });
  it('should take the mark with its last code', () => {
    assert.equal(
      edit('a [b]{#i .x by=k} c', 0, (t, p) => coding.removeCode(t, p, 'x')),
      'a b c',
    );
  });
  it('should take a range away', () => {
    assert.equal(
      edit('a []{#i .x}b\n\nc[!]{end=i} d', 0, (t, p) => coding.removePassage(t, p)),
      'a b\n\nc! d',
    );
  });
  it('should take the memo along', () => {
    const before = 'a [b]{#i .x}[^memo-i] c\n\n[^memo-i]: Hm\n\n    Mer\n\n[^memo-j]: Annet\n';
    assert.equal(
      edit(before, 0, (t, p) => coding.removePassage(t, p)),
      'a b c\n\n[^memo-j]: Annet\n',
    );
  });
  it('should give a file back as it was without its memo', () => {
    for (const end of ['', '\n', '\r\n']) {
      assert.equal(
        edit(`a [b]{#i .x}[^memo-i]\n\n[^memo-i]: Hm${end}`, 0, (t, p) => coding.removePassage(t, p)),
        `a b${end}`,
      );
    }
  });
  it('should remove all that touches an extent', () => {
    const text = CodedText.parse('[a [b]{.x} c]{.y} [d]{.z}');
    assert.equal(outcome(text, coding.removeAllIn(text, { start: 4, end: 5 })), 'a b c [d]{.z}');
  });
  it('should resize a span', () => {
    assert.equal(
      edit('a [b]{.x k=v} c', 0, (t, p) => coding.resizePassage(t, p, { start: 0, end: 4 })),
      '[a b]{.x k=v} c',
    );
  });
  it('should resize a span to a range, with its memo', () => {
    const before = 'a [b]{#i .x}[^memo-i] c\n\nd\n\n[^memo-i]: Hm\n';
    const after = 'a []{#i .x}b c\n\nd[]{end=i}[^memo-i]\n\n[^memo-i]: Hm\n';
    assert.equal(
      edit(before, 0, (t, p) => coding.resizePassage(t, p, { start: 3, end: 26 })),
      after,
    );
  });
  it('should join a passage with the one whose extent it is given', () => {
    assert.equal(
      edit('[a]{.x} [b]{.y} c', 0, (t, p) => coding.resizePassage(t, p, { start: 8, end: 10 })),
      'a [b]{.y .x} c',
    );
    assert.equal(
      edit('[a]{.x k=v} [b]{.y} c', 0, (t, p) => coding.resizePassage(t, p, { start: 12, end: 14 })),
      'a [[b]{.y}]{.x k=v} c',
    );
    assert.equal(
      edit('[a]{#i .x} [b]{.y} c', 0, (t, p) => coding.resizePassage(t, p, { start: 11, end: 13 })),
      'a [[b]{.y}]{#i .x} c',
    );
  });
  it('should resize a range to a span', () => {
    assert.equal(
      edit('a []{#i .x}b c[]{end=i} d', 0, (t, p) => coding.resizePassage(t, p, { start: 11, end: 12 })),
      'a [b]{#i .x} c d',
    );
  });
  it('should recode', () => {
    assert.equal(
      edit('[a]{.x .y}', 0, (t, p) => coding.recodePassage(t, p, 'x', 'z')),
      '[a]{.z .y}',
    );
    assert.equal(
      edit('[a]{.x .y}', 0, (t, p) => coding.recodePassage(t, p, 'x', 'y')),
      '[a]{.y}',
    );
  });
});
