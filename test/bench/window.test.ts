import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { eachWindow, scratchFolder } from '../flows/harness/index.js';
import { hostRows } from './codingPage.js';
import { codebook, transcript } from './corpus.js';
import { median, milliseconds, percentile, table, type Row } from './measure.js';
import {
  countSaid,
  firstFrame,
  frameInWorkbench,
  nextDrawn,
  noteFirstFrames,
  pressAt,
  scrolled,
  type Drawn,
} from './windowClock.js';

/*
 * The coding view in a window of the real VS Code, beside its own Markdown preview and its text editor. Of each kind every
 * opening has a file of its own, which nothing has opened before, and the files of one round are the same text. The kinds
 * take turns, so that what else the machine does falls on all alike; the first round does not count.
 */

const rounds = Number(process.env.EMIC_BENCH_ROUNDS ?? 5);
const size = 1_000_000;
const passages = 2_000;
const codings = 24;
const previewKeys = 7;
const frames = 600;

/** `codingShort` is a transcript of a few lines in the coding view: what a page costs in VS Code, whatever it shows. */
const kinds = ['text', 'preview', 'coding', 'codingShort'] as const;
type Kind = (typeof kinds)[number];

describe('the coding view of 1 MB with 2,000 passages', () => {
  const open = eachWindow(() => ({
    folder: study(),
    settings: {
      'workbench.editorAssociations': {
        '**/coding*.md': 'emic.codingView',
        '**/preview*.md': 'vscode.markdown.preview.editor',
      },
    },
  }));

  it('should be measured', async function () {
    this.timeout(900_000);
    // A key that comes while VS Code draws is lost now and then.
    this.retries(1);
    const rows: Row[] = hostRows(source(0));
    rows.push(...(await openings()));
    rows.push(...(await scrolling()));
    rows.push(...(await keys()));
    console.log(`\nThe coding view in a window: ${String(size / 1e6)} MB, ${String(passages)} passages\n`);
    console.log(table(rows));
  });

  /** From Enter in the box that asks for a file to the first frame that shows its words. */
  async function openings(): Promise<Row[]> {
    const window = open();
    await noteFirstFrames(window.page, '.scroller .block .text, .code-line');
    await window.openFile('text0.md');
    await window.until('the study', async () => (await window.statusBar()).some((text) => text.includes('%')));
    await closeAll();
    const times: Record<Kind, number[]> = { text: [], preview: [], coding: [], codingShort: [] };
    for (let round = 0; round < rounds; round++) {
      for (const kind of kinds) {
        const took = await opening(kind, `${kind}${String(round)}.md`);
        if (round > 0) times[kind].push(took);
      }
    }
    const [text, preview, view] = [median(times.text), median(times.preview), median(times.coding)];
    const short = median(times.codingShort);
    const all = Object.entries(times).map(([kind, took]) => `${kind} ${took.map((one) => one.toFixed()).join(' ')}`);
    console.log(`Openings, in milliseconds: ${all.join('; ')}`);
    return [
      row('cold open to the first full frame, beside the preview', view, preview, 'under 500 ms', view < 500),
      row(
        'cold open to the first full frame, beside the text editor',
        view,
        text,
        'under 2.5 times',
        view / text < 2.5,
      ),
      row('the same, beside a transcript of a few lines in the coding view', view, short, '', undefined),
    ];
  }

  async function opening(kind: Kind, name: string): Promise<number> {
    const window = open();
    await offer(name);
    const frame = kind === 'text' ? await frameInWorkbench(window.page, '.monaco-editor .view-line span') : undefined;
    const start = await pressAt(window.page, 'Enter');
    const end = frame === undefined ? await firstFrame(window.page, start) : await frame();
    await settled();
    await closeAll();
    return end - start;
  }

  /** Asks for a file, and waits until Enter would open it. */
  async function offer(name: string): Promise<void> {
    const window = open();
    await window.press('Control+p');
    await window.quickInput.fill(name);
    await window.page.locator('.quick-input-widget .monaco-list-row.focused', { hasText: name }).waitFor();
    await settled();
  }

  /** Scrolls through the whole document in ten seconds of 60 frames. */
  async function scrolling(): Promise<Row[]> {
    const preview = await scrolled(await pageOf('preview0.md', '.code-line'), undefined, frames);
    await closeAll();
    const view = await scrolled(await pageOf('coding0.md', '.scroller .block .text'), '.scroller', frames);
    return [
      row(
        `frames while scrolling the whole in ${String(frames)}: median`,
        median(view),
        median(preview),
        'under 17.5 ms',
        median(view) < 17.5,
      ),
      row(
        'frames while scrolling the whole: 95th percentile',
        percentile(view, 0.95),
        percentile(preview, 0.95),
        '',
        undefined,
      ),
    ];
  }

  /**
   * From a key to the frame that shows what it did: in the coding view the key that codes what is selected with the last
   * code, beside the preview a letter in the text editor.
   */
  async function keys(): Promise<Row[]> {
    const window = open();
    await closeAll();
    const page = await pageOf('coding1.md', '.scroller .block .text');
    await countSaid(page);
    const coded = await code(page);
    await window.runCommand('File: Revert File');
    await closeAll();
    const typed = await typeBeside();
    const took = coded.map(({ key, frame }) => frame - key);
    const beside = typed.map(({ key, frame }) => frame - key);
    const traveled = median(coded.map(({ heard, said }) => heard + said));
    const length = source(1).length;
    const parts = [
      `until the page is told ${milliseconds(median(coded.map(({ key, told }) => told - key)))}`,
      `until it has drawn ${milliseconds(median(coded.map(({ told, changed }) => changed - told)))}`,
      `until the frame ${milliseconds(median(coded.map(({ changed, frame }) => frame - changed)))}`,
    ];
    console.log(`A coding: ${parts.join(', then ')} (${String(coded.length)} codings)`);
    return [
      row('a coding, key to frame: median', median(took), median(beside), 'under 50 ms', median(took) < 50),
      row('a coding, key to frame: 95th percentile', percentile(took, 0.95), percentile(beside, 0.95), '', undefined),
      {
        what: 'what travels for one coding, beside the document',
        figure: `${(traveled / 1000).toFixed(1)} kB`,
        baseline: `${(length / 1000).toFixed()} kB`,
        ratio: `1/${(length / traveled).toFixed()}`,
        goal: 'under 1/50',
        met: traveled * 50 < length,
      },
    ];
  }

  /** Codes a word of each of some turns; the first coding, which asks for the code, does not count. */
  async function code(page: Frame): Promise<Drawn[]> {
    const window = open();
    const select = async (n: number): Promise<void> => {
      await page
        .locator('.block .text')
        .nth(n)
        .click({ position: { x: 300, y: 12 } });
      await window.press('Control+Shift+ArrowRight');
      await settled();
    };
    await select(3);
    await window.press('Shift+Alt+l');
    await window.quickInput.fill('kode7');
    await window.press('Enter');
    await page.locator('.block').nth(3).locator('.name', { hasText: 'kode7' }).waitFor();
    const drawn: Drawn[] = [];
    for (let i = 0; i < codings; i++) {
      await page.locator('.scroller').evaluate((scroller, top) => scroller.scrollTo(0, top), 1000 * (i + 1));
      await settled();
      await select(8);
      const done = await nextDrawn(page, '.sheet .coded', 500);
      await window.press('Shift+Alt+l');
      // A word that is coded so already is not coded again.
      const one = await Promise.race([done(), window.page.waitForTimeout(5_000)]);
      if (one) drawn.push(one);
    }
    assert.ok(drawn.length >= codings / 2, `Only ${String(drawn.length)} of ${String(codings)} words were coded.`);
    return drawn;
  }

  /** Types letters in the text editor with the preview beside it. */
  async function typeBeside(): Promise<Drawn[]> {
    const window = open();
    await window.openFile('text0.md', 9);
    await window.runCommand('Markdown: Open Preview to the Side');
    const page = await webview('.code-line');
    await window.runCommand('View: Focus First Editor Group');
    const drawn: Drawn[] = [];
    for (let i = 0; i < previewKeys; i++) {
      await window.page.waitForTimeout(1500);
      const done = await nextDrawn(page, undefined);
      const key = await pressAt(window.page, 'x');
      const one = await done();
      if (i > 0) drawn.push({ ...one, key });
    }
    return drawn;
  }

  async function closeAll(): Promise<void> {
    const window = open();
    await window.runCommand('View: Close All Editors');
    await window.until('nothing is open', async () => (await window.page.locator('.tab').count()) === 0);
  }

  /** Opens a file that is shown in a webview. */
  async function pageOf(name: string, selector: string): Promise<Frame> {
    await offer(name);
    await open().press('Enter');
    return webview(selector);
  }

  /** The page of the webview that shows `selector`. */
  async function webview(selector: string): Promise<Frame> {
    const window = open();
    const shown = (await window.webview()).locator(selector).first();
    await shown.waitFor({ timeout: 90_000 });
    const page = await (await shown.elementHandle({ timeout: 90_000 })).ownerFrame();
    assert.ok(page);
    await settled();
    await window.page.waitForTimeout(1500);
    return page;
  }

  /** Lets what is still being done be done. */
  function settled(): Promise<void> {
    return open().page.waitForTimeout(400);
  }
});

function source(round: number): string {
  return transcript(round + 1, size, passages);
}

/** The same transcripts once for each kind of editor. */
function study(): string {
  const folder = scratchFolder();
  mkdirSync(path.join(folder, 'transcripts'));
  writeFileSync(path.join(folder, 'codebook.md'), codebook());
  for (let round = 0; round < rounds; round++) {
    const text = source(round);
    const short = transcript(round + 1, 2_000, 4);
    for (const kind of kinds)
      writeFileSync(
        path.join(folder, 'transcripts', `${kind}${String(round)}.md`),
        kind === 'codingShort' ? short : text,
      );
  }
  return folder;
}

function row(what: string, figure: number, baseline: number, goal: string, met: boolean | undefined): Row {
  return {
    what,
    figure: milliseconds(figure),
    baseline: milliseconds(baseline),
    ratio: (figure / baseline).toFixed(2),
    goal,
    met,
  };
}
