import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { CodedText } from '../../../../src/core/markdown/codedText.js';
import { bindQuery } from '../../../../src/core/queries/evaluation/bind.js';
import { askStudy, LiveQuery } from '../../../../src/core/queries/evaluation/findings.js';
import { extentsOf, placesOf } from '../../../../src/core/queries/evaluation/places.js';
import { related } from '../../../../src/core/queries/evaluation/relations.js';
import { find } from '../../../../src/core/queries/passageQuery.js';
import { parseQuery } from '../../../../src/core/queries/language/parse.js';
import { QueryTextError } from '../../../../src/core/queries/language/queryTextError.js';
import { relations, type Condition, type Query } from '../../../../src/core/queries/language/syntax.js';
import type { Study } from '../../../../src/core/study/study.js';
import { studyOf, transcript, transcriptPath } from '../../study/studies.js';
import { findNaively } from './naive.js';
import { processorTime } from '../../processorTime.js';

const codebook = `---
interviewers: [Intervjuer]
---
## start {#start .theme}

### price {#price}

### Time {#Time}

## trust {#trust}

### word {#word themes=start}

## time {#time .category}

### other {#other}
`;
const participants = 'id,role\nA1,leder\nA2,bonde\nB1,bonde\nC1,\n';

const nowhere = { start: 0, end: 0 };
const written = (text: string): { text: string; start: number; end: number } => ({ text, ...nowhere });
const query = (condition: Condition): Query => ({ unit: 'passages', condition, ...nowhere });

const code = fc
  .tuple(
    fc.subarray(['start', 'price', 'Time', 'trust', 'word', 'time', 'other'], { minLength: 1, maxLength: 2 }),
    fc.constantFrom('usual' as const, 'usual' as const, 'all' as const, 'own' as const),
  )
  .map(([codes, scope]): Condition => ({ kind: 'code', codes: codes.map(written), scope, ...nowhere }));

const other: fc.Arbitrary<Condition> = fc.oneof(
  fc.constantFrom('A1', 'A2', 'B1').map((id): Condition => ({ kind: 'participant', names: [written(id)], ...nowhere })),
  fc
    .tuple(
      fc.constantFrom('role', 'stance'),
      fc.constantFrom('=' as const, '!=' as const),
      fc.constantFrom('bonde', 'contra', ''),
    )
    .map(([name, comparison, value]): Condition => ({
      kind: 'attribute',
      name: written(name),
      comparison,
      values: [written(value)],
      ...nowhere,
    })),
  fc.constantFrom('DYRT', 'tid', 'ja').map((text): Condition => ({ kind: 'text', names: [written(text)], ...nowhere })),
);

const distance = fc.option(
  fc.record({
    most: fc.integer({ min: 0, max: 6 }),
    measure: fc.constantFrom('turns' as const, 'words' as const, 'characters' as const),
  }),
  { nil: undefined },
);

/** Conditions on passages, of any shape. */
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, depthSize: 'medium' },
    { weight: 4, arbitrary: code },
    { weight: 1, arbitrary: other },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('and' as const, 'or' as const), tie('condition'), tie('condition'))
        .map(([kind, a, b]): Condition => ({ kind, parts: [a, b], ...nowhere })),
    },
    { weight: 1, arbitrary: tie('condition').map((part): Condition => ({ kind: 'not', part, ...nowhere })) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(
          fc.constantFrom(...relations),
          distance,
          fc.option(tie('condition'), { nil: undefined }),
          tie('condition'),
        )
        .map(([relation, far, left, right]): Condition => ({
          kind: 'relation',
          relation,
          distance: far,
          left,
          right: query(right),
          ...nowhere,
        })),
    },
  ),
}));

const files = fc
  .uniqueArray(fc.tuple(transcriptPath, transcript), { selector: ([path]) => path, minLength: 1, maxLength: 3 })
  .map((documents) => ({
    'codebook.md': codebook,
    'participants.csv': participants,
    ...Object.fromEntries(documents),
  }));

describe('a query over any study', () => {
  it('should find what a naive reading of the definitions finds, by the same people', () => {
    let answered = 0;
    fc.assert(
      fc.property(files, condition, (source, asked) => {
        const study = studyOf(source);
        const findings = askStudy(study, query(asked));
        const expected = findNaively(study, asked);
        assert.deepEqual(
          findings.places.map(({ clean, document, codes }) => [document, clean.start, clean.end, codes.join(' ')]),
          [...expected.keys()].map(({ clean, document, codes }) => [document, clean.start, clean.end, codes.join(' ')]),
        );
        for (const document of findings.documents()) {
          for (const number of document.found) {
            const people = document.peopleAt(number);
            const passage = document.transcript.passages[number];
            if (people === undefined || passage === undefined) continue;
            assert.deepEqual(
              people,
              [...(expected.get(passage) ?? [])].filter((person) => person !== undefined),
            );
          }
        }
        if (expected.size > 0) answered++;
      }),
      { numRuns: 1500 },
    );
    assert.ok(answered > 100, `only ${String(answered)} queries found something`);
  });

  it('should find after any changes what a new query finds', () => {
    const change = fc.oneof(
      fc.record({
        kind: fc.constant('document' as const),
        path: transcriptPath,
        text: fc.option(transcript, { nil: undefined }),
      }),
      fc.record({
        kind: fc.constant('participants' as const),
        text: fc.constantFrom(participants, 'id,role\nA1,bonde\n', 'id,role\nB1,\n'),
      }),
      fc.record({
        kind: fc.constant('codebook' as const),
        text: fc.constantFrom(
          codebook,
          codebook.replace('### word', '## word'),
          codebook.replace('interviewers: [Intervjuer]', 'interviewers: [A1]'),
        ),
      }),
    );
    fc.assert(
      fc.property(files, condition, fc.array(change, { maxLength: 5 }), (source, asked, changes) => {
        const live = new LiveQuery(query(asked));
        let study = studyOf(source);
        isSameAsNew(live, study, asked);
        for (const one of changes) {
          if (one.kind === 'document')
            study = study.withDocument(one.path, one.text === undefined ? undefined : CodedText.parse(one.text));
          else if (one.kind === 'participants') study = study.withParticipants(one.text);
          else study = study.withCodebook(one.text);
          isSameAsNew(live, study, asked);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('should look only through the document that has changed', () => {
    const source = {
      'codebook.md': codebook,
      'transcripts/a.md': '[a]{.price}\n',
      'transcripts/b.md': '[b]{.price} [c]{.trust}\n',
    };
    const live = new LiveQuery(query({ kind: 'code', codes: [written('price')], scope: 'usual', ...nowhere }));
    const before = studyOf(source);
    const first = [...live.in(before).documents()];
    const after = before.withDocument('transcripts/b.md', CodedText.parse('[b]{.price} [c]{.price}\n'));
    const second = [...live.in(after).documents()];
    assert.equal(second[0], first[0]);
    assert.notEqual(second[1], first[1]);
    assert.deepEqual(
      second.map(({ count }) => count),
      [1, 2],
    );
    // What concerns other codes changes nothing; what the code gathers does.
    assert.equal([...live.in(after.withCodebook(codebook.replace('## trust', '## Trust'))).documents()][0], first[0]);
    const theme = after.withCodebook(codebook.replace('### price {#price}', '### price {#price .theme}\n\n#### new'));
    assert.notEqual([...live.in(theme).documents()][0], first[0]);
  });

  it('should say with options what it says with words', () => {
    fc.assert(
      fc.property(
        files,
        fc.subarray(['price', 'trust', 'start']),
        fc.subarray(['word', 'time']),
        (source, codes, not) => {
          const study = studyOf(source);
          const text = [...codes, ...not.map((one) => `not ${one}`)].join(' and ');
          const options = find(study, { codes, not }).map(({ passage }) => passage);
          const asked = text === '' ? 'passages' : text;
          assert.deepEqual(options, findText(study, asked));
        },
      ),
    );
  });
});

function isSameAsNew(live: LiveQuery, study: Study, asked: Condition): void {
  const places = (ask: () => { readonly places: readonly unknown[] }): unknown => {
    try {
      return ask().places;
    } catch (error) {
      if (error instanceof QueryTextError) return error.message;
      throw error;
    }
  };
  assert.deepEqual(
    places(() => live.in(study)),
    places(() => askStudy(study, query(asked))),
  );
}

function findText(study: Study, text: string): readonly unknown[] {
  const asked = parseQuery(text);
  return askStudy(study, asked.unit === undefined ? { ...asked, unit: 'passages' } : asked).passages;
}

describe('a sweep over places', () => {
  const extents = fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 8 }))
      .map(([start, length]) => ({ start, end: start + length })),
    { maxLength: 12 },
  );

  it('should find what comparing each with each finds', () => {
    fc.assert(
      fc.property(
        extents,
        extents,
        fc.constantFrom(...relations),
        fc.integer({ min: 0, max: 5 }),
        fc.boolean(),
        (a, b, relation, most, isOwn) => {
          const places = placesOf(a);
          const others = isOwn ? places : placesOf(b);
          const list = extentsOf(others);
          const own = isOwn ? Int32Array.from(list.keys()) : undefined;
          const found = related(places, others, relation, own, (from, to) => to - from <= most);
          extentsOf(places).forEach(({ start, end }, i) => {
            const expected = list.some((other, j) => {
              if (isOwn && i === j) return false;
              const shares = other.start < end && start < other.end;
              const before = end <= other.start && other.start - end <= most;
              const after = other.end <= start && start - other.end <= most;
              switch (relation) {
                case 'overlapping':
                  return shares;
                case 'within':
                  return other.start <= start && end <= other.end;
                case 'containing':
                  return start <= other.start && other.end <= end;
                case 'before':
                  return before;
                case 'after':
                  return after;
                case 'near':
                  return shares || before || after;
              }
            });
            assert.equal(found[i] === 1, expected, `${String(start)}-${String(end)}`);
          });
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('should not compare each with each', () => {
    const many = (count: number): ReturnType<typeof placesOf> =>
      placesOf(Array.from({ length: count }, (_, i) => ({ start: i * 3, end: i * 3 + 1 + ((i * 7919) % 50) })));
    const one = many(100_000);
    const took = processorTime(() => {
      for (const relation of relations) related(one, one, relation, undefined, (from, to) => to - from <= 2);
    });
    // Each with each would take minutes.
    assert.ok(took < 30_000, `${took} ms`);
  });

  it('should be bound once for what it names', () => {
    const study = studyOf({ 'codebook.md': codebook });
    const asked = query({ kind: 'code', codes: [written('price')], scope: 'usual', ...nowhere });
    assert.equal(bindQuery(study, asked).key, bindQuery(study, asked).key);
  });
});
