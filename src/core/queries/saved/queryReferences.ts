import type { Extent } from '../../text/edits.js';
import type { Study } from '../../study/study.js';
import { codesInQuery } from '../language/codeReferences.js';
import { parseQuery } from '../language/parse.js';
import { findCode } from '../names.js';
import { queriesIn } from './savedQueries.js';

/** A place in a document whose query names a code. The extent has the quotes, if there are any. */
export interface QueryReference extends Extent {
  /** The code's id. */
  readonly code: string;
  /** As it is written, without quotes: the id, or the name. */
  readonly written: string;
}

/**
 * The codes that the queries of a document name, in the order of its text, for all who follow a code: to its references, or when
 * it is renamed. What is written in its place is put into quotes where need be by `quoteName`. Queries that cannot be read name none.
 */
export function queryReferencesIn(study: Study, text: string): readonly QueryReference[] {
  return queriesIn(text).flatMap(({ query, offsetOf }) => {
    const names = namesIn(query);
    return names.flatMap(({ text: written, start, end }) => {
      const [from, to] = [offsetOf(start), offsetOf(end)];
      const code = idOf(study, written);
      return from === undefined || to === undefined || code === undefined
        ? []
        : [{ code, written, start: from, end: to }];
    });
  });
}

function namesIn(query: string): ReturnType<typeof codesInQuery> {
  try {
    return codesInQuery(parseQuery(query));
  } catch {
    return [];
  }
}

function idOf(study: Study, written: string): string | undefined {
  try {
    return findCode(study, written);
  } catch {
    return undefined;
  }
}
