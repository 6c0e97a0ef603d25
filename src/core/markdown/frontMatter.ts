import { isAlias, isMap, isScalar, isSeq, parseDocument, type Document, type Node, type YAMLMap } from 'yaml';
import type { Extent } from '../text/edits.js';
import { message, type Message } from '../text/message.js';
import type { FrontMatterData, FrontMatterValue } from './frontMatterData.js';
import { readSimpleYaml } from './quickFrontMatter.js';

/** What is wrong with front matter. Offsets count in its source, UTF-16 code units. */
export interface FrontMatterProblem extends Extent {
  readonly kind: 'broken' | 'duplicate-key' | 'unknown-tag' | 'no-map';
  readonly message: Message;
}

/** The front matter of one document. */
export interface FrontMatter {
  readonly data: FrontMatterData;
  readonly problems: readonly FrontMatterProblem[];
  /** Where the value at a path stands: `['participants', 0]`; its nearest parent where there is no such value. */
  readonly placeOf: (path: readonly (string | number)[]) => Extent;
}

/** The front matter of a document that has none. */
export const noFrontMatter: FrontMatter = { data: {}, problems: [], placeOf: () => ({ start: 0, end: 0 }) };

/** Values that may be read, so that ten lines of aliases cannot become a billion values. */
const mostValues = 10_000;
const mostDepth = 64;
const mostCharacters = 250_000;

/**
 * Reads YAML front matter. The entries before the first error are read, the rest is not; of two equal keys the first holds.
 * @param source the front matter with its `---` lines.
 */
export function readFrontMatter(source: string): FrontMatter {
  const whole = yamlIn(source);
  const data = readSimpleYaml(source.slice(whole.start, whole.end));
  return data === undefined ? readFrontMatterFully(source) : { data, problems: [], placeOf: placesIn(source, whole) };
}

/** The same, always by a YAML parser. */
export function readFrontMatterFully(source: string): FrontMatter {
  const whole = yamlIn(source);
  const document = parseYaml(source.slice(whole.start, whole.end));
  if (document === undefined) {
    const broken = { kind: 'broken', ...whole, message: message('The front matter cannot be read.') } as const;
    return { data: {}, problems: [broken], placeOf: () => whole };
  }
  const reader = new Reader(document, source, whole);
  const data = reader.read();
  return { data, problems: reader.problems.sort((a, b) => a.start - b.start), placeOf: placesIn(source, whole) };
}

/** Tells places in front matter. It is parsed again for that, as hardly any is asked and a parsed document is large. */
function placesIn(source: string, whole: Extent): FrontMatter['placeOf'] {
  let contents: unknown;
  return (path) => {
    contents ??= parseYaml(source.slice(whole.start, whole.end))?.contents;
    const place = rangeOf(contents, path);
    return place === undefined ? whole : { start: whole.start + place.start, end: whole.start + place.end };
  };
}

/** Turns one YAML document into plain data. */
class Reader {
  readonly problems: FrontMatterProblem[] = [];
  readonly #document: Document.Parsed;
  readonly #source: string;
  readonly #whole: Extent;
  /** Keys that stand a second time. */
  readonly #repeated = new Set<unknown>();
  #values = 0;

  constructor(document: Document.Parsed, source: string, whole: Extent) {
    this.#document = document;
    this.#source = source;
    this.#whole = whole;
  }

  read(): FrontMatterData {
    // What else is wrong follows from the first error, mostly.
    const readUntil = Math.min(...this.#document.errors.map(({ pos }) => pos[0]));
    const first = this.#document.errors.find(({ pos }) => pos[0] === readUntil);
    if (first !== undefined) this.#report('broken', readUntil, notYaml(first.message));
    for (const { pos } of this.#document.warnings) {
      this.#report('unknown-tag', pos[0], message('This YAML tag is unknown; the value is read as it stands.'));
    }
    const { contents } = this.#document;
    if (isMap(contents)) {
      const data = this.#readMap(contents, 0, readUntil);
      if (this.#values <= mostValues) return data;
      this.#report('broken', 0, message('The front matter holds too much to be read.'));
    } else if (contents !== null && !(isScalar(contents) && contents.value === null) && this.problems.length === 0) {
      this.#report('no-map', contents.range[0], message('The front matter is no list of keys and values.'));
    }
    return {};
  }

  #readValue(node: unknown, depth: number): FrontMatterValue {
    if (depth > mostDepth) this.#values = Infinity;
    if (++this.#values > mostValues) return null;
    if (isAlias(node)) return this.#readValue(node.resolve(this.#document), depth + 1);
    if (isScalar(node)) return readScalar(node.value, node.source);
    if (isMap(node)) return this.#readMap(node, depth, Infinity);
    if (isSeq(node)) return node.items.map((item) => this.#readValue(item, depth + 1));
    return null;
  }

  #readMap(map: YAMLMap, depth: number, readUntil: number): FrontMatterData {
    const entries = new Map<string, FrontMatterValue>();
    for (const { key, value } of map.items) {
      if ((endOf(value) ?? endOf(key) ?? 0) >= readUntil || this.#values > mostValues) break;
      const name = keyOf(key);
      if (name === undefined) {
        this.#report('broken', startOf(key), message('A key must be a word or a number.'));
      } else if (entries.has(name)) {
        if (this.#repeated.has(key)) continue;
        this.#repeated.add(key);
        this.#report('duplicate-key', startOf(key), message('The key {0} stands twice; the first holds.', name));
      } else {
        entries.set(name, this.#readValue(value, depth + 1));
      }
    }
    // Makes own properties of whatever name, `__proto__` too.
    return Object.fromEntries(entries);
  }

  /** @param at offset in the YAML; the problem's extent reaches from there to the line's end. */
  #report(kind: FrontMatterProblem['kind'], at: number, text: Message): void {
    const { start, end } = this.#whole;
    const from = Math.max(start, Math.min(start + at, end - 1));
    const line = /^[^\r\n]*/.exec(this.#source.slice(from, end))?.[0].trimEnd() ?? '';
    this.problems.push({ kind, start: from, end: from + Math.max(1, line.length), message: text });
  }
}

function notYaml(reason: string): Message {
  return message(
    'This is not YAML, so from here on nothing between the lines --- is read ({0}). Put values that have : # [ ] { } in them into quotes, as in title: "A: B".',
    reason,
  );
}

function parseYaml(text: string): Document.Parsed | undefined {
  if (text.length > mostCharacters) return undefined;
  try {
    return parseDocument(text, {
      version: '1.2',
      schema: 'core',
      prettyErrors: false,
      logLevel: 'silent',
      uniqueKeys: false,
    });
  } catch {
    // Thousands of nested brackets exhaust the parser's stack.
    return undefined;
  }
}

/** The YAML between the lines that fence it. */
function yamlIn(source: string): Extent {
  const opening = /^---[ \t]*(?:\r\n|\r|\n)/.exec(source);
  const start = opening?.[0].length ?? 0;
  const closing = /(?:^|[\r\n])(---[ \t]*(?:\r\n|\r|\n|$)\s*)$/.exec(source.slice(start));
  return {
    start,
    end: closing === null ? source.length : start + closing.index + closing[0].length - (closing[1] ?? '').length,
  };
}

function readScalar(value: unknown, source: string | undefined): FrontMatterValue {
  switch (typeof value) {
    case 'number':
      return source === undefined || String(value) === source ? value : source;
    case 'string':
    case 'boolean':
      return value;
    default:
      return value === null || value === undefined ? null : (source ?? '');
  }
}

function keyOf(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined;
  return key.source ?? String(key.value);
}

function startOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0;
}

function endOf(node: unknown): number | undefined {
  return (node as Node | null)?.range?.[1];
}

/** The place of the value at a path below a node, else of the nearest one above it. */
function rangeOf(node: unknown, path: readonly (string | number)[]): Extent | undefined {
  let at = node;
  for (const step of path) {
    let below: unknown;
    if (isMap(at)) below = at.items.find(({ key }) => keyOf(key) === String(step))?.value;
    else if (isSeq(at)) below = at.items[Number(step)];
    if (below === undefined || below === null) break;
    at = below;
  }
  const range = (at as Node | null | undefined)?.range;
  return range ? { start: range[0], end: range[1] } : undefined;
}
