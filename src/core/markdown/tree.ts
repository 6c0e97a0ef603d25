import type { Root } from 'mdast';
import { fromMarkdown, type Extension } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { codedTextFromMarkdown } from './mdast.js';
import { hasFrontMatter, markdownExtensions } from './syntax/readEvents.js';

/** The extensions of mdast-util-from-markdown that go with {@link markdownExtensions}. */
export function treeExtensions(): Extension[] {
  return [codedTextFromMarkdown(), gfmTableFromMarkdown(), frontmatterFromMarkdown('yaml')];
}

/**
 * The syntax tree of a text in Emic's Markdown.
 * @param atStart whether front matter may stand at the beginning.
 */
export function parseTree(text: string, atStart = false): Root {
  return fromMarkdown(text, {
    extensions: markdownExtensions({ atStart: atStart && hasFrontMatter(text) }),
    mdastExtensions: treeExtensions(),
  });
}
