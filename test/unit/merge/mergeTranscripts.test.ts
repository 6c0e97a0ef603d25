import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { CodedText } from '../../../src/core/markdown/codedText.js';
import { mergeTranscripts } from '../../../src/core/merge/mergeTranscripts.js';
import { Reading } from '../../../src/core/merge/reading.js';
import { mergeWords } from '../../../src/core/merge/words.js';
import { document } from '../documents.js';
import { edited, history, lasting } from './histories.js';
import { readingsOf, takeSide } from './sides.js';

const runs = { numRuns: Number(process.env.EMIC_RUNS ?? 250) };

/** Says the passages of a text as `words{codes facts #id: memo}`. */
function codings(text: string): string[] {
  return CodedText.parse(text)
    .passages.map(
      ({ quote, codes, opening, memo }) =>
        `${quote}{${[
          ...codes,
          ...opening.block.entries.filter(({ kind }) => kind === 'pair').map(({ key, value }) => `${key}=${value}`),
        ].join(' ')}}${memo === undefined ? '' : `: ${memo.text}`}`,
    )
    .sort();
}

function merged(base: string, ours: string, theirs: string): string {
  const result = mergeTranscripts(base, ours, theirs);
  assert.equal(result.conflicts, 0, result.text);
  const other = mergeTranscripts(base, theirs, ours);
  assert.equal(other.text, result.text, 'the order of the sides has a say');
  return result.text;
}

describe('merging transcripts', () => {
  const base = 'A1: Vi vil det samme alle sammen.\n\nA2: Det er dyrt for bygda.\n';

  it('should unite the codings of one paragraph', () => {
    assert.equal(
      merged(
        base,
        'A1: Vi vil [det samme]{.samarbeid} alle sammen.\n\nA2: Det er dyrt for bygda.\n',
        'A1: [Vi vil det samme alle]{.tillit by=kn} sammen.\n\nA2: Det er [dyrt]{.kostnad} for bygda.\n',
      ),
      'A1: [Vi vil [det samme]{.samarbeid} alle]{.tillit by=kn} sammen.\n\nA2: Det er [dyrt]{.kostnad} for bygda.\n',
    );
  });

  it('should unite passages that cross, as a range', () => {
    const result = merged(
      base,
      'A1: [Vi vil det]{.a} samme alle sammen.\n\nA2: Det er dyrt for bygda.\n',
      'A1: Vi vil [det samme]{.b} alle sammen.\n\nA2: Det er dyrt for bygda.\n',
    );
    assert.deepEqual(codings(result), ['Vi vil det{a}', 'det samme{b}']);
    assert.equal(CodedText.parse(result).clean, base);
  });

  it('should take the words of one side and the codings of the other', () => {
    assert.equal(
      merged(
        base,
        'A1: Vi vil så gjerne det samme alle sammen.\n\nA2: Det er dyrt for bygda.\n',
        'A1: Vi [vil det samme]{.samarbeid} alle sammen.\n\nA2: Det er dyrt for bygda.\n',
      ),
      'A1: Vi [vil så gjerne det samme]{.samarbeid} alle sammen.\n\nA2: Det er dyrt for bygda.\n',
    );
  });

  it('should leave words that are put beside a passage outside it, and those put into it inside', () => {
    const coded = 'A1: Vi [vil det]{.a} samme.\n';
    assert.equal(
      merged('A1: Vi vil det samme.\n', coded, 'A1: Vi alle vil det aller samme.\n'),
      'A1: Vi alle [vil det]{.a} aller samme.\n',
    );
    assert.equal(
      merged(coded, 'A1: Vi [alle vil det]{.a} samme.\n', 'A1: Vi [vil det]{.a .b} samme.\n'),
      'A1: Vi [alle vil det]{.a .b} samme.\n',
    );
    assert.equal(
      merged(coded, 'A1: Vi alle [vil det]{.a} samme.\n', 'A1: Vi [vil det]{.a .b} samme.\n'),
      'A1: Vi alle [vil det]{.a .b} samme.\n',
    );
  });

  it('should honour what one side took away, and what it changed', () => {
    const coded = 'A1: [Vi vil]{.a .b} det [samme]{.c #k1}.\n';
    assert.equal(
      merged(coded, 'A1: [Vi vil]{.b} det [samme]{.c #k1}.\n', 'A1: [Vi vil]{.a .b stance=contra} det samme.\n'),
      'A1: [Vi vil]{.b stance=contra} det samme.\n',
    );
    assert.equal(
      merged(coded, 'A1: [Vi vil]{.a .b} [det samme]{.c #k1}.\n', 'A1: [Vi vil]{.a .b .d} det [samme]{.e #k1}.\n'),
      'A1: [Vi vil]{.a .b .d} [det samme]{.e #k1}.\n',
    );
  });

  it('should count the same coding of both once, and join their codes', () => {
    assert.equal(merged('Vi vil.\n', '[Vi vil]{.a}.\n', '[Vi vil]{.a}.\n'), '[Vi vil]{.a}.\n');
    assert.equal(merged('Vi vil.\n', '[Vi vil]{.b}.\n', '[Vi vil]{.a}.\n'), '[Vi vil]{.a .b}.\n');
    assert.deepEqual(codings(merged('Vi vil.\n', '[Vi vil]{.a by=kn}.\n', '[Vi vil]{.a by=ol}.\n')), [
      'Vi vil{a by=kn}',
      'Vi vil{a by=ol}',
    ]);
  });

  it('should keep the memos of both sides', () => {
    const result = merged(
      'Vi vil det.\n',
      '[Vi]{#k1 .a}[^memo-k1] vil det.\n\n[^memo-k1]: Hvem?\n',
      'Vi [vil det]{#k2 .b}[^memo-k2].\n\n[^memo-k2]: Hva?\n\n    Mer.\n',
    );
    assert.equal(
      result,
      '[Vi]{#k1 .a}[^memo-k1] [vil det]{#k2 .b}[^memo-k2].\n\n[^memo-k1]: Hvem?\n\n[^memo-k2]: Hva?\n\n    Mer.\n',
    );
  });

  it('should unite two memos on one passage, and what was changed in one memo', () => {
    const coded = '[Vi]{#k1 .a} vil det.\n';
    assert.deepEqual(
      codings(
        merged(
          coded,
          '[Vi]{#k1 .a}[^memo-k1] vil det.\n\n[^memo-k1]: Hvem?\n',
          '[Vi]{#k1 .a}[^memo-k1] vil det.\n\n[^memo-k1]: Alle.\n',
        ),
      ),
      ['Vi{a}: Alle.\n\nHvem?'],
    );
    const memo = (text: string): string => `[Vi]{#k1 .a}[^memo-k1] vil det.\n\n[^memo-k1]: ${text}\n`;
    assert.equal(
      merged(memo('En to tre fire.'), memo('En to tre fem.'), memo('Ein to tre fire.')),
      memo('Ein to tre fem.'),
    );
  });

  it('should follow a code that one side renamed', () => {
    const { text, conflicts } = mergeTranscripts(
      '[Vi]{.gammel} vil det.\n',
      '[Vi]{.ny} vil det.\n',
      '[Vi]{.gammel} vil [det]{.gammel}.\n',
      { renamed: new Map([['gammel', 'ny']]) },
    );
    assert.equal(text, '[Vi]{.ny} vil [det]{.ny}.\n');
    assert.equal(conflicts, 0);
  });

  it('should put conflict markers around the least text, each reading with its marks', () => {
    const result = mergeTranscripts(
      'A1: Ja.\n\nA1: Vi vil det samme alle.\n\nA2: Nei.\n',
      'A1: Ja.\n\nA1: [Vi ønsker det samme]{.a} alle.\n\nA2: Nei.\n',
      'A1: [Ja]{.c}.\n\nA1: Vi ville [det samme]{.b} alle.\n\nA2: Nei.\n',
      { labels: { ours: 'kari', theirs: 'ola' } },
    );
    assert.equal(
      result.text,
      [
        'A1: [Ja]{.c}.\n',
        '',
        '<<<<<<< kari',
        'A1: [Vi ønsker [det samme]{.b}]{.a} alle.',
        '=======',
        'A1: [Vi ville [det samme]{.b}]{.a} alle.',
        '>>>>>>> ola',
        '',
        'A2: Nei.',
        '',
      ]
        .join('\n')
        .replace('\n\n\n', '\n\n'),
    );
    assert.equal(result.conflicts, 1);
  });

  it('should unite what two people coded in a text that both added', () => {
    const text = '# Møte\n\nA1: Det er dyrt her, og det tar tid.\n\nI: Ja?\n';
    const ours = text.replace('det tar tid', '[det tar tid]{.a by=kn}');
    const theirs = text.replace('er dyrt', '[er dyrt]{.b by=ol}');
    assert.equal(merged('', ours, theirs), ours.replace('er dyrt', '[er dyrt]{.b by=ol}'));
    const longer = mergeTranscripts('', `${ours}\nA1: [Mer]{.c}.\n`, theirs);
    assert.equal(
      longer.text,
      `${ours.replace('er dyrt', '[er dyrt]{.b by=ol}')}<<<<<<< ours\n\nA1: [Mer]{.c}.\n=======\n>>>>>>> theirs\n`,
    );
    const worded = mergeTranscripts('', ours, theirs.replace('her, og', 'der, og'));
    assert.equal(takeSide(worded.text, 'ours'), ours.replace('er dyrt', '[er dyrt]{.b by=ol}'));
  });

  it('should leave two texts that were added under one name as they are', () => {
    const ours = 'A1: [Vi vil det samme]{.a}.\n\nA2: Nei, det vil vi ikke.\n';
    const theirs = 'Feltnotat. [Kaia var tom]{.b} da jeg kom.\n\n[Ingen]{.c} hilste.\n';
    const result = mergeTranscripts('', ours, theirs);
    assert.equal(takeSide(result.text, 'ours'), ours);
    assert.equal(takeSide(result.text, 'theirs'), theirs);
  });

  it('should mark no conflict where the two readings differ by nothing', () => {
    const before = 'A1: Nå er det skjemaer. Alt skal føres.\n\nA2: Uten dem gikk det ikke lenge.\n\nA3: Og så?\n';
    const ours =
      'A1: [Nå er det skjemaer. Alt skal]{.a} føres.\n\nA2: Uten dem gikk det ikke i flere år.\n\nA3: [Og]{.c} så?\n';
    const theirs =
      'A1: Nå er det skjemaer. [Alt skal føres]{.b}.\n\nA2: Uten dem gikk det ikke så lenge.\n\nA3: Og [så]{.d}?\n';
    const result = mergeTranscripts(before, ours, theirs);
    assert.equal(result.conflicts, 1, result.text);
    assert.match(result.text, /^A1: [^<]*\n\n<<<<<<< ours\nA2: /);
  });

  it('should give a passage one id in both readings', () => {
    fc.assert(
      fc.property(document, history, history, (base, a, b) => {
        const { text, conflicts } = mergeTranscripts(base, edited(base, a, 'k'), edited(base, b, 'o'));
        if (conflicts === 0) return;
        for (const [ours, theirs] of readingsOf(text)) {
          const nameless = [ours, theirs].map((lines) => lines.replace(/\bm[0-9a-f]{6}x*\b/g, 'm'));
          assert.ok(nameless[0] !== nameless[1], text);
        }
      }),
      runs,
    );
  });

  it('should leave to people what a fact is that both changed, and whether coded words go', () => {
    const fact = mergeTranscripts('[Vi]{.a}.\n', '[Vi]{.a stance=pro}.\n', '[Vi]{.a stance=contra}.\n');
    assert.match(
      fact.text,
      /^<<<<<<< ours\n\[Vi\]\{\.a stance=pro\}\.\n=======\n\[Vi\]\{\.a stance=contra\}\.\n>>>>>>> theirs\n$/,
    );
    const gone = mergeTranscripts('Vi vil det.\n\nJa.\n', 'Vi [vil]{.a} det.\n\nJa.\n', 'Vi det.\n\nJa.\n');
    assert.match(gone.text, /^<<<<<<< ours\nVi \[vil\]\{\.a\} det\.\n=======\nVi det\.\n>>>>>>> theirs\n\nJa\.\n$/);
    const changed = mergeTranscripts('[Vi]{.a}.\n', 'Vi.\n', '[Vi]{.a .b}.\n');
    assert.equal(changed.conflicts, 1);
  });

  it("should leave to people what a fence that one side broke makes of the other side's marks", () => {
    const [base, ours, theirs] = [
      '```\n```\n- Vi\n**A1:** [Vi Vi]{.a}\n',
      '```\n```\n- Vi\n**A1:** [Vi Vi]{#p1 .a}[^memo-p1]\n\n[^memo-p1]: p x\n',
      ' qx```\n```\n- Vi\n**A1:** [Vi Vi]{.a}\n',
    ];
    const result = mergeTranscripts(base, ours, theirs);
    assert.ok(result.conflicts > 0);
    assert.equal(takeSide(result.text, 'ours'), ours);
    assert.equal(takeSide(result.text, 'theirs'), theirs);
  });

  it('should mark no conflict around the end of a last line', () => {
    const theirs = ' [o]{#o1 .x}[^memo-o1]x\n\n[^memo-o1]: o x\n';
    assert.deepEqual(mergeTranscripts('\n', ' kx', theirs), {
      text: `<<<<<<< ours\n [kx]{#o1 .x}[^memo-o1]\n=======\n [o]{#o1 .x}[^memo-o1]x\n>>>>>>> theirs\n\n[^memo-o1]: o x\n`,
      conflicts: 1,
    });
  });

  it('should keep what one side coded out of a fence that the other put above it', () => {
    const [base, ours, theirs] = [
      '\n\n- ```\n\n[navn]\n',
      '\n\n- ```\n\n[]{#k1 .x}[[]{end=k1}navn]\n',
      ' ```\n\n[navn]\n',
    ];
    const result = mergeTranscripts(base, ours, theirs);
    assert.equal(takeSide(result.text, 'ours'), ours);
    assert.equal(takeSide(result.text, 'theirs'), theirs);
  });

  it('should leave a range that was never closed as it is', () => {
    const result = mergeTranscripts('Vi vil det.\n', 'Vi []{#k1 .a}vil det.\n', 'Vi vil [det]{.b}.\n');
    assert.ok(result.text.includes('[]{#k1 .a}'));
    assert.ok(result.text.includes('[det]{.b}'));
  });

  it('should not put a second end to a range of which the lines of one half were left out', () => {
    const ours = '# []{#k1 .a}[navn]\n\nV[]{end=k1}i\n';
    const { text, conflicts } = mergeTranscripts('# [navn]\n\nVi\n', ours, '# [[n]{.x}avn]\n\nVi\n');
    assert.equal(text, '# []{#k1 .a}[[n]{.x}avn]\n\nV[]{end=k1}i\n');
    assert.equal(conflicts, 0);
  });
});

describe('a merge', () => {
  it('should change nothing where one side is the base, or both are the same', () => {
    fc.assert(
      fc.property(document, history, (base, steps) => {
        const changed = edited(base, steps, 'p');
        for (const [ours, theirs] of [
          [changed, base],
          [base, changed],
          [changed, changed],
        ] as const)
          assert.deepEqual(mergeTranscripts(base, ours, theirs), { text: changed, conflicts: 0 });
      }),
      runs,
    );
  });

  it('should come to the same whichever side is called ours, but for the sides of conflicts', () => {
    fc.assert(
      fc.property(document, history, history, (base, one, other) => {
        const [a, b] = [edited(base, one, 'p'), edited(base, other, 'q')];
        const first = mergeTranscripts(base, a, b);
        const second = mergeTranscripts(base, b, a);
        assert.equal(second.conflicts, first.conflicts);
        assert.equal(takeSide(second.text, 'theirs'), takeSide(first.text, 'ours'));
        assert.equal(takeSide(second.text, 'ours'), takeSide(first.text, 'theirs'));
      }),
      runs,
    );
  });

  it('should have the words of a plain three-way merge by words', () => {
    fc.assert(
      fc.property(document, history, history, (base, one, other) => {
        const texts = { base, ours: edited(base, one, 'p'), theirs: edited(base, other, 'q') };
        const clean = {
          base: CodedText.parse(base).clean,
          ours: CodedText.parse(texts.ours).clean,
          theirs: CodedText.parse(texts.theirs).clean,
        };
        const pieces = mergeWords(clean.base, clean.ours, clean.theirs);
        if (pieces.some(({ kind }) => kind === 'conflict')) return;
        const result = mergeTranscripts(texts.base, texts.ours, texts.theirs);
        if (result.conflicts > 0) return;
        assert.equal(CodedText.parse(result.text).clean, new Reading(clean, pieces, 'ours').text);
      }),
      runs,
    );
  });

  it('should lose no word that a side put in', () => {
    fc.assert(
      fc.property(document, history, history, (base, one, other) => {
        const [ours, theirs] = [edited(base, one, 'p'), edited(base, other, 'q')];
        const { text } = mergeTranscripts(base, ours, theirs);
        const [a, b] = [takeSide(text, 'ours'), takeSide(text, 'theirs')];
        // A mark's edge can come to stand within a word.
        const typed = (source: string, side: string): number =>
          CodedText.parse(source).clean.match(new RegExp(`${side}[xyz]`, 'g'))?.length ?? 0;
        assert.ok(typed(a, 'p') >= typed(ours, 'p'));
        assert.ok(typed(b, 'q') >= typed(theirs, 'q'));
      }),
      runs,
    );
  });

  it('should have the words of either side where both added one file, and lose no coding of it', () => {
    fc.assert(
      fc.property(document, history, history, (text, one, other) => {
        const sides = { ours: edited(text, one, 'p'), theirs: edited(text, other, 'q') };
        if (sides.ours === '' || sides.theirs === '') return;
        const result = mergeTranscripts('', sides.ours, sides.theirs);
        const turned = mergeTranscripts('', sides.theirs, sides.ours);
        for (const side of ['ours', 'theirs'] as const) {
          const reading = CodedText.parse(takeSide(result.text, side));
          assert.equal(takeSide(turned.text, side === 'ours' ? 'theirs' : 'ours'), reading.text);
          const own = CodedText.parse(sides[side]);
          // A text whose last line has no end gets one before a marker.
          assert.equal(reading.clean.trimEnd(), own.clean.trimEnd());
          const there = count(reading);
          for (const [code, n] of count(own)) assert.ok((there.get(code) ?? 0) >= Math.min(1, n), code);
        }
      }),
      runs,
    );
  });

  it('should lose no coding of either side that the other did not take away', () => {
    let lost = 0;
    let conflicts = 0;
    let all = 0;
    fc.assert(
      fc.property(document, lasting, lasting, (base, one, other) => {
        const [ours, theirs] = [edited(base, one, 'p'), edited(base, other, 'q')];
        const result = mergeTranscripts(base, ours, theirs);
        all++;
        if (result.conflicts > 0) conflicts++;
        const there = [takeSide(result.text, 'ours'), takeSide(result.text, 'theirs')].map((text) =>
          count(CodedText.parse(text)),
        );
        const before = count(CodedText.parse(base));
        for (const [side, reading] of [
          [ours, there[0]!],
          [theirs, there[1]!],
        ] as const) {
          const now = count(CodedText.parse(side));
          const others = count(CodedText.parse(side === ours ? theirs : ours));
          for (const [code, n] of now) {
            // A mark in a code block that an edit opened was no coding before.
            if (!'xyz'.includes(code)) continue;
            const left = n - Math.max(0, (before.get(code) ?? 0) - (others.get(code) ?? 0));
            // Where the other took words away, two may come to have the same ones, and are one then.
            const isWhole = !(side === ours ? other : one).some(({ kind }) => kind === 'erase' || kind === 'type');
            const least = isWhole ? left : Math.min(1, left);
            // The same coding of both is one.
            if ((reading.get(code) ?? 0) < least) lost++;
            assert.ok((reading.get(code) ?? 0) >= least, `${code}: ${String(reading.get(code))} of ${String(least)}`);
          }
        }
      }),
      runs,
    );
    assert.ok(conflicts < all / 2 || all < 20, `${String(conflicts)} of ${String(all)}`);
    assert.equal(lost, 0);
  });
});

/** How often each code is used. */
function count(text: CodedText): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { codes } of text.passages) for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}
