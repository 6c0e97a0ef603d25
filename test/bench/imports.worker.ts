import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCli } from '../../src/cli/cli.js';
import { numbersFrom, words } from './corpus.js';

/*
 * Prints the number of files, their bytes, the milliseconds that `emic import` takes for them, and the peak memory in MB.
 */

const count = 300;
const fileSize = 64_000_000 / count;

const folder = mkdtempSync(path.join(tmpdir(), 'emic-bench-imports-'));
try {
  mkdirSync(path.join(folder, 'inn'));
  writeFileSync(path.join(folder, 'codebook.md'), '---\ninterviewers: [Intervjuer]\n---\n');
  let size = 0;
  for (let i = 0; i < count; i++) {
    const content = webVtt(i);
    size += content.length;
    writeFileSync(path.join(folder, 'inn', `intervju ${i}.vtt`), content);
  }
  let error = '';
  const start = performance.now();
  const code = await runCli(['import', 'inn'], {
    folder,
    isShown: false,
    write: () => undefined,
    writeError: (text) => (error += text),
  });
  const took = performance.now() - start;
  const made = readdirSync(path.join(folder, 'transcripts')).length;
  if (code !== 0 || made !== count) throw new Error(`${made} of ${count} were imported. ${error}`);
  console.log(count, size, took, process.resourceUsage().maxRSS / 1024);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** An interview as Teams writes it: cues of a few words, several to a turn. */
function webVtt(seed: number): Buffer {
  const next = numbersFrom(seed + 1);
  const parts = ['WEBVTT\n'];
  let length = 0;
  let speaker = 'Intervjuer';
  for (let second = 0; length < fileSize; second += 3) {
    if (next() < 0.2) speaker = speaker === 'Intervjuer' ? 'Kari Nordmann' : 'Intervjuer';
    const said = Array.from({ length: 12 }, () => words[Math.floor(next() * words.length)]).join(' ');
    const at = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(11, 23);
    const id = `9f1c2a40-52de-4d3b-9b0e-0c1b7ad1f0aa/${second}-0`;
    const cue = `\n${id}\n${at(second)} --> ${at(second + 3)}\n<v ${speaker}>${said}, ikke sant?</v>\n`;
    parts.push(cue);
    length += Buffer.byteLength(cue);
  }
  return Buffer.from(parts.join(''));
}
