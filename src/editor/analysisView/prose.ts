import { plainHeading } from '../../core/markdown/headingText.js';
import type { ProseParagraph } from './protocol.js';

/** Prose of an analysis as the page shows it: paragraphs and lists, each as it reads. */
export function readProse(markdown: string): readonly ProseParagraph[] {
  return markdown
    .split(/\n[ \t]*\n/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => {
      const lines = paragraph.trim().split('\n');
      return lines.every((line) => line.startsWith('- '))
        ? { kind: 'list', items: lines.map((line) => plain(line.slice(2))) }
        : { kind: 'text', text: plain(paragraph.replace(/^#+\s+/, '').trim()) };
    });
}

function plain(markdown: string): string {
  return plainHeading(markdown, markdown).trim();
}
