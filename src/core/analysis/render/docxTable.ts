import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  SimpleField,
  Table as WordTable,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  type IParagraphOptions,
} from 'docx';
import { quotedWords } from '../../quoting/words.js';
import type { Study } from '../../study/study.js';
import type { Cell, Heading, Table, Unit } from '../table.js';
import { isRightToLeft, proseParagraphs, quotedParagraph, run } from './docxText.js';
import { Formatter, isNumeric } from './format.js';
import { unitAt } from './plain.js';

/** `Table 1. What it shows`, counted by Word, so that its list of tables and its references find it. */
export function caption(word: string, number: number, title: string): Paragraph {
  const count = new SimpleField(`SEQ ${word} \\* ARABIC`, String(number));
  return new Paragraph({ style: 'Caption', children: [new TextRun(`${word} `), count, run(`. ${title}`)] });
}

/** A real table of Word's, whose first row stands again on each page. */
export function wordTable(study: Study, table: Table): WordTable {
  const { corner, columns, rows } = table;
  const formatter = new Formatter(study.settings.language);
  const header = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: [
      textCell(corner, { isStrong: true, isNumber: false, level: 0 }),
      ...columns.map((heading, column) =>
        textCell(heading.name, { isStrong: true, isNumber: isNumeric(unitAt(table, column)), level: 0 }),
      ),
    ],
  });
  const body = rows.map((heading, row) => {
    const isStrong = heading.role !== 'plain';
    return new TableRow({
      cantSplit: columns.every((_, column) => isNumeric(unitAt(table, column))),
      children: [
        textCell(heading.name, { isStrong, isNumber: false, level: heading.level }),
        ...columns.map(
          (of, column) =>
            new TableCell({
              margins,
              children: cellParagraphs(study, table.cell(row, column), {
                unit: unitAt(table, column),
                isStrong: isStrong || of.role === 'total',
                formatter,
              }),
            }),
        ),
      ],
    });
  });
  return new WordTable({
    width: { size: 100, type: WidthType.PERCENTAGE },
    columnWidths: widthsOf(table),
    borders: ruled,
    rows: [header, ...body],
  });
}

const margins = { top: 30, bottom: 30, left: 80, right: 80 } as const;
const line = { style: BorderStyle.SINGLE, size: 4, color: 'A6A6A6' } as const;
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const ruled = {
  top: line,
  bottom: line,
  insideHorizontal: line,
  left: none,
  right: none,
  insideVertical: none,
} as const;

/** Widths in twentieths of a point: columns of words get more than columns of numbers. */
function widthsOf(table: Table): number[] {
  const parts = [
    3,
    ...table.columns.map((_, column) => (isNumeric(unitAt(table, column)) ? 1 : weightOf(unitAt(table, column)))),
  ];
  const sum = parts.reduce((all, part) => all + part, 0);
  return parts.map((part) => Math.round((9000 * part) / sum));
}

function weightOf(unit: Unit): number {
  return unit === 'mark' ? 1 : 4;
}

interface Look {
  readonly isStrong: boolean;
  readonly isNumber: boolean;
  readonly level: Heading['level'];
}

function textCell(text: string, look: Look): TableCell {
  return new TableCell({ margins, children: [textParagraph(text, look)] });
}

function textParagraph(text: string, { isStrong, isNumber, level }: Look): Paragraph {
  const options: IParagraphOptions = {
    style: 'TableText',
    ...(isNumber ? { alignment: AlignmentType.END } : {}),
    ...(level > 0 ? { indent: { start: 220 * level } } : {}),
    ...(isRightToLeft(text) ? { bidirectional: true } : {}),
  };
  return new Paragraph({ ...options, children: [run(text, { bold: isStrong })] });
}

function cellParagraphs(
  study: Study,
  cell: Cell,
  { unit, isStrong, formatter }: { readonly unit: Unit; readonly isStrong: boolean; readonly formatter: Formatter },
): Paragraph[] {
  const isWords = unit === 'quotes' || (unit === 'markdown' && cell.value === null);
  if (isWords && cell.places.length > 0) {
    return cell.places.flatMap((place) =>
      quotedWords(study, place, study.settings.quotations).map((paragraph) =>
        quotedParagraph(paragraph, { style: 'TableText' }),
      ),
    );
  }
  if (unit === 'markdown' && cell.value !== null) {
    const prose = proseParagraphs(`${cell.stale === true ? '⚠ ' : ''}${String(cell.value)}`, 3, 'TableText');
    if (prose.length > 0) return prose;
  }
  return [textParagraph(formatter.value(cell, unit), { isStrong, isNumber: isNumeric(unit), level: 0 })];
}
