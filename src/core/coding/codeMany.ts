import { CodedText } from '../markdown/codedText.js';
import type { CodedPassage } from '../markdown/types.js';
import type { Extent, TextEdit } from '../text/edits.js';
import { headsOf, refuseCodes, refuseConflicts, type CodingOptions } from './coding.js';
import { factsOf, sameFacts } from './facts.js';
import { freeId, randomId } from './ids.js';
import { breachOf, contentOf, type PassageContent } from './laws.js';
import { inOrder, Planner, type ManyCoded } from './planner.js';
import type { CodingRefused } from './types.js';

/**
 * Codes many extents of one text with the same codes, each as {@link codeSelection} would. Law 1 is checked once for all
 * of them. Where it does not hold for all, each stretch of blocks is coded by itself, and the whole is checked again.
 * @param extents extents of the clean text, in any order; where some overlap, they become passages that do.
 */
export function codeMany(
  text: CodedText,
  extents: readonly Extent[],
  codes: readonly string[],
  options: CodingOptions = {},
): ManyCoded | CodingRefused {
  const refused = refuseCodes(codes) ?? refuseConflicts(text);
  if (refused !== undefined) return refused;
  const ordered = [...extents].sort((a, b) => a.start - b.start || a.end - b.end);
  const unique = [...new Set(codes)];
  const heads = headsOf(text, options);
  const planner = new Planner(text, unique, options, heads);
  for (const extent of ordered) planner.plan(extent);
  return (
    planner.atOnce() ?? codeStretches(text, stretchesOf(text, ordered), unique, options, heads) ?? planner.piecemeal()
  );
}

/** Blocks that are coded by themselves, with the extents that lie in them. */
interface Stretch {
  readonly first: number;
  /** The last block. */
  readonly last: number;
  readonly extents: readonly Extent[];
}

/** @param extents in order. */
function stretchesOf(text: CodedText, extents: readonly Extent[]): readonly Stretch[] {
  const stretches: { first: number; last: number; extents: Extent[] }[] = [];
  for (const extent of extents) {
    const first = text.blockAtClean(extent.start);
    const last = Math.max(first, text.blockAtClean(Math.max(extent.start, extent.end - 1)));
    const before = stretches.at(-1);
    if (before !== undefined && first <= before.last) {
      before.last = Math.max(before.last, last);
      before.extents.push(extent);
    } else stretches.push({ first, last, extents: [extent] });
  }
  return stretches;
}

/**
 * Codes stretch by stretch, each read as a text of its own, so that what cannot be coded in one costs nothing in the others.
 * @returns undefined where the law does not hold for all of it: the stretches were not what they are in the whole text.
 */
function codeStretches(
  text: CodedText,
  stretches: readonly Stretch[],
  codes: readonly string[],
  options: CodingOptions,
  heads: readonly Extent[],
): ManyCoded | undefined {
  const ids = idsFor(text, options);
  const edits: TextEdit[] = [];
  const passages: Extent[] = [];
  const refused: ManyCoded['refused'][number][] = [];
  let head = 0;
  for (const { first, last, extents } of stretches) {
    const source = text.blockStart(first);
    const clean = text.cleanStart(first);
    const cleanEnd = text.cleanStart(last + 1);
    const part = CodedText.parse(text.text.slice(source, text.blockStart(last + 1)));
    if (part.cleanLength !== cleanEnd - clean) return undefined;
    while (head < heads.length && heads[head]!.start < clean) head++;
    const own: Extent[] = [];
    while (head < heads.length && heads[head]!.start < cleanEnd) own.push(moved(heads[head++]!, -clean));
    const planner = new Planner(part, codes, { ...options, ids }, own);
    for (const extent of extents) planner.plan(moved(extent, -clean));
    const coded = planner.atOnce() ?? planner.piecemeal();
    for (const edit of coded.edits) edits.push({ ...moved(edit, source), text: edit.text });
    for (const passage of coded.passages) passages.push(moved(passage, clean));
    for (const { extent, reason } of coded.refused) refused.push({ extent: moved(extent, clean), reason });
  }
  const after = text.update(edits);
  const expected = expectedOf(text, after, passages, codes, options);
  if (expected === undefined || breachOf(text, after, { ...expected, removedMemos: [] }) !== undefined)
    return undefined;
  return { kind: 'edits', edits, passages: inOrder(passages), refused };
}

/** New ids that neither the text nor an edit before has. */
function idsFor(text: CodedText, options: CodingOptions): () => string {
  const next = options.ids ?? randomId;
  const given = new Set<string>();
  return () => {
    for (;;) {
      const id = freeId(text.text, next);
      if (given.has(id)) continue;
      given.add(id);
      return id;
    }
  };
}

/**
 * What coding extents is to do to the passages of a text: each has the codes besides those that it had.
 * @returns undefined where one of them is not there.
 */
function expectedOf(
  before: CodedText,
  after: CodedText,
  extents: readonly Extent[],
  codes: readonly string[],
  { facts = {} }: CodingOptions,
): { readonly removed: readonly CodedPassage[]; readonly added: readonly PassageContent[] } | undefined {
  const key = ({ start, end }: Extent): string => `${start}-${end}`;
  const wanted = new Set(extents.map(key));
  const find = (text: CodedText): ReadonlyMap<string, CodedPassage> => {
    const found = new Map<string, CodedPassage>();
    for (const passage of text.passages) {
      const at = key(passage.clean);
      if (wanted.has(at) && !found.has(at) && sameFacts(factsOf(passage.opening.block), facts)) found.set(at, passage);
    }
    return found;
  };
  const old = find(before);
  const fresh = find(after);
  const added: PassageContent[] = [];
  for (const at of wanted) {
    const passage = fresh.get(at);
    if (passage === undefined) return undefined;
    const had = old.get(at);
    const id = had === undefined ? passage.id : had.id;
    added.push({ ...contentOf(passage), id, codes: [...new Set([...(had?.codes ?? []), ...codes])] });
  }
  return { removed: [...old.values()], added };
}

function moved({ start, end }: Extent, by: number): Extent {
  return { start: start + by, end: end + by };
}
