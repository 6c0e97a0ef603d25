// How the tests went, and the line that says so.

/** @typedef {{passed: number, failed: number, skipped: number}} Counts */

/** @param {Counts[]} all @returns {Counts} */
export function total(all) {
  const sum = (/** @type {keyof Counts} */ name) => all.reduce((before, counts) => before + counts[name], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

/** @param {Counts} counts */
export function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** Prints the line that closes a run and gives the exit code that goes with it: a run without a test has failed. */
export function close(/** @type {Counts} */ counts) {
  console.log(sentence(counts));
  return counts.failed > 0 || counts.passed === 0 ? 1 : 0;
}
