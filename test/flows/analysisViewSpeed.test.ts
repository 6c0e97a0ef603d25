import assert from 'node:assert/strict';
import { percentile } from '../bench/measure.js';
import { eachWindow, scratchFiles } from './harness/index.js';

const size = 500;

describe('the view Analysis of 500 codes by 500 participants', () => {
  const open = eachWindow(() => ({ folder: scratchFiles(study()) }));

  it('should scroll without a stop, either way', async () => {
    const window = open();
    await window.openFile('p1.md');
    await window.runCommand('Emic: Open Analysis');
    const page = await window.webview();
    const grid = page.locator('[role=grid], [role=treegrid]').first();
    await grid.waitFor({ timeout: 60_000 });
    await window.until('all rows', async () => Number(await grid.getAttribute('aria-rowcount')) > size, 60_000);
    assert.ok(Number(await grid.getAttribute('aria-colcount')) > size);
    await page.locator('.cell .text').first().waitFor();
    await window.page.waitForTimeout(1500);
    const frames = await grid.evaluate(
      (inside) =>
        new Promise<readonly number[]>((resolve) => {
          let scroller: Element | null = inside;
          while (scroller !== null && scroller.scrollHeight <= scroller.clientHeight + 10)
            scroller = scroller.parentElement;
          const times: number[] = [];
          const step = (now: number): void => {
            times.push(now);
            scroller?.scrollBy(times.length % 2 === 0 ? 40 : 0, 60);
            if (times.length <= 180) requestAnimationFrame(step);
            else resolve(times.slice(1).map((time, i) => time - (times[i] ?? 0)));
          };
          requestAnimationFrame(step);
        }),
    );
    const drawn = await page.locator('.cell').count();
    const [typical, slow] = [percentile(frames, 0.5), percentile(frames, 0.95)];
    const figures = `frames: median ${typical.toFixed(1)} ms, 95th percentile ${slow.toFixed(1)} ms; ${String(drawn)} cells drawn`;
    console.log(`    ${figures}`);
    await window.screenshot('analysis-500');
    // Far above what it takes, as the machine may be doing much else.
    assert.ok(typical < 60, figures);
    assert.ok(drawn < 5000, figures);
  });
});

/** Each participant in a transcript of their own, coded with ten codes. */
function study(): Record<string, string> {
  const codes = Array.from({ length: size }, (_, i) => `## Kode ${String(i)} {#k${String(i)}}\n`);
  const files: Record<string, string> = { 'codebook.md': `---\nemic: 1\ninterviewers: [I]\n---\n${codes.join('\n')}` };
  for (let i = 0; i < size; i++) {
    const turns = Array.from(
      { length: 10 },
      (_, j) => `**P${String(i)}:** Det [sa vi alle]{.k${String((i * 7 + j * 53) % size)}} den gangen.\n`,
    );
    files[`transcripts/p${String(i)}.md`] = `**I:** Hva skjedde?\n\n${turns.join('\n')}`;
  }
  return files;
}
