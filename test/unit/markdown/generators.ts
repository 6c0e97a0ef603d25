import * as fc from 'fast-check';
import { document, inline, prose } from '../documents.js';

/*
 * What the tests of the syntax share: random text, and ways to say what was read.
 */

/** Documents, running text and heaps of signs. */
export const anyText: fc.Arbitrary<string> = fc.oneof(document, inline, prose);

/** The same with LF line ends, for what writes no others. */
export const anyTextWithLineFeeds: fc.Arbitrary<string> = anyText.map((text) => text.replace(/\r\n?/g, '\n'));

/** The number of runs of a property, from `EMIC_RUNS`. */
export function runs(share = 1): { numRuns: number } {
  return { numRuns: Math.ceil(Number(process.env.EMIC_RUNS ?? 600) * share) };
}
