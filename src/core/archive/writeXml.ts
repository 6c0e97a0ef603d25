import type { XmlElement } from './xml.js';

/** What XML 1.0 cannot hold in any way. */
const impossible =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A text with `�` in the place of characters that XML cannot hold. */
export function xmlText(text: string): string {
  return text.replace(impossible, '\ufffd');
}

/** Whether XML can hold a text as it is. */
export function fitsXml(text: string): boolean {
  return text.search(impossible) < 0;
}

/** An element; attributes without a value are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  content: readonly XmlElement[] | string = [],
): XmlElement {
  const given: Record<string, string> = {};
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) given[key] = value;
  return typeof content === 'string'
    ? { name, attributes: given, children: [], text: content }
    : { name, attributes: given, children: content, text: '' };
}

/** A document of XML in UTF-8: no BOM, LF, an element a line. */
export function writeXml(root: XmlElement, namespace: string): string {
  const lines = ['<?xml version="1.0" encoding="utf-8"?>'];
  write(lines, { ...root, attributes: { xmlns: namespace, ...root.attributes } }, '');
  return `${lines.join('\n')}\n`;
}

function write(lines: string[], { name, attributes, children, text }: XmlElement, indent: string): void {
  let tag = `${indent}<${name}`;
  for (const key in attributes) tag += ` ${key}="${escapeAttribute(attributes[key]!)}"`;
  if (children.length > 0) {
    lines.push(`${tag}>`);
    for (const child of children) write(lines, child, `${indent}  `);
    lines.push(`${indent}</${name}>`);
  } else lines.push(text === '' ? `${tag}/>` : `${tag}>${escapeText(text)}</${name}>`);
}

function escapeText(text: string): string {
  return /[&<>\r]/.test(text) || !fitsXml(text)
    ? xmlText(text).replace(/[&<>\r]/g, (sign) => references[sign] ?? sign)
    : text;
}

function escapeAttribute(text: string): string {
  return /[&<>"\r\n\t]/.test(text) || !fitsXml(text)
    ? xmlText(text).replace(/[&<>"\r\n\t]/g, (sign) => references[sign] ?? sign)
    : text;
}

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};
