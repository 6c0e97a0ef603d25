import assert from 'node:assert/strict';
import fc from 'fast-check';
import { countWords } from '../../../src/core/transcript/words.js';
import { read } from './read.js';

const count = (text: string): number => countWords(text, 0, text.length);

describe('a word', () => {
  const cases: [text: string, words: number][] = [
    ['', 0],
    ['vi vil det samme', 4],
    ['Åse, Ødegård og 12 år', 5],
    ["e-post naboen’s rock'n'roll", 3],
    ['ja - nei -- jo – vel', 4],
    ["'sitat' -minus bindestrek-", 3],
    ['og/eller 3,5 a_b', 6],
    ['A\u030ase e\u0301n', 2],
    ['नमस्ते दुनिया', 2],
    ['𝒜𝒷𝒸 𝒜-x', 2],
    ['🎉 hei🎉hei 🐟', 2],
    ['a‑b', 2],
    ['[00:12:03] ja (12:03) nei \\[1:02:03.5\\]', 2],
    ['klokka 12:03', 3],
    ['[12] (a) [', 2],
    ['\ud835 \udc9c', 0],
  ];
  for (const [text, words] of cases) {
    it(`should be counted in ${JSON.stringify(text)}`, () => assert.equal(count(text), words));
  }

  it('should be a run of letters, numbers and marks with a sign inside, whatever the text', () => {
    const stamps = /\\?\[\d{1,3}(?::\d\d){1,2}(?:[.,]\d{1,3})?\\?\]|\\?\(\d{1,3}(?::\d\d){1,2}(?:[.,]\d{1,3})?\\?\)/gu;
    const words = /[\p{L}\p{N}\p{M}]+(?:['’-][\p{L}\p{N}\p{M}]+)*/gu;
    const piece = fc.oneof(
      fc.constantFrom(
        'a',
        'å',
        '1',
        ' ',
        '-',
        "'",
        '’',
        '\n',
        '[',
        ']',
        '(',
        ')',
        ':',
        '[00:12:03]',
        '(1:02)',
        '𝒜',
        '🎉',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        assert.equal(count(text), text.replace(stamps, ' ').match(words)?.length ?? 0);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the words of a transcript', () => {
  it('should leave out labels, time stamps, code, front matter, memos and attributes', () => {
    const text =
      '---\ntitle: ti ord her\n---\n# En tittel {#x .y}\n\n**Fru Ås** [00:01:02]: to ord [her]{.kode by=kn}[^memo-k]\n\n`kode er ord` x\n\n```\nikke\n```\n\n[^memo-k]: ikke dette\n';
    assert.equal(read(text).words, 2 + 3 + 4);
  });

  it('should count lists, quotes and tables', () => {
    assert.equal(read('- en to\n- tre\n\n> fire\n\n| a | b |\n|---|---|\n| c | d |\n').words, 8);
  });

  it('should be counted in the union of extents', () => {
    const transcript = read('**A1:** en to tre\n\n**A2:** fire fem');
    const { clean } = transcript.text;
    const at = (from: string, to: string): { start: number; end: number } => ({
      start: clean.indexOf(from),
      end: clean.indexOf(to) + to.length,
    });
    assert.equal(transcript.wordsIn([]), 0);
    assert.equal(transcript.wordsIn([at('en', 'to'), at('to', 'tre'), at('to', 'to')]), 3);
    assert.equal(transcript.wordsIn([at('tre', 'fire')]), 2);
    assert.equal(transcript.wordsIn([at('fire', 'fem'), at('en', 'en')]), 3);
    assert.equal(transcript.wordsIn([at('A2', 'A2')]), 0);
    assert.equal(transcript.wordsIn([{ start: 0, end: clean.length }]), transcript.words);
  });
});
