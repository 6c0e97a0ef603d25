import type { AttributeBlock } from '../markdown/attributes.js';
import { joinExtents } from '../markdown/cuts.js';
import type { Extent, TextEdit } from '../text/edits.js';
import type { Facts } from './types.js';

const code = /^\p{L}[\p{L}\p{N}\-_.:]*$/u;
const bare = /^[^\s"'}\\]+$/;

/** Whether a name can stand as a class in a mark. */
export function isCodeId(name: string): boolean {
  return code.test(name) && name === name.normalize('NFC');
}

/** The facts of a mark's block: all pairs but `end`; of a key that stands twice the first. */
export function factsOf(block: AttributeBlock): Facts {
  const facts: Record<string, string> = {};
  for (const entry of block.entries) {
    if (entry.kind === 'pair' && entry.key !== 'end' && !Object.hasOwn(facts, entry.key))
      facts[entry.key] = entry.value;
  }
  return facts;
}

/** Whether both hold the same facts, in whatever order. */
export function sameFacts(a: Facts, b: Facts): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && a[key] === b[key]);
}

/** `{#k7f3q .tillit stance=contra}` */
export function writeBlock(id: string | undefined, codes: readonly string[], facts: Facts): string {
  const entries = codes.map((name) => `.${name}`);
  if (id !== undefined) entries.unshift(`#${id}`);
  for (const [key, value] of Object.entries(facts)) entries.push(`${key}=${writeValue(value)}`);
  return `{${entries.join(' ')}}`;
}

function writeValue(value: string): string {
  return bare.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
}

/** Gives a block's fact another value; where it has none, the fact comes last. */
export function changeFact(block: AttributeBlock, key: string, value: string): TextEdit[] {
  const written = `${key}=${writeValue(value)}`;
  const known = block.entries.find((entry) => entry.kind === 'pair' && entry.key === key);
  if (known !== undefined) return [{ start: known.start, end: known.end, text: written }];
  const end = block.entries.at(-1)?.end ?? block.start + 1;
  return [{ start: end, end, text: ` ${written}` }];
}

/** Adds classes after the last one that the block has, those that it lacks. */
export function addClasses(block: AttributeBlock, codes: readonly string[]): TextEdit[] {
  const has = new Set<string>();
  let after = block.start + 1;
  for (const entry of block.entries) {
    if (entry.kind !== 'class') continue;
    has.add(entry.value);
    after = entry.end;
  }
  const missing = codes.filter((name, i) => !has.has(name) && codes.indexOf(name) === i);
  if (missing.length === 0) return [];
  return [{ start: after, end: after, text: missing.map((name) => ` .${name}`).join('') }];
}

/** Takes a class out of a block, with the white space that parts it from what stands before. */
export function removeClass(block: AttributeBlock, name: string): TextEdit[] {
  const extents: Extent[] = [];
  block.entries.forEach((entry, i) => {
    if (entry.kind !== 'class' || entry.value !== name) return;
    const before = block.entries[i - 1];
    const next = block.entries[i + 1];
    // The first entry takes the white space behind it along, the others the one before them.
    if (before === undefined && next !== undefined) extents.push({ start: entry.start, end: next.start });
    else extents.push({ start: before?.end ?? entry.start, end: entry.end });
  });
  const cuts = joinExtents(extents);
  const edits: TextEdit[] = [];
  for (let i = 0; i < cuts.length; i += 2) edits.push({ start: cuts[i] ?? 0, end: cuts[i + 1] ?? 0, text: '' });
  return edits;
}

/** Puts one class in the place of another; where the other stands already, the first is taken out. */
export function replaceClass(block: AttributeBlock, from: string, to: string): TextEdit[] {
  if (from === to) return [];
  const has = block.entries.some((entry) => entry.kind === 'class' && entry.value === to);
  if (has) return removeClass(block, from);
  return block.entries
    .filter((entry) => entry.kind === 'class' && entry.value === from)
    .map(({ start, end }) => ({ start, end, text: `.${to}` }));
}

/** Gives a block other codes. Those that stay keep their places; the first that goes leaves its place to those that come. */
export function changeClasses(block: AttributeBlock, codes: readonly string[]): TextEdit[] {
  const has = new Set<string>();
  const goes = block.entries.map(({ kind, value }) => {
    if (kind !== 'class') return false;
    has.add(value);
    return !codes.includes(value);
  });
  const coming = codes.filter((name) => !has.has(name)).map((name) => `.${name}`);
  if (!goes.includes(true)) return addClasses(block, codes);
  const edits: TextEdit[] = [];
  const extents: Extent[] = [];
  let left = coming.length > 0 ? coming.join(' ') : undefined;
  block.entries.forEach(({ start, end }, i) => {
    if (!goes[i]) return;
    if (left !== undefined) {
      edits.push({ start, end, text: left });
      left = undefined;
      goes[i] = false;
      return;
    }
    const next = block.entries[i + 1];
    const isFirst = !goes.slice(0, i).includes(false);
    // The first entries take the white space behind them along, the others the one before them.
    if (isFirst && next !== undefined) extents.push({ start, end: next.start });
    else extents.push({ start: block.entries[i - 1]?.end ?? start, end });
  });
  const cuts = joinExtents(extents);
  for (let i = 0; i < cuts.length; i += 2) edits.push({ start: cuts[i] ?? 0, end: cuts[i + 1] ?? 0, text: '' });
  return edits;
}
