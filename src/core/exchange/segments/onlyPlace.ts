import type { Extent } from '../../text/edits.js';
import type { QuoteFinder } from './locate.js';
import type { Segment } from './segment.js';

/**
 * The one place of a text that a segment can mean: where its words stand at its position, in either unit, else where they stand at all, if that
 * is one place, or one with the words around it.
 * @param finder of that text.
 */
export function onlyPlace(
  { quote, prefix, suffix, start, end }: Segment,
  text: string,
  finder: QuoteFinder,
): Extent | 'nowhere' | 'several' {
  const said = (part: string): string => part.replace(/\s+/g, '');
  if (quote.trim() === '') return 'nowhere';
  if (start !== undefined && end !== undefined) {
    const isThere = ({ start: from, end: to }: Extent): boolean =>
      from < to && to <= text.length && said(text.slice(from, to)) === said(quote);
    const units = { start, end };
    if (isThere(units)) return trimmed(text, units);
    const points = { start: unitsOf(text, start), end: unitsOf(text, end) };
    if (isThere(points)) return trimmed(text, points);
  }
  const found = finder.all(quote);
  const [first] = found;
  if (first === undefined) return 'nowhere';
  if (found.length === 1) return first;
  if (prefix.trim() === '' && suffix.trim() === '') return 'several';
  const fitting = found.filter(
    (each) =>
      said(text.slice(Math.max(0, each.start - mostAround), each.start)).endsWith(said(prefix)) &&
      said(text.slice(each.end, each.end + mostAround)).startsWith(said(suffix)),
  );
  const [only] = fitting;
  return only === undefined || fitting.length > 1 ? 'several' : only;
}

/** So far around words the words beside them are looked for. */
const mostAround = 2000;

/** UTF-16 code units of so many code points. */
function unitsOf(text: string, points: number): number {
  let at = 0;
  for (let i = 0; i < points && at < text.length; i++) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return at;
}

function trimmed(text: string, { start, end }: Extent): Extent {
  const part = text.slice(start, end);
  return { start: start + part.length - part.trimStart().length, end: start + part.trimEnd().length };
}
