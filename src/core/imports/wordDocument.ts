import mammoth from 'mammoth';
import { ArchiveError } from '../archive/archiveError.js';
import { openZip } from '../archive/readZip.js';
import { writeZip } from '../archive/writeZip.js';
import { decodeXml } from '../archive/xml.js';
import { message } from '../text/message.js';
import { documentLimits } from './documentLimits.js';
import { joinBlocks, type SourceBlock } from './heads.js';
import { ImportError, Notes, type ReadDocument } from './report.js';
import type { SourceParagraph, SourceStyle } from './source.js';

/** The parts of a document that tell of its text, and not of its pictures. */
const wanted = /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/[^/]+\.xml|word\/_rels\/[^/]+\.rels)$/;

/** A node of the document as mammoth reads it. */
interface WordNode {
  readonly type?: unknown;
  readonly children?: readonly WordNode[];
  readonly value?: unknown;
  readonly styleName?: unknown;
  readonly numbering?: { readonly level?: unknown; readonly isOrdered?: unknown } | null;
  readonly isBold?: unknown;
  readonly isItalic?: unknown;
  readonly breakType?: unknown;
  readonly checked?: unknown;
}

/**
 * Reads a Word document by mammoth, which is given nothing but parts that were unpacked within limits.
 * @throws ArchiveError where the archive is broken or hostile. @throws ImportError where the document cannot be read.
 */
export async function readDocx(bytes: Uint8Array): Promise<ReadDocument> {
  const packed = writeZip(safeParts(bytes));
  const buffer = packed.buffer.slice(packed.byteOffset, packed.byteOffset + packed.byteLength) as ArrayBuffer;
  let document: WordNode | undefined;
  const input = { arrayBuffer: buffer, buffer: packed };
  try {
    await mammoth.convertToHtml(input, {
      includeEmbeddedStyleMap: false,
      // It is read here; nothing is left to be made HTML of.
      transformDocument: (read: WordNode) => {
        document = read;
        return { ...read, children: [] };
      },
    });
  } catch (error) {
    throw unreadable(error);
  }
  if (document === undefined) throw unreadable(undefined);
  try {
    return new WordReader().read(document);
  } catch (error) {
    throw unreadable(error);
  }
}

function unreadable(error: unknown): Error {
  if (error instanceof ArchiveError || error instanceof ImportError) return error;
  return new ImportError(message('This Word document cannot be read: it is damaged.'));
}

function* safeParts(bytes: Uint8Array): Generator<readonly [string, Uint8Array]> {
  for (const file of openZip(bytes, documentLimits)) {
    if (!wanted.test(file.path)) continue;
    const part = file.read();
    // What opens with a type of its own could hold entities; no word processor writes one.
    if (decodeXml(part).includes('<!DOCTYPE'))
      throw new ArchiveError(message('This file has a document type of its own, which Emic does not read for safety.'));
    yield [file.path, part];
  }
}

class WordReader {
  readonly #blocks: SourceBlock[] = [];
  readonly #counts = { image: 0, note: 0, comment: 0, table: 0 };
  #text = '';
  #styles: SourceStyle[] = [];

  read(document: WordNode): ReadDocument {
    this.#visit(document);
    const notes = new Notes();
    const { image, note, comment, table } = this.#counts;
    if (image > 0) notes.leftOut(message('Pictures are left out: {0}.', image));
    if (note > 0) notes.leftOut(message('Footnotes are left out: {0}.', note));
    if (comment > 0) notes.leftOut(message('Comments are left out: {0}.', comment));
    if (table > 0) notes.info(message('The cells of tables are paragraphs now; tables: {0}.', table));
    return { source: joinBlocks(this.#blocks).source(), notes: notes.list() };
  }

  #visit(node: WordNode): void {
    switch (node.type) {
      case 'paragraph':
        this.#readParagraph(node);
        return;
      case 'table':
        this.#counts.table++;
        break;
      default:
    }
    for (const child of node.children ?? []) this.#visit(child);
  }

  #readParagraph(node: WordNode): void {
    this.#text = '';
    this.#styles = [];
    for (const child of node.children ?? []) this.#readInline(child);
    this.#blocks.push({ text: this.#text, styles: this.#styles, ...kindOf(node) });
  }

  #readInline(node: WordNode): void {
    const start = this.#text.length;
    switch (node.type) {
      case 'text':
        if (typeof node.value === 'string') this.#text += node.value.replace(/[\r\n]+/g, ' ');
        return;
      case 'tab':
        this.#text += '\t';
        return;
      case 'break':
        this.#text += node.breakType === 'line' ? '\n' : '';
        return;
      case 'checkbox':
        this.#text += node.checked === true ? '☒' : '☐';
        return;
      case 'image':
        this.#counts.image++;
        return;
      case 'noteReference':
        this.#counts.note++;
        return;
      case 'commentReference':
        this.#counts.comment++;
        return;
      default:
    }
    for (const child of node.children ?? []) this.#readInline(child);
    const end = this.#text.length;
    if (node.type !== 'run' || end === start) return;
    if (node.isBold === true) this.#styles.push({ start, end, style: 'strong' });
    if (node.isItalic === true) this.#styles.push({ start, end, style: 'emphasis' });
  }
}

/** What a paragraph is, by its style and numbering. */
function kindOf({ styleName, numbering }: WordNode): Pick<SourceParagraph, 'kind' | 'level' | 'ordered'> {
  const name = typeof styleName === 'string' ? styleName.toLowerCase() : '';
  const heading = /^heading (\d)$/.exec(name);
  if (heading?.[1] !== undefined) return { kind: 'heading', level: Number(heading[1]), ordered: false };
  if (name === 'title') return { kind: 'heading', level: 1, ordered: false };
  if (numbering !== null && numbering !== undefined) {
    return { kind: 'item', level: Number(numbering.level) + 1, ordered: numbering.isOrdered === true };
  }
  return { kind: /^(?:intense )?quote$/.test(name) ? 'quote' : 'text', level: 1, ordered: false };
}
