import { fileOf, kinds, rounds, row, type BenchWindow, type Kind } from './benchWindow.js';
import { median, milliseconds, type Row } from './measure.js';
import { firstFrame, frameInWorkbench, frameRequest, noteFirstFrames, pressAt, webviewAgain } from './windowClock.js';

const times = 7;

/** From Enter in the box that asks for a file to the first frame that shows its words. */
export async function openings(bench: BenchWindow): Promise<Row[]> {
  await begin(bench);
  const took: Record<Kind, number[]> = { text: [], preview: [], coding: [], codingShort: [], picture: [] };
  const kept: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const kind of kinds) {
      const one = await opening(bench, fileOf(kind, round), kind === 'text');
      if (round === 0) continue;
      took[kind].push(one.took);
      if (kind === 'coding') kept.push(one.kept);
    }
  }
  // The document that was closed last is opened once more: VS Code has its text no longer.
  const again = (await opening(bench, fileOf('coding', rounds - 1), false)).took;
  const back = await backAndForth(bench);
  const all = Object.entries(took).map(([kind, some]) => `${kind} ${some.map((one) => one.toFixed()).join(' ')}`);
  console.log(`Openings, in milliseconds: ${all.join('; ')}; the last once more ${again.toFixed()}`);
  console.log(`VS Code keeps its own request for the frame of a page for ${milliseconds(median(kept))}`);
  const [text, preview, view] = [median(took.text), median(took.preview), median(took.coding)];
  return [
    row('cold open to the first full frame, beside the preview', view, preview, 'under 500 ms', view < 500),
    row('cold open to the first full frame, beside the text editor', view, text, 'under 2.5 times', view / text < 2.5),
    row(
      'the same, beside a transcript of a few lines in the coding view',
      view,
      median(took.codingShort),
      '',
      undefined,
    ),
    row("the same, beside a picture of one point in VS Code's own preview", view, median(took.picture), '', undefined),
    row('the same without what VS Code keeps its own request for a page', view - median(kept), view, '', undefined),
    row('back to the tab of a page, beside its opening', back, view, 'under 200 ms', back < 200),
  ];
}

/** What a window that has shown no page yet takes to open one. */
export async function firstOpening(bench: BenchWindow, kind: Kind): Promise<number> {
  await begin(bench);
  return (await opening(bench, fileOf(kind, 1), false)).took;
}

/** Reads the study, and has first frames noted. */
async function begin(bench: BenchWindow): Promise<void> {
  const { window } = bench;
  await noteFirstFrames(window.page, '.scroller .block .text, .code-line, body.image img');
  await window.openFile(fileOf('text', 0));
  await window.until('the study', async () => (await window.statusBar()).some((text) => text.includes('%')));
  await bench.closeAll();
}

interface Opening {
  readonly took: number;
  /** How long VS Code's own request for the page's frame took. */
  readonly kept: number;
}

async function opening(bench: BenchWindow, name: string, isText: boolean): Promise<Opening> {
  const { page } = bench.window;
  await bench.offer(name);
  const frame = isText ? await frameInWorkbench(page, '.monaco-editor .view-line span') : undefined;
  const start = await pressAt(page, 'Enter');
  const end = frame === undefined ? await firstFrame(page, start) : await frame();
  await bench.settled();
  const kept = isText ? 0 : await frameRequest(page);
  await bench.closeAll();
  return { took: end - start, kept };
}

/** From the key that goes back to a page's tab to the frame that shows it. */
async function backAndForth(bench: BenchWindow): Promise<number> {
  const { window } = bench;
  await bench.pageOf(fileOf('coding', 0), '.scroller .block .text');
  await window.openFile('codebook.md');
  const took: number[] = [];
  for (let i = 0; i < times; i++) {
    await bench.settled();
    const seen = await webviewAgain(window.page);
    const start = await pressAt(window.page, 'Control+PageUp');
    took.push((await seen()) - start);
    await bench.settled();
    await window.openFile('codebook.md');
  }
  await bench.closeAll();
  return median(took);
}
