import type { Condition, Query, Written } from './syntax.js';

/**
 * The names of codes in a query, in the order of its text, each with the extent that it takes there, quotes included.
 * A name is an id, else the name of a code, as it was written; one with `*` stands for several and is left out.
 */
export function codesInQuery({ condition }: Query): readonly Written[] {
  return condition === undefined ? [] : codesIn(condition).filter(({ text }) => !text.includes('*'));
}

function codesIn(condition: Condition): readonly Written[] {
  switch (condition.kind) {
    case 'code':
      return condition.codes;
    case 'and':
    case 'or':
      return condition.parts.flatMap(codesIn);
    case 'not':
      return codesIn(condition.part);
    case 'relation': {
      const { left, right } = condition;
      return [left, right.condition].flatMap((part) => (part === undefined ? [] : codesIn(part)));
    }
    default:
      return [];
  }
}
