import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { CodedText } from '../../src/core/markdown/codedText.js';
import { Transcript } from '../../src/core/transcript/transcript.js';
import type { TranscriptContext } from '../../src/core/transcript/types.js';
import { agreementRows } from './agreement.js';
import { changesRows } from './changes.js';
import { analysisRows } from './analysis.js';
import { numbersFrom, transcript, writeStudy } from './corpus.js';
import { benchExports } from './exports.js';
import { hostileRows } from './hostile.js';
import { importRows } from './imports.js';
import { median, milliseconds, once, onceAsync, percentile, table, time, type Row } from './measure.js';
import { mergeRows } from './merge.js';
import { benchQueries } from './queries.js';
import { benchRefi } from './refi.js';
import { renameRows } from './rename.js';
import { storyRows } from './story.js';
import { indexStudy } from './study.js';

/*
 * `npm run bench`: one table, made in one run, on a corpus that is made from a seed. Each figure is measured here beside the
 * baseline that it is compared with.
 */

const count = Number(process.env.EMIC_BENCH_FILES ?? 1000);
const size = 52_500;
const passages = 55;
const folder = mkdtempSync(path.join(tmpdir(), 'emic-bench-'));
const rows: Row[] = [];

function add(
  what: string,
  figure: number,
  baseline: number,
  ratio: string,
  goal: string,
  met: boolean | undefined,
): void {
  rows.push({ what, figure: milliseconds(figure), baseline: milliseconds(baseline), ratio, goal, met });
}

function filesOf(study: string): string[] {
  return readdirSync(path.join(study, 'transcripts')).map((name) => path.join(study, 'transcripts', name));
}

/** Reads and decodes files, one by one. */
function readAll(files: readonly string[]): number {
  let length = 0;
  for (const file of files) length += new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file)).length;
  return length;
}

async function coldIndex(): Promise<void> {
  const study = path.join(folder, 'whole');
  writeStudy(study, count, size, passages);
  const files = filesOf(study);
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  readAll(files);
  const readings: number[] = [];
  const indexing: number[] = [];
  const parsing: number[] = [];
  let found = 0;
  // In turn, so that what else the machine does falls on all alike.
  for (let i = 0; i < 3; i++) {
    readings.push(once(() => readAll(files)));
    indexing.push(await onceAsync(async () => (found = await indexStudy(study))));
    parsing.push(
      once(() => {
        for (const file of files) unified().use(remarkParse).parse(readFileSync(file, 'utf8'));
      }),
    );
  }
  const reading = median(readings);
  const index = median(indexing);
  const remark = median(parsing);
  console.log(`Corpus: ${String(count)} transcripts, ${(bytes / 1e6).toFixed(1)} MB, ${String(found)} passages.`);
  add(
    'cold index, against remark-parse',
    index,
    remark,
    `${(remark / index).toFixed(1)} times faster`,
    'at least 10',
    remark / index >= 10,
  );
  add(
    'cold index, against reading and decoding',
    index,
    reading,
    `${(index / reading).toFixed(1)} times slower`,
    'at most 20 (limit 1)',
    index / reading <= 20,
  );
  const half = path.join(folder, 'half');
  writeStudy(half, count / 2, size, passages);
  const halves: number[] = [];
  for (let i = 0; i < 3; i++) halves.push(await onceAsync(() => indexStudy(half)));
  add(
    'cold index, corpus doubled',
    index,
    median(halves),
    `${(index / median(halves)).toFixed(2)} times`,
    'at most 2.2',
    index / median(halves) <= 2.2,
  );
  const own = fileURLToPath(new URL('./memory.worker.mjs', import.meta.url));
  const peak = Number(execFileSync(process.execPath, [own, study], { encoding: 'utf8' }).trim());
  const empty = Number(execFileSync(process.execPath, [own], { encoding: 'utf8' }).trim());
  rows.push({
    what: 'peak memory of a process that indexes the corpus',
    figure: `${peak.toFixed(0)} MB`,
    baseline: `${empty.toFixed(0)} MB (idle)`,
    ratio: '',
    goal: 'under 400 MB',
    met: peak < 400,
  });
}

/** All that the index says of each passage, so that nothing is left for later. */
function readPassages(text: CodedText, context: TranscriptContext): number {
  const { passages } = new Transcript('t.md', text, context);
  let read = 0;
  for (const { codes, clean, participants, section, time } of passages) {
    read += codes.length + clean.end - clean.start + participants.length + section.length + (time?.length ?? 0);
  }
  return read > 0 ? passages.length : 0;
}

function keystrokes(): void {
  const source = transcript(7, 1_000_000, 2_000);
  const context = { participants: ['P7'], interviewers: ['Intervjuer'] };
  const full = time(() => {
    unified().use(remarkParse).parse(source);
  }, 3);
  const next = numbersFrom(11);
  let text = CodedText.parse(source);
  let found = new Transcript('t.md', text, context).passages.length;
  const keys: number[] = [];
  for (let i = 0; i < 400; i++) {
    if (i % 40 === 0) text = CodedText.parse(text.text);
    const at = Math.floor(next() * text.text.length);
    const key = i % 3 === 2 ? { start: at, end: at + 1, text: '' } : { start: at, end: at, text: 'a' };
    keys.push(
      once(() => {
        text = text.update([key]);
        found = readPassages(text, context);
      }),
    );
  }
  const middle = median(keys.slice(40));
  const late = percentile(keys.slice(40), 0.95);
  console.log(`Document: ${(source.length / 1e6).toFixed(2)} MB, ${String(found)} passages.`);
  add(
    'a key in the 1 MB document, to new passages: median',
    middle,
    full,
    `${(full / middle).toFixed(0)} times faster`,
    'under 4 ms, 50 times',
    middle < 4 && full / middle >= 50,
  );
  add('a key in the 1 MB document: 95th percentile', late, full, '', 'under 16 ms', late < 16);
}

function bundles(): void {
  for (const name of ['dist/extension.js', 'dist/web/extension.js', 'dist/cli.js']) {
    if (!existsSync(name)) continue;
    rows.push({
      what: `bundle ${name}`,
      figure: `${(statSync(name).size / 1000).toFixed(0)} kB`,
      baseline: '',
      ratio: '',
      goal: '',
      met: undefined,
    });
  }
}

function activation(): void {
  const worker = fileURLToPath(new URL('./activation.worker.mjs', import.meta.url));
  const runs = Array.from({ length: 9 }, () => {
    const [load = 0, activate = 0] = execFileSync(process.execPath, [worker], { encoding: 'utf8' })
      .trim()
      .split(' ')
      .map(Number);
    return { load, activate };
  });
  const figure = (what: string, values: readonly number[]): void => {
    rows.push({ what, figure: milliseconds(median(values)), baseline: '', ratio: '', goal: '', met: undefined });
  };
  figure(
    'loading the extension (Node, a stand-in for vscode)',
    runs.map(({ load }) => load),
  );
  figure(
    'activating it',
    runs.map(({ activate }) => activate),
  );
}

try {
  rows.push(...hostileRows());
  keystrokes();
  rows.push(...benchQueries());
  rows.push(...benchExports());
  bundles();
  activation();
  rows.push(...agreementRows());
  rows.push(...analysisRows());
  rows.push(...renameRows());
  rows.push(...mergeRows(folder));
  rows.push(...(await changesRows(folder)));
  rows.push(...(await storyRows(folder)));
  rows.push(...importRows());
  rows.push(...benchRefi(folder));
  await coldIndex();
  console.log(`\nNode ${process.version}, ${process.platform} ${process.arch}\n`);
  console.log(table(rows));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
