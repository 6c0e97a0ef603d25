import type { FrontMatterData, FrontMatterValue } from './frontMatterData.js';

/*
 * The quick way to read front matter. Most of it is a few lines of `key: value`, which need no YAML parser; it takes longer to read
 * these with one than to read the transcript below. Whatever is more than that is left to YAML; a property test holds the two to
 * the same result.
 */

/** Text without signs that mean something to YAML; a colon or a hyphen inside a word. */
const plain = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N} _./()+’-]|:(?=[\\p{L}\\p{N}]))*';
const quoted = '"[^"\\\\\\r\\n]*"';
const entry = new RegExp(`^( {1,8})?(${plain}):(?:[ ]+(\\S.*))?$`, 'u');
const item = /^( {1,8})?- +(\S.*)$/u;
const scalar = new RegExp(`^(?:${plain}|${quoted}|~)$`, 'u');
const flowPair = new RegExp(`^(${plain}): +(\\S.*)$`, 'u');
/** What YAML takes for something else than text. */
const word = /^(?:null|true|false)$/i;

/**
 * Reads YAML that is made of simple lines only: `key: text`, `key: [a, b]`, `key: {a: b}`, and lists and maps of one level below a key.
 * @returns undefined where it takes a YAML parser.
 */
export function readSimpleYaml(yaml: string): FrontMatterData | undefined {
  const data = new Map<string, FrontMatterValue>();
  /** The key that stands alone on its line, with what stands below it. */
  let open:
    | { readonly key: string; indent: number; items: FrontMatterValue[] | Map<string, FrontMatterValue> | undefined }
    | undefined;
  const close = (): void => {
    if (open === undefined) return;
    const { key, items } = open;
    data.set(key, items === undefined ? null : Array.isArray(items) ? items : Object.fromEntries(items));
    open = undefined;
  };
  for (const line of yaml.split(/\r\n|\n/)) {
    const text = line.trimEnd();
    if (text === '') continue;
    const listed = item.exec(text);
    if (listed !== null) {
      const value = readScalar(listed[2]!);
      const indent = listed[1]?.length ?? 0;
      if (open === undefined || value === undefined || (open.items !== undefined && open.indent !== indent))
        return undefined;
      open.indent = indent;
      open.items ??= [];
      if (!Array.isArray(open.items)) return undefined;
      open.items.push(value);
      continue;
    }
    const [, spaces, key, rest] = entry.exec(text) ?? [];
    if (key === undefined || key.endsWith(' ') || word.test(key)) return undefined;
    if (spaces === undefined) {
      close();
      if (data.has(key)) return undefined;
      if (rest === undefined) {
        open = { key, indent: 0, items: undefined };
      } else {
        const value = readValue(rest);
        if (value === undefined) return undefined;
        data.set(key, value);
      }
      continue;
    }
    const value = rest === undefined ? undefined : readScalar(rest);
    if (open === undefined || value === undefined) return undefined;
    if (open.items !== undefined && open.indent !== spaces.length) return undefined;
    open.indent = spaces.length;
    open.items ??= new Map<string, FrontMatterValue>();
    if (Array.isArray(open.items) || open.items.has(key)) return undefined;
    open.items.set(key, value);
  }
  close();
  return Object.fromEntries(data);
}

function readValue(text: string): FrontMatterValue | undefined {
  const last = text.charAt(text.length - 1);
  if (text.startsWith('[') && last === ']') {
    const parts = partsOf(text);
    const values = parts.map(readScalar);
    return values.includes(undefined) ? undefined : (values as FrontMatterValue[]);
  }
  if (text.startsWith('{') && last === '}') {
    const entries = new Map<string, FrontMatterValue>();
    for (const part of partsOf(text)) {
      const [, key, rest] = flowPair.exec(part) ?? [];
      const value = rest === undefined ? undefined : readScalar(rest);
      if (key === undefined || value === undefined || entries.has(key) || word.test(key)) return undefined;
      entries.set(key, value);
    }
    return Object.fromEntries(entries);
  }
  return readScalar(text);
}

/** The parts between the brackets and commas of a flow collection that holds no other and no quotes. */
function partsOf(text: string): string[] {
  const inside = text.slice(1, -1).trim();
  return inside === '' ? [] : inside.split(',').map((part) => part.trim());
}

/** A number only where it is written as JSON writes it. */
function readScalar(text: string): FrontMatterValue | undefined {
  if (!scalar.test(text) || word.test(text)) return undefined;
  if (text === '~') return null;
  if (text.startsWith('"')) return text.slice(1, -1);
  return /^\d/.test(text) && String(Number(text)) === text ? Number(text) : text;
}
