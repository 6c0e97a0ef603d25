import type { TextEdit } from '../text/edits.js';
import type { Codebook } from './codebook.js';
import { insertEntry, runEnd } from './edits.js';
import { changeHeading, type HeadingChange } from './headingEdits.js';
import { changeDepths, cutLines, lineStart, moveCode } from './moving.js';
import type { CodebookDraft, CodeFacts } from './outline.js';

/** Changes what a code's attributes say. @returns whether it could be done. */
export function changeCode(draft: CodebookDraft, id: string, change: HeadingChange): boolean {
  const heading = draft.now.headings.find((each) => each.id === id);
  if (heading === undefined) return false;
  const { kind, color, themes } = change;
  const facts: Partial<CodeFacts> = {
    ...(kind === undefined ? {} : { kind }),
    ...(color === undefined ? {} : { ownColor: color === '' ? undefined : color }),
    ...(themes === undefined ? {} : { themes: themes.filter((theme) => draft.now.has(theme)) }),
  };
  return draft.take(changeHeading(draft.now.text.text, heading, change), new Map([[id, facts]]));
}

/** Takes a code out of all that others name it for, or puts another in its place. */
export function replaceTheme(draft: CodebookDraft, id: string, by: string | undefined): boolean {
  for (const { id: code, themes } of draft.now.headings) {
    if (code === id || !themes.includes(id)) continue;
    const wanted = by === undefined || by === code || !maySupport(draft.now, code, by) ? [] : [by];
    const named = themes.flatMap((theme) => (theme === id ? wanted : [theme]));
    if (!changeCode(draft, code, { themes: [...new Set(named)] })) return false;
  }
  return true;
}

/** Whether a code may name another as a further theme: not where that one counts for it. */
export function maySupport(codebook: Codebook, code: string, theme: string): boolean {
  return code !== theme && !codebook.supports(code).some(({ id }) => id === theme);
}

/**
 * Takes a code out of the codebook, with what is written about it. What stands below it comes to stand in its place.
 * @returns whether it could be done.
 */
export function removeCodeEntry(draft: CodebookDraft, id: string): boolean {
  const code = draft.now.get(id);
  if (code === undefined) return false;
  // Those that stand elsewhere and only name it as their parent have to name another.
  for (const { id: child, parent } of draft.now.headings) {
    if (parent === id && draft.now.get(child)?.parent === id && !moveCode(draft, child, code.parent)) return false;
  }
  if (!replaceTheme(draft, id, undefined)) return false;
  const { codebook, index } = entryOf(draft.now, id);
  const expected = new Map<string, Partial<CodeFacts> | undefined>([[id, undefined]]);
  for (const child of codebook.get(id)?.children ?? []) expected.set(child, { parent: code.parent });
  if (draft.take(dissolve(codebook, index), expected)) return true;
  for (const child of codebook.get(id)?.children ?? []) if (!moveCode(draft, child, code.parent)) return false;
  const left = entryOf(draft.now, id);
  return draft.take(dissolve(left.codebook, left.index), new Map([[id, undefined]]));
}

function entryOf(codebook: Codebook, id: string): { readonly codebook: Codebook; readonly index: number } {
  return { codebook, index: codebook.headings.findIndex((heading) => heading.id === id) };
}

/** Takes a heading and its prose out, and lets what stands under it rise. */
function dissolve(codebook: Codebook, index: number): TextEdit[] {
  const { headings } = codebook;
  const source = codebook.text.text;
  const { depth, heading } = headings[index]!;
  const next = headings[index + 1];
  const end = next === undefined ? source.length : lineStart(source, next.heading.start);
  const edits = [cutLines(source, lineStart(source, heading.start), end)];
  const last = runEnd(codebook, index);
  for (let i = index + 1; i < last;) {
    let after = i + 1;
    while (after < last && headings[after]!.depth > headings[i]!.depth) after++;
    const run = headings.slice(i, after);
    edits.push(...changeDepths(codebook, run, { depth: Math.min(depth, run[0]!.depth), parent: run[0]!.parent }));
    i = after;
  }
  return edits;
}

/** Puts what is written about one code after what is written about another. @returns whether it could be done. */
export function appendDefinition(draft: CodebookDraft, from: string, to: string): boolean {
  const { now } = draft;
  const source = now.text.text;
  const giver = now.get(from);
  const taker = now.get(to);
  const index = now.headings.findIndex((heading) => heading.id === to);
  if (giver === undefined || taker === undefined || giver.definition === '') return true;
  const text = source.slice(giver.heading.end, giver.entry.end).trim();
  const next = now.headings[index + 1];
  const at = next === undefined ? source.length : next.heading.start;
  const definition = [taker.definition, text.replace(/\r\n?/g, '\n')].filter((part) => part !== '').join('\n\n');
  return draft.take([insertEntry(source, at, text)], new Map([[to, { definition }]]));
}
