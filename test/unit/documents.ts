import * as fc from 'fast-check';

/*
 * Random documents for property tests: transcripts as people write them, with everything that is hard about Markdown
 * thrown in more often than life does.
 */

const word = fc.constantFrom(
  'Vi',
  'vil',
  'samarbeid',
  'på',
  'bygda',
  'å',
  'Ås',
  'co-op',
  "don't",
  '2020',
  'x',
  'e\u0301',
  '😀',
  '👩‍🌾',
  'ja,',
  'nei.',
  'hva?',
  'kr.',
);

const sign = fc.constantFrom(
  '*',
  '**',
  '_',
  '~~',
  '`',
  '``',
  '[',
  ']',
  '[]',
  '(',
  ')',
  '{',
  '}',
  '!',
  '^',
  '\\',
  '\\[',
  '\\]',
  '\\*',
  '&amp;',
  '&',
  '<',
  '>',
  '<navn>',
  '<b>',
  '</b>',
  '<http://a.b>',
  '|',
  ':',
  '"',
  '#',
  '[navn]',
  '[00:12:03]',
  '\\[00:12:03\\]',
  '[x](y)',
  '![x](y)',
  '[^1]',
  '[^memo-k1]',
  '](',
  '![',
  '^[',
  '[x]{lang=nb}',
  '{.a}',
  ']{',
  ']{.a}',
  ']{.a .b}',
  ']{#i1 .a}',
  ']{end=i1}',
  '[]{#i1 .a}',
  '[]{end=i1}',
  ']{.a by=kn}',
  ']{.a',
  ']{.a stance="x y"}',
  '$',
  '@',
);

/** Words with signs between them, glued or spaced. */
export const inline: fc.Arbitrary<string> = fc
  .array(
    fc.tuple(
      fc.oneof({ weight: 3, arbitrary: word }, { weight: 2, arbitrary: sign }),
      fc.constantFrom(' ', ' ', ' ', '', ''),
    ),
    {
      minLength: 1,
      maxLength: 14,
    },
  )
  .map((parts) => parts.map(([text, gap]) => text + gap).join(''));

/** Running text that is mostly well formed. */
export const prose: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: word },
      { weight: 1, arbitrary: fc.tuple(word, word).map(([a, b]) => `[${a} ${b}]{.a}`) },
      { weight: 1, arbitrary: fc.tuple(word, word).map(([a, b]) => `[[${a}]{.b} ${b}]{.a .c by=ol}`) },
      { weight: 1, arbitrary: fc.tuple(word, word).map(([a, b]) => `**${a} ${b}**`) },
      { weight: 1, arbitrary: fc.tuple(word, word).map(([a, b]) => `[${a} *${b}*](http://a.b "t")`) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          '[navn]',
          '`kode`',
          '\\[12:03\\]',
          'a &amp; b',
          '~~nei~~',
          'u**mulig**',
          '[^1]',
          '![b](c)',
          'Hei!',
          '<b>x</b>',
        ),
      },
    ),
    { minLength: 1, maxLength: 10 },
  )
  .map((parts) => parts.join(' '));

const label = fc.constantFrom(
  '**A1:** ',
  '**A1** [00:12:03]: ',
  '[00:12:03] A1: ',
  'A1 (00:12:03): ',
  'A1: ',
  'A1: 00:12:03\n',
  'A1\n',
  '',
);

const line = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(label, prose).map(([a, b]) => a + b) },
  { weight: 2, arbitrary: inline },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('# ', '## ', '### '), prose, fc.constantFrom('', ' {#q1}', ' ##'))
      .map((p) => p.join('')),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom('- ', '1. ', '> ', '  ', '    ', '\t', '> - ', '- > ', '[^1]: ', '[A1]: '),
        fc.oneof(prose, inline),
      )
      .map((p) => p.join('')),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '```',
      '~~~',
      '---',
      '===',
      '***',
      '| a | [b]{.x} |',
      '| --- | --- |',
      'a | b',
      '<!-- [x]{.y} -->',
      '<!--',
      '-->',
      '<div>',
      '</div>',
      '<script>',
      '2020. Det',
      '- ```',
      '[^memo-k1]: En tanke',
      '[^memo-i1]: En [tanke]{.a}',
      '    videre',
      '+++',
      '...',
      ' ',
      '   ',
    ),
  },
);

const joint = fc.constantFrom('\n', '\n\n', '\n\n', '\n\n', '\n\n\n', '\n \n');

/** Whole documents; line ends are LF, CR LF, or mixed with lone CRs. */
export const document: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('', '', '---\ntitle: T\nspeakers: {A1: A1}\n---\n', '\n', '\n\n'),
    fc.array(fc.tuple(line, joint), { maxLength: 12 }),
    fc.constantFrom('\n', '\n', '\n', '\r\n', '\r'),
    fc.constantFrom('', '\n'),
  )
  .map(([head, lines, end, last]) =>
    (head + lines.map(([text, gap]) => text + gap).join('') + last).replace(/\n/g, end),
  );
