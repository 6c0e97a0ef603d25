import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { codeSelection } from '../../../src/core/coding/coding.js';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { moveEdge } from '../../../src/core/transcript/edges.js';
import { growExtent, shrinkExtent } from '../../../src/core/transcript/growing.js';
import { sentencesIn } from '../../../src/core/transcript/sentences.js';
import { Transcript } from '../../../src/core/transcript/transcript.js';
import { uncodedTurns } from '../../../src/core/transcript/uncoded.js';
import { document as anyDocument } from '../documents.js';

const transcriptOf = (text: string): Transcript =>
  new Transcript('a.md', CodedText.parse(text), { participants: ['A1'], interviewers: ['I'] });

/** What is selected step by step from the `|` in a text, as it reads. */
function growth(marked: string): readonly string[] {
  const transcript = transcriptOf(marked.replace('|', ''));
  const { text } = transcript;
  const at = text.toClean(marked.indexOf('|'));
  const steps: string[] = [];
  let now = growExtent(transcript, { start: at, end: at }, 'nb');
  for (; now !== undefined; now = growExtent(transcript, now, 'nb')) steps.push(text.sliceClean(now.start, now.end));
  return steps;
}

describe('sentences', () => {
  const cases: [text: string, sentences: string[]][] = [
    ['Det var dyrt. Vi hadde jo ingenting.', ['Det var dyrt.', 'Vi hadde jo ingenting.']],
    ['Vi dyrka f.eks. Gulløye og andre. Ja.', ['Vi dyrka f.eks. Gulløye og andre.', 'Ja.']],
    ['Det var kl. 10.30 Kari kom. Så gikk vi.', ['Det var kl. 10.30 Kari kom.', 'Så gikk vi.']],
    ['Vi, dvs. Kari og jeg, drev ca. 20 mål. Hm?', ['Vi, dvs. Kari og jeg, drev ca. 20 mål.', 'Hm?']],
    ['Poteter, gulrøtter osv. Det gikk bra.', ['Poteter, gulrøtter osv.', 'Det gikk bra.']],
    ['Nei. No. Det var min. Ja!', ['Nei.', 'No.', 'Det var min.', 'Ja!']],
    ['Den 17. mai kom hun.\nHun ble.', ['Den 17. mai kom hun.', 'Hun ble.']],
    ['Det tok 3.5 timer, bl.a. Fordi. Så …', ['Det tok 3.5 timer, bl.a. Fordi.', 'Så …']],
    ['', []],
    ['   ', []],
  ];
  for (const [text, sentences] of cases) {
    it(`should be told apart in “${text}”`, () => {
      assert.deepEqual(
        sentencesIn(text, 'nb').map(({ start, end }) => text.slice(start, end)),
        sentences,
      );
    });
  }

  it('should hold all words, and not overlap', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const found = sentencesIn(text, 'nb');
        let at = 0;
        for (const { start, end } of found) {
          assert.ok(start >= at && end > start);
          assert.equal(text.slice(at, start).trim(), '');
          at = end;
        }
        assert.equal(text.slice(at).trim(), '');
      }),
    );
  });
});

describe('growing a selection', () => {
  it('should go from the word to the sentence, the turn, the exchange, the section and all', () => {
    const text =
      '# T\n\n## S1\n\nI: Hva?\n\nA1: Det var dy|rt. Ja.\n\nOg så.\n\nA1: Mm.\n\nI: Og så?\n\nA1: Nei.\n\n## S2\n\nI: Ja?\n';
    assert.deepEqual(growth(text), [
      'dyrt',
      'Det var dyrt.',
      'Det var dyrt. Ja.',
      'Det var dyrt. Ja.\n\nOg så.',
      'I: Hva?\n\nA1: Det var dyrt. Ja.\n\nOg så.\n\nA1: Mm.',
      text.replace('|', '').slice(5, text.indexOf('\n\n## S2') - 1),
      text.replace('|', '').trim(),
    ]);
  });

  it('should pass over marks', () => {
    assert.deepEqual(growth('A1: [Det [v|ar]{.a} dyrt]{.b} nok. Ja.\n').slice(0, 3), [
      'var',
      'Det var dyrt nok.',
      'Det var dyrt nok. Ja.',
    ]);
  });

  it('should widen a selection to whole words first', () => {
    const transcript = transcriptOf('A1: Det var dyrt nok.\n');
    assert.deepEqual(growExtent(transcript, { start: 5, end: 10 }), { start: 4, end: 11 });
  });

  it('should hold the step before at each step, end, and code as one passage', () => {
    fc.assert(
      fc.property(anyDocument, fc.nat(), (source, place) => {
        const transcript = transcriptOf(source);
        const { text } = transcript;
        let now = { start: place % (text.cleanLength + 1), end: place % (text.cleanLength + 1) };
        for (let steps = 0; ; steps++) {
          const next = growExtent(transcript, now, 'nb');
          if (next === undefined) break;
          assert.ok(next.start <= now.start && next.end >= now.end && next.end - next.start > now.end - now.start);
          assert.ok(steps < 100);
          now = next;
          if (steps > 2) continue;
          const coded = codeSelection(
            text,
            { start: text.toSource(now.start, 'start'), end: text.toSource(now.end, 'end') },
            ['x'],
          );
          if (coded.kind === 'edits') assert.equal(text.update(coded.edits).clean, text.clean);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('should come back into what it grew from, or less, when it shrinks', () => {
    fc.assert(
      fc.property(anyDocument, fc.nat(), (source, place) => {
        const transcript = transcriptOf(source);
        const at = place % (transcript.text.cleanLength + 1);
        let now = growExtent(transcript, { start: at, end: at });
        for (; now !== undefined; now = growExtent(transcript, now)) {
          const smaller = shrinkExtent(transcript, now);
          if (smaller === undefined) continue;
          assert.ok(
            smaller.start >= now.start && smaller.end <= now.end && smaller.end - smaller.start < now.end - now.start,
          );
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('moving an edge', () => {
  /** The words of the extent between ⟦ and ⟧ after a move. */
  function moved(marked: string, ...move: ['start' | 'end', 'word' | 'sentence', 1 | -1]): string | undefined {
    const transcript = transcriptOf(marked.replace(/[⟦⟧]/g, ''));
    const { text } = transcript;
    const extent = { start: text.toClean(marked.indexOf('⟦')), end: text.toClean(marked.indexOf('⟧') - 1) };
    const [edge, by, step] = move;
    const found = moveEdge(transcript, extent, { edge, by, step }, 'nb');
    return found && text.sliceClean(found.start, found.end);
  }

  it('should go by words, and stop where sentences end', () => {
    assert.equal(moved('A1: Det ⟦var⟧ dyrt. Ja.', 'end', 'word', 1), 'var dyrt');
    assert.equal(moved('A1: Det ⟦var dyrt⟧. Ja.', 'end', 'word', 1), 'var dyrt.');
    assert.equal(moved('A1: Det ⟦var dyrt⟧. Ja.', 'end', 'word', -1), 'var');
    assert.equal(moved('A1: Det ⟦var⟧ dyrt. Ja.', 'start', 'word', -1), 'Det var');
    assert.equal(moved('A1: Det ⟦var dyrt⟧. Ja.', 'start', 'word', 1), 'dyrt');
  });

  it('should go by sentences', () => {
    assert.equal(moved('A1: Det ⟦var⟧ f.eks. Kari. Ja da.', 'end', 'sentence', 1), 'var f.eks. Kari.');
    assert.equal(moved('A1: Nei. Det ⟦var⟧ dyrt.', 'start', 'sentence', -1), 'Det var');
  });

  it('should pass over labels and marks', () => {
    assert.equal(moved('A1: Det [⟦var⟧]{.a}.\n\nA1: Ja da.', 'end', 'word', 1), 'var.');
    assert.equal(moved('A1: Det ⟦var.⟧\n\nA1: [Ja]{.a} da.', 'end', 'word', 1), 'var.\n\nA1: Ja');
  });

  it('should leave at least a word, and stop at the end', () => {
    assert.equal(moved('A1: Det ⟦var⟧ dyrt.', 'end', 'word', -1), undefined);
    assert.equal(moved('A1: Det ⟦var⟧ dyrt.', 'start', 'word', 1), undefined);
    assert.equal(moved('A1: Det ⟦var dyrt.⟧', 'end', 'word', 1), undefined);
  });

  it('should be undone by the step back, between words', () => {
    fc.assert(
      fc.property(anyDocument, fc.nat(), fc.constantFrom('start' as const, 'end' as const), (source, place, edge) => {
        const transcript = transcriptOf(source);
        const at = place % (transcript.text.cleanLength + 1);
        const first = growExtent(transcript, { start: at, end: at });
        if (first === undefined) return;
        const out = edge === 'start' ? -1 : 1;
        const one = moveEdge(transcript, first, { edge, by: 'word', step: out });
        const two = one && moveEdge(transcript, one, { edge, by: 'word', step: out });
        if (one === undefined || two === undefined) return;
        assert.deepEqual(moveEdge(transcript, two, { edge, by: 'word', step: out === 1 ? -1 : 1 }), one);
      }),
    );
  });
});

describe('uncoded answers', () => {
  it('should be those that answer and hold no part of a passage', () => {
    const transcript = transcriptOf(
      'I: Hva?\n\nA1: Ja [da]{.a}.\n\nA1: Nei.\n\nI: Hm?\n\nA1: []{#r .a}Så\n\nA1: kom\n\nA1: hun[]{end=r}.\n\nA1:\n\nA1: Og så.\n',
    );
    assert.deepEqual(
      uncodedTurns(transcript).map(({ speech }) => transcript.text.sliceClean(speech.start, speech.end)),
      ['Nei.', 'Og så.'],
    );
  });
});
