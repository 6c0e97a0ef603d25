import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { milliseconds, type Row } from './measure.js';

/** A project of REFI-QDA with 200 sources and 50,000 codings, read and made a study in a process of its own. */
export function benchRefi(folder: string): readonly Row[] {
  const worker = fileURLToPath(new URL('./refi.worker.mjs', import.meta.url));
  const file = path.join(folder, 'bench.qdpx');
  execFileSync(process.execPath, [worker, 'make', file]);
  const printed = execFileSync(process.execPath, [worker, 'read', file], { encoding: 'utf8' });
  const [passages = 0, , took = 0, peak = 0] = printed.trim().split(' ').map(Number);
  const size = (statSync(file).size / 1e6).toFixed(1);
  return [
    {
      what: `a .qdpx of 200 sources and 50,000 codings (${size} MB), made a study of ${String(passages)} passages`,
      figure: milliseconds(took),
      baseline: '',
      ratio: '',
      goal: 'under 10 s',
      met: took < 10_000 && passages > 49_000,
    },
    {
      what: 'peak memory of a process that reads it',
      figure: `${peak.toFixed(0)} MB`,
      baseline: '',
      ratio: '',
      goal: 'under 600 MB',
      met: peak < 600,
    },
  ];
}
