import { Paragraph, TextRun, type IParagraphOptions, type IRunOptions } from 'docx';
import type { BlockContent, DefinitionContent, PhrasingContent, RootContent } from 'mdast';
import { parseTree } from '../../markdown/tree.js';
import type { QuotedParagraph } from '../../quoting/words.js';
import { xmlText } from './xmlText.js';

/** Text as Word holds it: its line ends are breaks. */
export function runs(text: string, options: IRunOptions = {}): TextRun[] {
  const direction = isRightToLeft(text) ? { rightToLeft: true } : {};
  return xmlText(text)
    .split('\n')
    .map((line, i) => new TextRun({ ...options, ...direction, text: line, ...(i > 0 ? { break: 1 } : {}) }));
}

export function run(text: string, options: IRunOptions = {}): TextRun {
  return new TextRun({
    ...options,
    text: xmlText(text).replace(/\s+/g, ' '),
    ...(isRightToLeft(text) ? { rightToLeft: true } : {}),
  });
}

const headingStyles = ['Heading1', 'Heading2', 'Heading3', 'Heading4', 'Heading5', 'Heading6'] as const;

/** @param level 1 to 6. */
export function heading(text: string, level: number): Paragraph {
  const style = headingStyles[Math.min(level, 6) - 1] ?? 'Heading6';
  return new Paragraph({ style, bidirectional: isRightToLeft(text), children: [run(text)] });
}

export function quotedParagraph({ label, text }: QuotedParagraph, options: IParagraphOptions): Paragraph {
  return new Paragraph({
    ...options,
    bidirectional: isRightToLeft(text),
    children: [...(label === '' ? [] : [run(label, { bold: true }), new TextRun(' ')]), ...runs(text)],
  });
}

/** Whether the first letter of a text is Hebrew, Arabic or of another script that is written from right to left. */
export function isRightToLeft(text: string): boolean {
  const letter = /\p{L}/u.exec(text)?.[0] ?? '';
  return /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(letter);
}

/** The researcher's Markdown as paragraphs. */
export function proseParagraphs(markdown: string, level: number, style?: string): Paragraph[] {
  const base = style === undefined ? {} : { style };
  const visit = (node: RootContent | BlockContent | DefinitionContent, depth: number): Paragraph[] => {
    switch (node.type) {
      case 'paragraph':
        return [new Paragraph({ ...base, children: phrasing(node.children, {}) })];
      case 'heading':
        return style === undefined
          ? [
              new Paragraph({
                style: headingStyles[Math.min(6, level + node.depth - 1) - 1] ?? 'Heading6',
                children: phrasing(node.children, {}),
              }),
            ]
          : [new Paragraph({ ...base, children: phrasing(node.children, { bold: true }) })];
      case 'list':
        return node.children.flatMap((entry, i) =>
          entry.children.flatMap((child, j) => {
            const sign = node.ordered === true ? `${String((node.start ?? 1) + i)}. ` : '• ';
            if (child.type !== 'paragraph') return visit(child, depth + 1);
            const children = [...(j === 0 ? [new TextRun(sign)] : []), ...phrasing(child.children, {})];
            return [
              new Paragraph({ ...base, indent: { start: 284 * (depth + 1), hanging: j === 0 ? 200 : 0 }, children }),
            ];
          }),
        );
      case 'blockquote':
        return node.children.flatMap((child) =>
          child.type === 'paragraph'
            ? [new Paragraph({ style: style ?? 'BlockQuotation', children: phrasing(child.children, {}) })]
            : visit(child, depth),
        );
      case 'code':
      case 'html':
        return [new Paragraph({ ...base, children: runs(node.value) })];
      case 'table':
        return node.children.map(
          (row) =>
            new Paragraph({
              ...base,
              children: row.children.flatMap((cell, i) => [
                ...(i > 0 ? [new TextRun('  ·  ')] : []),
                ...phrasing(cell.children, {}),
              ]),
            }),
        );
      default:
        return [];
    }
  };
  return parseTree(markdown).children.flatMap((node) => visit(node, 0));
}

function phrasing(nodes: readonly PhrasingContent[], options: IRunOptions): TextRun[] {
  return nodes.flatMap((node) => {
    switch (node.type) {
      case 'strong':
        return phrasing(node.children, { ...options, bold: true });
      case 'emphasis':
        return phrasing(node.children, { ...options, italics: true });
      case 'delete':
        return phrasing(node.children, { ...options, strike: true });
      case 'break':
        return [new TextRun({ ...options, break: 1 })];
      case 'text':
        return [new TextRun({ ...options, text: xmlText(node.value.replace(/\s+/g, ' ')) })];
      case 'html':
      case 'inlineCode':
        return runs(node.value, options);
      default:
        return 'children' in node ? phrasing(node.children, options) : [];
    }
  });
}
