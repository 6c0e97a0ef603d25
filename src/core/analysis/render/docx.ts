import { Document, Packer, PageOrientation, Paragraph, type Table as WordTable, type FileChild } from 'docx';
import { languageTag } from '../../print/page.js';
import { speakIn, type Speak } from '../../queries/render/language.js';
import { Attribution } from '../../quoting/attribution.js';
import { quotedWords } from '../../quoting/words.js';
import type { Study } from '../../study/study.js';
import type { Prose, Quotations, Table } from '../table.js';
import type { Titled } from '../titled.js';
import { caption, wordTable } from './docxTable.js';
import { heading, isRightToLeft, proseParagraphs, quotedParagraph, run } from './docxText.js';
import { wordStyles } from './docxStyles.js';
import { WordBody } from './docxXml.js';
import { Formatter } from './format.js';
import { legendOf } from './legend.js';
import { withoutClock } from './zip.js';
import { xmlText } from './xmlText.js';

/**
 * Analyses as a Word document: headings, tables and quotations in Word's own styles, tables with captions that Word counts, in the
 * study's language. Loaded when it is first used. The same analyses give the same bytes.
 */
export async function analysesDocx(
  study: Study,
  analyses: readonly Titled[],
  breathe?: () => Promise<void>,
): Promise<Uint8Array> {
  const page = new Page(study);
  const [first] = analyses;
  const isSingle = analyses.length === 1 && first !== undefined;
  const title = isSingle ? first.title : (study.settings.title ?? page.speak('Analyses'));
  const body = new WordBody(new Document({ sections: [] }));
  body.add(heading(title, 1));
  for (const { title: name, analysis } of analyses) {
    if (!isSingle) body.add(heading(name, 2));
    for (const part of analysis.kind === 'report' ? analysis.parts : [analysis]) {
      let made = 0;
      for (const piece of page.part(part, name, isSingle ? 2 : 3)) {
        body.add(piece);
        if (++made % atOnce === 0) await breathe?.();
      }
    }
  }
  const orientation = page.isWide ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT;
  const only = new Paragraph('-');
  const document = new Document({
    creator: 'Emic',
    lastModifiedBy: 'Emic',
    title: xmlText(title),
    styles: wordStyles(languageTag(study.settings.language ?? 'en')),
    features: { updateFields: false },
    sections: [{ properties: { page: { size: { ...a4, orientation } } }, children: [only] }],
  });
  const packed = await Packer.pack(document, 'uint8array', undefined, [
    { path: 'docProps/core.xml', data: coreProperties(title) },
    { path: 'word/document.xml', data: body.partOf(document, only) },
  ]);
  return withoutClock(packed);
}

/** So many paragraphs are made before others have their turn. */
const atOnce = 500;

/** In twentieths of a point. */
const a4 = { width: 11_906, height: 16_838 } as const;

/** What the document says of itself, without the time at which it was made. */
function coreProperties(title: string): string {
  const escaped = xmlText(title).replace(/[&<>]/g, (sign) => `&#${String(sign.charCodeAt(0))};`);
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">',
    `<dc:title>${escaped}</dc:title><dc:creator>Emic</dc:creator></cp:coreProperties>`,
  ].join('');
}

class Page {
  readonly speak: Speak;
  isWide = false;
  readonly #study: Study;
  #tables = 0;

  constructor(study: Study) {
    this.#study = study;
    this.speak = speakIn(study.settings.language);
  }

  /** What a part is made of, piece by piece. */
  part(part: Table | Quotations | Prose, name: string, level: number): Iterable<FileChild> {
    switch (part.kind) {
      case 'prose':
        return proseParagraphs(part.markdown, level);
      case 'table':
        return this.#table(part, part.title === '' ? name : part.title);
      case 'quotations':
        return this.#quotations(part, level);
    }
  }

  #table(table: Table, name: string): readonly (Paragraph | WordTable)[] {
    const { remarks, rows, columns } = table;
    const signs = legendOf(table, new Formatter(this.#study.settings.language)).join(', ');
    const below = [signs, ...remarks]
      .filter((line) => line !== '')
      .map((line) => new Paragraph({ style: 'Note', children: [run(line)] }));
    if (rows.length === 0) return [new Paragraph({ children: [run(this.speak('Nothing to show.'))] }), ...below];
    if (columns.length > mostUpright) this.isWide = true;
    this.#tables++;
    return [
      caption(this.speak('Table'), this.#tables, name),
      wordTable(this.#study, table),
      ...(below.length === 0 ? [new Paragraph({ style: 'Note', children: [] })] : below),
    ];
  }

  *#quotations(quotations: Quotations, level: number): Iterable<Paragraph> {
    const { title, groups, remarks, quoting = this.#study.settings.quotations } = quotations;
    const attribution = new Attribution(this.#study, quoting.attribution);
    const style = quoting.style === 'block' ? 'BlockQuotation' : 'Quotation';
    if (title !== '') yield heading(title, level);
    for (const group of groups) {
      if (group.name !== '') yield heading(group.name, level + group.level);
      for (const place of group.places) {
        const below = attribution.textOf(place);
        const paragraphs = quotedWords(this.#study, place, quoting);
        for (const [i, paragraph] of paragraphs.entries()) {
          yield quotedParagraph(paragraph, { style, keepNext: below !== '' || i < paragraphs.length - 1 });
        }
        if (below === '') continue;
        const bidirectional = isRightToLeft(below);
        yield new Paragraph({ style: 'Attribution', bidirectional, children: [run(`— ${below}`)] });
      }
    }
    for (const remark of remarks) yield new Paragraph({ style: 'Note', children: [run(remark)] });
  }
}

/** A table with more columns than this lies on its side. */
const mostUpright = 7;
