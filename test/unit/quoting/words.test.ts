import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { placeOf } from '../../../src/core/analysis/place.js';
import { Attribution } from '../../../src/core/quoting/attribution.js';
import { withInnerMarks } from '../../../src/core/quoting/quoteMarks.js';
import { defaultQuoting, quotationStyles, readAttribution, type Quoting } from '../../../src/core/quoting/quoting.js';
import { quotedWords } from '../../../src/core/quoting/words.js';
import type { Study } from '../../../src/core/study/study.js';
import { studyOf } from '../study/studies.js';

function study(transcript: string, frontMatter = 'interviewers: [I]'): Study {
  return studyOf({
    'codebook.md': `---\n${frontMatter}\n---\n## Price {#price}\n`,
    'participants.csv': 'id,role\nA1,leder\nA2,\n',
    'transcripts/a.md': transcript,
  });
}

/** The quotation of a study's only passage, a paragraph a line. */
function quoted(of: Study, how: Partial<Quoting>): readonly string[] {
  const [passage] = of.passages;
  assert.ok(passage);
  return quotedWords(of, placeOf(passage), { ...defaultQuoting, ...how }).map(({ label, text }) =>
    label === '' ? text : `${label} ${text}`,
  );
}

const dialogue = [
  '**A1:** Før. []{#r1 .price}Det var dyrt.',
  '',
  '**I:** Hvor dyrt?',
  '',
  '**A1:** Svært "dyrt".',
  '',
  '**A2:** Ja.[]{end=r1} Etter.',
  '',
].join('\n');

describe('a quotation', () => {
  it('should be set apart with the marks that were there', () => {
    const of = study('**A1:** [Det var «dyrt», ja]{.price}.\n');
    assert.deepEqual(quoted(of, { style: 'block' }), ['Det var «dyrt», ja']);
  });

  it('should have marks around it, and others inside', () => {
    const of = study('**A1:** [Det var «dyrt», ja, "for dyrt" - det er 5 kr’s “dyrt”]{.price}.\n');
    const inside = 'Det var ‘dyrt’, ja, ‘for dyrt’ - det er 5 kr’s ‘dyrt’';
    assert.deepEqual(quoted(of, { style: 'guillemets' }), [`«${inside}»`]);
    assert.deepEqual(quoted(of, { style: 'curly' }), [`“${inside}”`]);
  });

  it('should tell who speaks where several do, in brackets where that was put in', () => {
    const of = study(dialogue);
    assert.deepEqual(quoted(of, { style: 'guillemets' }), [
      '[A1:] «Det var dyrt.»',
      'I: «Hvor dyrt?»',
      'A1: «Svært ‘dyrt’.»',
      'A2: «Ja.»',
    ]);
    assert.deepEqual(quoted(of, {}), ['[A1:] Det var dyrt.', 'I: Hvor dyrt?', 'A1: Svært "dyrt".', 'A2: Ja.']);
  });

  it('should say where a question is left out', () => {
    const of = study(dialogue);
    assert.deepEqual(quoted(of, { questions: 'omit' }), ['[A1:] Det var dyrt. [...]', 'A1: Svært "dyrt".', 'A2: Ja.']);
  });

  it('should keep the questions where there is nothing else', () =>
    assert.deepEqual(quoted(study('**I:** [Hvor dyrt?]{.price}\n'), { questions: 'omit' }), ['Hvor dyrt?']));

  it('should say where it is cut', () => {
    const of = study(dialogue);
    assert.deepEqual(quoted(of, { longest: 2 }), ['Det var [...]']);
    assert.deepEqual(quoted(of, { longest: 3, style: 'curly' }), ['“Det var dyrt. [...]”']);
    assert.deepEqual(quoted(of, { longest: 4 }), ['[A1:] Det var dyrt.', 'I: Hvor [...]']);
    assert.equal(quoted(of, { longest: 8 }).join(' ').includes('[...]'), false);
  });

  it('should open each paragraph of one speaker and close the last', () => {
    const of = study('**A1:** Så.\n\n[]{#r1 .price}Ett.\n\nTo.[]{end=r1}\n', 'title: x');
    assert.deepEqual(quoted(of, { style: 'guillemets' }), ['«Ett.', '«To.»']);
  });

  it('should change nothing but marks, whatever was said', () => {
    const said = fc
      .array(fc.constantFrom('"', '«', '»', '“', '”', '„', 'ord', ' ', '’', '(', '😀', 'שלום'))
      .map((all) => all.join(''));
    const bare = (text: string): string => text.replace(/["“”„«»‘’]/g, '|');
    fc.assert(
      fc.property(said, fc.constantFrom(...quotationStyles), (text, style) => {
        const changed = withInnerMarks(text, style);
        assert.equal(bare(changed), bare(text));
        if (style !== 'block') assert.doesNotMatch(changed, /["“”„«»]/);
      }),
    );
  });
});

describe('an attribution', () => {
  const of = study(
    '---\ntitle: Møte\nplace: Bodø\n---\n## Kostnad\n\n**A1 [00:01:02]:** [Dyrt]{.price stance=contra}\n',
  );
  const [passage] = of.passages;
  assert.ok(passage);
  const said = (template: string): string => new Attribution(of, readAttribution(template)).textOf(placeOf(passage));

  it('should say who, in which role, when, where', () => {
    assert.equal(said('{participant}, {attr:role}, {time}, {document}'), 'A1, leder, 00:01:02, Møte');
    assert.equal(said('{section} / {codes}'), 'Kostnad / Price');
    assert.equal(said('{attr:place}, {attr:stance}'), 'Bodø, contra');
    assert.equal(said('none'), '');
  });

  it('should leave out what nobody knows', () => assert.equal(said('{participant}, {attr:weather}, {id}'), 'A1'));
});

describe('a codebook that says how to quote', () => {
  const settings = (yaml: string): Study => study('', `quotations: ${yaml}`);

  it('should be followed', () => {
    const { quotations } = settings(
      '{style: guillemets, attribution: "{participant}", questions: omit, longest: 60}',
    ).settings;
    assert.deepEqual(quotations, {
      style: 'guillemets',
      attribution: readAttribution('participant'),
      questions: 'omit',
      longest: 60,
    });
  });

  it('should be told what it says wrongly, and the rest followed', () => {
    const of = settings('{style: fancy, attribution: "{who}", longest: few, colour: red, questions: omit}');
    assert.deepEqual(of.settings.quotations, { ...defaultQuoting, questions: 'omit' });
    assert.equal(of.codebook.problems.length, 4);
    assert.equal(settings('guillemets').codebook.problems.length, 1);
  });
});
