import { row, type BenchWindow } from './benchWindow.js';
import { median, percentile, type Row } from './measure.js';
import { scrolled } from './windowClock.js';

const frames = 600;

/** Scrolls through the whole document in ten seconds of 60 frames. */
export async function scrolling(bench: BenchWindow): Promise<Row[]> {
  const preview = await scrolled(await bench.pageOf('preview0.md', '.code-line'), undefined, frames);
  await bench.closeAll();
  const view = await scrolled(await bench.pageOf('coding0.md', '.scroller .block .text'), '.scroller', frames);
  await bench.closeAll();
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
