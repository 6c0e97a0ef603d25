import { RE2JS } from 're2js';
import type { Extent } from '../text/edits.js';

/** A compiled pattern. Each step takes time in step with the text, as the engine never goes back. */
export interface LinearPattern {
  test(text: string): boolean;
  /** In order, not overlapping; some may be empty. UTF-16 code units. */
  findAll(text: string): Iterable<Extent>;
}

/**
 * Compiles a pattern in RE2's own syntax. Loaded when a regular expression is first used.
 * @throws Error with the engine's reason where it cannot.
 */
export function compileRe2(source: string): LinearPattern {
  const compiled = RE2JS.compile(source);
  return {
    test: (text) => compiled.test(text),
    *findAll(text) {
      const matcher = compiled.matcher(text);
      while (matcher.find()) yield { start: matcher.start(), end: matcher.end() };
    },
  };
}
