import type { BaseXmlComponent, Document, IContext } from 'docx';

/** The body of a Word document as text, made piece by piece: the library itself keeps all of it as objects until it is packed. */
export class WordBody {
  readonly #context: IContext;
  readonly #pieces: string[] = [];
  #joined = '';

  /** @param document any; what is added must need nothing of it: no link, no picture, no numbering. */
  constructor(document: Document) {
    this.#context = { file: document, viewWrapper: document.Document, stack: [] };
  }

  add(component: BaseXmlComponent): void {
    this.#pieces.push(xmlOf(component.prepForXml(this.#context) ?? {}));
    // Many small texts are more than one large one.
    if (this.#pieces.length >= 2000) this.#join();
  }

  /** The document's main part with this body, in the frame of a document that has one component only. */
  partOf(framed: Document, only: BaseXmlComponent): string {
    this.#join();
    const context: IContext = { file: framed, viewWrapper: framed.Document, stack: [] };
    const whole = xmlOf(framed.Document.View.prepForXml(context) ?? {});
    const marker = xmlOf(only.prepForXml(context) ?? {});
    const at = whole.indexOf(marker);
    if (at < 0) throw new Error('The frame of the document has no room for its body.');
    return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${whole.slice(0, at)}${this.#joined}${whole.slice(at + marker.length)}`;
  }

  #join(): void {
    this.#joined += this.#pieces.join('');
    this.#pieces.length = 0;
  }
}

/**
 * An element as the library describes it: one key, its name; below it a text, a list of children, or an object; `_attr` holds attributes.
 */
function xmlOf(described: object): string {
  let xml = '';
  for (const [name, value] of Object.entries(described) as [string, unknown][]) {
    const children: unknown[] = Array.isArray(value) ? value : [value];
    let [attributes, content, hasText] = ['', '', false];
    for (const child of children) {
      if (typeof child !== 'object' || child === null) {
        content += escape(textOf(child));
        hasText = true;
      } else if ('_attr' in child) attributes += attributesOf(child._attr as object);
      else content += xmlOf(child);
    }
    xml += content === '' && !hasText ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`;
  }
  return xml;
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function attributesOf(attributes: object): string {
  return Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escape(textOf(value))}"`)
    .join('');
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}

const signs: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
