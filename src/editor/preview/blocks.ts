import type MarkdownIt from 'markdown-it';
import { infoString } from '../../core/analysis/documents/blocks.js';

/** What the preview shows of an analysis block. */
export interface BlockShown {
  /** What is asked, in a few words; empty where that cannot be told. */
  readonly title: string;
  /** The chart that it asks for, as HTML. */
  readonly chart: string;
}

/** @param question what stands in the block. @param line of its fence, 0-based. @param address of the document. */
export type LookUpBlock = (question: string, line: number | undefined, address: unknown) => BlockShown;

/** Makes a markdown-it show analysis blocks as what they are: their request folded, then the chart. Their results are Markdown already. */
export function extendBlocks(md: MarkdownIt, lookUp: LookUpBlock): MarkdownIt {
  const { rules } = md.renderer;
  const { escapeHtml } = md.utils;
  const own = rules.fence;
  rules.fence = (tokens, index, options, env: { readonly currentDocument?: unknown } | undefined, self) => {
    const token = tokens[index];
    if (token?.info.trim().split(/\s+/)[0] !== infoString) {
      return own?.(tokens, index, options, env, self) ?? self.renderToken(tokens, index, options);
    }
    const { title, chart } = lookUp(token.content, token.map?.[0], env?.currentDocument);
    token.attrJoin('class', 'emic-block');
    const asked = `<summary>${escapeHtml(title === '' ? infoString : title)}</summary>`;
    const request = `<pre><code>${escapeHtml(token.content)}</code></pre>`;
    return `<details${self.renderAttrs(token)}>${asked}${request}</details>\n${chart}`;
  };
  return md;
}
