import { SaxesParser } from 'saxes';
import { ArchiveError } from '../archive/archiveError.js';
import { xmlLimits } from '../archive/limits.js';
import { openZip } from '../archive/readZip.js';
import { decodeXml } from '../archive/xml.js';
import { message, type Message } from '../text/message.js';
import { documentLimits } from './documentLimits.js';
import { joinBlocks, type SourceBlock } from './heads.js';
import { ImportError, Notes, type ReadDocument } from './report.js';
import type { SourceParagraph, SourceStyle } from './source.js';

/*
 * OpenDocument text (ISO/IEC 26300): `content.xml` in a ZIP archive. Its XML is read as events, since text and elements mix.
 */

type Attributes = Readonly<Record<string, string>>;

interface TextStyle {
  readonly strong: boolean;
  readonly emphasis: boolean;
}

/** What a style says, and the one that it builds on. */
interface NamedStyle {
  readonly parent: string | undefined;
  strong?: boolean;
  emphasis?: boolean;
}

/** @throws ArchiveError where the archive is broken or hostile. @throws ImportError where there is no text in it. */
export function readOdt(bytes: Uint8Array): ReadDocument {
  const files = new Map(openZip(bytes, documentLimits).map((file) => [file.path, file]));
  const content = files.get('content.xml');
  if (content === undefined) throw new ImportError(message('This archive is not a text document.'));
  const styles = new Styles();
  const named = files.get('styles.xml');
  if (named !== undefined) readEvents(decodeXml(named.read()), new OdtReader(styles));
  const reader = new OdtReader(styles);
  const broken = readEvents(decodeXml(content.read()), reader);
  return reader.document(broken);
}

class Stop extends Error {}

/** @returns why the XML breaks off, if it does. @throws ArchiveError where it has a document type or goes beyond the limits. */
function readEvents(text: string, reader: OdtReader): Message | undefined {
  const parser = new SaxesParser();
  let depth = 0;
  let broken: Message | undefined;
  parser.on('doctype', () => {
    throw new ArchiveError(message('This file has a document type of its own, which Emic does not read for safety.'));
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > xmlLimits.depth)
      throw new ArchiveError(message('This file holds more, or nests deeper, than any real project does.'));
    reader.open(name, attributes);
  });
  parser.on('closetag', ({ name }) => {
    depth--;
    reader.close(name);
  });
  parser.on('text', (said) => {
    reader.say(said);
  });
  parser.on('cdata', (said) => {
    reader.say(said);
  });
  parser.on('error', ({ message: reason }) => {
    broken = message('The XML breaks off in line {0}: {1}', parser.line, reason.replace(/^\d+:\d+: /, ''));
    throw new Stop();
  });
  try {
    parser.write(text).close();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
  }
  return broken;
}

class Styles {
  readonly texts = new Map<string, NamedStyle>();
  /** Whether a list's levels are numbered. */
  readonly lists = new Map<string, Map<number, boolean>>();

  textStyle(name: string | undefined): TextStyle {
    const found: { strong?: boolean | undefined; emphasis?: boolean | undefined } = {};
    const seen = new Set<string>();
    for (let at = name; at !== undefined && !seen.has(at);) {
      seen.add(at);
      const style = this.texts.get(at);
      found.strong ??= style?.strong;
      found.emphasis ??= style?.emphasis;
      at = style?.parent;
    }
    return { strong: found.strong === true, emphasis: found.emphasis === true };
  }
}

/** Elements whose text is not the document's. */
const passedOver = new Set([
  'office:annotation',
  'text:note',
  'text:tracked-changes',
  'draw:frame',
  'office:forms',
  'text:table-of-content',
]);

interface OpenParagraph {
  text: string;
  readonly styles: SourceStyle[];
  readonly facts: Pick<SourceParagraph, 'kind' | 'level' | 'ordered'>;
}

class OdtReader {
  readonly #styles: Styles;
  readonly #blocks: SourceBlock[] = [];
  readonly #counts = new Map<string, number>();
  readonly #spans: { readonly start: number; readonly style: TextStyle }[] = [];
  readonly #lists: (string | undefined)[] = [];
  #paragraph: OpenParagraph | undefined;
  #passed = 0;
  #style: NamedStyle | undefined;
  #listStyle: Map<number, boolean> | undefined;

  constructor(styles: Styles) {
    this.#styles = styles;
  }

  open(name: string, attributes: Attributes): void {
    if (this.#passed > 0 || passedOver.has(name)) {
      if (this.#passed++ === 0) this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
      return;
    }
    switch (name) {
      case 'style:style':
        this.#style = { parent: attributes['style:parent-style-name'] };
        this.#styles.texts.set(attributes['style:name'] ?? '', this.#style);
        break;
      case 'style:text-properties':
        this.#readProperties(attributes);
        break;
      case 'text:list-style':
        this.#listStyle = new Map();
        this.#styles.lists.set(attributes['style:name'] ?? '', this.#listStyle);
        break;
      case 'text:list-level-style-number':
      case 'text:list-level-style-bullet':
        this.#listStyle?.set(
          Number(attributes['text:level'] ?? 1),
          name.endsWith('number') && attributes['style:num-format'] !== '',
        );
        break;
      case 'text:list':
        this.#lists.push(attributes['text:style-name'] ?? this.#lists.at(-1));
        break;
      case 'table:table':
        this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
        break;
      case 'text:p':
      case 'text:h':
        this.#openParagraph(name, attributes);
        break;
      case 'text:span':
        this.#spans.push({
          start: this.#paragraph?.text.length ?? 0,
          style: this.#styles.textStyle(attributes['text:style-name']),
        });
        break;
      case 'text:s':
        this.#add(' '.repeat(Math.min(100, Math.max(1, Number(attributes['text:c'] ?? 1) || 1))));
        break;
      case 'text:tab':
        this.#add('\t');
        break;
      case 'text:line-break':
        this.#add('\n');
        break;
      default:
    }
  }

  close(name: string): void {
    if (this.#passed > 0) {
      this.#passed--;
      return;
    }
    switch (name) {
      case 'text:list':
        this.#lists.pop();
        break;
      case 'text:span':
        this.#closeSpan();
        break;
      case 'text:p':
      case 'text:h':
        this.#closeParagraph();
        break;
      default:
    }
  }

  say(text: string): void {
    if (this.#passed > 0) return;
    const said = text.replace(/[ \t\r\n]+/g, ' ');
    const before = this.#paragraph?.text ?? '';
    // White space beside white space is one.
    this.#add(/(?:^|[\s])$/.test(before) ? said.replace(/^ /, '') : said);
  }

  document(broken: Message | undefined): ReadDocument {
    if (this.#paragraph !== undefined) this.#closeParagraph();
    const notes = new Notes();
    const count = (name: string): number => this.#counts.get(name) ?? 0;
    if (broken !== undefined) notes.broken(broken);
    if (count('draw:frame') > 0) notes.leftOut(message('Pictures are left out: {0}.', count('draw:frame')));
    if (count('text:note') > 0) notes.leftOut(message('Footnotes are left out: {0}.', count('text:note')));
    if (count('office:annotation') > 0)
      notes.leftOut(message('Comments are left out: {0}.', count('office:annotation')));
    if (count('table:table') > 0)
      notes.info(message('The cells of tables are paragraphs now; tables: {0}.', count('table:table')));
    return { source: joinBlocks(this.#blocks).source(), notes: notes.list() };
  }

  #add(text: string): void {
    if (this.#paragraph !== undefined) this.#paragraph.text += text;
  }

  #readProperties(attributes: Attributes): void {
    if (this.#style === undefined) return;
    const weight = attributes['fo:font-weight'];
    const slant = attributes['fo:font-style'];
    if (weight !== undefined) this.#style.strong = weight === 'bold' || Number(weight) >= 600;
    if (slant !== undefined) this.#style.emphasis = slant === 'italic' || slant === 'oblique';
  }

  #openParagraph(name: string, attributes: Attributes): void {
    // One inside another does not happen where frames are passed over.
    if (this.#paragraph !== undefined) this.#closeParagraph();
    const depth = this.#lists.length;
    const style = attributes['text:style-name'];
    let facts: OpenParagraph['facts'] = { kind: 'text', level: 1, ordered: false };
    if (name === 'text:h')
      facts = { kind: 'heading', level: Number(attributes['text:outline-level'] ?? 1) || 1, ordered: false };
    else if (depth > 0) {
      const ordered = this.#styles.lists.get(this.#lists.at(-1) ?? '')?.get(depth) === true;
      facts = { kind: 'item', level: depth, ordered };
    } else if (style === 'Title') facts = { kind: 'heading', level: 1, ordered: false };
    else if (style === 'Quotations') facts = { kind: 'quote', level: 1, ordered: false };
    this.#paragraph = { text: '', styles: [], facts };
    this.#spans.length = 0;
    this.#spans.push({ start: 0, style: name === 'text:h' ? plain : this.#styles.textStyle(style) });
  }

  #closeSpan(): void {
    const span = this.#spans.pop();
    const end = this.#paragraph?.text.length ?? 0;
    if (span === undefined || this.#paragraph === undefined || end <= span.start) return;
    const { start, style } = span;
    if (style.strong) this.#paragraph.styles.push({ start, end, style: 'strong' });
    if (style.emphasis) this.#paragraph.styles.push({ start, end, style: 'emphasis' });
  }

  #closeParagraph(): void {
    while (this.#spans.length > 0) this.#closeSpan();
    const { text, styles, facts } = this.#paragraph ?? { text: '', styles: [], facts: undefined };
    this.#paragraph = undefined;
    if (facts !== undefined) this.#blocks.push({ text, styles, ...facts });
  }
}

const plain: TextStyle = { strong: false, emphasis: false };
