import * as fc from 'fast-check';
import { SourceBuilder, type SourceText } from '../../../src/core/imports/source.js';
import { inline, prose } from '../documents.js';

/*
 * Random sources: text as it comes from other programs, with all that Markdown and Emic could misread.
 */

const hard = fc.constantFrom(
  '[A1]: Ja',
  'A1: Ja',
  'A1:',
  'Merk: dette',
  'Merk:',
  'Merk 2',
  'Anna',
  '[00:12:03] A1: hei',
  '[00:12:03]',
  '(12:03) ja',
  '12:03',
  '<navn>',
  '2020. Det var året',
  '2020.',
  '1) ja',
  '---',
  '===',
  '--- | ---',
  '| --- |',
  ':-:',
  '***',
  '_ _ _',
  '    fire',
  '\tTab',
  '# Nei',
  '#',
  '## ##',
  'C:\\Users\\*',
  '\\',
  'a\\',
  '&amp; &#65; &nbsp;',
  '&',
  '<<<<<<< HEAD',
  '=======',
  '>>>>>>> x',
  '```',
  '~~~',
  '~~nei~~ ~20',
  '<!-- x -->',
  '<script>',
  '</b>',
  '<a@b.no>',
  '[x]{.y}',
  ']{.y}',
  '[]{#k .y}',
  '[]{end=k}',
  '[x](y)',
  '![x](y)',
  '[^1]',
  '[^memo-k1]: x',
  '^[note]',
  'snake_case _a_ __b__',
  '- punkt',
  '-',
  '+ x',
  '* x',
  '> sitat',
  'a | b',
  ': def',
  'שלום עולם',
  '\u202bمرحبا\u202c: نعم',
  '😀: 👩‍🌾',
  'e\u0301: x',
  '\u00a0nbsp\u00a0',
  '\ufeffbom',
  'a\u2028b\u0085c\u0000d\ud800e',
  'Q {#id .x}',
  'Q #',
  '**A1:** x',
  '**A1**',
  'kl 12:30 sa han: nei',
);

/** A line of text. */
export const sourceLine: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 3, arbitrary: hard },
    { weight: 2, arbitrary: inline },
    { weight: 2, arbitrary: prose },
    fc.tuple(hard, inline).map((p) => p.join(' ')),
  )
  .map((text) => text.replace(/[\r\n]/g, ' '));

export const speakerNames = fc.oneof(
  fc.constantFrom('A1', 'Anna', 'anna', 'Kari Nordmann', 'SPEAKER_00', 'Speaker 1', 'Bjørn (ekstern)', 'Å'),
  fc.constantFrom(
    '+47 99 99 99 99',
    'Gruppe 1: Anna',
    '[Anna]',
    '*',
    '😀',
    '\u200fאבי',
    '123',
    '_a_',
    'a <b>',
    'Anna [12:03]',
  ),
  fc.constantFrom('Et svært langt navn som ingen etikett har plass til i det hele tatt', 'true', '~', 'A\\', 'A1.'),
  fc.string({ minLength: 1, maxLength: 50 }),
);

/** What a paragraph is, with a line or several. */
const paragraph = fc.record({
  lines: fc.array(sourceLine, { minLength: 1, maxLength: 3 }),
  kind: fc.constantFrom('text', 'text', 'text', 'heading', 'item', 'quote'),
  level: fc.constantFrom(1, 2, 3, 7),
  ordered: fc.boolean(),
  speaker: fc.option(speakerNames, { freq: 3 }),
  time: fc.option(fc.constantFrom(0, 1.9, 61, 3723.5, 40_000), { freq: 3 }),
  styles: fc.array(fc.tuple(fc.nat(40), fc.nat(20), fc.constantFrom('strong', 'emphasis')), { maxLength: 2 }),
});

function sourceOf(shape: 'plain' | 'turns' | 'all'): fc.Arbitrary<SourceText> {
  return fc.array(paragraph, { maxLength: 7 }).map((paragraphs) => {
    const builder = new SourceBuilder();
    for (const { lines, kind, level, ordered, speaker, time, styles } of paragraphs) {
      const text = lines.join('\n');
      builder.add(text, {
        kind: shape === 'all' ? kind : 'text',
        level,
        ordered,
        speaker: shape === 'plain' ? null : speaker,
        time: shape === 'plain' ? null : time,
        styles: styles.map(([start, length, style]) => ({
          start: Math.min(start, text.length),
          end: Math.min(start + length, text.length),
          style,
        })),
      });
    }
    return builder.source();
  });
}

export const plainSources = sourceOf('plain');
export const anySource = fc.oneof(plainSources, sourceOf('turns'), sourceOf('all'));
