import { SaxesParser } from 'saxes';
import { message, type Message } from '../text/message.js';
import { ArchiveError } from './archiveError.js';
import { xmlLimits, type XmlLimits } from './limits.js';

/** An element of XML without its prefixes; comments and processing instructions are left out. */
export interface XmlElement {
  readonly name: string;
  /** Without those of namespaces, and those that have a prefix. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The text right in it; white space alone beside children is left out. */
  readonly text: string;
}

/** A document of XML as far as it could be read. */
export interface XmlDocument {
  readonly root: XmlElement;
  /** The namespace of the root; empty where it has none. */
  readonly namespace: string;
  /** Where and why it breaks off; what stands before that place is there. */
  readonly broken: Message | undefined;
}

interface OpenElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: XmlElement[];
  text: string;
}

class Stop extends Error {}

/**
 * Reads XML: no document types, no entities but XML's own five, nothing that stands elsewhere is fetched.
 * @throws ArchiveError where it has a document type, goes beyond the limits, or not even its first element can be read.
 */
export function readXml(text: string, limits: XmlLimits = xmlLimits): XmlDocument {
  if (text.length > limits.length) throw tooLarge();
  const parser = new SaxesParser();
  const open: OpenElement[] = [];
  let root: OpenElement | undefined;
  let namespace = '';
  let elements = 0;
  let attributes = 0;
  let brokenBy: Message | undefined;
  parser.on('doctype', () => {
    throw new ArchiveError(message('This file has a document type of its own, which Emic does not read for safety.'));
  });
  parser.on('opentagstart', () => {
    attributes = 0;
  });
  parser.on('attribute', () => {
    if (++attributes > limits.attributes) throw tooLarge();
  });
  parser.on('opentag', ({ name, attributes: given }) => {
    if (++elements > limits.elements || open.length >= limits.depth) throw tooLarge();
    const element: OpenElement = {
      name: localName(name),
      attributes: plainAttributes(given),
      children: noChildren,
      text: '',
    };
    const above = open.at(-1);
    if (above === undefined) {
      root = element;
      namespace = namespaceOf(name, given);
    } else if (above.children === noChildren) above.children = [element];
    else above.children.push(element);
    open.push(element);
  });
  const addText = (piece: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += piece;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const element = open.pop();
    if (element !== undefined && element.children !== noChildren && element.text.trim() === '') element.text = '';
  });
  parser.on('error', ({ message: reason }) => {
    brokenBy = message('The XML breaks off in line {0}: {1}', parser.line, reason.replace(/^\d+:\d+: /, ''));
    throw new Stop();
  });
  try {
    parser.write(text).close();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
  }
  if (root === undefined) throw new ArchiveError(message('This is no XML that can be read.'));
  return { root, namespace, broken: brokenBy };
}

/** Shared by all elements without children; never written to. */
const noChildren: XmlElement[] = [];

function tooLarge(): ArchiveError {
  return new ArchiveError(message('This file holds more, or nests deeper, than any real project does.'));
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function plainAttributes(given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const plain: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const name in given) if (name !== 'xmlns' && !name.includes(':')) plain[name] = given[name]!;
  return plain;
}

function namespaceOf(name: string, given: Readonly<Record<string, string>>): string {
  const prefix = name.includes(':') ? `xmlns:${name.slice(0, name.indexOf(':'))}` : 'xmlns';
  return given[prefix] ?? '';
}

const declaration = /^<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']/;

/**
 * The text of an XML file: UTF-8 or UTF-16 by its BOM, else as its declaration says, else UTF-8.
 * @throws ArchiveError where the bytes are no such text.
 */
export function decodeXml(bytes: Uint8Array): string {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, 200));
  const [first, second] = bytes;
  const wide =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
  const said = declaration.exec(head)?.[1]?.toLowerCase() ?? 'utf-8';
  const narrow = said.startsWith('utf-16') ? 'utf-8' : said;
  try {
    return new TextDecoder(wide ?? narrow, { fatal: true }).decode(bytes);
  } catch {
    throw new ArchiveError(message('This file is no text in the encoding {0}.', wide ?? narrow));
  }
}
