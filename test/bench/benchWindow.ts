import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { scratchFolder, type Workbench } from '../flows/harness/index.js';
import { codebook, transcript } from './corpus.js';
import { milliseconds, type Row } from './measure.js';

export const rounds = Number(process.env.EMIC_BENCH_ROUNDS ?? 5);
export const size = 1_000_000;
export const passages = 2_000;

/**
 * `codingShort` is a transcript of a few lines in the coding view, and `picture` one point of colour in VS Code's own preview of
 * pictures: what a page costs in VS Code, whatever it shows.
 */
export const kinds = ['text', 'preview', 'coding', 'codingShort', 'picture'] as const;
export type Kind = (typeof kinds)[number];

/** What the parts of the benchmark do in a window. */
export class BenchWindow {
  readonly window: Workbench;

  constructor(window: Workbench) {
    this.window = window;
  }

  /** Asks for a file, and waits until Enter would open it. */
  async offer(name: string): Promise<void> {
    const { window } = this;
    await window.press('Control+p');
    await window.quickInput.fill(name);
    await window.page.locator('.quick-input-widget .monaco-list-row.focused', { hasText: name }).waitFor();
    await this.settled();
  }

  async closeAll(): Promise<void> {
    const { window } = this;
    await window.runCommand('View: Close All Editors');
    await window.until('nothing is open', async () => (await window.page.locator('.tab').count()) === 0);
  }

  /** Opens a file that is shown in a webview. */
  async pageOf(name: string, selector: string): Promise<Frame> {
    await this.offer(name);
    await this.window.press('Enter');
    return this.webview(selector);
  }

  /** The page of the webview that shows `selector`. */
  async webview(selector: string): Promise<Frame> {
    const shown = (await this.window.webview()).locator(selector).first();
    await shown.waitFor({ timeout: 90_000 });
    const page = await (await shown.elementHandle({ timeout: 90_000 })).ownerFrame();
    assert.ok(page);
    await this.settled();
    await this.window.page.waitForTimeout(1500);
    return page;
  }

  /** Lets what is still being done be done. */
  settled(): Promise<void> {
    return this.window.page.waitForTimeout(400);
  }
}

export function source(round: number): string {
  return transcript(round + 1, size, passages);
}

/** The name of a file that is opened in one of the kinds. */
export function fileOf(kind: Kind, round: number): string {
  return `${kind}${String(round)}.${kind === 'picture' ? 'gif' : 'md'}`;
}

const point = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** The same transcripts once for each kind of editor. */
export function study(): string {
  const folder = scratchFolder();
  mkdirSync(path.join(folder, 'transcripts'));
  writeFileSync(path.join(folder, 'codebook.md'), codebook());
  for (let round = 0; round < rounds; round++) {
    const text = source(round);
    const contents = {
      text,
      preview: text,
      coding: text,
      codingShort: transcript(round + 1, 2_000, 4),
      picture: point,
    };
    for (const kind of kinds) writeFileSync(path.join(folder, 'transcripts', fileOf(kind, round)), contents[kind]);
  }
  return folder;
}

export function row(what: string, figure: number, baseline: number, goal: string, met: boolean | undefined): Row {
  return {
    what,
    figure: milliseconds(figure),
    baseline: milliseconds(baseline),
    ratio: (figure / baseline).toFixed(2),
    goal,
    met,
  };
}
