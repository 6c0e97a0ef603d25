import assert from 'node:assert/strict';
import { readBlockFully } from '../../../src/core/markdown/fullBlock.js';
import { readStructure } from '../../../src/core/markdown/structure.js';
import { parseTree } from '../../../src/core/markdown/tree.js';
import { processorTime } from '../processorTime.js';

/*
 * Input that takes more than linear time where a parser looks ahead or back without remembering what it saw.
 * Four times the input may take eight times as long here, as other work goes on beside; quadratic time would take sixteen times as long.
 */

const times = (text: string) => (n: number) => text.repeat(n);

const inputs: Readonly<Record<string, (n: number) => string>> = {
  'unbalanced brackets': times('['),
  'nested brackets': (n) => '['.repeat(n) + ']'.repeat(n),
  'nested marks': (n) => '['.repeat(n) + ']{.a}'.repeat(n),
  'nested images': (n) => '!['.repeat(n) + '](a)'.repeat(n),
  'brackets around links': (n) => '['.repeat(n) + '[a](b)'.repeat(n),
  'undefined references': times('[a][b]'),
  'marks in one line': times('[a]{.b}'),
  'closing marks alone': times(']{.a}'),
  'blocks without end': times(']{.a'),
  'quotes without end': times('[x]{a="'),
  'bare values without end': times('[x]{a=b c='),
  'orphans in each other': (n) => ']{a=b c='.repeat(n) + '}',
  'addresses without end': times('[a](b'),
  'titles without end': times('[a](b ('),
  'titles of two kinds': (n) => '[a](b "' + "[a](b '".repeat(n),
  'runs of backticks of all lengths': (n) => {
    let text = '';
    for (let size = 1; text.length < n * 4; size++) text += `${'`'.repeat(size)} `;
    return text;
  },
  'code of many lines': (n) => `\`${'a b\n'.repeat(n)}\``,
  'comments without end': times('<!--a '),
  'instructions without end': times('<?a '),
  'declarations without end': times('<!A '),
  'emphasis that closes nothing': times('a* '),
  'emphasis that is not closed': times('*a '),
  'emphasis of two kinds': times('*a_ '),
  'text between signs': times('a!*b&c '),
  'lines with white space after them': times('[a  \n]{.x}'),
  headings: times('a {.b}\n---\n'),
  'braces in a heading': (n) => `# ${'{a=b '.repeat(n)}}`,
  'a block of many lines': (n) => `> [x]{${'.a\n> '.repeat(n)}}`,
  memos: times('a\n\n[^memo-x]: b\n\n    c\n\n'),
  'spans in code': (n) => `\`\`\`\n${'[x]{a=b c='.repeat(n)}`,
};

const slow = new Set(['nested images', 'headings', 'memos', 'lines with white space after them']);

function cost(read: (source: string) => unknown, source: string): number {
  const once = (): number => processorTime(() => read(source));
  return Math.min(once(), once());
}

describe('coded text: hostile input', () => {
  for (const [name, make] of Object.entries(inputs)) {
    it(`should take linear time for ${name}`, function () {
      this.timeout(60_000);
      const n = slow.has(name) ? 400 : 1500;
      for (const read of [
        (source: string) => readBlockFully(source, false),
        (source: string) => readStructure(source),
      ]) {
        read(make(200));
        const once = cost(read, make(n));
        const fourTimes = cost(read, make(n * 4));
        assert.ok(fourTimes < once * 10 + 200, `${once.toFixed(1)} ms, then ${fourTimes.toFixed(1)} ms`);
      }
    });
  }

  it('should read brackets nested 100,000 deep', function () {
    this.timeout(60_000);
    const depth = 100_000;
    assert.equal(readBlockFully('['.repeat(depth) + 'a' + ']{.b}'.repeat(depth), false).marks.length, depth);
  });

  it('should make a tree of marks nested 20,000 deep, also in a link', function () {
    this.timeout(60_000);
    const depth = 20_000;
    const source = `[${'['.repeat(depth)}a${']{.b}'.repeat(depth)}](c)`;
    assert.equal(parseTree(source).children.length, 1);
  });

  it('should read a line of one megabyte', function () {
    this.timeout(60_000);
    const source = 'Vi vil [det beste]{.verdi} for *bygda*, ja. '.repeat(24_000);
    assert.equal(readBlockFully(source, false).marks.length, 24_000);
  });
});
