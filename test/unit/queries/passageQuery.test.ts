import assert from 'node:assert/strict';
import { readCondition } from '../../../src/core/queries/attributes.js';
import { findPassages, type PassageQuery } from '../../../src/core/queries/passageQuery.js';
import { QueryError } from '../../../src/core/queries/queryError.js';
import { readFiles, samskaping, studyOf } from '../study/studies.js';

describe('a query for passages', () => {
  const study = studyOf(readFiles(samskaping));
  const quotes = (query: PassageQuery): readonly string[] =>
    findPassages(study, query).map(({ quote }) => quote.slice(0, 16));
  const where = (...conditions: readonly string[]): PassageQuery => ({ where: conditions.map(readCondition) });

  const all = [
    'Hva kostet det?',
    'Det ble dyrt',
    'det tok lang tid',
    'lang tid',
    'Vi fikk penger',
    'Vi stolte på ham',
    'Han holdt ord',
    'Ferga gikk',
  ];

  it('should give all passages in order if it asks for nothing', () => assert.deepEqual(quotes({}), all));

  it('should ask for one code', () => assert.deepEqual(quotes({ codes: ['tid'] }), ['lang tid', 'Ferga gikk']));

  it('should ask for several codes in one passage', () => {
    assert.deepEqual(quotes({ codes: ['tillit', 'kostnad'] }), ['Vi stolte på ham']);
    assert.deepEqual(quotes({ codes: ['ord', 'kostnad'] }), []);
  });

  it('should ask for one of several codes', () => {
    assert.deepEqual(quotes({ any: ['tid', 'ord'] }), ['lang tid', 'Han holdt ord', 'Ferga gikk']);
  });

  it('should ask for passages without a code', () => {
    assert.deepEqual(quotes({ not: ['kostnad', 'tid'] }), ['det tok lang tid', 'Han holdt ord']);
    assert.deepEqual(quotes({ codes: ['kostnad'], not: ['tillit'] }), [
      'Hva kostet det?',
      'Det ble dyrt',
      'Vi fikk penger',
    ]);
  });

  it('should take a theme with all that counts for it, with and without asking', () => {
    const trust = ['lang tid', 'Vi stolte på ham', 'Han holdt ord', 'Ferga gikk'];
    assert.deepEqual(quotes({ codes: ['tillit'] }), trust);
    assert.deepEqual(quotes({ any: ['tillit'], aggregate: true }), trust);
    assert.deepEqual(
      quotes({ not: ['tillit'] }),
      all.filter((quote) => !trust.includes(quote)),
    );
  });

  it('should take a code and a category as they are, unless it is asked to add up', () => {
    const other = studyOf({
      'codebook.md': '## A {#a .category}\n\n### B {#b}\n',
      'transcripts/x.md': '[en]{.a} [to]{.b}\n',
    });
    assert.deepEqual(
      findPassages(other, { codes: ['a'] }).map(({ quote }) => quote),
      ['en'],
    );
    assert.deepEqual(
      findPassages(other, { codes: ['a'], aggregate: true }).map(({ quote }) => quote),
      ['en', 'to'],
    );
  });

  it('should find a code by its name', () => assert.deepEqual(quotes({ codes: ['Ord'] }), ['Han holdt ord']));

  it('should find a code that the codebook lacks', () =>
    assert.deepEqual(quotes({ codes: ['Ordhold'] }), ['Han holdt ord']));

  it('should ask for a participant, whatever the case, or for one of several', () => {
    assert.deepEqual(quotes({ participants: ['a2'] }), ['Vi stolte på ham']);
    assert.deepEqual(quotes({ participants: ['A2', 'A3'] }), ['Vi stolte på ham', 'Han holdt ord']);
  });

  it('should ask for an attribute of participants', () => {
    assert.deepEqual(quotes(where('role=bonde')), ['Vi stolte på ham']);
    assert.deepEqual(quotes(where('role=leder')), all.slice(1, 5));
  });

  it('should ask for those without an attribute, nobody among them', () => {
    assert.deepEqual(quotes(where('role=')), ['Hva kostet det?', 'Vi stolte på ham', 'Han holdt ord', 'Ferga gikk']);
  });

  it('should ask for one of several values of an attribute', () => {
    assert.deepEqual(quotes(where('years=31', 'years=4')), ['Vi stolte på ham', 'Han holdt ord']);
  });

  it('should ask for several attributes of one and the same person', () => {
    assert.deepEqual(quotes(where('role=bonde', 'years=31')), ['Vi stolte på ham']);
    // In that passage a farmer answers, and somebody of 4 years: two people.
    assert.deepEqual(quotes(where('role=bonde', 'years=4')), []);
    assert.deepEqual(quotes({ ...where('role=bonde'), participants: ['A3'] }), []);
  });

  it('should ask for an attribute of documents and of marks', () => {
    assert.deepEqual(quotes(where('date=2024-03-12')), all.slice(0, 5));
    assert.deepEqual(quotes(where('stance=contra')), ['Vi fikk penger']);
    assert.deepEqual(quotes(where('by=kn')), ['Ferga gikk']);
    assert.deepEqual(quotes(where('by=')), all.slice(0, 7));
  });

  it('should ask for a value of a list', () =>
    assert.deepEqual(quotes(where('participants=A3')), ['Vi stolte på ham', 'Han holdt ord']));

  it('should ask for a section by its id or its text, with what stands below it', () => {
    assert.deepEqual(quotes({ sections: ['penger'] }), ['Vi fikk penger']);
    assert.deepEqual(quotes({ sections: ['start'] }), all.slice(0, 7));
    assert.deepEqual(quotes({ sections: ['slutt', 'Penger'] }), ['Vi fikk penger', 'Ferga gikk']);
  });

  it('should ask for words, whatever their case and white space', () => {
    assert.deepEqual(quotes({ texts: ['TID'] }), ['det tok lang tid', 'lang tid']);
    assert.deepEqual(quotes({ texts: ['ham. **A3:** ja'] }), ['Vi stolte på ham']);
    assert.deepEqual(quotes({ texts: ['det', 'lang'] }), ['det tok lang tid']);
  });

  const refused: readonly (readonly [string, PassageQuery, QueryError['reason'], RegExp])[] = [
    ['an unknown code', { codes: ['nei'] }, 'unknown-code', /no code nei/],
    ['a code of another case', { not: ['Tillít'] }, 'unknown-code', /mean tillit/],
    ['an unknown participant', { participants: ['Z9'] }, 'unknown-participant', /Z9/],
    ['an unknown section', { sections: ['midt'] }, 'unknown-section', /midt/],
    ['an unknown attribute', where('height=2'), 'unknown-attribute', /height/],
  ];
  for (const [name, query, reason, sentence] of refused) {
    it(`should refuse ${name}`, () => {
      assert.throws(
        () => findPassages(study, query),
        (error) => error instanceof QueryError && error.reason === reason && sentence.test(error.message),
      );
    });
  }

  it('should refuse a condition without a value', () => {
    for (const text of ['role', '=leder', '']) {
      assert.throws(
        () => readCondition(text),
        (error) => error instanceof QueryError && error.reason === 'bad-condition',
      );
    }
  });
});
