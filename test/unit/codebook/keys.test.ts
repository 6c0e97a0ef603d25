import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Codebook } from '../../../src/core/codebook/codebook.js';
import { codesByKey, giveKey, isKey, keyBoard } from '../../../src/core/codebook/keys.js';
import { applyEdits } from '../../../src/core/text/edits.js';
import { codebook as anyCodebook } from '../study/studies.js';

/** The codebook after a key was given, or why it was not. */
function given(text: string, id: string, key: string | undefined): string {
  const result = giveKey(Codebook.parse(text), id, key);
  return result.kind === 'refused' ? `refused: ${result.reason}` : applyEdits(text, result.edits);
}

describe('the keys of codes', () => {
  it('should be one character, whatever it is made of', () => {
    for (const key of ['k', 'K', 'å', 'a\u030a', '7', '?', '👩‍🌾']) assert.ok(isKey(key), key);
    for (const key of ['', ' ', '\n', 'kk']) assert.ok(!isKey(key), key);
  });

  it('should be found, the first of two, capitals apart', () => {
    const keys = codesByKey(
      Codebook.parse('## A {key=k}\n\n## B {key=K}\n\n## C {key=k}\n\n## D {key=kk}\n\n## E {key="a\u030a"}\n'),
    );
    assert.deepEqual(
      [...keys].map(([key, { id }]) => `${key} ${id}`),
      ['k a', 'K b', 'å e'],
    );
  });

  const cases: [name: string, before: string, key: string | undefined, after: string][] = [
    ['into a block of its own', '## A\n\nOm a.\n', 'k', '## A {key=k}\n\nOm a.\n'],
    ['before closing signs', '## A ##\n', 'k', '## A {key=k} ##\n'],
    ['into a heading that is underlined', 'A\n---\n', 'k', 'A {key=k}\n---\n'],
    ['behind what the block has', '## A {#a  .theme }\r\n', 'k', '## A {#a  .theme key=k }\r\n'],
    ['into an empty block', '## A {}\n', 'k', '## A {key=k}\n'],
    ['in the place of another', '## A {#a key=x color="#d45"}\n', 'k', '## A {#a key=k color="#d45"}\n'],
    ['in quotes where it must be', '## A {#a}\n', '"', '## A {#a key="\\""}\n'],
    ['away', '## A {#a key=x .theme}\n', undefined, '## A {#a .theme}\n'],
    ['away from the front', '## A {key=x .theme}\n', undefined, '## A {.theme}\n'],
    ['away with its block', '## A {key=x}\n', undefined, '## A\n'],
    ['nowhere if it is there already', '## A {key="k"}\n', 'k', '## A {key="k"}\n'],
  ];
  for (const [name, before, key, after] of cases) {
    it(`should be written ${name}`, () => assert.equal(given(before, 'a', key), after));
  }

  it('should be refused if another code has it, or there is no such code', () => {
    assert.equal(given('## A\n\n## B {key=k}\n', 'a', 'k'), 'refused: taken');
    assert.equal(given('## A\n', 'x', 'k'), 'refused: unknown-code');
    assert.equal(given('## A\n', 'a', 'kk'), 'refused: no-key');
  });

  it('should take the free digits for the codes of late', () => {
    const book = Codebook.parse('## A {key=2}\n\n## B\n\n## C\n\n## D {key=d}\n');
    assert.deepEqual(
      [...keyBoard(book, ['c', 'd', 'b', 'gone'])].map(([key, id]) => `${key} ${id}`),
      ['2 a', 'd d', '1 c', '3 b', '4 gone'],
    );
  });

  it('should change nothing but the heading, and be taken away again', () => {
    fc.assert(
      fc.property(anyCodebook, fc.constantFrom('k', 'å', '7', '"', '}', '\\', '=', '#'), (text, key) => {
        for (const { id } of Codebook.parse(text).codes) {
          const result = giveKey(Codebook.parse(text), id, key);
          if (result.kind === 'refused') throw new Error(result.reason);
          const after = applyEdits(text, result.edits);
          const book = Codebook.parse(after);
          assert.equal(book.get(id)?.key, key);
          assert.deepEqual(
            book.codes.map((code) => [code.id, code.name, code.kind, code.parent, code.themes]),
            Codebook.parse(text).codes.map((code) => [code.id, code.name, code.kind, code.parent, code.themes]),
          );
          assert.equal(given(after, id, undefined), text);
        }
      }),
    );
  });
});
