import { CodedText } from '../../src/core/markdown/codedText.js';
import { readBlockFully } from '../../src/core/markdown/fullBlock.js';
import { hostile } from './corpus.js';
import { cpu, median } from './measure.js';

// Reads one kind of hostile input, and twice as much of it; prints its length and the processor's milliseconds for both.

/**
 * A task of fewer milliseconds than this tells more of the collector than of how its time grows: what fits its first
 * generation (some 16 MB) is never copied, what does not is copied twice. That is one step, and not growth; it is past by then.
 */
const measurable = 100;
const largest = 1_600_000;

const [name = '', how] = process.argv.slice(2);
const read = (text: string): unknown =>
  how === 'fully' ? readBlockFully(text, false) : CodedText.parse(text).passages;
const ofLength = (size: number): (() => unknown) => {
  const text = hostile(size)[name] ?? '';
  return () => read(text);
};
let length = 50_000;
const usual = (task: () => unknown): number => median([1, 2, 3].map(() => cpu(task)));
while (length < largest && usual(ofLength(length)) < measurable) length *= 2;
const [one, two] = [ofLength(length), ofLength(length * 2)];
// In turn, and the least of each: what a machine does beside adds to a run and never takes from it.
let [first, second] = [Infinity, Infinity];
for (let run = 0; run < (how === 'fully' ? 4 : 10); run++) {
  globalThis.gc?.();
  first = Math.min(first, cpu(one));
  globalThis.gc?.();
  second = Math.min(second, cpu(two));
}
console.log([length, first, second].join(' '));
