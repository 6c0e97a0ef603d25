import type { Study } from '../study/study.js';
import type { Passage } from '../transcript/types.js';
import { message } from '../text/message.js';
import type { AttributeCondition } from './attributes.js';
import { askStudy } from './evaluation/findings.js';
import { QueryTextError } from './language/queryTextError.js';
import type { Condition, Query, Written } from './language/syntax.js';

/**
 * Which passages are asked for. All that is given must hold; what is left out asks for nothing.
 * It is a query of the language (docs/queries.md) in the form of options.
 */
export interface PassageQuery {
  /** Codes that the passage has, all of them. A theme has the passages of all codes that count for it. */
  readonly codes?: readonly string[];
  /** Codes of which the passage has at least one. */
  readonly any?: readonly string[];
  /** Codes of which the passage has none. */
  readonly not?: readonly string[];
  /** People of whom at least one answers in the passage. */
  readonly participants?: readonly string[];
  /** Conditions on attributes; of those on one attribute, one must hold. Those on people must hold for one and the same person. */
  readonly where?: readonly AttributeCondition[];
  /** Sections of which the passage begins in one, or in a section below one. */
  readonly sections?: readonly string[];
  /** Words that the quotation holds, whatever their case and the white space between them. */
  readonly texts?: readonly string[];
  /** Whether each code has the passages of all codes that count for it, as themes always have. */
  readonly aggregate?: boolean;
  /** A query of the language, of which the passage has to be found, too. */
  readonly query?: Query;
}

/** A passage that was found, and those of its people for whom the conditions hold. */
export interface Finding {
  readonly passage: Passage;
  /** Empty where nobody answers in the passage. */
  readonly people: readonly string[];
}

/**
 * The passages that fit a query, in the study's order.
 * @throws QueryError when it names a code, a participant, a section or an attribute that the study does not have.
 */
export function findPassages(study: Study, query: PassageQuery): readonly Passage[] {
  return askStudy(study, queryOf(query)).passages;
}

/** As {@link findPassages}, with the people for whom the conditions hold. */
export function find(study: Study, query: PassageQuery): readonly Finding[] {
  const findings: Finding[] = [];
  for (const document of askStudy(study, queryOf(query)).documents()) {
    for (const number of document.found) {
      const passage = document.transcript.passages[number]!;
      findings.push({ passage, people: document.peopleAt(number) ?? study.peopleIn(passage) });
    }
  }
  return findings;
}

/** The query of the language that options mean. Its places are those of no text. */
export function queryOf(options: PassageQuery): Query {
  const {
    codes = [],
    any = [],
    not = [],
    participants = [],
    where = [],
    sections = [],
    texts = [],
    aggregate,
  } = options;
  const scope = aggregate === true ? 'all' : 'usual';
  const oneOf = (names: readonly string[]): Condition => ({
    kind: 'code',
    codes: names.map(written),
    scope,
    ...nowhere,
  });
  const parts: Condition[] = codes.map((code) => oneOf([code]));
  if (any.length > 0) parts.push(oneOf(any));
  if (not.length > 0) parts.push({ kind: 'not', part: oneOf(not), ...nowhere });
  if (participants.length > 0) parts.push({ kind: 'participant', names: participants.map(written), ...nowhere });
  for (const [name, values] of valuesByName(where)) {
    parts.push({ kind: 'attribute', name: written(name), comparison: '=', values: values.map(written), ...nowhere });
  }
  if (sections.length > 0) parts.push({ kind: 'section', names: sections.map(written), ...nowhere });
  for (const text of texts) parts.push({ kind: 'text', names: [written(text)], ...nowhere });
  if (options.query !== undefined) parts.push(...conditionsOf(options.query));
  const [first] = parts;
  const condition: Condition | undefined = parts.length > 1 ? { kind: 'and', parts, ...nowhere } : first;
  return { unit: 'passages', condition, ...nowhere };
}

/** @throws QueryTextError when it seeks something else than passages. */
function conditionsOf({ unit, condition, start, end }: Query): readonly Condition[] {
  if (unit !== undefined && unit !== 'passages') {
    throw new QueryTextError('bad-query', { start, end }, message('This query finds {0} and no passages.', unit));
  }
  return condition === undefined ? [] : [condition];
}

const nowhere = { start: 0, end: 0 };

function written(text: string): Written {
  return { text, ...nowhere };
}

/** Of several conditions on one attribute, one must hold. */
function valuesByName(conditions: readonly AttributeCondition[]): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const { name, value } of conditions) {
    const known = values.get(name);
    if (known === undefined) values.set(name, [value]);
    else known.push(value);
  }
  return values;
}
