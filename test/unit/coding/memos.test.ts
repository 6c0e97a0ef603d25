import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import * as coding from '../../../src/core/coding/coding.js';
import { identifyPassage, removeMemo, setMemo, tidyMemo } from '../../../src/core/coding/memos.js';
import type { CodingResult } from '../../../src/core/coding/types.js';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { readDocumentFully } from '../../../src/core/markdown/fullBlock.js';
import type { CodedPassage } from '../../../src/core/markdown/types.js';
import { applyEdits } from '../../../src/core/text/edits.js';
import { document } from '../documents.js';

const runs = { numRuns: Number(process.env.EMIC_RUNS ?? 250) };

function counter(): () => string {
  let n = 0;
  return () => `k${String(++n)}`;
}

function outcome(source: string, result: CodingResult): string {
  return result.kind === 'refused' ? `refused: ${result.reason}` : applyEdits(source, result.edits);
}

const passageOf = (text: CodedText, at: number): CodedPassage => {
  const passage = text.passages[at];
  assert.ok(passage !== undefined);
  return passage;
};

const set = (source: string, memo: string, at = 0): string => {
  const text = CodedText.parse(source);
  return outcome(source, setMemo(text, passageOf(text, at), memo, counter()));
};

const remove = (source: string, at = 0): string => {
  const text = CodedText.parse(source);
  return outcome(source, removeMemo(text, passageOf(text, at)));
};

describe('memos on passages', () => {
  const written: [name: string, before: string, memo: string, after: string, at?: number][] = [
    [
      'should give the passage an id, refer to the memo, and write it last',
      'a [b]{.x} c\n',
      'Hm',
      'a [b]{#k1 .x}[^memo-k1] c\n\n[^memo-k1]: Hm\n',
    ],
    ['should keep an id', '[b]{.x #r}\n', 'Hm', '[b]{.x #r}[^memo-r]\n\n[^memo-r]: Hm\n'],
    [
      'should refer to a range’s memo where it ends',
      '[]{#r .x}b\n\nc[]{end=r} d\n',
      'Hm',
      '[]{#r .x}b\n\nc[]{end=r}[^memo-r] d\n\n[^memo-r]: Hm\n',
    ],
    ['should do without a final newline', '[b]{#r .x}', 'Hm', '[b]{#r .x}[^memo-r]\n\n[^memo-r]: Hm'],
    [
      'should write CR LF where the file has it',
      '[b]{#r .x}\r\n',
      'En\n\nto',
      '[b]{#r .x}[^memo-r]\r\n\r\n[^memo-r]: En\r\n\r\n    to\r\n',
    ],
    [
      'should indent further lines',
      '[b]{#r .x}\n',
      'En\nto\n\n- tre\n  - fire\n',
      '[b]{#r .x}[^memo-r]\n\n[^memo-r]: En\n    to\n\n    - tre\n      - fire\n',
    ],
    [
      'should keep the spaces of Markdown’s line breaks, and lines of white space',
      '[b]{#r .x}\n',
      '  En  \nto\\\n \n\ttre  ',
      '[b]{#r .x}[^memo-r]\n\n[^memo-r]: En  \n    to\\\n     \n    \ttre\n',
    ],
    [
      'should change what is there',
      '[b]{#r .x}[^memo-r]\n\n[^memo-r]: En\n\n    to\n',
      'Ny',
      '[b]{#r .x}[^memo-r]\n\n[^memo-r]: Ny\n',
    ],
    [
      'should write the memo that a reference misses',
      '[b]{#r .x}[^memo-r]\n',
      'Ny',
      '[b]{#r .x}[^memo-r]\n\n[^memo-r]: Ny\n',
    ],
    [
      'should stand after that of the passage before',
      '[a]{#p .x}[^memo-p] [b]{#r .x} [c]{#s .x}[^memo-s]\n\n[^memo-p]: P\n\n[^memo-s]: S\n',
      'R',
      '[a]{#p .x}[^memo-p] [b]{#r .x}[^memo-r] [c]{#s .x}[^memo-s]\n\n[^memo-p]: P\n\n[^memo-r]: R\n\n[^memo-s]: S\n',
      1,
    ],
    [
      'should stand before that of the passage after',
      '[a]{#p .x} [b]{#r .x}[^memo-r]\n\n[^memo-r]: R\n',
      'P',
      '[a]{#p .x}[^memo-p] [b]{#r .x}[^memo-r]\n\n[^memo-p]: P\n\n[^memo-r]: R\n',
    ],
    [
      'should stand last where others stand elsewhere',
      '[a]{#p .x}[^memo-p] b\n\n[^memo-p]: P\n\n[c]{#r .x}\n',
      'R',
      '[a]{#p .x}[^memo-p] b\n\n[^memo-p]: P\n\n[c]{#r .x}[^memo-r]\n\n[^memo-r]: R\n',
      1,
    ],
    ['should be refused empty', '[b]{#r .x}\n', ' \n ', 'refused: empty-memo'],
    ['should be refused where a stray memo has its id', '[b]{#r .x}\n\n[^memo-r]: R\n', 'Ny', 'refused: memo-taken'],
    ['should be refused in a merge', '[b]{#r .x}\n\n<<<<<<< a\n', 'Ny', 'refused: conflict-markers'],
    ['should be refused where the file’s end is code', '[b]{#r .x}\n\n```\nx\n', 'Ny', 'refused: clean-text'],
  ];
  for (const [name, before, memo, after, at = 0] of written) {
    it(name, () => assert.equal(set(before, memo, at), after));
  }

  it('should change nothing where the memo is as it was', () => {
    const text = CodedText.parse('[b]{#r .x}[^memo-r]\n\n[^memo-r]:  En\n');
    const result = setMemo(text, passageOf(text, 0), 'En');
    assert.deepEqual(result.kind === 'edits' && result.edits, []);
  });

  it('should go with its reference and leave the id', () => {
    assert.equal(remove('a [b]{#k1 .x}[^memo-k1] c\n\n[^memo-k1]: Hm\n\n    ja\n'), 'a [b]{#k1 .x} c\n');
    assert.equal(remove('[b]{#r .x}[^memo-r]\n'), '[b]{#r .x}\n');
    assert.equal(remove('[b]{#r .x}\n'), '[b]{#r .x}\n');
  });

  it('should stay where another mark refers to it', () =>
    assert.equal(
      remove('[a]{#r .x}[^memo-r] [b]{#r .x}[^memo-r]\n\n[^memo-r]: R\n'),
      '[a]{#r .x} [b]{#r .x}[^memo-r]\n\n[^memo-r]: R\n',
    ));

  it('should give an id alone', () => {
    const text = CodedText.parse('[b]{.x}');
    const { id, result } = identifyPassage(text, passageOf(text, 0), counter());
    assert.equal(id, 'k1');
    assert.equal(outcome(text.text, result), '[b]{#k1 .x}');
  });

  const piece = fc.constantFrom(
    ...[
      'ord',
      ' ',
      '  ',
      '\n',
      '\n\n',
      '\r\n',
      '\t',
      '    ',
      '[^',
      '[^memo-k1]: ',
      ']',
      '[x]{.y}',
      '```',
      '- ',
      '# ',
      '> ',
      '👩‍🌾',
      'å',
      '\u2028',
      '---',
      '<!--',
      '$',
      '`',
      '\\',
      ':',
      '**funn:** ',
    ],
  );
  const memo = fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join(''));

  it('should read back as typed, leave all else as it was, and go again without a trace', () => {
    let done = 0;
    fc.assert(
      fc.property(document, fc.nat(), memo, fc.constantFrom('a', 'b'), (source, at, typed, code) => {
        const plain = CodedText.parse(source);
        const coded = coding.codeSelection(plain, { start: at % (source.length + 1), end: source.length }, [code], {
          ids: counter(),
        });
        const text = coded.kind === 'edits' ? plain.update(coded.edits) : plain;
        const passage = text.passages[at % Math.max(1, text.passages.length)];
        if (passage === undefined) return;
        const ids = (): (() => string) => {
          let n = 0;
          return () => `q${String(++n)}`;
        };
        const { result: identified } = identifyPassage(text, passage, ids());
        const result = setMemo(text, passage, typed, ids());
        if (result.kind === 'refused' || identified.kind === 'refused') return;
        const after = text.update(result.edits);
        assert.equal(after.text, applyEdits(text.text, result.edits));
        assert.equal(after.clean, text.clean);
        const noted = after.passages.find(
          ({ clean, codes, memo: found }) =>
            found?.text === tidyMemo(typed) &&
            clean.start === passage.clean.start &&
            clean.end === passage.clean.end &&
            codes.join() === passage.codes.join(),
        );
        assert.ok(noted !== undefined, 'the memo reads back');
        assert.equal(readDocumentFully(after.text).memos.find(({ id }) => id === noted.id)?.text, tidyMemo(typed));
        const others = (of: CodedText, id: string | undefined): unknown =>
          of.passages.map((each) => [each.clean, each.codes, each.id === id ? '' : [each.id, each.memo?.text]]);
        if (passage.id !== undefined) assert.deepEqual(others(after, passage.id), others(text, passage.id));
        if (passage.memo === undefined && passage.memoReference === undefined) {
          const back = removeMemo(after, noted);
          assert.equal(outcome(after.text, back), applyEdits(text.text, identified.edits));
          done++;
        }
      }),
      runs,
    );
    assert.ok(done > runs.numRuns / 5, `only ${String(done)}`);
  });
});
