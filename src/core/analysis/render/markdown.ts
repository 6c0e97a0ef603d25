import { speakIn } from '../../queries/render/language.js';
import { escapeInline, escapeText, link, quoteBlock, table as pipeTable } from '../../queries/render/markdownText.js';
import type { LinkTo } from '../../queries/render/quotations.js';
import { Attribution } from '../../quoting/attribution.js';
import type { Quoting } from '../../quoting/quoting.js';
import type { Piece } from '../../quoting/template.js';
import { quotedWords } from '../../quoting/words.js';
import type { Study } from '../../study/study.js';
import type { Place } from '../place.js';
import type { Analysis, Cell, Heading, Quotations, Table, Unit } from '../table.js';
import { Formatter, isNumeric } from './format.js';

/** An analysis as Markdown, in the study's language, without a line end at its end. */
export function analysisMarkdown(study: Study, analysis: Analysis, linkTo: PlaceLink): string {
  const parts = analysis.kind === 'report' ? analysis.parts : [analysis];
  const written = parts.map((part) => {
    switch (part.kind) {
      case 'prose':
        return part.markdown.trim();
      case 'table':
        return tableMarkdown(study, part);
      case 'quotations':
        return quotationsMarkdown(study, part, linkTo);
    }
  });
  return written.filter((part) => part !== '').join('\n\n');
}

/** The address of a place, for a link; undefined for no link. */
export type PlaceLink = (place: Place) => string | undefined;

/** A link to places from one to passages. */
export function toPlaces(linkTo: LinkTo): PlaceLink {
  return ({ passage }) => (passage === undefined ? undefined : linkTo(passage));
}

function tableMarkdown(study: Study, table: Table): string {
  const speak = speakIn(study.settings.language);
  const formatter = new Formatter(study.settings.language);
  const unitAt = (column: number): Unit => table.columns[column]?.unit ?? table.unit;
  const header = [escapeInline(table.corner), ...table.columns.map(headingMarkdown)];
  const signs = new Set<string>();
  const rows = table.rows.map((heading, row) => [
    headingMarkdown(heading),
    ...table.columns.map((of, column) => {
      const cell = table.cell(row, column);
      const text = cellMarkdown(study, cell, unitAt(column), formatter);
      for (const sign of formatter.value(cell, unitAt(column)).split(' ')) signs.add(sign);
      const isStrong = (heading.role !== 'plain' || of.role === 'total') && isNumeric(unitAt(column));
      return isStrong && text !== '' ? `**${text}**` : text;
    }),
  ]);
  const align = [
    'left' as const,
    ...table.columns.map((_, column) => (isNumeric(unitAt(column)) ? ('right' as const) : ('left' as const))),
  ];
  const legend = table.legend
    .filter(({ sign }) => signs.has(sign))
    .map(({ sign, meaning }) => `${escapeInline(sign)} ${escapeInline(meaning)}`)
    .join(', ');
  const parts = [
    table.title === '' ? '' : `**${escapeInline(table.title)}**`,
    table.rows.length === 0 ? `*${speak('Nothing to show.')}*` : pipeTable(header, rows, align),
    legend,
    ...table.remarks.map(escapeInline),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function headingMarkdown({ name, level, role }: Heading): string {
  const text = escapeInline(name);
  return `${'› '.repeat(level)}${role === 'plain' || text === '' ? text : `**${text}**`}`;
}

function cellMarkdown(study: Study, cell: Cell, unit: Unit, formatter: Formatter): string {
  if (unit === 'quotes' || (unit === 'markdown' && cell.value === null)) {
    const words = cell.places.map((place) => wordsMarkdown(study, place, study.settings.quotations)).join('\n');
    return words === '' ? formatter.value(cell, unit) : words;
  }
  if (unit === 'markdown') return `${cell.stale === true ? '⚠ ' : ''}${inlineProse(String(cell.value))}`;
  return escapeInline(formatter.value(cell, unit));
}

/** The researcher's own Markdown in a cell: its lines stay, and nothing in it ends the cell. */
function inlineProse(markdown: string): string {
  return markdown
    .split('\n')
    .map((line) => line.trim().replace(/(?<!\\)\|/g, '\\|'))
    .join('\n');
}

function wordsMarkdown(study: Study, place: Place, quoting: Quoting): string {
  return quotedWords(study, place, quoting)
    .map(({ label, text }) =>
      [label === '' ? '' : `**${escapeInline(label)}**`, escapeText(text)].filter(Boolean).join(' '),
    )
    .join('\n\n');
}

function quotationsMarkdown(study: Study, quotations: Quotations, linkTo: PlaceLink): string {
  const { title, groups, remarks, quoting = study.settings.quotations } = quotations;
  const attribution = new Attribution(study, quoting.attribution);
  const parts = [title === '' ? '' : `**${escapeInline(title)}**`];
  for (const { name, level, places } of groups) {
    if (name !== '') parts.push(`${'#'.repeat(Math.min(6, 3 + level))} ${escapeInline(name)}`);
    for (const place of places)
      parts.push(quotationMarkdown(study, place, { quoting, attribution, target: linkTo(place) }));
  }
  parts.push(...remarks.map(escapeInline));
  return parts.filter((part) => part !== '').join('\n\n');
}

/** One quotation with its attribution, which leads to a target if there is one. */
export function quotationMarkdown(
  study: Study,
  place: Place,
  {
    quoting,
    attribution,
    target,
  }: { readonly quoting: Quoting; readonly attribution: Attribution; readonly target: string | undefined },
): string {
  const words = wordsMarkdown(study, place, quoting);
  const below = attributionMarkdown(attribution.piecesOf(place), target);
  if (quoting.style === 'block') return quoteBlock(below === '' ? words : `${words}\n\n— ${below}`);
  return below === '' ? words : `${words} — ${below}`;
}

/** The name of the document leads to the words; where it is not told, the first thing that is. */
function attributionMarkdown(pieces: readonly Piece[], target: string | undefined): string {
  const document = pieces.find(({ field }) => field?.name === 'document');
  const linked = document ?? pieces.find(({ field }) => field !== undefined);
  return pieces
    .map((piece) => {
      if (piece === linked && target !== undefined) return link(piece.text, target);
      const [, before = '', text = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(piece.text) ?? [];
      return `${before}${escapeInline(text)}${after}`;
    })
    .join('');
}
