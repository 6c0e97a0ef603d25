import * as fc from 'fast-check';
import * as coding from '../../../src/core/coding/coding.js';
import { setMemo } from '../../../src/core/coding/memos.js';
import { CodedText } from '../../../src/core/markdown/codedText.js';

/** A side's history: words put in and taken out, passages coded, changed and removed, memos written. */
export interface Step {
  readonly kind: 'type' | 'erase' | 'code' | 'uncode' | 'add' | 'resize' | 'memo';
  readonly at: number;
  readonly length: number;
  readonly code: string;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('type', 'erase', 'code', 'code', 'code', 'uncode', 'add', 'resize', 'memo'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(30),
  code: fc.constantFrom('x', 'y', 'z'),
});

/** What a side's steps make of a text. */
export function edited(source: string, steps: readonly Step[], side: string): string {
  let text = CodedText.parse(source);
  let n = 0;
  const ids = (): string => `${side}${String(++n)}`;
  for (const { kind, at, length, code } of steps) {
    const start = Math.floor(at * text.length);
    const extent = { start, end: Math.min(text.length, start + length) };
    const passage = text.passages[Math.floor(at * text.passages.length)];
    if (kind === 'type') {
      const place = text.toSource(text.toClean(start), 'end');
      text = text.update([{ start: place, end: place, text: ` ${side}${code.repeat(1 + (length % 3))}` }]);
      continue;
    }
    if (kind === 'erase') {
      const clean = text.toClean(start);
      const from = text.toSource(clean, 'start');
      const to = text.toSource(Math.min(text.cleanLength, clean + 3), 'end');
      if (to > from && to - from === Math.min(text.cleanLength, clean + 3) - clean)
        text = text.update([{ start: from, end: to, text: '' }]);
      continue;
    }
    const result =
      kind === 'code'
        ? coding.codeSelection(text, extent, [code], { ids, facts: length % 3 === 0 ? { by: side } : {} })
        : passage === undefined
          ? undefined
          : kind === 'uncode'
            ? coding.removePassage(text, passage)
            : kind === 'add'
              ? coding.addCodes(text, passage, [code])
              : kind === 'resize'
                ? coding.resizePassage(text, passage, extent, { ids })
                : setMemo(text, passage, `${side} ${code}`, ids);
    if (result?.kind === 'edits') text = text.update(result.edits);
  }
  return text.text;
}

export const history: fc.Arbitrary<readonly Step[]> = fc.array(step, { maxLength: 6 });
/** Without passages that are given other words: that is to take one away and to make another. */
export const lasting: fc.Arbitrary<readonly Step[]> = history.map((steps) =>
  steps.filter(({ kind }) => kind !== 'resize'),
);
