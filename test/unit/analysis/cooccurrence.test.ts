import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { meetingKinds, type MeetingKind } from '../../../src/core/analysis/cooccurrence/meetings.js';
import type { FrontMatterData } from '../../../src/core/markdown/frontMatterData.js';
import type { Study } from '../../../src/core/study/study.js';
import type { Passage } from '../../../src/core/transcript/types.js';
import { tableOf, valuesOf } from './tables.js';
import { studyFiles, studyOf } from '../study/studies.js';

const runs = Number(process.env.EMIC_RUNS ?? 150);

const valuesIn = (study: Study, asked: FrontMatterData = {}): readonly (readonly unknown[])[] =>
  valuesOf(tableOf(study, { show: 'cooccurrence', ...asked }));

describe('co-occurrence', () => {
  // Turn 1: a over b, and apart from these c. Turn 2: a with c on one passage. Turn 3: b. Turn 4: c.
  const study = studyOf({
    'codebook.md': '## A {#a}\n\n## B {#b}\n\n## C {#c}\n',
    'transcripts/x.md':
      '**P:** [en [to]{.b} tre]{.a} og [fire]{.c}\n\n**Q:** [fem]{.a .c}\n\n**P:** [seks]{.b}\n\n**Q:** [sju]{.c}\n',
  });

  it('should count passages that overlap', () =>
    assert.deepEqual(valuesIn(study), [
      [2, 2, 1],
      [2, 2, 0],
      [1, 0, 3],
    ]));

  it('should count passages that have both codes', () =>
    assert.deepEqual(valuesIn(study, { by: 'passage' }), [
      [2, 0, 1],
      [0, 2, 0],
      [1, 0, 3],
    ]));

  it('should count passages that meet in a turn', () =>
    assert.deepEqual(valuesIn(study, { by: 'turn' }), [
      [2, 2, 3],
      [2, 2, 2],
      [3, 2, 3],
    ]));

  it('should count passages in turns that are near', () => {
    // The second b is one turn after the second a and c, and one before the last c.
    assert.deepEqual(valuesIn(study, { by: 'near', turns: 1 }), [
      [2, 4, 3],
      [4, 2, 5],
      [3, 5, 3],
    ]);
    assert.deepEqual(valuesIn(study, { by: 'near', turns: 0 }), valuesIn(study, { by: 'turn' }));
  });

  it('should give them as a share of all passages of the two codes', () =>
    assert.deepEqual(valuesIn(study, { cell: 'coefficient', codes: 'a, b, c' }), [
      [1, 2 / 4, 1 / 4],
      [2 / 4, 1, 0],
      [1 / 4, 0, 1],
    ]));

  it('should keep to passages that also meet a third code', () =>
    assert.deepEqual(valuesIn(study, { by: 'turn', codes: 'a, b', with: 'c' }), [
      [2, 2],
      [2, 1],
    ]));

  it('should add up what stands below a theme', () => {
    const other = studyOf({
      'codebook.md': '## T {#t .theme}\n\n### A {#a}\n\n## B {#b}\n',
      'transcripts/x.md': '[en [to]{.b}]{.a} [tre]{.t .b}\n',
    });
    assert.deepEqual(valuesIn(other, { codes: 't, b' }), [
      [2, 3],
      [3, 2],
    ]);
  });

  /** The same, by looking at each two passages. */
  function meets(study: Study, one: Passage, other: Passage, kind: MeetingKind, turns: number): boolean {
    if (one.document !== other.document) return false;
    if (one === other) return true;
    switch (kind) {
      case 'passage':
        return false;
      case 'overlap':
        return one.clean.start < other.clean.end && other.clean.start < one.clean.end;
      default: {
        const all = study.transcript(one.document)?.turns ?? [];
        const of = ({ clean }: Passage): readonly number[] =>
          [...all.keys()].filter((i) => all[i]!.start < clean.end && clean.start < all[i]!.end);
        const distance = kind === 'near' ? turns : 0;
        return of(one).some((a) => of(other).some((b) => Math.abs(a - b) <= distance));
      }
    }
  }

  it('should be what looking at each two passages gives, the same both ways round, and open what it counts', () => {
    fc.assert(
      fc.property(studyFiles, fc.constantFrom(...meetingKinds), fc.nat({ max: 3 }), (files, by, turns) => {
        const any = studyOf(files);
        const table = tableOf(any, { show: 'cooccurrence', by, turns, aggregate: true });
        const has = ({ codes }: Passage, id: string): boolean =>
          codes.some((code) => any.codesCountedFor(id).has(code));
        table.rows.forEach(({ id: a }, row) =>
          table.columns.forEach(({ id: b }, column) => {
            const wanted = any.passages.filter((one) =>
              [
                [a, b],
                [b, a],
              ].some(
                ([own = '', met = '']) =>
                  has(one, own) && any.passages.some((other) => has(other, met) && meets(any, one, other, by, turns)),
              ),
            );
            const { value, places } = table.cell(row, column);
            assert.deepEqual(
              places.map(({ passage }) => passage),
              wanted,
            );
            assert.equal(value, wanted.length);
          }),
        );
      }),
      { numRuns: runs },
    );
  });
});
