import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Codebook } from '../../../src/core/codebook/codebook.js';
import { endOfProse } from '../../../src/core/codebook/prose.js';
import { applyEdits } from '../../../src/core/text/edits.js';

/** The codebook with `|` where one writes. */
const written = (source: string, id: string): string | undefined => {
  const place = endOfProse(Codebook.parse(source), id);
  if (place === undefined) return undefined;
  const after = applyEdits(source, place.edits);
  return `${after.slice(0, place.at)}|${after.slice(place.at)}`;
};

describe('the place for a memo on a code', () => {
  const cases: [name: string, before: string, after: string][] = [
    ['should be the end of its prose', '## A\n\nDyrt.\n\nOgså tid.\n\n## B\n', '## A\n\nDyrt.\n\nOgså tid.|\n\n## B\n'],
    ['should be the end of the last code’s prose', '## A\nDyrt.\n', '## A\nDyrt.|\n'],
    ['should be a new paragraph', '## A {#a}\n\n## B\n', '## A {#a}\n\n|\n\n## B\n'],
    ['should be a new paragraph right before a heading', '## A\n## B\n', '## A\n\n|\n\n## B\n'],
    ['should be a new paragraph at the end', '## A\n', '## A\n\n|\n'],
    ['should be a new paragraph at an end without a line end', '## A', '## A\n\n|'],
    ['should be the empty paragraph that is there', '## A\n\n\n\n## B\n', '## A\n\n|\n\n## B\n'],
    ['should write CR LF where the file has it', '## A\r\n\r\n## B\r\n', '## A\r\n\r\n|\r\n\r\n## B\r\n'],
    ['should stand under an underlined heading', 'A\n---\n\n## B\n', 'A\n---\n\n|\n\n## B\n'],
  ];
  for (const [name, before, after] of cases) it(name, () => assert.equal(written(before, 'a'), after));

  it('should be nowhere for a code that is not there', () => assert.equal(written('## A\n', 'x'), undefined));

  it('should be where what is written becomes the code’s, and nothing else changes', () => {
    const gap = fc.constantFrom('\n', '\n\n', '\n\n\n', '\n \n', '\n\n\n\n\n', '\n\nOrd  \n\n- x\n\n', '\n  \n\n\n');
    fc.assert(
      fc.property(gap, gap, fc.constantFrom('a', 'b'), fc.boolean(), (first, second, id, isCrLf) => {
        const lf = `# T\n\n## A {#a key=x}${first}## B${second}`;
        const source = isCrLf ? lf.replaceAll('\n', '\r\n') : lf;
        const before = Codebook.parse(source);
        const place = endOfProse(before, id);
        assert.ok(place);
        const opened = applyEdits(source, place.edits);
        const eol = isCrLf ? '\r\n\r\n' : '\n\n';
        const isNew = before.get(id)?.definition === '';
        const after = Codebook.parse(
          `${opened.slice(0, place.at)}${isNew ? '' : eol}Mitt notat.${opened.slice(place.at)}`,
        );
        for (const code of before.codes) {
          const added =
            code.id === id ? [code.definition, 'Mitt notat.'].filter((one) => one !== '') : [code.definition];
          assert.equal(after.get(code.id)?.definition, added.join('\n\n'));
        }
        assert.equal(after.codes.length, before.codes.length);
      }),
    );
  });
});
