/** The middle of several figures. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The figure that a share of all stays under. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Milliseconds that a task takes: the median of several runs, after one that does not count. */
export function time(task: () => void, runs = 5): number {
  task();
  return median(Array.from({ length: runs }, () => once(task)));
}

/** Milliseconds of one run. */
export function once(task: () => unknown): number {
  const start = performance.now();
  task();
  return performance.now() - start;
}

/** Milliseconds of one run of a task that waits. */
export async function onceAsync(task: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await task();
  return performance.now() - start;
}

export interface Row {
  readonly what: string;
  readonly figure: string;
  readonly baseline: string;
  readonly ratio: string;
  readonly goal: string;
  readonly met: boolean | undefined;
}

/** The rows as one table. */
export function table(rows: readonly Row[]): string {
  const cells = [
    ['what', 'figure', 'baseline', 'ratio', 'goal', ''],
    ...rows.map(({ what, figure, baseline, ratio, goal, met }) => [
      what,
      figure,
      baseline,
      ratio,
      goal,
      met === undefined ? '' : met ? 'met' : 'MISSED',
    ]),
  ];
  const widths = (cells[0] ?? []).map((_, i) => Math.max(...cells.map((row) => (row[i] ?? '').length)));
  return cells
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function milliseconds(value: number): string {
  return value >= 1000 ? `${(value / 1000).toFixed(2)} s` : `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}

/** Milliseconds of the processor that a task takes: what else the machine does adds little to it. */
export function cpu(task: () => unknown): number {
  const before = process.cpuUsage();
  task();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
