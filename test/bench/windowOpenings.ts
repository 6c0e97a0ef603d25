import { kinds, rounds, row, type BenchWindow, type Kind } from './benchWindow.js';
import { median, type Row } from './measure.js';
import { firstFrame, frameInWorkbench, noteFirstFrames, pressAt } from './windowClock.js';

/** From Enter in the box that asks for a file to the first frame that shows its words. */
export async function openings(bench: BenchWindow): Promise<Row[]> {
  const { window } = bench;
  await noteFirstFrames(window.page, '.scroller .block .text, .code-line');
  await window.openFile('text0.md');
  await window.until('the study', async () => (await window.statusBar()).some((text) => text.includes('%')));
  await bench.closeAll();
  const times: Record<Kind, number[]> = { text: [], preview: [], coding: [], codingShort: [] };
  for (let round = 0; round < rounds; round++) {
    for (const kind of kinds) {
      const took = await opening(bench, kind, `${kind}${String(round)}.md`);
      if (round > 0) times[kind].push(took);
    }
  }
  const [text, preview, view] = [median(times.text), median(times.preview), median(times.coding)];
  const short = median(times.codingShort);
  const all = Object.entries(times).map(([kind, took]) => `${kind} ${took.map((one) => one.toFixed()).join(' ')}`);
  console.log(`Openings, in milliseconds: ${all.join('; ')}`);
  return [
    row('cold open to the first full frame, beside the preview', view, preview, 'under 500 ms', view < 500),
    row('cold open to the first full frame, beside the text editor', view, text, 'under 2.5 times', view / text < 2.5),
    row('the same, beside a transcript of a few lines in the coding view', view, short, '', undefined),
  ];
}

async function opening(bench: BenchWindow, kind: Kind, name: string): Promise<number> {
  const { page } = bench.window;
  await bench.offer(name);
  const frame = kind === 'text' ? await frameInWorkbench(page, '.monaco-editor .view-line span') : undefined;
  const start = await pressAt(page, 'Enter');
  const end = frame === undefined ? await firstFrame(page, start) : await frame();
  await bench.settled();
  await bench.closeAll();
  return end - start;
}
