/** Words in a row that two versions of one text share, and two interviews do not. */
const row = 4;
/** The share of such rows from which on two texts are versions of one. */
const enough = 0.1;
/** Rows that are looked at in each text. */
const most = 20_000;

/** Whether two texts are likely versions of one. */
export function isLikely(a: string, b: string): boolean {
  const rows = rowsOf(a);
  const others = rowsOf(b);
  let shared = 0;
  for (const each of others) if (rows.has(each)) shared++;
  return shared >= Math.max(1, Math.min(rows.size, others.size) * enough);
}

function rowsOf(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  const rows = new Set<string>();
  // A text of a few words is one row.
  for (let i = 0; i < Math.max(1, words.length - row + 1) && i < most; i++) rows.add(words.slice(i, i + row).join(' '));
  return rows;
}
