import assert from 'node:assert/strict';
import { drawn, tableOf } from './tables.js';
import { studyOf } from '../study/studies.js';

describe('the timeline', () => {
  const study = studyOf({
    'codebook.md': '# K\n\n## T {#t .theme}\n\n### A {#a}\n\n#### B {#b}\n\n## C {#c}\n',
    'transcripts/x.md': '[ja]{.a} nei [vel]{.b} og [så]{.a .b}\n',
    'transcripts/y.md': 'ingenting\n',
    'transcripts/z.md': '[kanskje]{.b}\n',
  });

  it('should have the codes and the documents that have passages', () =>
    assert.deepEqual(drawn(tableOf(study, { show: 'timeline' })), ['x | z', 'A: 2 | 0', 'B: 2 | 1']));

  it('should count codes with those below where it is so asked', () =>
    assert.deepEqual(drawn(tableOf(study, { show: 'timeline', codes: 'a, t', aggregate: true })), [
      'x | z',
      'A: 3 | 1',
      'T: 3 | 1',
    ]));

  it('should know where each place is', () => {
    const { places } = tableOf(study, { show: 'timeline' }).cell(0, 0);
    assert.deepEqual(
      places.map(({ clean }) => [clean.start, clean.end]),
      [
        [0, 2],
        [14, 16],
      ],
    );
  });

  it('should keep to the documents that are asked for', () =>
    assert.deepEqual(drawn(tableOf(study, { show: 'timeline', documents: 'z' })), ['z', 'B: 1']));
});
