import fs from 'node:fs/promises';
import { leakProblem, leaksIn, leaksInPath, rowsIn } from '../core/pseudonyms/leaks.js';
import { KeyNames } from '../core/pseudonyms/names.js';
import { isText, namesInside, problemsInside, type NamesInside } from '../core/pseudonyms/keptFiles.js';
import type { Problem } from '../core/study/problem.js';
import { LineIndex, type Position } from '../core/text/lines.js';
import { Git } from '../core/repository/git.js';
import { installedGit } from '../git/nodeGit.js';
import { historyOf } from './git.js';
import type { KeyFile } from './keyFile.js';
import type { Terminal } from './terminal.js';
import { filesOf } from './writeStudy.js';

/** A problem with the places of its lines. */
export interface LeakFound {
  readonly problem: Problem;
  readonly from: Position;
  readonly to: Position;
}

const start: Position = { line: 0, character: 0 };

/** The real names of a key in all files of a study's folder, exports and originals too, and in their names. */
export async function findLeaks(
  folder: string,
  { key, file: keyPath, journal }: KeyFile,
  language: string | undefined,
): Promise<readonly LeakFound[]> {
  const finder = new KeyNames(key.entries, language);
  const found: LeakFound[] = [];
  for (const [inStudy, file] of await filesOf(folder)) {
    if (file === keyPath || file === journal) continue;
    for (const leak of leaksInPath(inStudy, finder)) found.push({ problem: leakProblem(leak), from: start, to: start });
    const bytes = await fs.readFile(file).catch(() => undefined);
    const whole = (inside: NamesInside): void => {
      for (const problem of problemsInside(inStudy, inside)) found.push({ problem, from: start, to: start });
    };
    if (bytes === undefined || !isText(bytes) || bytes.includes(0)) {
      whole(bytes === undefined ? { rows: new Set(), unread: 1 } : await namesInside(inStudy, bytes, finder));
      continue;
    }
    // Whatever its encoding, ASCII and most of Latin-1 can be told; `emic check` says of transcripts that they are no UTF-8.
    const text = bytes.toString('utf8').replace(/^\ufeff/, '');
    const leaks = leaksIn(inStudy, text, finder);
    if (!inStudy.endsWith('.md')) {
      // In what other programs write, names may stand otherwise than they read: these have no place to show.
      const { rows } = await namesInside(inStudy, bytes, finder);
      const shown = new Set(leaks.map(({ row }) => row));
      whole({ rows: new Set([...rows].filter((row) => !shown.has(row))), unread: 0 });
    }
    if (leaks.length === 0) continue;
    const lines = new LineIndex(text);
    for (const leak of leaks) {
      found.push({ problem: leakProblem(leak), from: lines.positionAt(leak.start), to: lines.positionAt(leak.end) });
    }
  }
  return found;
}

/** Says which commits hold real names, by file and row of the key. @returns how many places there are. */
export async function printHistory(
  folder: string,
  { key }: KeyFile,
  language: string | undefined,
  terminal: Terminal,
): Promise<number> {
  const finder = new KeyNames(key.entries, language);
  const counts = new Map<string, Map<number, number>>();
  for await (const { commit, path, kind, text } of historyOf(folder)) {
    const rows = kind === 'name' ? new Set(leaksInPath(text, finder).map(({ row }) => row)) : rowsIn(text, finder);
    if (rows.size === 0) continue;
    // A path that is a name itself is not said.
    const isSafe = path !== undefined && leaksInPath(path, finder).length === 0;
    const what =
      kind === 'message'
        ? 'its message'
        : kind === 'name'
          ? 'the name of a file'
          : isSafe
            ? path
            : 'a file whose name holds one';
    const place = `${commit}: ${what}`;
    const known = counts.get(place) ?? new Map<number, number>();
    for (const row of rows) known.set(row, (known.get(row) ?? 0) + 1);
    counts.set(place, known);
  }
  for (const [place, rows] of counts) {
    const list = [...rows].sort(([a], [b]) => a - b).map(([row, lines]) => `row ${row} (${lines})`);
    terminal.write(`history ${place}: ${list.join(', ')}\n`);
  }
  if (counts.size > 0) {
    terminal.write(
      'Whoever has this repository can read these commits. How names are taken out of a history: docs/pseudonyms.md\n',
    );
  }
  const git = await Git.find(installedGit(), folder);
  if (git !== undefined && (await git.isShallow())) {
    terminal.write(
      'history: This copy of the repository is shallow: older commits were not looked through. Get them with: git fetch --unshallow\n',
    );
  }
  return counts.size;
}
