import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { Transcript } from '../../../src/core/transcript/transcript.js';
import type { TranscriptContext } from '../../../src/core/transcript/types.js';
import { describeTurns, read, study } from './read.js';

const label = fc.constantFrom(
  '**A1:** ',
  '**A2** [00:12:03]: ',
  '[00:01:02] A1: ',
  '\\[00:01:02\\] Kari: ',
  'A2 (12:03): ',
  'Kari: ',
  'Ola: ',
  'Intervjuer: ',
  'A1: 00:12:03\n',
  'Kari\n',
  'Ola 0:03\n',
  'A1\n\n',
  '**Intervjuer**\n\n',
  'Ja\n\n',
  '__Fru Ås__: ',
  '',
  '',
);
const said = fc.constantFrom(
  'vi vil det samme',
  'Ja.',
  'Ja',
  'Åse’s e-post',
  'Han sa: nei',
  'se [navn] her',
  '**sterkt** ment',
  'klokka 12:03 da',
  '[00:14:00] midt i',
  'linje en\nlinje to',
  'A1: midt i\nKari: avsnitt',
  'emoji 🎉 der',
  '`kode` her',
);
const between = fc.constantFrom(
  '## Del\n\n',
  '### Del {#d}\n\n',
  '# Kapittel\n\n',
  '- A1: punkt\n- to\n\n',
  '> Kari: sitat\n\n',
  '| A1: | b |\n|---|---|\n| c | d |\n\n',
  '',
  '',
  '',
  '',
  '',
);
const head = fc.constantFrom(
  '',
  '# Tittel\n\n',
  '---\nparticipants: [A1]\n---\n',
  '---\nspeakers: {Kari: A1, Ola: ~}\nparticipants: [A1, A2]\n---\n# T\n\n',
);
const transcript = fc
  .tuple(head, fc.array(fc.tuple(label, said, between), { maxLength: 12 }))
  .map(([first, parts]) => first + parts.map(([who, what, then]) => `${who}${what}\n\n${then}`).join(''));
const context = fc.constantFrom<TranscriptContext>(study, { participants: [], interviewers: [] });

/** The same text with marks at places where words begin and end, if that leaves the clean text and its blocks as they were. */
function withMarks(text: string, places: readonly number[]): string {
  const edges = [
    ...text.matchAll(/(?<=^|\s|\*\*|__)(?=[\p{L}\p{N}*_[\\])|(?<=[\p{L}\p{N}.*_\]:])(?=\s|\*\*|__|$)/gu),
  ].map(({ index }) => index);
  let marked = CodedText.parse(text);
  const { clean } = marked;
  places.forEach((place, i) => {
    if (edges.length === 0) return;
    const [from, to] = [edges[place % edges.length]!, edges[(place * 7 + i) % edges.length]!].sort((a, b) => a - b) as [
      number,
      number,
    ];
    if (from === to) return;
    const [start, end] = [marked.toSource(from, 'start'), marked.toSource(to, 'end')];
    if (start >= end) return;
    const isSpan = place % 2 === 0 && !/\n\s*\n/.test(text.slice(from, to));
    const opening = isSpan ? '[' : `[]{#r${i}x .k}`;
    const closing = isSpan ? ']{.k}' : `[]{end=r${i}x}`;
    const next = CodedText.parse(
      marked.text.slice(0, start) + opening + marked.text.slice(start, end) + closing + marked.text.slice(end),
    );
    if (next.clean === clean && sameStructure(next, marked)) marked = next;
  });
  return marked.text;
}

/** Whether paragraphs, headings and running text are the same: law 1 asks it of every edit. */
function sameStructure(a: CodedText, b: CodedText): boolean {
  const shape = (text: CodedText): string =>
    JSON.stringify(
      text.blocks
        .map((block, i) => {
          const move = ({ start, end }: { start: number; end: number }): number[] => [
            start + text.cleanStart(i),
            end + text.cleanStart(i),
          ];
          return [block.paragraphs.map(move), block.headings.map(move)];
        })
        .filter(([paragraphs, headings]) => paragraphs!.length + headings!.length > 0),
    );
  return shape(a) === shape(b);
}

/** All but the offsets. */
function facts(of: Transcript): unknown {
  const even = (text: string): string => text.replace(/\r\n/g, '\n');
  return {
    title: of.title,
    words: of.words,
    participants: of.participants,
    turns: describeTurns(of),
    speakers: of.turns.map(({ speaker, asks }) => [speaker, asks]),
    sections: of.sections.map(({ path, text, depth }) => [path, text, depth]),
    passages: of.passages.map((p) => [
      p.codes,
      p.speakers,
      p.participants,
      p.time,
      p.section,
      even(p.quote),
      of.wordsIn([p.clean]),
    ]),
    problems: of.problems.map(({ kind, start, end }) => [kind, even(of.text.text.slice(start, end))]),
  };
}

describe('every transcript', () => {
  it('should have the same turns and words whatever marks stand in it', () => {
    let marks = 0;
    fc.assert(
      fc.property(transcript, fc.array(fc.nat(1000), { maxLength: 6 }), context, (text, places, study) => {
        const bare = read(text, study);
        const marked = read(withMarks(text, places), study);
        marks += marked.passages.length;
        assert.deepEqual(describeTurns(marked), describeTurns(bare));
        assert.deepEqual(
          marked.turns.map(({ start, end, head, speech }) => ({ start, end, head, speech })),
          bare.turns.map(({ start, end, head, speech }) => ({ start, end, head, speech })),
        );
        assert.equal(marked.words, bare.words);
      }),
      { numRuns: 300 },
    );
    assert.ok(marks > 100, `only ${marks} marks were tried`);
  });

  it('should be the same with CR LF', () => {
    fc.assert(
      fc.property(transcript, fc.array(fc.nat(1000), { maxLength: 4 }), context, (text, places, study) => {
        const marked = withMarks(text, places);
        assert.deepEqual(facts(read(marked.replaceAll('\n', '\r\n'), study)), facts(read(marked, study)));
      }),
      { numRuns: 200 },
    );
  });

  it('should be the same after an edit as read anew', () => {
    const edit = fc.tuple(fc.nat(), fc.nat(12), fc.oneof(label, said, between, fc.constant('')));
    fc.assert(
      fc.property(
        transcript,
        fc.array(fc.nat(1000), { maxLength: 4 }),
        fc.array(edit, { maxLength: 5 }),
        (text, places, edits) => {
          let coded = CodedText.parse(withMarks(text, places));
          for (const [at, length, insert] of edits) {
            const start = at % (coded.text.length + 1);
            const end = Math.min(coded.text.length, start + length);
            // What earlier versions have worked out must not be taken for this one's.
            facts(new Transcript('a.md', coded, study));
            coded = coded.update([{ start, end, text: insert }]);
            assert.deepEqual(facts(new Transcript('a.md', coded, study)), facts(read(coded.text, study, 'a.md')));
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('should have as many words as its blocks, and as any way to divide it at white space', () => {
    fc.assert(
      fc.property(transcript, fc.array(fc.nat(1000), { maxLength: 5 }), context, (text, places, study) => {
        const whole = read(text, study);
        const { clean, blocks } = whole.text;
        const all = [{ start: 0, end: clean.length }];
        assert.equal(whole.wordsIn(all), whole.words);
        const byBlock = blocks.map((_, i) => [{ start: whole.text.cleanStart(i), end: whole.text.cleanStart(i + 1) }]);
        assert.equal(sum(byBlock.map((extents) => whole.wordsIn(extents))), whole.words);
        const gaps = [...clean.matchAll(/\s+/g)].map(({ index }) => index);
        const cuts = [...new Set(places.map((place) => gaps[place % gaps.length] ?? 0))].sort((a, b) => a - b);
        const parts = [0, ...cuts].map((start, i) => ({ start, end: cuts[i] ?? clean.length }));
        assert.equal(sum(parts.map((part) => whole.wordsIn([part]))), whole.words);
        assert.equal(whole.wordsIn([...parts, ...parts]), whole.words);
      }),
      { numRuns: 300 },
    );
  });

  it('should give passages the speakers, time and section that turns and sections say, one by one', () => {
    fc.assert(
      fc.property(transcript, fc.array(fc.nat(1000), { maxLength: 8 }), context, (text, places, study) => {
        const { turns, sections, passages, documentParticipants } = read(withMarks(text, places), study);
        for (const { clean, speakers, participants, time, section } of passages) {
          const heard = turns.filter(
            ({ speech }) => speech.start < speech.end && speech.start < clean.end && clean.start < speech.end,
          );
          const answers = heard.filter(({ asks }) => !asks);
          const who = answers.length > 0 ? answers : heard;
          const keys = [...new Set(who.map((turn) => turn.label.toLowerCase()))];
          assert.deepEqual(
            speakers.map((name) => name.toLowerCase()),
            keys,
          );
          assert.deepEqual(
            participants,
            turns.length === 0 ? documentParticipants : [...new Set(who.map((turn) => turn.speaker))],
          );
          assert.equal(time, turns.find(({ start, end }) => start <= clean.start && clean.start < end)?.time);
          const around = sections.filter(({ start, end }) => start <= clean.start && clean.start < end);
          assert.deepEqual(
            section,
            around.map(({ key }) => key),
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('should be read whatever it holds', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '**',
        '__',
        '*',
        '_',
        ':',
        ': ',
        '[',
        ']',
        '(',
        ')',
        '\\',
        '00:12:03',
        '12:03',
        'A1',
        'Å',
        '\n',
        '\r\n',
        '\r',
        '\n\n',
        ' ',
        '#',
        '>',
        '{.a}',
        '🎉',
        '\u030a',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const of = read(pieces.join(''), study);
        let at = 0;
        for (const { start, end, head: own, speech, label: name } of of.turns) {
          assert.ok(at <= start && start <= own.start && own.start < own.end && own.end <= speech.start);
          assert.ok(speech.start <= speech.end && speech.end <= end && end <= of.text.clean.length);
          assert.match(name, /^\p{L}/u);
          assert.ok(Array.from(name).length <= 40);
          at = end;
        }
        assert.ok(of.words >= 0);
        assert.equal(of.wordsIn([{ start: 0, end: of.text.clean.length }]), of.words);
      }),
      { numRuns: 1000 },
    );
  });
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
