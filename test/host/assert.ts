/**
 * The part of `node:assert/strict` that tests use, for the web-worker host, where there is no Node. The same test file
 * runs in both hosts: esbuild.js puts this module in the place of Node's.
 */

class AssertionError extends Error {
  override readonly name = 'AssertionError';
  constructor(
    message: string | Error | undefined,
    instead: string,
    readonly actual?: unknown,
    readonly expected?: unknown,
  ) {
    if (message instanceof Error) throw message;
    super(message ?? instead);
  }
}

const show = (value: unknown): string => {
  const text = JSON.stringify(value, (_key, part: unknown) => {
    if (part instanceof Map || part instanceof Set) return [...(part as Iterable<unknown>)];
    if (part instanceof RegExp || part instanceof Error) return String(part);
    return part === undefined ? '(undefined)' : part;
  }) as string | undefined;
  return text ?? String(value);
};

function isDeepEqual(actual: unknown, expected: unknown): boolean {
  if (Object.is(actual, expected)) return true;
  if (typeof actual !== 'object' || typeof expected !== 'object' || actual === null || expected === null) return false;
  if (Object.getPrototypeOf(actual) !== Object.getPrototypeOf(expected)) return false;
  if (actual instanceof Date && expected instanceof Date) return actual.getTime() === expected.getTime();
  if (actual instanceof RegExp && expected instanceof RegExp) return String(actual) === String(expected);
  if (actual instanceof Map || actual instanceof Set) {
    return isDeepEqual([...actual], [...(expected as Iterable<unknown>)]);
  }
  const keys = Object.keys(actual);
  return (
    keys.length === Object.keys(expected).length &&
    keys.every(
      (key) =>
        Object.hasOwn(expected, key) &&
        isDeepEqual((actual as Record<string, unknown>)[key], (expected as Record<string, unknown>)[key]),
    )
  );
}

type Expected = RegExp | (new (...args: never[]) => Error) | ((error: unknown) => boolean) | Record<string, unknown>;

function checkError(error: unknown, expected: Expected | string | undefined, message?: string): void {
  if (expected === undefined || typeof expected === 'string') return;
  if (expected instanceof RegExp) {
    if (!expected.test(String(error)))
      throw new AssertionError(message, `${String(error)} does not match ${String(expected)}`);
  } else if (typeof expected === 'function') {
    const isClass = expected === Error || expected.prototype instanceof Error;
    const isExpected = isClass
      ? error instanceof (expected as new () => Error)
      : (expected as (error: unknown) => boolean)(error);
    if (!isExpected) throw new AssertionError(message, `unexpected error: ${String(error)}`);
  } else {
    for (const [key, value] of Object.entries(expected)) {
      const actual = (error as Record<string, unknown>)[key];
      if (value instanceof RegExp && typeof actual === 'string' ? !value.test(actual) : !isDeepEqual(actual, value)) {
        throw new AssertionError(message, `the error's ${key} is ${show(actual)}, expected ${show(value)}`);
      }
    }
  }
}

type Message = string | Error;

function assert(value: unknown, message?: Message): asserts value {
  if (!value) throw new AssertionError(message, `${show(value)} is not true`, value, true);
}

const checks = {
  ok: assert,
  fail(message?: Message): never {
    throw new AssertionError(message, 'failed');
  },
  equal(actual: unknown, expected: unknown, message?: Message): void {
    if (!Object.is(actual, expected)) {
      throw new AssertionError(message, `${show(actual)} is not ${show(expected)}`, actual, expected);
    }
  },
  notEqual(actual: unknown, expected: unknown, message?: Message): void {
    if (Object.is(actual, expected)) throw new AssertionError(message, `both are ${show(actual)}`, actual, expected);
  },
  deepEqual(actual: unknown, expected: unknown, message?: Message): void {
    if (!isDeepEqual(actual, expected)) {
      throw new AssertionError(message, `${show(actual)}\nis not\n${show(expected)}`, actual, expected);
    }
  },
  notDeepEqual(actual: unknown, expected: unknown, message?: Message): void {
    if (isDeepEqual(actual, expected)) throw new AssertionError(message, `both are ${show(actual)}`, actual, expected);
  },
  match(value: string, expected: RegExp, message?: Message): void {
    if (!expected.test(value)) throw new AssertionError(message, `${show(value)} does not match ${String(expected)}`);
  },
  doesNotMatch(value: string, expected: RegExp, message?: Message): void {
    if (expected.test(value)) throw new AssertionError(message, `${show(value)} matches ${String(expected)}`);
  },
  throws(work: () => unknown, expected?: Expected | string, message?: string): void {
    try {
      work();
    } catch (error) {
      checkError(error, expected, message);
      return;
    }
    throw new AssertionError(message, 'nothing was thrown');
  },
  doesNotThrow(work: () => unknown): void {
    work();
  },
  async rejects(
    work: Promise<unknown> | (() => Promise<unknown>),
    expected?: Expected | string,
    message?: string,
  ): Promise<void> {
    try {
      await (typeof work === 'function' ? work() : work);
    } catch (error) {
      checkError(error, expected, message);
      return;
    }
    throw new AssertionError(message, 'the promise was not rejected');
  },
};

const strict = Object.assign(assert, checks, {
  strictEqual: checks.equal,
  notStrictEqual: checks.notEqual,
  deepStrictEqual: checks.deepEqual,
  notDeepStrictEqual: checks.notDeepEqual,
  AssertionError,
});

export const {
  ok,
  fail,
  equal,
  notEqual,
  deepEqual,
  notDeepEqual,
  match,
  doesNotMatch,
  throws,
  doesNotThrow,
  rejects,
} = strict;
export const { strictEqual, notStrictEqual, deepStrictEqual, notDeepStrictEqual } = strict;
export { AssertionError };
export default strict;
