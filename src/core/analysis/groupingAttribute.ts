import type { ParticipantTable } from '../study/participants.js';

/**
 * The attribute that is first to be compared by: one whose values make groups, and do not name each participant (as a pseudonym does).
 * Undefined where there is none.
 */
export function groupingAttribute({ columns, rows }: ParticipantTable): string | undefined {
  return columns.slice(1).find((column) => {
    const values = rows.map(({ attributes }) => attributes[column] ?? '').filter((value) => value !== '');
    const groups = new Set(values).size;
    return groups > 1 && groups * 2 <= values.length + 1;
  });
}
