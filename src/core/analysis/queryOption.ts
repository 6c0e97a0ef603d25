import { parseQuery } from '../queries/language/parse.js';
import type { PassageQuery } from '../queries/passageQuery.js';
import { message } from '../text/message.js';
import { optional } from './options.js';

/** The option that keeps an analysis to the passages that a query finds. */
export const queryOption = optional(
  'query',
  message('Only passages that this query finds, as in: cost near:3turns trust'),
);

/**
 * What the option's text asks of passages.
 * @throws QueryTextError when it cannot be read.
 */
export function askedBy(query: string | undefined): Pick<PassageQuery, 'query'> {
  return query === undefined || query === '' ? {} : { query: parseQuery(query) };
}
