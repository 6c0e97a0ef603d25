/**
 * What VS Code calls to run the tests, in both of its extension hosts. Mocha's browser build is used in both: it needs
 * neither `process` nor a document.
 */
import 'mocha/mocha.js';

/** What the names of the tests to run must match: set by esbuild.js. */
declare const EMIC_GREP: string;

// The browser build leaves its class on the global object; the types only know the one for Node.
const { Mocha: MochaClass } = globalThis as unknown as { Mocha: typeof Mocha };

/** Prints a line for the runner, marked: the window's own messages come the same way, and the runner leaves them out. */
const print = (text: string): void => {
  console.log(`EMIC| ${text}`);
};

/** Prints each test as it ends, through the only output there is here: the console. */
function reportTo(runner: Mocha.Runner): void {
  let depth = 0;
  const say = (text: string): void => {
    print('  '.repeat(depth) + text);
  };
  runner.on('suite', (suite) => {
    if (!suite.root) say(suite.title);
    depth++;
  });
  runner.on('suite end', () => depth--);
  runner.on('pass', (test) => {
    say(`✔ ${test.title}${(test.duration ?? 0) > 75 ? ` (${String(test.duration)}ms)` : ''}`);
  });
  runner.on('retry', (test: Mocha.Test, error: Error) => {
    say(`Once more: ${test.fullTitle()}: ${error.message}`);
  });
  runner.on('pending', (test) => {
    say(`- ${test.title}`);
  });
  runner.on('fail', (test, error: Error) => {
    say(`✘ ${test.fullTitle()}\n${error.stack ?? String(error)}`);
  });
}

export async function run(): Promise<void> {
  // A test is asked twice: on a busy machine VS Code tells of a file late, or not at all. The report says which had to be.
  const mocha = new MochaClass({ reporter: reportTo as never, timeout: 60_000, retries: 1, color: false });
  if (EMIC_GREP) mocha.grep(EMIC_GREP);
  // Puts `describe` and `it` on the global object, which the test files below expect there.
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await import('emic:tests');
  const runner = await new Promise<Mocha.Runner>((resolve) => {
    const running = mocha.run(() => {
      resolve(running);
    });
  });
  const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
  print(`EMIC-RESULT ${JSON.stringify({ passed: passes, failed: failures, skipped: pending })}`);
  // The last line travels to the runner through the window; the exit code must not overtake it.
  await new Promise((resolve) => setTimeout(resolve, 100));
  if (failures > 0) throw new Error('Some tests failed.');
}
