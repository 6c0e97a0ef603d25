import { message } from '../text/message.js';
import type { Interval } from './estimate.js';
import { Generator } from './generator.js';

/** How often each of `count` things was drawn, where as many are drawn as there are, each as likely as the others. */
export function* draws(count: number, times: number, seed: number): Iterable<Int32Array> {
  const generator = new Generator(seed);
  const weights = new Int32Array(count);
  for (let i = 0; i < times; i++) {
    weights.fill(0);
    for (let drawn = 0; drawn < count; drawn++) {
      const at = generator.below(count);
      weights[at] = weights[at]! + 1;
    }
    yield weights;
  }
}

/** Draws from fewer things say nothing. */
export const fewestThings = 10;

/** More draws than this share without a value, and there is no interval. */
const mostUndefined = 0.1;

/**
 * The interval in which the middle 95 % of the draws lie: the values of the ranks 0.025 n and 0.975 n, rounded up (nearest rank).
 * @param values of each draw; NaN where the coefficient was undefined in it.
 */
export function intervalOf(values: Float64Array, things: number): Interval {
  if (things < fewestThings)
    return {
      kind: 'undefined',
      reason: message(
        'There is no interval, as there is too little to draw from: {0} ({1} are needed).',
        things,
        fewestThings,
      ),
    };
  const defined = values.filter((value) => !Number.isNaN(value)).sort();
  const lacking = values.length - defined.length;
  if (defined.length === 0 || lacking > mostUndefined * values.length)
    return {
      kind: 'undefined',
      reason: message('There is no interval, as {0} of {1} draws give no value.', lacking, values.length),
    };
  const rank = (thousandths: number): number => defined[Math.ceil((thousandths * defined.length) / 1000) - 1]!;
  return { kind: 'defined', low: rank(25), high: rank(975) };
}
