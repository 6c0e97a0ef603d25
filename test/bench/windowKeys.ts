import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { row, source, type BenchWindow } from './benchWindow.js';
import { median, milliseconds, percentile, type Row } from './measure.js';
import { countSaid, nextDrawn, pressAt, type Drawn } from './windowClock.js';

const codings = Number(process.env.EMIC_BENCH_CODINGS ?? 24);
const steps = 12;
const previewKeys = 7;

/**
 * From a key to the frame that shows what it did: in the coding view the key that codes what is selected with the last
 * code, beside the preview a letter in the text editor.
 */
export async function keys(bench: BenchWindow): Promise<Row[]> {
  const page = await bench.pageOf('coding1.md', '.scroller .block .text');
  await countSaid(page);
  const coded = await code(bench, page);
  const stepped = await goOn(bench, page);
  await bench.window.runCommand('File: Revert File');
  await bench.closeAll();
  const typed = await typeBeside(bench);
  const took = coded.map(({ key, frame }) => frame - key);
  const beside = typed.map(({ key, frame }) => frame - key);
  const traveled = median(coded.map(({ heard, said }) => heard + said));
  const length = source(1).length;
  const untilTold = (drawn: readonly Drawn[]): number => median(drawn.map(({ key, told }) => told - key));
  const parts = [
    `until the page is told ${milliseconds(untilTold(coded))}`,
    `until it has drawn ${milliseconds(median(coded.map(({ told, changed }) => changed - told)))}`,
    `until the frame ${milliseconds(median(coded.map(({ changed, frame }) => frame - changed)))}`,
  ];
  console.log(`A coding: ${parts.join(', then ')} (${String(coded.length)} codings)`);
  return [
    row('a coding, key to frame: median', median(took), median(beside), 'under 50 ms', median(took) < 50),
    row('a coding, key to frame: 95th percentile', percentile(took, 0.95), percentile(beside, 0.95), '', undefined),
    row(
      'a coding until the page is told, beside a key that edits nothing',
      untilTold(coded),
      untilTold(stepped),
      '',
      undefined,
    ),
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
async function code(bench: BenchWindow, page: Frame): Promise<Drawn[]> {
  const { window } = bench;
  const select = async (n: number): Promise<void> => {
    await page
      .locator('.block .text')
      .nth(n)
      .click({ position: { x: 300, y: 12 } });
    await window.press('Control+Shift+ArrowRight');
    await bench.settled();
  };
  await select(3);
  await window.press('Shift+Alt+l');
  await window.quickInput.fill('kode7');
  await window.press('Enter');
  await page.locator('.block').nth(3).locator('.name', { hasText: 'kode7' }).waitFor();
  const drawn: Drawn[] = [];
  for (let i = 0; i < codings; i++) {
    await page.locator('.scroller').evaluate((scroller, top) => scroller.scrollTo(0, top), 1000 * (i + 1));
    await bench.settled();
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

/** Goes from passage to passage, which edits nothing: what any key takes on its way to the host and back. */
async function goOn(bench: BenchWindow, page: Frame): Promise<Drawn[]> {
  const drawn: Drawn[] = [];
  for (let i = 0; i < steps; i++) {
    await bench.settled();
    const done = await nextDrawn(page, undefined);
    await bench.window.press('Shift+Alt+n');
    drawn.push(await done());
  }
  return drawn;
}

/** Types letters in the text editor with the preview beside it. */
async function typeBeside(bench: BenchWindow): Promise<Drawn[]> {
  const { window } = bench;
  await window.openFile('text0.md', 9);
  await window.runCommand('Markdown: Open Preview to the Side');
  const page = await bench.webview('.code-line');
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
