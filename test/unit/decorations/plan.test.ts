import assert from 'node:assert/strict';
import fs from 'node:fs';
import { shortened } from '../../../src/editor/decorations/marks.js';
import type { MarksMode } from '../../../src/editor/decorations/style.js';
import { drawn, plan, seen } from './drawing.js';
import { processorTime } from '../processorTime.js';

describe('marks as labels', () => {
  it('should leave only the names of a passage, in their colours', () => {
    const source = 'Vi [stoler på det]{#k7f3q .tillit .kommune by=kn} alle.';
    assert.equal(seen(source), 'Vi stoler på dettillitkommune alle.');
    assert.deepEqual(drawn(source, {}, /^name/), {
      'name|orange|label|false': ['tillit'],
      'name|violet|label|false': ['kommune'],
    });
  });

  it('should leave the value of a stance, without quotes', () => {
    assert.equal(seen('[Det kostet lite]{.kostnad stance=contra}.'), 'Det kostet litekostnadcontra.');
    assert.deepEqual(drawn('[Nei]{.kostnad stance="more or less" .x}', {}, /^fact/), { fact: ['more or less'] });
    assert.equal(seen('[Nei]{.kostnad stance=""}'), 'Neikostnad');
  });

  it('should show a range by its names, a bracket at its start, and bracket and names at its end', () => {
    const source = 'Så []{#r .deling .x}kom det.[]{end=r} Ja';
    assert.equal(seen(source), 'Så delingxkom det. Ja');
    assert.deepEqual(drawn(source, {}, /^(name|range)/), {
      'name|teal|label|true': ['deling'],
      'name|grey|label|true': ['x'],
      'rangeStart|teal|14': ['}'],
      'rangeEnd|teal|deling x|14': ['}'],
    });
  });

  it('should keep the last characters that an end holds', () => {
    assert.equal(seen('[]{#r .deling}Kom[!]{end=r} Ja'), 'delingKom! Ja');
  });

  it('should shorten names that are wider than the room of the mark', () => {
    assert.equal(shortened(['deling'], 14), 'deling');
    assert.equal(shortened(['deling', 'eierskap'], 14), 'deling eierskap');
    assert.equal(shortened(['deling', 'eierskap', 'stolthet'], 14), 'deling +2');
    assert.equal(shortened(['deling-av-kunnskap', 'x'], 14), 'deling-av-kunns…');
  });

  it('should show a memo as an icon, and its text as quiet', () => {
    const source = '[Ja]{#k .tillit}[^memo-k] og\n\n[^memo-k]: Se B3.\n';
    assert.equal(seen(source), 'Jatillit og\n\n[^memo-k]: Se B3.\n');
    assert.deepEqual(drawn(source, {}, /^memo/), { memo: [']'], memoText: ['[^memo-k]: Se B3.'] });
  });

  it('should leave marks that make no passage to be seen', () => {
    assert.equal(seen('Fra []{#r .deling}her'), 'Fra []{#r .deling}her');
    assert.equal(seen('til her[]{end=r}'), 'til her[]{end=r}');
    assert.equal(seen('tom []{.tillit}[^memo-x]'), 'tom []{.tillit}[^memo-x]');
    assert.deepEqual(drawn('her[]{end=r}', {}, /quiet/), { 'quiet|small': ['[', ']{end=r}'] });
  });

  it('should draw nothing in code and front matter', () => {
    assert.deepEqual(drawn('---\nparticipants: [A1]\n---\n\n`[x]{.tillit}`\n'), {});
  });
});

describe('marks in the other modes', () => {
  const source = 'Vi [stoler]{#k .tillit stance=contra}[^memo-k] ja\n\n[^memo-k]: Se B3.\n';

  it('should be small as a whole, names in colour', () => {
    assert.deepEqual(drawn(source, { marks: 'small' }, /^(hidden|quiet|name)/), {
      'quiet|small': ['[', ']{#k .', ' stance=contra}', '[^memo-k]'],
      'name|orange|small|false': ['tillit'],
    });
  });

  it('should be plain at full size', () => {
    assert.deepEqual(drawn(source, { marks: 'plain' }, /^(hidden|quiet|name)/), {
      'quiet|full': ['[', ']{#k .', ' stance=contra}', '[^memo-k]'],
      'name|orange|full|false': ['tillit'],
    });
  });

  it('should be hidden with their names', () => {
    assert.equal(seen(source, { marks: 'hidden' }), 'Vi stoler ja\n\n[^memo-k]: Se B3.\n');
    assert.deepEqual(drawn('[]{#r .deling}Kom[]{end=r}', { marks: 'hidden' }, /^(name|range|memo)/), {});
  });
});

describe('passages in the text', () => {
  it('should have one tint a character and a line each', () => {
    const source = '[Det var. [Hadde det vært]{.kommune} så.]{.tillit}';
    assert.deepEqual(drawn(source, {}, /^(tint|line)/), {
      'line|orange|0|false': ['Det var. [Hadde det vært]{.kommune} så.'],
      'line|violet|1|false': ['Hadde det vært'],
      'tint|orange': ['Det var. [Hadde det vært]{.kommune} så.'],
    });
  });

  it('should have the outer of two with one extent below', () => {
    assert.deepEqual(drawn('[[Ja]{.kommune by=ol}]{.tillit by=kn}', {}, /^(tint|line)/), {
      'line|orange|0|false': ['Ja'],
      'line|violet|1|false': ['Ja'],
      'tint|orange': ['Ja'],
    });
  });

  it('should have dashes in each different colour, at most four', () => {
    const source = '[Ja]{.tillit .eierskap .deling .sosialt .kostnad .kommune}';
    assert.deepEqual(Object.keys(drawn(source, {}, /^(tint|line|margin)/)), [
      'line|orange,teal,pink,blue|0|false',
      'tint|orange',
      'margin|orange|0|true|true',
    ]);
  });

  it('should be drawn in the margin alone over several paragraphs or turns', () => {
    const paragraphs = '[]{#r .deling}Først.\n\nSå.[]{end=r}';
    assert.deepEqual(Object.keys(drawn(paragraphs, {}, /^(tint|line|margin)/)), ['margin|teal|0|true|true']);
    const turns = '**A1:** []{#r .deling}Først.\n**Intervjuer:** Så.[]{end=r}\n**A1:** Ja.';
    assert.deepEqual(Object.keys(drawn(turns, {}, /^(tint|line|margin)/)), ['margin|teal|0|true|true']);
    const lines = '**A1:** []{#r .deling}Først\nså.[]{end=r}';
    assert.ok('tint|teal' in drawn(lines));
  });

  it('should have three lines at most, two where rows are low', () => {
    const source = '[a [b [c [d]{.sosialt}]{.deling}]{.kommune}]{.tillit}';
    assert.deepEqual(Object.keys(drawn(source, {}, /^line/)).length, 3);
    assert.deepEqual(Object.keys(drawn(source, { tight: true }, /^line/)), [
      'line|orange|0|true',
      'line|violet|1|true',
    ]);
  });

  it('should have what is set and no more', () => {
    const keys = (look: Parameters<typeof drawn>[1]) =>
      Object.keys(drawn('[Ja]{.tillit}', look, /^(tint|line|margin|plain)/));
    assert.deepEqual(keys({ tint: false, stripes: false, ruler: false }), ['line|orange|0|false']);
    assert.deepEqual(keys({ tint: false, ruler: false }), ['line|orange|0|false', 'margin|orange|0|true|false']);
    assert.deepEqual(keys({ stripes: false }), ['line|orange|0|false', 'tint|orange', 'margin|orange|0|false|true']);
    assert.deepEqual(keys({ highContrast: true, ruler: false }), ['line|orange|0|false', 'margin|orange|0|true|false']);
    assert.deepEqual(keys({ marks: 'plain', ruler: false }), [
      'plainLine|orange|0',
      'tint|orange',
      'plainStripes|orange,,,',
    ]);
  });

  it('should have the stripes of each stretch in one picture where marks are plain', () => {
    const source = '[a [b]{.kommune} c]{.tillit}';
    assert.deepEqual(drawn(source, { marks: 'plain', ruler: false }, /^plainStripes/), {
      'plainStripes|orange,,,': ['a [', ']{.kommune} c'],
      'plainStripes|orange,violet,,': ['b'],
    });
  });
});

describe('speech', () => {
  const source = [
    '**Intervjuer** [00:02:10]: Kan du [ler] [si mer]{.tillit} om det?',
    '**A1** [00:02:24]: Ja, [navn] sa det.',
  ].join('\n\n');

  it('should have labels that stand out, and quiet signs, time stamps and notes', () => {
    assert.deepEqual(drawn(source, {}, /^(speaker|quiet)/), {
      speaker: ['Intervjuer', 'A1'],
      'quiet|full': ['**', '** [00:02:10]', '[ler]', '**', '** [00:02:24]', '[navn]'],
    });
  });

  it('should have questions a shade lighter, but for what is coded or noted in them', () => {
    assert.deepEqual(drawn(source, {}, /^question/), { question: ['Kan du ', ' ', ' om det?'] });
    assert.deepEqual(drawn(source, { highContrast: true }, /^question/), {});
  });

  it('should dim a question inside a range over several turns', () => {
    const long = '**A1:** []{#r .deling}Ja.\n\n**Intervjuer:** Hvorfor?\n\n**A1:** Fordi.[]{end=r}';
    assert.deepEqual(drawn(long, {}, /^question/), { question: ['Hvorfor?'] });
  });

  it('should know the time in each dialect', () => {
    const quiet = (text: string) => drawn(text, {}, /^quiet/)['quiet|full'];
    assert.deepEqual(quiet('[00:12:03] A1: Ja\n'), ['[00:12:03]']);
    assert.deepEqual(quiet('A1 (00:12:03): Ja\n'), ['(00:12:03)']);
    assert.deepEqual(quiet('**A1** \\[00:12:03\\]: Ja\n'), ['**', '** \\[00:12:03\\]']);
    assert.deepEqual(quiet('A1: 00:12:03\n\nJa\n'), ['00:12:03']);
  });

  it('should have quiet attributes of headings', () => {
    assert.deepEqual(drawn('## Hverdagen {#everyday}\n\nJa.\n', {}, /^quiet/), { 'quiet|full': ['{#everyday}'] });
  });

  it('should have the colon of a label with the label', () => {
    assert.deepEqual(drawn('**A1:** Ja.\n', {}, /^(speaker|quiet)/), { speaker: ['A1:'], 'quiet|full': ['**', '**'] });
  });

  it('should take no link or definition for a note', () => {
    assert.deepEqual(drawn('Se [her](http://a.b), [der][x], ![bilde] og [x]: y.', {}, /^quiet/), {});
  });
});

describe('a plan', () => {
  const files = fs
    .readdirSync('media/sample-study/transcripts')
    .map((name) => `media/sample-study/transcripts/${name}`);
  const modes: readonly MarksMode[] = ['labels', 'small', 'plain', 'hidden'];
  const coloured = /^(hidden|quiet|fact|name|memoText|speaker)$/;

  for (const file of files) {
    it(`should colour no character of ${file.slice(file.lastIndexOf('/') + 1)} twice, in any mode`, () => {
      const source = fs.readFileSync(file, 'utf8');
      for (const marks of modes) {
        const holder = new Array<string | undefined>(source.length);
        for (const [style, pairs] of plan(source, { marks }).ranges) {
          for (let at = 0; at < pairs.length; at += 2) {
            assert.ok((pairs[at] ?? 0) >= (pairs[at - 2] ?? 0), `${style.key} is in order`);
            if (!coloured.test(style.kind)) continue;
            for (let place = pairs[at] ?? 0; place < (pairs[at + 1] ?? 0); place++) {
              assert.equal(holder[place], undefined, `${style.key} over ${String(holder[place])} at ${String(place)}`);
              holder[place] = style.key;
            }
          }
        }
      }
    });
  }

  it('should be made in time for a megabyte of transcript with 2,000 passages', function () {
    this.timeout(60_000);
    const paragraph = '**A1** [00:02:24]: Ja, [det [var]{.kommune} egentlig ganske tilfeldig]{#k1 .tillit}. ';
    const source = Array.from({ length: 1000 }, () => paragraph + 'Vi hadde drevet hver for oss. '.repeat(30)).join(
      '\n\n',
    );
    plan(source);
    // The parse is in it too; the figure guards against growth by the square, not for the last millisecond.
    const took = processorTime(() => plan(source));
    assert.ok(took < 15_000, `${took} ms`);
  });
});
