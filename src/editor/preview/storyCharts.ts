import { toHtml } from 'hast-util-to-html';
import type MarkdownIt from 'markdown-it';
import * as vscode from 'vscode';
import type { drawChart } from '../../core/analysis/charts/drawChart.js';
import { windowLook } from '../../core/analysis/charts/look.js';
import { svgOf } from '../../core/analysis/charts/picture.js';
import { element } from '../../core/print/elements.js';
import { speakIn } from '../../core/queries/render/language.js';
import { readChart } from '../../core/story/charts.js';
import { variable } from './colors.js';

/** Pictures in a preview are as wide as prose is at most, in pixels. */
const width = 760;

let draw: typeof drawChart | undefined;

/** Has what draws at hand, so that a preview that is opened then has its charts from the first. */
export async function prepareStoryCharts(): Promise<void> {
  draw ??= (await import('../../core/analysis/charts/drawChart.js')).drawChart;
}

/**
 * Makes a markdown-it draw the charts of a study's story, with their numbers folded below.
 * @param changed is called when what can draw is there, and previews have to be rendered again.
 */
export function extendStoryCharts(md: MarkdownIt, changed: () => void): MarkdownIt {
  const { rules } = md.renderer;
  const { escapeHtml } = md.utils;
  const own = rules.fence;
  rules.fence = (tokens, index, options, env, self) => {
    const token = tokens[index];
    const chart = token === undefined ? undefined : readChart(token.info, token.content);
    if (token === undefined || chart === undefined) {
      return own?.(tokens, index, options, env, self) ?? self.renderToken(tokens, index, options);
    }
    if (draw === undefined) void prepareStoryCharts().then(changed);
    const title = (chart.kind === 'curve' ? chart.lines : chart.columns).map(({ name }) => name).join(', ');
    const look = windowLook((color) => variable(color, 'line'));
    const picture = draw?.(chart, { width, title, look, speak: speakIn(undefined) });
    const figure =
      picture === undefined
        ? element('p', { className: ['emic-note'] }, vscode.l10n.t('The chart is being drawn.'))
        : element('figure', { className: ['emic-chart'] }, svgOf(picture));
    token.attrJoin('class', 'emic-block');
    const numbers = `<summary>${escapeHtml(vscode.l10n.t('The numbers of the chart'))}</summary><pre><code>${escapeHtml(token.content)}</code></pre>`;
    return `${toHtml(figure)}\n<details${self.renderAttrs(token)}>${numbers}</details>\n`;
  };
  return md;
}
