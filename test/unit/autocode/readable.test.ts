import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { BlockReader } from '../../../src/core/autocode/readable.js';
import { edgesOf } from '../../../src/core/coding/edges.js';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { runs } from '../markdown/generators.js';

const pieces = fc.constantFrom(
  'a',
  'b ',
  '\\',
  '\\[',
  '\\]',
  '[',
  ']',
  '\\\\',
  '\\a',
  '\\.',
  '(',
  ')',
  '*',
  '`',
  '<',
  '\n',
  '  ',
  'å',
  '\u00a0',
);

describe('words as a reader sees them', () => {
  it('should be the same whether escapes are read with the block’s Markdown or without', () => {
    let escaped = 0;
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 24 }), (signs) => {
        const text = CodedText.parse(`a${signs.join('')}b\n`);
        for (const block of text.blocks) {
          const { clean } = block;
          const { visible } = edgesOf(clean);
          for (const { start, end } of block.prose) {
            const shown = Array.from({ length: end - start }, (_, i) => start + i)
              .filter((i) => visible[i] === 1 || /\s/.test(clean.charAt(i)))
              .map((i) => clean.charAt(i))
              .join('')
              .replace(/\s+/g, ' ');
            assert.equal(new BlockReader(block).read({ start, end }).text.replace(/\s+/g, ' '), shown);
            if (clean.includes('\\[') && !/[*`<]/.test(clean)) escaped++;
          }
        }
      }),
      runs(2),
    );
    assert.ok(escaped > 0);
  });

  it('should show what was escaped, and tell where it stands', () => {
    const [block] = CodedText.parse('Ja \\[ler\\] og \\\\[x, a\\b.\n').blocks;
    assert.ok(block !== undefined);
    const read = new BlockReader(block).read({ start: 0, end: block.clean.length - 1 });
    assert.equal(read.text, 'Ja [ler] og \\[x, a\\b.');
    assert.deepEqual(read.extent(3, 8), { start: 4, end: 10 });
  });
});
