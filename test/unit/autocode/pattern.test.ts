import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { loadPatterns, type PatternCompiler } from '../../../src/core/autocode/pattern.js';
import { PatternError } from '../../../src/core/autocode/patternError.js';
import { runs } from '../markdown/generators.js';
import { processorTime } from '../processorTime.js';

describe('regular expressions', () => {
  let compile: PatternCompiler;
  before(async () => {
    compile = await loadPatterns();
  });

  const find = (pattern: string, line: string, matchCase = false): string[] =>
    [...compile(pattern, matchCase).findAll(line)]
      .filter(({ start, end }) => end > start)
      .map(({ start, end }) => line.slice(start, end));
  const refused = (pattern: string): string => {
    try {
      compile(pattern, false);
    } catch (error) {
      assert.ok(error instanceof PatternError, String(error));
      return error.sentence.template;
    }
    throw new Error(`${pattern} was not refused.`);
  };

  it('should know the letters of all alphabets', () => {
    assert.deepEqual(find('\\w+', 'Økonomien på bygda, жизнь'), ['Økonomien', 'på', 'bygda', 'жизнь']);
    assert.deepEqual(find('økonomi\\w*', 'Økonomien og økonomi'), ['Økonomien', 'økonomi']);
    assert.deepEqual(find('Økonomi\\w*', 'Økonomien og økonomi', true), ['Økonomien']);
  });

  it('should know the edges of words that begin or end with any letter', () => {
    assert.deepEqual(find('\\bøk\\w*', 'økonomi, bøker, Øk'), ['økonomi', 'Øk']);
    assert.deepEqual(find('\\w*på\\b', 'på påfunn oppå'), ['på', 'oppå']);
    assert.deepEqual(find('\\bja\\b', 'ja, jaha (ja) ja'), ['ja', 'ja', 'ja']);
    assert.deepEqual(find('^\\bja\\b.*\\bnei\\b$', 'ja eller nei'), ['ja eller nei']);
    assert.deepEqual(find('[^a]\\bb', 'a b'), [' b']);
    assert.deepEqual(find('\\bå\\S+', 'å åtte, på åker'), ['åtte,', 'åker']);
  });

  it('should read the rest of the syntax as editors do', () => {
    assert.deepEqual(find('(ja|nei)+', 'janei ja'), ['janei', 'ja']);
    assert.deepEqual(find('\\d{2,4}', '12 345 1'), ['12', '345']);
    assert.deepEqual(find('[^\\s,]+', 'a, b'), ['a', 'b']);
    assert.deepEqual(find('(?<tall>\\d+)', 'a 12'), ['12']);
    assert.deepEqual(find('\\u00e5', 'å'), ['å']);
    assert.deepEqual(find('\\Qa.b\\E', 'a.b axb'), ['a.b']);
    assert.deepEqual(find('{x}', '{x}'), ['{x}']);
    assert.deepEqual(find('😀.', '😀😀!'), ['😀😀']);
    assert.deepEqual(find('[\\w-]+', 'co-op nå'), ['co-op', 'nå']);
  });

  it('should say in a sentence what cannot be used', () => {
    assert.match(refused('a(?=b)'), /cannot be used/);
    assert.match(refused('(?<!a)b'), /cannot be used/);
    assert.match(refused('(a)\\1'), /cannot be used/);
    assert.match(refused('\\Ba'), /cannot be used/);
    assert.match(refused('(a'), /is not closed/);
    assert.match(refused('[a'), /is not closed/);
    assert.match(refused('*a'), /repeat/);
    assert.match(refused('((a{500}){500})'), /too much/);
    assert.match(refused('a'.repeat(3000)), /too long/);
  });

  it('should take time in step with the line, whatever it says', function () {
    this.timeout(120_000);
    const hostile = ['(a+)+$', '(a|aa)+$', '(a*)*b', '\\b(a+)+\\b$', '([a-z]+)*\\d', '(.*)(.*)(.*)(.*)x$'];
    for (const pattern of hostile) {
      const compiled = compile(pattern, false);
      const time = (length: number): number => {
        const line = `${'a'.repeat(length)}!`;
        return processorTime(() => {
          const found = [...compiled.findAll(line)].filter(({ start, end }) => end > start);
          assert.deepEqual(found, [], pattern);
        });
      };
      time(10_000);
      const small = Math.max(50, time(100_000));
      const large = Math.min(time(1_000_000), time(1_000_000));
      // An engine that goes back would not end here while there are people. The machine may have other things to do.
      assert.ok(large < small * 10 * 10, `${pattern}: ${String(small)} ms for 100 kB, ${String(large)} ms for 1 MB`);
    }
  });

  it('should find what the language itself finds, where both know the syntax', () => {
    const piece = fc.constantFrom(
      'a',
      'å',
      'b',
      ' ',
      '.',
      '\\w',
      '\\s',
      '[aå]',
      '[^a]',
      '\\b',
      '(?:a|b)',
      'å+',
      'a?',
      '\\W',
      '-',
    );
    const words = fc.constantFrom('a', 'å', 'b', ' ', '-', 'ab', '_', 'é', ', ');
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 5 }),
        fc.array(words, { maxLength: 12 }),
        (pieces, text) => {
          const source = pieces.join('');
          const line = text.join('');
          const letter = '[\\p{L}\\p{N}\\p{M}_]';
          const native = source
            .replaceAll('\\b', `(?:(?<!${letter})(?=${letter})|(?<=${letter})(?!${letter}))`)
            .replaceAll('\\w', letter)
            .replaceAll('\\W', '[^\\p{L}\\p{N}\\p{M}_]');
          const expected = [...line.matchAll(new RegExp(native, 'giu'))]
            .map(([found]) => found)
            .filter((found) => found !== '');
          assert.deepEqual(find(source, line), expected);
        },
      ),
      runs(5),
    );
  });
});
