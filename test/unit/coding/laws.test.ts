import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import * as coding from '../../../src/core/coding/coding.js';
import type { CodingResult } from '../../../src/core/coding/types.js';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { readDocumentFully } from '../../../src/core/markdown/fullBlock.js';
import { readStructure } from '../../../src/core/markdown/structure.js';
import { applyEdits } from '../../../src/core/text/edits.js';
import { document } from '../documents.js';

const runs = { numRuns: Number(process.env.EMIC_RUNS ?? 250) };

interface Step {
  readonly kind: 'code' | 'add' | 'remove' | 'removePassage' | 'removeAll' | 'resize' | 'recode';
  readonly from: number;
  readonly length: number;
  readonly code: string;
  readonly by: string | undefined;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('code', 'code', 'code', 'add', 'remove', 'removePassage', 'removeAll', 'resize', 'recode'),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.nat(12), fc.nat(120)),
  code: fc.constantFrom('x', 'y', 'a'),
  by: fc.constantFrom(undefined, undefined, 'kn'),
});

function run(text: CodedText, { kind, from, length, code, by }: Step, ids: () => string): CodingResult | undefined {
  const start = Math.floor(from * text.text.length);
  const extent = { start, end: Math.min(text.text.length, start + length) };
  const passage = text.passages[Math.floor(from * text.passages.length)];
  if (kind === 'code')
    return coding.codeSelection(text, extent, [code], { ids, ...(by === undefined ? {} : { facts: { by } }) });
  if (kind === 'removeAll') return coding.removeAllIn(text, extent);
  if (passage === undefined) return undefined;
  switch (kind) {
    case 'add':
      return coding.addCodes(text, passage, [code]);
    case 'remove':
      return coding.removeCode(text, passage, passage.codes[0] ?? '');
    case 'removePassage':
      return coding.removePassage(text, passage);
    case 'resize':
      return coding.resizePassage(text, passage, extent, { ids });
    case 'recode':
      return coding.recodePassage(text, passage, passage.codes[0] ?? '', code);
  }
}

function counter(): () => string {
  let n = 0;
  return () => `z${String(++n)}`;
}

/** The passages as a set that does not tell where their marks stand. */
function passagesOf(text: CodedText): string[] {
  return text.passages.map(({ clean, codes, id }) => [clean.start, clean.end, codes.join(), id].join('|')).sort();
}

describe('the laws', () => {
  it('should leave what was said, how it is read and the other passages alone, whatever is coded', () => {
    let edited = 0;
    let refused = 0;
    fc.assert(
      fc.property(document, fc.array(step, { minLength: 1, maxLength: 8 }), (source, steps) => {
        const ids = counter();
        let text = CodedText.parse(source);
        const { clean } = text;
        const structure = readStructure(source);
        for (const one of steps) {
          const result = run(text, one, ids);
          if (result === undefined) continue;
          if (result.kind === 'refused') {
            refused++;
            continue;
          }
          edited++;
          const before = passagesOf(text);
          const after = CodedText.parse(applyEdits(text.text, result.edits));
          assert.equal(after.clean, clean);
          assert.equal(readDocumentFully(after.text).clean, clean);
          assert.equal(readStructure(after.text), structure);
          if (one.kind === 'code') {
            const left = passagesOf(after);
            for (const passage of before) {
              const same = left.indexOf(passage);
              if (same >= 0) left.splice(same, 1);
            }
            assert.ok(left.length <= 1, 'one passage is new or changed');
            const made = result.passage;
            assert.ok(
              made &&
                after.passages.some(
                  (p) => p.clean.start === made.start && p.clean.end === made.end && p.codes.includes(one.code),
                ),
            );
          }
          text = after;
        }
      }),
      runs,
    );
    assert.ok(edited > refused, `${String(edited)} edits, ${String(refused)} refused: most should be possible`);
  });

  it('should give the file back when what was coded is removed', () => {
    fc.assert(
      fc.property(document, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(60), (source, from, length) => {
        const text = CodedText.parse(source);
        const start = Math.floor(from * source.length);
        const result = coding.codeSelection(text, { start, end: Math.min(source.length, start + length) }, ['zz'], {
          ids: counter(),
        });
        if (result.kind === 'refused' || result.edits.length === 0) return;
        const coded = CodedText.parse(applyEdits(source, result.edits));
        const made = coded.passages.find(({ codes }) => codes.includes('zz'));
        assert.ok(made);
        const undone = coding.removeCode(coded, made, 'zz');
        assert.equal(undone.kind === 'edits' ? applyEdits(coded.text, undone.edits) : undone.reason, source);
      }),
      runs,
    );
  });
});
