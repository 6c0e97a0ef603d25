import assert from 'node:assert/strict';
import { askStudy } from '../../../../src/core/queries/evaluation/findings.js';
import { parseQuery } from '../../../../src/core/queries/language/parse.js';
import { QueryTextError } from '../../../../src/core/queries/language/queryTextError.js';
import { studyOf } from '../../study/studies.js';

/*
 * What each query finds here was worked out by hand. Passages are named by their words.
 * b.md has two turns and a crossing: `to tre` is hope, `tre fire` is fear; `fem` is hope and fear by one mark.
 */
const study = studyOf({
  'codebook.md': `---
interviewers: [I]
language: nb
---
# Kodebok

## Feelings {#feelings .theme}

### Hope {#hope}

### Fear {#fear}

## Cost {#cost}

### High cost {#high}

## Trust {#trust}
`,
  'participants.csv': 'id,role,years\nA1,farmer,9\nA2,teacher,31\nA3,farmer,100\n',
  'transcripts/a.md': `---
title: Interview A
date: 2024-03-12
---
# Interview A

## Start {#start}

**I:** What did [it cost]{.cost}?

**A1:** It was [dear]{.cost by=kn}. We [trusted]{.trust} him. [He was [kind]{.hope}]{.trust}.

**I:** And then?

### What stands in the way {#way}

**A2:** [Nothing]{.high stance=contra} did. It cost nothing.

**A1:** Well, [yes]{#m1 .fear}[^memo-m1].

[^memo-m1]: She hesitates.
`,
  'transcripts/b.md': `**A3:** en []{#r1 .hope}to []{#r2 .fear}tre[]{end=r1} fire[]{end=r2} [fem]{.hope .fear}.

**A1:**

**A2:** seks.
`,
  'transcripts/c.md': `A note without speakers about [cost]{.cost}.

It has two paragraphs. This one has [hope]{.hope}, and two sentences.
`,
});

const found = (text: string): readonly string[] => askStudy(study, parseQuery(text)).places.map(({ quote }) => quote);

describe('a query’s answer', () => {
  const answers: readonly (readonly [string, readonly string[]])[] = [
    // Codes
    ['cost', ['it cost', 'dear', 'cost']],
    ['Cost', ['it cost', 'dear', 'cost']],
    ['all:cost', ['it cost', 'dear', 'Nothing', 'cost']],
    ['high cost', ['Nothing']],
    ['feelings', ['kind', 'yes', 'to tre', 'tre fire', 'fem', 'hope']],
    ['own:feelings', []],
    ['h*', ['kind', 'Nothing', 'to tre', 'fem', 'hope']],
    ['hope,cost', ['it cost', 'dear', 'kind', 'to tre', 'fem', 'cost', 'hope']],
    ['hope and fear', ['fem']],
    ['hope and not fear', ['kind', 'to tre', 'hope']],
    ['high or fear', ['Nothing', 'yes', 'tre fire', 'fem']],
    ['not feelings', ['it cost', 'dear', 'trusted', 'He was kind', 'Nothing', 'cost']],
    ['kind:theme', []],
    ['kind:code and stance=contra', ['Nothing']],
    // Facts of marks
    ['by:kn', ['dear']],
    ['coded and by!=kn and cost', ['it cost', 'cost']],
    ['memo', ['yes']],
    ['memo:"HESITATES"', ['yes']],
    ['memo:nothing', []],
    ['id:m1', ['yes']],
    // Who, where, what
    ['cost and speaker:A1', ['dear']],
    ['cost and speaker:i', ['it cost']],
    ['coded and participant:a2', ['Nothing']],
    ['coded and role=farmer', ['dear', 'trusted', 'He was kind', 'kind', 'yes', 'to tre', 'tre fire', 'fem']],
    ['coded and role!=farmer', ['it cost', 'Nothing', 'cost', 'hope']],
    ['coded and years>9', ['Nothing', 'to tre', 'tre fire', 'fem']],
    ['coded and years<=9', ['dear', 'trusted', 'He was kind', 'kind', 'yes']],
    ['coded and date>=2024-03', ['it cost', 'dear', 'trusted', 'He was kind', 'kind', 'Nothing', 'yes']],
    ['coded and section:way', ['Nothing', 'yes']],
    ['coded and section:"what stands*"', ['Nothing', 'yes']],
    ['cost and section:start', ['it cost', 'dear']],
    ['cost and document:c', ['cost']],
    ['cost and document:"interview *"', ['it cost', 'dear']],
    ['coded and text:"was KIND"', ['He was kind']],
    ['coded and word:rust', []],
    ['coded and text:rust', ['trusted']],
    // Where passages stand to each other
    ['hope within trust', ['kind']],
    ['trust containing hope', ['He was kind']],
    ['hope overlapping fear', ['to tre', 'fem']],
    ['hope overlapping hope', []],
    ['feelings overlapping feelings', ['to tre', 'tre fire', 'fem']],
    ['coded overlapping coded', ['He was kind', 'kind', 'to tre', 'tre fire']],
    ['hope within fear', ['fem']],
    ['fear not overlapping hope', ['yes']],
    ['cost near:0turns trust', ['dear']],
    ['cost near trust', ['it cost', 'dear']],
    ['fear near:2turns trust', []],
    ['fear near trust', []],
    ['fear near:3turns trust', ['yes']],
    ['cost near cost', ['it cost', 'dear']],
    ['cost near:0turns cost', []],
    ['cost before trust', ['it cost', 'dear']],
    ['trust after cost', ['trusted', 'He was kind']],
    ['cost after trust', []],
    ['cost near:1word trust', ['dear']],
    ['cost near:0words trust', []],
    ['trust near:1word trust', ['trusted', 'He was kind']],
    ['cost near:1sentence hope', []],
    ['cost near:2sentences hope', ['dear', 'cost']],
    ['cost near:8characters text:"we"', ['dear']],
    ['cost within section:start', ['it cost', 'dear']],
    ['trust near:0turns text:dear', ['trusted', 'He was kind']],
    ['fear near (turns with text:nothing)', ['yes']],
    ['coded and within document:c', ['cost', 'hope']],
    [
      'passages',
      [
        'it cost',
        'dear',
        'trusted',
        'He was kind',
        'kind',
        'Nothing',
        'yes',
        'to tre',
        'tre fire',
        'fem',
        'cost',
        'hope',
      ],
    ],
    // Turns and other parts of the text
    ['text:nothing', ['Nothing did. It cost nothing.']],
    ['word:"it cost"', ['What did it cost?', 'Nothing did. It cost nothing.']],
    ['speaker:A2', ['Nothing did. It cost nothing.', 'seks.']],
    ['turns with not coded', ['And then?', 'seks.']],
    ['turns with cost and trust', ['It was dear. We trusted him. He was kind.']],
    ['turns with role=teacher and text:cost', ['Nothing did. It cost nothing.']],
    [
      'turns overlapping (hope and not fear)',
      [
        'It was dear. We trusted him. He was kind.',
        'en to tre fire fem.',
        'It has two paragraphs. This one has hope, and two sentences.',
      ],
    ],
    ['sentences with text:nothing', ['Nothing did.', 'It cost nothing.']],
    ['sentences with text:two and hope', ['This one has hope, and two sentences.']],
    ['paragraphs with document:c and not cost', ['It has two paragraphs. This one has hope, and two sentences.']],
    [
      'sections with fear and not cost',
      ['### What stands in the way {#way}\n\n**A2:** Nothing did. It cost nothing.\n\n**A1:** Well, yes.\n'],
    ],
    [
      'turns near:0turns cost',
      ['What did it cost?', 'It was dear. We trusted him. He was kind.', 'A note without speakers about cost.'],
    ],
  ];
  for (const [text, expected] of answers) {
    it(`should be right for ${text}`, () => assert.deepEqual(found(text), expected));
  }

  const paths = (text: string): readonly string[] =>
    askStudy(study, parseQuery(text)).places.map(({ document }) => document);

  it('should be documents', () => {
    assert.deepEqual(paths('documents with cost and trust'), ['transcripts/a.md']);
    assert.deepEqual(paths('documents with hope and not cost'), ['transcripts/b.md']);
    assert.deepEqual(paths('documents with section:way'), ['transcripts/a.md']);
    assert.deepEqual(paths('documents with not trust'), ['transcripts/b.md', 'transcripts/c.md']);
  });

  it('should say who speaks in a turn, when, and with which codes', () => {
    const [place] = askStudy(study, parseQuery('turns with high')).places;
    assert.deepEqual(
      [place?.speakers, place?.participants, place?.section, place?.codes, place?.passage],
      [['A2'], ['A2'], ['start', 'way'], ['high'], undefined],
    );
    const text = study.transcript('transcripts/a.md')?.text;
    assert.equal(
      text?.text.slice(place?.source.start, place?.source.end),
      'Nothing]{.high stance=contra} did. It cost nothing.',
    );
  });

  /** `‹›` around the name that is not there. */
  const refused: readonly (readonly [string, QueryTextError['reason'], readonly string[]])[] = [
    ['‹costs› and trust', 'unknown-code', ['cost and trust']],
    ['hope and ‹feer›', 'unknown-code', ['hope and fear']],
    ['‹cost trust›', 'unknown-code', ['cost and trust']],
    ['‹Hihg cost›', 'unknown-code', ['"High cost"']],
    ['cost and participant:‹B1›', 'unknown-participant', ['cost and participant:A1']],
    ['cost and speaker:‹Kari›', 'unknown-participant', []],
    ['cost and section:‹stat›', 'unknown-section', ['cost and section:Start', 'cost and section:start']],
    ['cost and document:‹d›', 'unknown-document', []],
    ['cost and ‹rol›=farmer', 'unknown-attribute', ['cost and role=farmer']],
    ['kind:‹topic›', 'bad-query', ['kind:theme', 'kind:category', 'kind:code', 'kind:unknown']],
    ['cost near (turns with ‹x›)', 'unknown-code', []],
  ];
  for (const [marked, reason, expected] of refused) {
    it(`should be a mistake for ${marked}`, () => {
      const text = marked.replace(/[‹›]/g, '');
      assert.throws(
        () => askStudy(study, parseQuery(text)),
        (error) => {
          assert.ok(error instanceof QueryTextError);
          assert.deepEqual(
            [error.reason, error.start, error.end],
            [reason, marked.indexOf('‹'), marked.indexOf('›') - 1],
          );
          const after = error.suggestions.map((edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end));
          assert.deepEqual(
            expected.filter((one) => !after.includes(one)),
            [],
            after.join(' | '),
          );
          return true;
        },
      );
    });
  }
});
