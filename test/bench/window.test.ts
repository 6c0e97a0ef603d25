import { eachWindow } from '../flows/harness/index.js';
import { BenchWindow, passages, size, source, study } from './benchWindow.js';
import { hostRows } from './codingPage.js';
import { table, type Row } from './measure.js';
import { keys } from './windowKeys.js';
import { openings } from './windowOpenings.js';
import { scrolling } from './windowScrolling.js';

/*
 * The coding view in a window of the real VS Code, beside its own Markdown preview and its text editor. Of each kind every
 * opening has a file of its own, which nothing has opened before, and the files of one round are the same text. The kinds
 * take turns, so that what else the machine does falls on all alike; the first round does not count.
 */

/** What is measured; `EMIC_BENCH_PARTS` names some of it. */
const parts: Readonly<Record<string, (bench: BenchWindow) => readonly Row[] | Promise<readonly Row[]>>> = {
  host: () => hostRows(source(0)),
  openings,
  scrolling,
  keys,
};

const wanted = process.env.EMIC_BENCH_PARTS?.split(' ') ?? Object.keys(parts);

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
    const bench = new BenchWindow(open());
    const rows: Row[] = [];
    for (const [part, measured] of Object.entries(parts))
      if (wanted.includes(part)) rows.push(...(await measured(bench)));
    console.log(`\nThe coding view in a window: ${String(size / 1e6)} MB, ${String(passages)} passages\n`);
    console.log(table(rows));
  });
});
