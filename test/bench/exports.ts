import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { milliseconds, type Row } from './measure.js';

/** An export of 60,000 passages, in a process of its own: how long it takes and how much memory it holds, its study included. */
export function benchExports(): readonly Row[] {
  const worker = fileURLToPath(new URL('./exports.worker.mjs', import.meta.url));
  const run = (...args: readonly string[]): { count: number; took: number; size: number; peak: number } => {
    const [count = 0, took = 0, size = 0, peak = 0] = execFileSync(process.execPath, [worker, ...args], {
      encoding: 'utf8',
    })
      .trim()
      .split(' ')
      .map(Number);
    return { count, took, size, peak };
  };
  const without = run();
  const rows: Row[] = [];
  for (const format of ['xlsx', 'csv', 'html', 'docx']) {
    const { count, took, size, peak } = run(format);
    const isHeld = format === 'xlsx';
    rows.push({
      what: `${format} of ${String(count)} passages (${(size / 1e6).toFixed(1)} MB)`,
      figure: milliseconds(took),
      baseline: '',
      ratio: '',
      goal: isHeld ? 'under 5 s' : '',
      met: isHeld ? took < 5000 : undefined,
    });
    rows.push({
      what: `peak memory of a process that writes this ${format}`,
      figure: `${peak.toFixed(0)} MB`,
      baseline: `${without.peak.toFixed(0)} MB (the study alone)`,
      ratio: '',
      goal: isHeld ? 'under 500 MB' : '',
      met: isHeld ? peak < 500 : undefined,
    });
  }
  return rows;
}
