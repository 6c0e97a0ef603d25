import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { SourceBuilder, type SourceStyle, type SourceText } from '../../imports/source.js';

type Node = DefaultTreeAdapterTypes.ChildNode | DefaultTreeAdapterTypes.DocumentFragment;

/** A document of HTML as paragraphs, and how positions in its text lead into it. */
export interface HtmlText {
  readonly source: SourceText;
  /** The text of the HTML as programs count it: that of all its text nodes, one after the other. */
  readonly raw: string;
  /** The offset in the source's text of an offset in `raw`, both UTF-16 code units. */
  readonly placeOf: (offset: number) => number;
}

const blocks = new Set(
  'address article aside blockquote body dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);
const skipped = new Set(['script', 'style', 'template', 'title', 'head', 'noscript']);
const emphases: Readonly<Record<string, SourceStyle['style']>> = {
  b: 'strong',
  strong: 'strong',
  i: 'emphasis',
  em: 'emphasis',
};

/** Elements inside each other, above which only the words are read. */
const deepest = 2000;

/** Reads HTML. White space is one space, as a browser shows it; blocks are paragraphs. */
export function readHtml(html: string, title: string): HtmlText {
  const root = parseFragment(isDeep(html) ? html.replace(/<[^>]*>/g, '') : html);
  const reader = new Reader();
  reader.read(root);
  return reader.result(title);
}

function isDeep(html: string): boolean {
  let depth = 0;
  for (const [tag] of html.matchAll(/<\/?[a-z][^\s/>]*/gi)) {
    if (tag.startsWith('</')) depth = Math.max(0, depth - 1);
    else if (!/^<(?:br|img|hr|input|meta|link|wbr|col|p|li|td|tr)$/i.test(tag) && ++depth > deepest) return true;
  }
  return false;
}

interface List {
  readonly level: number;
  readonly ordered: boolean;
}

class Reader {
  readonly #builder = new SourceBuilder();
  readonly #raw: string[] = [];
  readonly #places: number[] = [];
  #text = '';
  /** Offset in the source's text where the paragraph under way begins. */
  #start = 0;
  #styles: SourceStyle[] = [];
  #open: { readonly style: SourceStyle['style']; readonly start: number }[] = [];
  #heading = 0;
  #quotes = 0;
  #pre = 0;
  #lists: List[] = [];

  /** Walks the tree without recursion, as it may be deep. */
  read(root: Node): void {
    const steps: { readonly node: Node; readonly isEnd: boolean }[] = [{ node: root, isEnd: false }];
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
      const { node, isEnd } = step;
      if (isEnd) {
        this.#leave(node);
        continue;
      }
      if (node.nodeName === '#text' && 'value' in node) {
        this.#add(node.value);
        continue;
      }
      if (skipped.has(node.nodeName) || !('childNodes' in node)) continue;
      this.#enter(node);
      steps.push({ node, isEnd: true });
      for (let i = node.childNodes.length - 1; i >= 0; i--) steps.push({ node: node.childNodes[i]!, isEnd: false });
    }
    this.#flush();
  }

  result(title: string): HtmlText {
    const source = this.#builder.source({ title });
    const places = Int32Array.from(this.#places);
    const length = source.text.length;
    return { source, raw: this.#raw.join(''), placeOf: (offset) => Math.min(length, places[offset] ?? length) };
  }

  #enter({ nodeName }: Node): void {
    if (blocks.has(nodeName)) this.#flush();
    if (/^h[1-6]$/.test(nodeName)) this.#heading = Number(nodeName.charAt(1));
    if (nodeName === 'blockquote') this.#quotes++;
    if (nodeName === 'pre') this.#pre++;
    if (nodeName === 'ul' || nodeName === 'ol')
      this.#lists.push({ level: this.#lists.length + 1, ordered: nodeName === 'ol' });
    if (nodeName === 'br') this.#text += '\n';
    const style = emphases[nodeName];
    if (style !== undefined) this.#open.push({ style, start: this.#text.length });
  }

  #leave({ nodeName }: Node): void {
    const style = emphases[nodeName];
    const open = style === undefined ? undefined : this.#open.pop();
    if (open !== undefined && open.start < this.#text.length)
      this.#styles.push({ ...open, end: this.#text.trimEnd().length });
    if (blocks.has(nodeName)) this.#flush();
    if (/^h[1-6]$/.test(nodeName)) this.#heading = 0;
    if (nodeName === 'blockquote') this.#quotes--;
    if (nodeName === 'pre') this.#pre--;
    if (nodeName === 'ul' || nodeName === 'ol') this.#lists.pop();
  }

  #add(value: string): void {
    this.#raw.push(value);
    for (let i = 0; i < value.length; i++) {
      const character = value.charAt(i);
      const isSpace = /[ \t\n\r\f]/.test(character);
      if (isSpace && (this.#text === '' || (this.#pre === 0 && /\s$/.test(this.#text)))) {
        this.#places.push(this.#start + this.#text.length);
        continue;
      }
      this.#places.push(this.#start + this.#text.length);
      this.#text += isSpace ? (this.#pre > 0 && character === '\n' ? '\n' : ' ') : character;
    }
  }

  #flush(): void {
    const text = this.#text.trimEnd();
    if (text !== '') {
      const list = this.#lists.at(-1);
      const kind = this.#heading > 0 ? 'heading' : list !== undefined ? 'item' : this.#quotes > 0 ? 'quote' : 'text';
      const level = this.#heading > 0 ? this.#heading : (list?.level ?? 1);
      const styles = this.#styles
        .map((style) => ({ ...style, end: Math.min(style.end, text.length) }))
        .filter(({ start, end }) => start < end);
      this.#builder.add(text, { kind, level, ordered: list?.ordered ?? false, styles });
      this.#start += text.length + 1;
    }
    this.#text = '';
    this.#styles = [];
    this.#open = this.#open.map(({ style }) => ({ style, start: 0 }));
  }
}
