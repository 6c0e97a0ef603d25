import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { codesInQuery } from '../../../../src/core/queries/language/codeReferences.js';
import { parseQuery } from '../../../../src/core/queries/language/parse.js';
import { QueryTextError } from '../../../../src/core/queries/language/queryTextError.js';
import type { Condition, Query } from '../../../../src/core/queries/language/syntax.js';
import { quoteName } from '../../../../src/core/queries/language/tokens.js';

/** A query with all its parentheses. */
function show({ unit, condition }: Query): string {
  return [unit, condition === undefined ? undefined : showCondition(condition)]
    .filter((part) => part !== undefined)
    .join(': ');
}

function showCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return `(${condition.parts.map(showCondition).join(` ${condition.kind} `)})`;
    case 'not':
      return `not ${showCondition(condition.part)}`;
    case 'relation': {
      const { relation, distance, left, right } = condition;
      const far = distance === undefined ? '' : `:${String(distance.most)} ${distance.measure}`;
      return `(${left === undefined ? '_' : showCondition(left)} ${relation}${far} ${show(right)})`;
    }
    case 'code':
      return `${condition.scope === 'usual' ? '' : `${condition.scope}:`}${condition.codes.map(({ text }) => text).join('|')}`;
    case 'attribute':
      return `${condition.name.text}${condition.comparison}${condition.values.map(({ text }) => text).join('|')}`;
    case 'coded':
    case 'noted':
      return condition.kind;
    default:
      return `${condition.kind}:${condition.names.map(({ text }) => text).join('|')}`;
  }
}

describe('the query language', () => {
  const read: readonly (readonly [string, string])[] = [
    ['kostnad', 'kostnad'],
    ['a and b or c and not d', '((a and b) or (c and not d))'],
    ['a and (b or c)', '(a and (b or c))'],
    ['not a and b', '(not a and b)'],
    ['not not a', 'not not a'],
    ['not (a or b)', 'not (a or b)'],
    ['a near b and c', '((a near b) and c)'],
    ['not a near b', 'not (a near b)'],
    ['a not near b', '(a and not (a near b))'],
    ['a near b near c', '((a near b) near c)'],
    ['a near:3turns b', '(a near:3 turns b)'],
    ['a near:3 turns b', '(a near:3 turns b)'],
    ['a near: 10 words b', '(a near:10 words b)'],
    ['a near:1sentence not b', '(a near:1 sentences not b)'],
    ['a before:2paragraphs b after c', '((a before:2 paragraphs b) after c)'],
    ['a within (b or c)', '(a within (b or c))'],
    ['a containing b', '(a containing b)'],
    ['overlapping b and a', '((_ overlapping b) and a)'],
    ['not overlapping b', 'not (_ overlapping b)'],
    ['a near (turns with text:dyrt)', '(a near turns: text:dyrt)'],
    ['turns', 'turns'],
    ['turns with a and b', 'turns: (a and b)'],
    ['turns near:2turns a', 'turns: (_ near:2 turns a)'],
    ['sentences where not coded', 'sentences: not coded'],
    ['documents not overlapping a', 'documents: not (_ overlapping a)'],
    ['turns and a', '(turns and a)'],
    ['speaker:A1 and participant: a2,a3', '(speaker:A1 and participant:a2|a3)'],
    ['section:"Hva hindrer" or text:«lang tid»', '(section:Hva hindrer or text:lang tid)'],
    ['role=farmer,teacher and years >= 10', '(role=farmer|teacher and years>=10)'],
    ['role!=farmer', 'role!=farmer'],
    ['role= and a', '(role= and a)'],
    ['attr:"years active"<3', 'years active<3'],
    ['"years active" = 3', 'years active=3'],
    ['stance=contra and by:kn', '(stance=contra and by=kn)'],
    ['high cost and "trust and hope"', '(high cost and trust and hope)'],
    ['code:near and own:theme and all:cost', '(near and own:theme and all:cost)'],
    ['sted:oslo', 'sted:oslo'],
    ['memo and memo:"Hun nøler"', '(noted and memo:Hun nøler)'],
    ['kind:theme, category', 'kind:theme|category'],
    ['A & B | ! C', '((A and B) or not C)'],
    ['a OG b ELLER IKKE c', '((a and b) or not c)'],
    ['a nær:2replikker b', '(a near:2 turns b)'],
    ['replikker med taler:A1 og tekst:dyrt', 'turns: (speaker:A1 and text:dyrt)'],
    ['a innenfor b', '(a within b)'],
    ['"si \\"ja\\""', 'si "ja"'],
  ];
  for (const [text, meaning] of read) {
    it(`should read ${text}`, () => assert.equal(show(parseQuery(text)), meaning));
  }

  /** `‹›` around the place that is told. */
  const refused: readonly (readonly [string, RegExp, ...(readonly string[])[]])[] = [
    ['‹›', /code is missing/],
    ['a and‹›', /code is missing/],
    ['‹and› a', /Before and a code is missing/],
    ['a ‹(›b)', /Before \( something is missing/, ['a and (b)', 'a or (b)', 'a near (b)']],
    [
      'a b ‹speaker:›A1',
      /Before speaker: something is missing/,
      ['a b and speaker:A1', 'a b or speaker:A1', 'a b near speaker:A1'],
    ],
    ['‹(›a or b', /not closed/, ['(a or b)']],
    ['a‹)›', /closes none/, ['a']],
    ['a and ‹"b c›', /quotation mark is not closed/, ['a and "b c"']],
    ['a and ‹«b c›', /quotation mark is not closed/, ['a and «b c»']],
    ['speaker:‹›', /speaker:A1/],
    ['speaker:‹)›', /speaker:A1/],
    ['a near:‹x› b', /near:3turns/],
    [
      'a near:‹3x› b',
      /counted in turns/,
      ['a near:3turns b', 'a near:3words b', 'a near:3sentences b', 'a near:3paragraphs b'],
    ],
    ['a ‹within:›3turns b', /no distance/, ['a within3turns b']],
    ['‹=› b', /code is missing/],
    ['a,‹›', /name or a value is missing/],
  ];
  for (const [marked, sentence, suggestions] of refused) {
    it(`should tell what is wrong with ${marked}`, () => {
      const start = marked.indexOf('‹');
      const end = marked.indexOf('›') - 1;
      const text = marked.replace(/[‹›]/g, '');
      assert.throws(
        () => parseQuery(text),
        (error) => {
          assert.ok(error instanceof QueryTextError);
          assert.deepEqual([error.start, error.end], [start, end], error.message);
          assert.match(error.message, sentence);
          const after = error.suggestions.map((edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end));
          if (suggestions !== undefined) assert.deepEqual(after, suggestions);
          return true;
        },
      );
    });
  }

  it('should tell an unfinished query from a wrong one', () => {
    const isUnfinished = (text: string): boolean => {
      try {
        parseQuery(text);
        return false;
      } catch (error) {
        return error instanceof QueryTextError && error.isUnfinished;
      }
    };
    assert.deepEqual(['', 'a and', 'a near:', '(a', 'text:"x', 'a)', 'and a'].map(isUnfinished), [
      true,
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('should read or refuse any text, with a place inside it', () => {
    const piece = fc.constantFrom(
      'a',
      'and',
      'or',
      'not',
      'near',
      'near:',
      '3turns',
      '(',
      ')',
      '"',
      '«',
      '=',
      ',',
      'turns',
      'with',
      'speaker:',
      '*',
      ' ',
      '\\',
      '!',
      '>=',
      'å',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece, { maxLength: 14 }).map((parts) => parts.join(' ')),
          fc.string(),
        ),
        (text) => {
          try {
            const { start, end } = parseQuery(text);
            assert.ok(0 <= start && start <= end && end <= text.length);
          } catch (error) {
            assert.ok(error instanceof QueryTextError, String(error));
            assert.ok(0 <= error.start && error.start <= error.end && error.end <= text.length);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('should not be hung by what is deep or long', () => {
    assert.throws(() => parseQuery('('.repeat(100_000)), QueryTextError);
    assert.throws(() => parseQuery('not '.repeat(100_000)), QueryTextError);
    assert.equal(codesInQuery(parseQuery(Array.from({ length: 5000 }, () => 'a').join(' and '))).length, 5000);
  });

  it('should say where codes are named', () => {
    const text = 'høy kostnad and not (all:"a b", c near d) or text:e and x* within section:f';
    const names = codesInQuery(parseQuery(text)).map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(names, ['høy kostnad', '"a b"', 'c', 'd']);
  });

  it('should read a name that was quoted as that name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        const [only] = codesInQuery(parseQuery(quoteName(name.replaceAll('*', ''))));
        assert.equal(only?.text, name.replaceAll('*', ''));
      }),
    );
  });
});
