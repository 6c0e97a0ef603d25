/**
 * Places of the signs that have a counterpart.
 * @param roleOf what a sign does; undefined where it neither opens nor closes.
 */
export function pairedSigns(
  written: string,
  sign: RegExp,
  roleOf: (match: RegExpExecArray) => 'opens' | 'closes' | undefined,
): ReadonlySet<number> {
  const paired = new Set<number>();
  const open: number[] = [];
  for (const match of written.matchAll(sign)) {
    const role = roleOf(match);
    if (role === 'opens') open.push(match.index);
    if (role !== 'closes') continue;
    const start = open.pop();
    if (start !== undefined) paired.add(start).add(match.index);
  }
  return paired;
}
