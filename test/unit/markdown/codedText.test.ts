import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { moveMark } from '../../../src/core/markdown/moveMark.js';
import { readBlockFully, readDocumentFully } from '../../../src/core/markdown/fullBlock.js';
import { readBlockQuickly } from '../../../src/core/markdown/quickBlock.js';
import { splitBlockAt } from '../../../src/core/markdown/split.js';
import type { Block } from '../../../src/core/markdown/types.js';
import { document, inline, prose } from '../documents.js';

const runs = { numRuns: Number(process.env.EMIC_RUNS ?? 600) };

/** A block without what was worked out of it. */
function bare(block: Block): Omit<Block, 'kept'> {
  const { source, kind, marks, memoReferences, memos, cuts, clean, headings, paragraphs, prose, suspects, swallowed } =
    block;
  return { source, kind, marks, memoReferences, memos, cuts, clean, headings, paragraphs, prose, suspects, swallowed };
}

/** A block as plain data in places of the whole document. */
function spread(block: Block, by: number, cleanBy: number): unknown {
  const move = <T extends { start: number; end: number }>(list: readonly T[], offset: number): T[] =>
    list.map((one) => ({ ...one, start: one.start + offset, end: one.end + offset }));
  return {
    marks: block.marks.map((mark) => moveMark(mark, by)),
    memoReferences: move(block.memoReferences, by),
    memos: move(block.memos, by).map((memo) => ({ ...memo, label: memo.label + by })),
    headings: move(block.headings, cleanBy).map((heading) => ({
      ...heading,
      content: { start: heading.content.start + cleanBy, end: heading.content.end + cleanBy },
      attributes: heading.attributes?.entries.map(({ key, value }) => `${key}=${value}`),
    })),
    paragraphs: move(block.paragraphs, cleanBy),
    prose: move(block.prose, cleanBy),
    suspects: move(block.suspects, by),
  };
}

function spreadAll(text: CodedText): Record<string, unknown[]> {
  const all: Record<string, unknown[]> = {};
  text.blocks.forEach((block, i) => {
    for (const [key, list] of Object.entries(
      spread(block, text.blockStart(i), text.cleanStart(i)) as Record<string, unknown[]>,
    )) {
      (all[key] ??= []).push(...list);
    }
  });
  return all;
}

describe('reading a document', () => {
  it('should read a block quickly as it reads it fully', () => {
    fc.assert(
      fc.property(fc.oneof(inline, prose, document), (source) => {
        const { kind, end } = splitBlockAt(source, 0, true);
        if (kind !== 'text') return;
        const block = source.slice(0, end);
        const quick = readBlockQuickly(block);
        if (quick !== undefined) assert.deepEqual(bare(quick), bare(readBlockFully(block, false)));
      }),
      { numRuns: runs.numRuns * 3 },
    );
  });

  it('should read block by block what it reads as a whole', () => {
    fc.assert(
      fc.property(document, (source) => {
        const text = CodedText.parse(source);
        const whole = readDocumentFully(source);
        assert.equal(text.blocks.map((block) => block.source).join(''), source);
        assert.equal(text.clean, whole.clean);
        const parts = spreadAll(text);
        const expected = spread(whole, 0, 0) as Record<string, unknown[]>;
        for (const key of Object.keys(expected)) assert.deepEqual(parts[key] ?? [], expected[key], key);
      }),
      runs,
    );
  });

  it('should give after an edit what it gives anew', () => {
    const edit = fc.tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(12),
      fc.oneof(inline, document, fc.constantFrom('', '\n', '\n\n', '```\n', '[', ']{.a}', ' ')),
    );
    fc.assert(
      fc.property(document, fc.array(edit, { minLength: 1, maxLength: 6 }), (source, edits) => {
        let text = CodedText.parse(source);
        for (const [where, length, inserted] of edits) {
          const start = Math.floor(where * text.text.length);
          text = text.update([{ start, end: Math.min(text.text.length, start + length), text: inserted }]);
          const anew = CodedText.parse(text.text);
          assert.deepEqual(text.blocks.map(bare), anew.blocks.map(bare));
          assert.equal(text.clean, anew.clean);
        }
      }),
      runs,
    );
  });

  it('should take several edits at once', () => {
    fc.assert(
      fc.property(document, fc.array(fc.tuple(fc.nat(80), fc.nat(5), inline), { maxLength: 4 }), (source, parts) => {
        let at = 0;
        const edits = [];
        for (const [gap, length, inserted] of parts) {
          const start = at + gap;
          if (start + length > source.length) break;
          edits.push({ start, end: start + length, text: inserted });
          at = start + length;
        }
        const text = CodedText.parse(source).update(edits);
        assert.deepEqual(text.blocks.map(bare), CodedText.parse(text.text).blocks.map(bare));
      }),
      runs,
    );
  });

  it('should find every clean character in the source and back', () => {
    fc.assert(
      fc.property(document, (source) => {
        const text = CodedText.parse(source);
        const { clean } = text;
        for (let i = 0; i < clean.length; i++) {
          const start = text.toSource(i, 'start');
          assert.equal(source.charAt(start), clean.charAt(i));
          assert.equal(text.toClean(start), i);
          assert.equal(text.toSource(i + 1, 'end'), start + 1);
        }
        assert.equal(text.sliceClean(0, clean.length), clean);
      }),
      runs,
    );
  });

  it('should give passages whose quotation stands at their place in the source', () => {
    fc.assert(
      fc.property(document, (source) => {
        const text = CodedText.parse(source);
        for (const passage of text.passages) {
          assert.equal(passage.quote, text.clean.slice(passage.clean.start, passage.clean.end));
          assert.equal(source.charAt(passage.source.start), passage.quote.charAt(0));
          assert.equal(source.charAt(passage.source.end - 1), passage.quote.charAt(passage.quote.length - 1));
          assert.equal(source.charAt(passage.opening.open.start), '[');
          assert.ok(source.slice(0, passage.closing.close.end).endsWith('}'));
        }
      }),
      runs,
    );
  });
});
