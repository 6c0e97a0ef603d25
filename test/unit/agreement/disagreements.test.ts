import assert from 'node:assert/strict';
import { compareCoders } from '../../../src/core/agreement/coders.js';
import { disagreementsOf, kindOfDisagreement } from '../../../src/core/agreement/disagreements.js';
import { studyOf } from '../study/studies.js';

const codes = new Map(['a', 'b', 'c'].map((code) => [code, new Set([code])]));

/** Each place as its kind and what each coder says there. */
function placesOf(text: string, units: 'words' | 'turns' = 'words', coders: readonly string[] = []): readonly string[] {
  const study = studyOf({ 'codebook.md': '## A {#a}\n', 'transcripts/x.md': text });
  const comparison = compareCoders(study, { coders, everywhere: false });
  return disagreementsOf(comparison, { units, codes, language: undefined }).map((disagreement) => {
    const said = disagreement.readings.map((reading) =>
      reading === undefined ? '?' : reading.map(({ code, coding }) => `${code}[${coding.passage.quote}]`).join('+'),
    );
    return `${kindOfDisagreement(disagreement)}: ${said.join(' | ')}`;
  });
}

describe('the places where coders disagree', () => {
  it('should be none where they agree', () =>
    assert.deepEqual(placesOf('**P1:** [[en to]{.a by=kn}]{.a by=ol} tre\n'), []));

  it('should be where one has coded and the other not', () =>
    assert.deepEqual(placesOf('**P1:** [en]{.a by=kn} to [tre]{.b by=ol}\n'), [
      'one-sided: a[en] | ',
      'one-sided:  | b[tre]',
    ]));

  it('should put passages of one code that meet together', () =>
    assert.deepEqual(placesOf('**P1:** [en to []{#r .a by=ol}tre fire]{.a by=kn} fem[]{end=r}\n'), [
      'extent: a[en to tre fire] | a[tre fire fem]',
    ]));

  it('should put different codes together where they have more in common than not', () => {
    assert.deepEqual(placesOf('**P1:** [[en to tre]{.a by=kn} fire]{.b by=ol}\n'), [
      'codes: a[en to tre] | b[en to tre fire]',
    ]);
    assert.deepEqual(placesOf('**P1:** [[en]{.a by=kn} to tre fire]{.b by=ol}\n'), [
      'one-sided:  | b[en to tre fire]',
      'one-sided: a[en] | ',
    ]);
  });

  it('should leave out a code that both gave', () =>
    assert.deepEqual(placesOf('**P1:** [[en to]{.a .b by=kn}]{.a by=ol}\n'), ['one-sided: b[en to] | ']));

  it('should go by the units: what touches the same turns agrees', () =>
    assert.deepEqual(placesOf('**P1:** [en to]{.a by=kn} [tre]{.a by=ol}\n\n**P2:** [fire]{.b by=ol}\n', 'turns'), [
      'one-sided:  | b[fire]',
    ]));

  it('should count those who have agreed since, and be of three coders, too', () => {
    assert.deepEqual(placesOf('**P1:** [en]{.a by=kn agreed=ol} [to]{.b by=ol agreed=kn}\n'), []);
    assert.deepEqual(placesOf('**P1:** [en]{.a by=kn agreed=ol} [to]{.b by=pk}\n'), [
      'one-sided: a[en] | a[en] | ',
      'one-sided:  |  | b[to]',
    ]);
  });
});
