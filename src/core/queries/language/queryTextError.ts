import type { Extent, TextEdit } from '../../text/edits.js';
import type { Message } from '../../text/message.js';
import { QueryError, type QueryReason } from '../queryError.js';

/** A query that cannot be read or answered, with the place in its text that is to blame. */
export class QueryTextError extends QueryError implements Extent {
  /** UTF-16 code units of the query's text. */
  readonly start: number;
  readonly end: number;
  /** Edits of the text, each of which may be what was meant. */
  readonly suggestions: readonly TextEdit[];

  constructor(
    reason: QueryReason,
    { start, end }: Extent,
    { template, args }: Message,
    suggestions: readonly TextEdit[] = [],
  ) {
    super(reason, template, ...args);
    this.name = 'QueryTextError';
    this.start = start;
    this.end = end;
    this.suggestions = suggestions;
  }

  /** Whether only the rest of the query is missing, as while somebody types. */
  get isUnfinished(): boolean {
    return this.reason === 'unfinished';
  }
}
