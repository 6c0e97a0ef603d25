import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { differInAttributesOnly } from '../../../src/core/coding/sameMarks.js';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { readStructure } from '../../../src/core/markdown/structure.js';
import { document } from '../documents.js';

const runs = { numRuns: Number(process.env.EMIC_RUNS ?? 250) };

function differ(before: string, after: string): boolean {
  const [old] = CodedText.parse(before).blocks;
  const [fresh] = CodedText.parse(after).blocks;
  assert.ok(old !== undefined && fresh !== undefined);
  return differInAttributesOnly(old, fresh);
}

describe('blocks that differ in attributes only', () => {
  it('should have the same text and marks at the same places', () => {
    assert.ok(differ('a [b [c]{.d} e]{.f}', 'a [b [c]{.longer x=y} e]{.g}'));
    assert.ok(!differ('a [b [c]{.d} e]{.f}', 'a [b [c]{.d} i]{.f}'));
    assert.ok(!differ('a [b [c]{.d} e]{.f}', 'a [b c e]{.f}'));
    assert.ok(!differ('[b c]{.f}', '[b] c{.f}'));
    assert.ok(!differ('[]{#a .b}', '[]{end=a}'));
    assert.ok(!differ('[a]{.b}', '[a]{.b k="`"}'));
  });

  it('should have the same structure, whatever the text and the attributes', () => {
    let same = 0;
    fc.assert(
      fc.property(document, fc.constantFrom('.x', '.x_y_', '.a by="* *"', 'lang=a', '#i2 .b'), (source, written) => {
        for (const block of CodedText.parse(source).blocks) {
          for (const { block: attributes } of block.marks) {
            const inner = attributes.start + 1;
            const text = `${block.source.slice(0, inner)}${written}${block.source.slice(attributes.end - 1)}`;
            const { blocks } = CodedText.parse(text);
            const [fresh] = blocks;
            if (fresh === undefined || blocks.length > 1 || !differInAttributesOnly(block, fresh)) continue;
            same++;
            assert.equal(readStructure(text), readStructure(block.source));
          }
        }
      }),
      runs,
    );
    assert.ok(same > 30, `${same} blocks`);
  });
});
