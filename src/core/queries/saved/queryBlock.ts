import { isMap, isScalar, parseDocument, stringify, type Scalar } from 'yaml';

/** What `query:` says in a block of an analysis document. */
export interface BlockQuery {
  readonly query: string;
  /** Whether the block shows something: if not, it is a query that was saved. */
  readonly isShown: boolean;
  /** The place in the block of a place in the query, UTF-16 code units; undefined where the query is written over several lines. */
  readonly offsetOf: (inQuery: number) => number | undefined;
}

/** @param block what stands between the fences. */
export function readQueryBlock(block: string): BlockQuery | undefined {
  const { contents } = parseDocument(block, { logLevel: 'silent', strict: false });
  if (!isMap(contents)) return undefined;
  const value: unknown = contents.get('query', true);
  if (!isScalar(value) || typeof value.value !== 'string' || value.value.trim() === '') return undefined;
  return { query: value.value, isShown: contents.has('show'), offsetOf: offsetsOf(value, value.value, block) };
}

function offsetsOf({ type, range }: Scalar, query: string, block: string): BlockQuery['offsetOf'] {
  const [start = 0, end = 0] = range ?? [];
  const written = block.slice(start, end);
  if (type === 'PLAIN' && written === query) return (inQuery) => start + inQuery;
  if (type === 'QUOTE_SINGLE' && written === `'${query.replaceAll("'", "''")}'`) {
    return (inQuery) => start + 1 + query.slice(0, inQuery).replaceAll("'", "''").length;
  }
  return () => undefined;
}

/** The line that holds a query: `query: kostnad and not tillit`. */
export function queryLine(query: string): string {
  const line = query.trim().replace(/\s+/g, ' ');
  return stringify({ query: line }, { lineWidth: 0, singleQuote: true }).trimEnd();
}
