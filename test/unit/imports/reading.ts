import type { Nodes, Root } from 'mdast';
import { speakerName } from '../../../src/core/imports/speakerLabels.js';
import { timeStamp, writableText } from '../../../src/core/imports/writeTranscript.js';
import type { SourceText } from '../../../src/core/imports/source.js';
import { parseTree } from '../../../src/core/markdown/tree.js';
import { labelKey } from '../../../src/core/transcript/labels.js';

/** What a reader sees of Markdown: the text of each paragraph, heading and item, LF for a line break. */
export function visibleParagraphs(markdown: string): string[] {
  const found: string[] = [];
  const visit = (node: Nodes): void => {
    switch (node.type) {
      case 'yaml':
        return;
      case 'root':
      case 'list':
      case 'listItem':
      case 'blockquote':
        for (const child of node.children) visit(child);
        return;
      case 'paragraph':
        found.push(textOf(node));
        return;
      case 'heading':
        found.push(
          `${'#'.repeat(node.depth)} ${textOf(node)}${node.data?.attributes === undefined ? '' : ' (attributes)'}`,
        );
        return;
      default:
        found.push(`(${node.type})`);
    }
  };
  visit(parseTree(markdown, true) satisfies Root);
  return found;
}

function textOf(node: Nodes): string {
  switch (node.type) {
    case 'text':
      return node.value;
    case 'break':
      return '\n';
    case 'paragraph':
    case 'heading':
    case 'strong':
    case 'emphasis':
      return (node.children as Nodes[]).map(textOf).join('');
    default:
      return `(${node.type})`;
  }
}

/** What a reader should see of a source, as docs/imports.md says it: heads of turns, and text without white space at the edges of lines. */
export function expectedParagraphs(source: SourceText, labelOf: (name: string) => string): string[] {
  const found: string[] = [];
  for (const { start, end, kind, level, speaker, time } of source.paragraphs) {
    const lines = writableText(source.text)
      .slice(start, end)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    if (kind === 'heading') {
      if (lines.length > 0) found.push(`${'#'.repeat(Math.min(level, 6))} ${lines.join(' ')}`);
      continue;
    }
    const stamp = timeStamp(time);
    const name = speaker === null ? '' : speakerName(speaker);
    const label = name === '' ? '' : labelOf(name);
    const head =
      label === ''
        ? stamp === undefined
          ? ''
          : `[${stamp}]`
        : stamp === undefined
          ? `${label}:`
          : `${label} [${stamp}]:`;
    if (kind !== 'text') {
      if (head !== '') found.push(head);
      if (lines.length > 0) found.push(lines.join('\n'));
    } else if (lines.length > 0) found.push(head === '' ? lines.join('\n') : `${head} ${lines.join('\n')}`);
    else if (label !== '') found.push(head);
  }
  return found;
}

export { labelKey };
