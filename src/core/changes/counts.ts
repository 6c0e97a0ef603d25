import type { ChangeRow, Happening, Subject } from './rows.js';

/** How many changes of each subject: what is neither added nor removed is changed. */
export interface ChangeCount {
  readonly subject: Subject;
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

const subjects: readonly Subject[] = ['coding', 'memo', 'words', 'codebook', 'document', 'participant', 'note'];

/** Those of which there are any. */
export function countChanges(rows: readonly ChangeRow[]): readonly ChangeCount[] {
  return subjects.flatMap((subject) => {
    const own = rows.filter((row) => row.subject === subject);
    const count = (...which: readonly Happening[]): number =>
      own.filter(({ happening }) => which.includes(happening)).length;
    const [added, removed] = [count('added'), count('removed')];
    return own.length === 0 ? [] : [{ subject, added, removed, changed: own.length - added - removed }];
  });
}
