import type { Root } from 'mdast';
import { frontmatterToMarkdown } from 'mdast-util-frontmatter';
import { gfmTableToMarkdown } from 'mdast-util-gfm-table';
import type { Options as ToMarkdownExtension } from 'mdast-util-to-markdown';
import type { Plugin } from 'unified';
import { codedTextToMarkdown } from './mdastToMarkdown.js';
import { markdownExtensions } from './syntax/readEvents.js';
import { treeExtensions } from './tree.js';

import type {} from 'remark-parse';

declare module 'unified' {
  interface Data {
    toMarkdownExtensions?: ToMarkdownExtension[];
  }
}

/**
 * Emic's Markdown for remark: marks, memos, heading attributes, footnotes, `~~`, tables and front matter, both ways.
 *
 *     unified().use(remarkParse).use(remarkCodedText).use(remarkStringify)
 */
export const remarkCodedText: Plugin<[], Root> = function () {
  const data = this.data();
  (data.micromarkExtensions ??= []).push(...markdownExtensions());
  (data.fromMarkdownExtensions ??= []).push(...treeExtensions());
  (data.toMarkdownExtensions ??= []).push(gfmTableToMarkdown(), frontmatterToMarkdown('yaml'), codedTextToMarkdown());
};
