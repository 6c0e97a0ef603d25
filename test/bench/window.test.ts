import { eachWindow } from '../flows/harness/index.js';
import { BenchWindow, passages, row, size, source, study } from './benchWindow.js';
import { hostRows } from './codingPage.js';
import { median, table, type Row } from './measure.js';
import { keys } from './windowKeys.js';
import { firstOpening, openings } from './windowOpenings.js';
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

const wanted = process.env.EMIC_BENCH_PARTS?.split(' ') ?? [...Object.keys(parts), 'firstPages'];

const settings = {
  'workbench.editorAssociations': {
    '**/coding*.md': 'emic.codingView',
    '**/preview*.md': 'vscode.markdown.preview.editor',
  },
};

describe('the coding view of 1 MB with 2,000 passages', () => {
  const open = eachWindow(() => ({ folder: study(), settings }));

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

/** Each further page of a window waits for VS Code to exchange the worker that serves the one before; the first has none before it. */
(wanted.includes('firstPages') ? describe : describe.skip)('the first page of a window', () => {
  const open = eachWindow(() => ({ folder: study(), settings }));
  const took = { coding: [] as number[], codingShort: [] as number[], preview: [] as number[] };
  for (let round = 0; round < 5; round++) {
    for (const kind of ['coding', 'codingShort', 'preview'] as const) {
      it(`should be measured: ${kind}, ${String(round + 1)} of 5`, async function () {
        this.timeout(200_000);
        took[kind].push(await firstOpening(new BenchWindow(open()), kind));
      });
    }
  }

  after(() => {
    const [view, short, preview] = [median(took.coding), median(took.codingShort), median(took.preview)];
    const all = Object.entries(took).map(([kind, some]) => `${kind} ${some.map((one) => one.toFixed()).join(' ')}`);
    console.log(`First pages, in milliseconds: ${all.join('; ')}\n`);
    console.log(
      table([
        row('the first page of a window, 1 MB, beside the preview', view, preview, 'under 500 ms', view < 500),
        row('the same, beside a transcript of a few lines in the coding view', view, short, '', undefined),
      ]),
    );
  });
});
