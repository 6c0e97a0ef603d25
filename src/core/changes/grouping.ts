import { compareText } from '../study/paths.js';
import type { ChangeRow, Subject } from './rows.js';
import type { StudyChanges } from './types.js';

export const groupings = ['document', 'code'] as const;
export type Grouping = (typeof groupings)[number];

/** Changes that are told together. */
export interface ChangeGroup {
  readonly kind: 'codebook' | 'document' | 'code' | 'participants' | 'notes' | 'words';
  /** A path or a code's id; empty for what there is once. */
  readonly key: string;
  /** The document's title, or the code's name. */
  readonly name: string;
  readonly rows: readonly ChangeRow[];
}

/** The changes in groups: by document, or the codings by code and the rest by what it is. */
export function groupChanges(changes: StudyChanges, rows: readonly ChangeRow[], by: Grouping): readonly ChangeGroup[] {
  const of = (...subjects: readonly Subject[]): readonly ChangeRow[] =>
    rows.filter(({ subject }) => subjects.includes(subject));
  const once = (kind: ChangeGroup['kind'], ...subjects: readonly Subject[]): readonly ChangeGroup[] => {
    const own = of(...subjects);
    return own.length === 0 ? [] : [{ kind, key: '', name: '', rows: own }];
  };
  const middle =
    by === 'document'
      ? byDocument(changes, of('document', 'coding', 'memo', 'words'))
      : [...byCode(changes, of('coding')), ...once('words', 'document', 'memo', 'words')];
  return [...once('codebook', 'codebook'), ...middle, ...once('participants', 'participant'), ...once('notes', 'note')];
}

function byDocument({ before, after }: StudyChanges, rows: readonly ChangeRow[]): readonly ChangeGroup[] {
  return grouped(rows, (row) => (row.after ?? row.before)?.path ?? '').map(([key, own]) => ({
    kind: 'document',
    key,
    name: (after.transcript(key) ?? before.transcript(key))?.title ?? key,
    rows: own,
  }));
}

/** In the order of the codebook; what it does not have comes last. */
function byCode({ after }: StudyChanges, rows: readonly ChangeRow[]): readonly ChangeGroup[] {
  const order = new Map(after.codebook.codes.map(({ id }, i) => [id, i]));
  const place = (code: string): number => order.get(code) ?? order.size;
  return grouped(rows, (row) => (row.after ?? row.before)?.code ?? '')
    .sort(([a], [b]) => place(a) - place(b) || compareText(a, b))
    .map(([key, own]) => {
      const side = own[0]?.after ?? own[0]?.before;
      return { kind: 'code', key, name: side?.name ?? key, rows: own };
    });
}

function grouped(
  rows: readonly ChangeRow[],
  keyOf: (row: ChangeRow) => string,
): (readonly [string, readonly ChangeRow[]])[] {
  const groups = new Map<string, ChangeRow[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups];
}
