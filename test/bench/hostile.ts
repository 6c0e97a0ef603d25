import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { hostile } from './corpus.js';
import { milliseconds, type Row } from './measure.js';

/** How the time of reading hostile input grows, each input in a process of its own: what else lives in a heap is copied with what a task makes. */
export function hostileRows(): readonly Row[] {
  const worker = fileURLToPath(new URL('./hostile.worker.mjs', import.meta.url));
  return Object.keys(hostile(100)).flatMap((name) =>
    ['quickly', 'fully'].map((how) => {
      const [length = 0, first = 0, second = 0] = execFileSync(process.execPath, ['--expose-gc', worker, name, how], {
        encoding: 'utf8',
      })
        .trim()
        .split(' ')
        .map(Number);
      return {
        what: `hostile input of ${String(length / 1000)} kB doubled: ${name}${how === 'fully' ? ', read fully' : ''}`,
        figure: milliseconds(second),
        baseline: milliseconds(first),
        ratio: `${(second / first).toFixed(2)} times`,
        goal: 'at most 2.2',
        met: second / first <= 2.2,
      };
    }),
  );
}
