import { toHtml } from 'hast-util-to-html';
import * as vscode from 'vscode';
import { AnalysisError } from '../../core/analysis/analysisError.js';
import { chartData } from '../../core/analysis/charts/chartData.js';
import { chartOption } from '../../core/analysis/charts/chartOption.js';
import { windowLook } from '../../core/analysis/charts/look.js';
import { svgOf } from '../../core/analysis/charts/picture.js';
import { findBlocks } from '../../core/analysis/documents/blocks.js';
import { linksFrom } from '../../core/analysis/documents/links.js';
import { analysisMarkdown } from '../../core/analysis/render/markdown.js';
import { analyzeTitled, titleOf } from '../../core/analysis/titled.js';
import { readFrontMatterFully } from '../../core/markdown/frontMatter.js';
import type { FrontMatterData } from '../../core/markdown/frontMatterData.js';
import { element } from '../../core/print/elements.js';
import { sayIn, speakIn } from '../../core/queries/render/language.js';
import { readQueryBlock } from '../../core/queries/saved/queryBlock.js';
import type { Study } from '../../core/study/study.js';
import { isAnalysis } from '../analysis/refreshing.js';
import { disposeAll, type Disposable } from '../disposables.js';
import { Pause } from '../pause.js';
import type { Services } from '../services.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { ownColors, variable } from './colors.js';
import type { BlockShown } from './blocks.js';

/** So many charts are kept. */
const mostKept = 60;

/** So often a preview is asked to render, and so long each time, in milliseconds. */
const [mostTries, patience] = [5, 700];

/** Pictures in a preview are as wide as prose is at most, in pixels. */
const width = 760;

interface Drawn {
  readonly open: OpenStudy;
  readonly path: string;
  readonly asked: FrontMatterData;
  /** The study that was drawn; undefined as long as nothing is. */
  readonly study?: Study;
  readonly html: string;
  /** The result that belongs to the chart. */
  readonly markdown?: string;
}

/** What analysis blocks show in the preview. Charts are drawn beside the preview, which shows them when they are there. */
export class BlockCharts implements Disposable {
  readonly #services: Services;
  readonly #charts = new Map<string, Drawn>();
  readonly #drawing = new Set<string>();
  /** What is drawn and has not been shown yet. */
  readonly #unseen = new Set<string>();
  readonly #disposables: readonly Disposable[];
  #again: ReturnType<typeof setTimeout> | undefined;
  readonly #pause = new Pause(800, () => this.#follow());

  /** @param changed is told when a preview that was rendered has to be rendered again. */
  constructor(services: Services, changed: () => void) {
    this.#services = services;
    this.#changed = changed;
    this.#disposables = [
      this.#pause,
      services.studies.onDidChange(() => {
        if (this.#charts.size > 0) this.#pause.restart();
      }),
    ];
  }

  readonly #changed: () => void;

  dispose(): void {
    clearTimeout(this.#again);
    disposeAll(this.#disposables);
  }

  show(question: string, line: number | undefined, document: vscode.TextDocument | undefined): BlockShown {
    const asked = readFrontMatterFully(question).data;
    const open = document === undefined ? undefined : this.#services.studies.studyOf(document.uri);
    const study = open?.latest;
    if (document === undefined || open === undefined || study === undefined) return { title: '', chart: '' };
    const saved = readQueryBlock(question);
    const title = saved?.isShown === false ? `${vscode.l10n.t('Query')}: ${saved.query}` : titleOf(study, asked);
    const path = open.pathOf(document.uri);
    if (path === undefined || !isAnalysis(open, document) || typeof asked[chartOption] !== 'string') {
      return { title, chart: '' };
    }
    const key = JSON.stringify([open.folder.toString(), path, question]);
    const known = this.#charts.get(key);
    this.#charts.delete(key);
    this.#charts.set(key, known ?? { open, path, asked, html: '' });
    for (const oldest of this.#charts.keys()) if (this.#charts.size > mostKept) this.#charts.delete(oldest);
    if (known?.study === undefined || !isSame(known.study, study)) void this.#draw(key);
    this.#unseen.delete(key);
    if (known?.study === undefined) return { title, chart: note(vscode.l10n.t('The chart is being drawn.')) };
    const isStale = known.html !== '' && isBehind(document, line, known.markdown);
    const behind = vscode.l10n.t('The result below is older than the chart. Run Refresh Analysis.');
    return { title, chart: known.html + (isStale ? note(behind) : '') };
  }

  #follow(): void {
    for (const [key, { open, study }] of this.#charts) {
      if (study !== undefined && open.latest !== undefined && !isSame(study, open.latest)) void this.#draw(key);
    }
  }

  /** A preview that is about to render passes over what it is told meanwhile. */
  #insist(tries: number): void {
    this.#changed();
    clearTimeout(this.#again);
    this.#again = setTimeout(() => {
      if (this.#unseen.size > 0 && tries > 1) this.#insist(tries - 1);
      else this.#unseen.clear();
    }, patience);
  }

  async #draw(key: string): Promise<void> {
    if (this.#drawing.has(key)) return;
    this.#drawing.add(key);
    try {
      const before = this.#charts.get(key);
      if (before === undefined) return;
      const study = await before.open.readAll();
      const made = await draw(study, before);
      if (!this.#charts.has(key)) return;
      this.#charts.set(key, { ...before, ...made, study });
      const isNew = before.study === undefined || made.html !== before.html || made.markdown !== before.markdown;
      if (isNew) {
        this.#unseen.add(key);
        this.#insist(mostTries);
      }
    } finally {
      this.#drawing.delete(key);
    }
  }
}

async function draw(study: Study, { open, path, asked }: Drawn): Promise<Pick<Drawn, 'html' | 'markdown'>> {
  try {
    const { title, analysis } = await analyzeTitled(study, asked);
    const parts = analysis.kind === 'report' ? analysis.parts : [analysis];
    const table = parts.filter((part) => part.kind === 'table').find(({ drawn }) => drawn !== undefined);
    if (table?.drawn === undefined) return { html: '' };
    const { drawChart } = await import('../../core/analysis/charts/drawChart.js');
    const { language } = study.settings;
    const { colors } = open;
    const look = windowLook((color) => variable(color, 'line'));
    const data = chartData({ study, table, chart: table.drawn, colors });
    const picture = drawChart(data, { width, title, look, speak: speakIn(language) });
    const left = picture.notes.map((one) => sayIn(language, one)).join(' ');
    const figure = element(
      'figure',
      { className: ['emic-chart'] },
      svgOf(picture),
      ...(left === '' ? [] : [element('figcaption', {}, left)]),
    );
    const markdown = analysisMarkdown(study, analysis, linksFrom(study, path));
    return { html: `${toHtml(figure)}\n${ownColors(colors.values())}`, markdown };
  } catch (error) {
    // What is wrong stands where the result would.
    if (error instanceof AnalysisError) return { html: '' };
    throw error;
  }
}

function note(sentence: string): string {
  return `${toHtml(element('p', { className: ['emic-note'] }, sentence))}\n`;
}

/** Whether the same is to be seen in two snapshots; notes, which change as one types, have no part in it. */
function isSame(one: Study, other: Study): boolean {
  return (
    one === other ||
    (one.codebook === other.codebook &&
      one.settings === other.settings &&
      one.participants === other.participants &&
      one.transcripts.length === other.transcripts.length &&
      one.transcripts.every((transcript, i) => transcript === other.transcripts[i]))
  );
}

/** Whether a document has another result than the one that belongs to its chart. */
function isBehind(document: vscode.TextDocument, line: number | undefined, markdown: string | undefined): boolean {
  if (line === undefined || markdown === undefined) return false;
  const text = document.getText();
  const start = document.offsetAt(new vscode.Position(line, 0));
  const result = findBlocks(text).find((block) => block.start === start)?.result;
  return (
    result !== undefined && text.slice(result.start, result.end).replace(/\r\n?/g, '\n').trim() !== markdown.trim()
  );
}
