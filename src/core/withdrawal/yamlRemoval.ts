import { isMap, isScalar, isSeq, parseDocument, type Node } from 'yaml';
import type { Extent } from '../text/edits.js';

/**
 * The extents of a piece of YAML that say a value: entries of the list or map below a key, and the key itself where nothing else is left.
 * @param fits tells values of a list, and of a map by their value or key.
 */
export function yamlEntries(yaml: string, key: string, fits: (value: string) => boolean): readonly Extent[] {
  const document = parseDocument(yaml, { version: '1.2', schema: 'core', prettyErrors: false, logLevel: 'silent' });
  const { contents } = document;
  if (document.errors.length > 0 || !isMap(contents)) return [];
  const own = contents.items.find((pair) => textOf(pair.key) === key);
  const value = own?.value;
  const ownExtent = own === undefined ? undefined : lines(yaml, extentOf(own.key, own.value));
  if (isScalar(value) && fits(textOf(value) ?? '')) return ownExtent === undefined ? [] : [ownExtent];
  if (isScalar(value))
    return typeof value.value === 'string' ? inList(value.value, extentOf(value, null).start, yaml, fits) : [];
  if (!isSeq(value) && !isMap(value)) return [];
  const places = isSeq(value)
    ? value.items.map((item) => ({ extent: extentOf(item as Node, null), goes: fits(textOf(item) ?? '') }))
    : value.items.map((pair) => ({
        extent: extentOf(pair.key as Node, pair.value as Node | null),
        goes: fits(textOf(pair.key) ?? '') || fits(textOf(pair.value) ?? ''),
      }));
  if (places.every(({ goes }) => !goes)) return [];
  if (places.every(({ goes }) => goes)) return ownExtent === undefined ? [] : [ownExtent];
  if (value.flow !== true) return places.filter(({ goes }) => goes).map(({ extent }) => lines(yaml, extent));
  const kept = places.findIndex(({ goes }) => !goes);
  return places.flatMap(({ extent, goes }, i) => {
    if (!goes) return [];
    // Before the first that stays each goes with the comma after it, else with the one before.
    return i < kept
      ? [{ start: extent.start, end: places[i + 1]!.extent.start }]
      : [{ start: places[i - 1]!.extent.end, end: extent.end }];
  });
}

/** In `A1, B1` the one with the comma that parts it. */
function inList(value: string, start: number, yaml: string, fits: (value: string) => boolean): readonly Extent[] {
  if (!yaml.startsWith(value, start)) return [];
  const parts = [...value.matchAll(/[^,;]+/g)].map(({ 0: part, index }) => ({ part, index }));
  const at = parts.findIndex(({ part }) => fits(part.trim()));
  const found = parts[at];
  if (found === undefined) return [];
  const next = parts[at + 1];
  const before = parts[at - 1];
  if (before !== undefined)
    return [{ start: start + before.index + before.part.length, end: start + found.index + found.part.length }];
  return next === undefined
    ? []
    : [{ start: start + found.index, end: start + next.index + /^\s*/.exec(next.part)![0].length }];
}

function textOf(node: unknown): string | undefined {
  if (!isScalar(node)) return undefined;
  return typeof node.value === 'string' ? node.value : (node.source ?? undefined);
}

function extentOf(first: Node, last: Node | null): Extent {
  const [start = 0, end = 0] = first.range ?? [];
  return { start, end: last?.range?.[1] ?? end };
}

/** The whole lines that an extent stands on. */
function lines(yaml: string, { start, end }: Extent): Extent {
  const next = yaml.indexOf('\n', Math.max(start, end - 1));
  return { start: yaml.lastIndexOf('\n', start - 1) + 1, end: next < 0 ? yaml.length : next + 1 };
}
