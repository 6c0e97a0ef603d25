import type { TextEdit } from '../text/edits.js';
import type { Codebook } from './codebook.js';
import { deepest, insertEntry, runEnd } from './edits.js';
import { applyWithin, changeDepth, changeHeading } from './headingEdits.js';
import type { CodeHeading } from './headings.js';
import type { CodebookDraft } from './outline.js';

/**
 * Moves a code with all that stands below it, to be the last under another, or at the end of the top. Its text goes along; where the
 * text around would not let it be read there, it stays and names its parent.
 * @returns whether it could be done.
 */
export function moveCode(draft: CodebookDraft, id: string, under: string | undefined): boolean {
  const expected = new Map([[id, { parent: under }]]);
  const moved = moveText(draft.now, id, under);
  if (moved !== undefined && draft.take(moved, expected)) return true;
  const heading = draft.now.headings.find((each) => each.id === id);
  if (heading === undefined || under === undefined) return false;
  return draft.take(changeHeading(draft.now.text.text, heading, { parent: under }), expected);
}

function moveText(codebook: Codebook, id: string, under: string | undefined): TextEdit[] | undefined {
  const { headings } = codebook;
  const source = codebook.text.text;
  const first = headings.findIndex((heading) => heading.id === id);
  const above = headings.findIndex((heading) => heading.id === under);
  if (first < 0 || (under !== undefined && above < 0)) return undefined;
  const next = runEnd(codebook, first);
  const run = headings.slice(first, next);
  const rest = [...headings.slice(0, first), ...headings.slice(next)];
  const depth = under === undefined ? Math.min(...rest.map((each) => each.depth)) : (headings[above]?.depth ?? 0) + 1;
  if (!Number.isFinite(depth)) return undefined;
  const edits = changeDepths(codebook, run, {
    depth: Math.min(depth, deepest),
    parent: depth > deepest ? under : undefined,
  });
  const place = under === undefined ? headings.length : runEnd(codebook, above);
  // Where it stands already, after all that it is to stand after, only its depth changes.
  if (place === next || place === first) return edits;
  if (place > first && place < next) return undefined;
  const start = lineStart(source, run[0]!.heading.start);
  const end = next < headings.length ? lineStart(source, headings[next]!.heading.start) : source.length;
  const text = applyWithin(source, start, end, edits);
  const at = place < headings.length ? headings[place]!.heading.start : source.length;
  return [cutLines(source, start, end), insertEntry(source, at, text.slice(0, contentEnd(text)))];
}

interface Root {
  readonly depth: number;
  /** The parent's id where no heading is deep enough to tell. */
  readonly parent: string | undefined;
}

/**
 * Gives a heading another depth, and those under it one that is as much deeper as before. Where that is deeper than Markdown goes,
 * they name their parents; where they no longer need to, they do not.
 */
export function changeDepths(codebook: Codebook, run: readonly CodeHeading[], root: Root): TextEdit[] {
  const source = codebook.text.text;
  const edits: TextEdit[] = [];
  const depths = new Map<string, number>();
  const above: { readonly depth: number; readonly id: string }[] = [];
  run.forEach((heading, i) => {
    const { id } = heading;
    const named = heading.parent === undefined ? undefined : depths.get(heading.parent);
    const by = root.depth - run[0]!.depth;
    let depth = i === 0 ? root.depth : Math.max(root.depth, Math.min(deepest, heading.depth + by));
    if (i > 0 && named !== undefined && heading.depth === deepest && by < 0) depth = Math.min(deepest, named + 1);
    while ((above.at(-1)?.depth ?? 0) >= depth) above.pop();
    const told = above.at(-1)?.id;
    const parent = i === 0 ? (root.parent ?? '') : parentToName(codebook, heading, told, depth);
    if (id !== '') {
      above.push({ depth, id });
      if (!depths.has(id)) depths.set(id, depth);
    }
    edits.push(...changeDepth(source, heading, depth));
    if (parent === undefined || parent === (heading.parent ?? '')) return;
    const changed = changeHeading(source, heading, { parent });
    const [line] = edits.slice(-1);
    // A heading underlined that becomes one with signs is written anew, with its attributes.
    if (line !== undefined && changed.some(({ start }) => start >= line.start && start < line.end)) {
      edits.pop();
      const { start, end } = heading.heading;
      const withParent = applyWithin(source, start, end, changed);
      const attributesBy = withParent.length - (end - start);
      edits.push({ start, end, text: rewritten(withParent, heading, attributesBy, depth) });
    } else {
      edits.push(...changed);
    }
  });
  return edits;
}

/** An underlined heading as one with signs. */
function rewritten(text: string, { heading, content, attributes }: CodeHeading, by: number, depth: number): string {
  const written = text.slice(0, (attributes?.end ?? content.end) - heading.start + by);
  return `${'#'.repeat(depth)} ${written.replace(/[ \t]*(?:\r\n|\r|\n)[ \t]*/g, ' ')}`;
}

/** The parent that a heading has to name, empty where it need not; undefined where that stays as it is. */
function parentToName(
  codebook: Codebook,
  { id, heading, parent, depth: before }: CodeHeading,
  told: string | undefined,
  depth: number,
): string | undefined {
  const code = codebook.get(id);
  if (code?.heading.start !== heading.start) return undefined;
  if (parent === undefined) return code.parent === told ? undefined : code.parent;
  return parent === told && code.parent === told && depth !== before ? '' : undefined;
}

/** Takes lines out: from a line's start to another's, or to the end of the text, whose own end stays. */
export function cutLines(source: string, start: number, end: number): TextEdit {
  if (end < source.length) return { start, end, text: '' };
  const before = contentEnd(source.slice(0, start));
  return { start: before, end: contentEnd(source), text: '' };
}

/** Where the last line that is not empty ends. */
function contentEnd(text: string): number {
  const trimmed = text.trimEnd().length;
  return trimmed + (/^[ \t]*(?=[\r\n]|$)/.exec(text.slice(trimmed))?.[0].length ?? 0);
}

/** Where a heading's line begins, before its indentation. */
export function lineStart(source: string, at: number): number {
  let start = at;
  while (start > 0 && ' \t'.includes(source.charAt(start - 1))) start--;
  return start;
}
