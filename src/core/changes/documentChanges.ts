import { alignTexts } from '../aligning/alignTexts.js';
import { Alignment } from '../aligning/alignment.js';
import type { Transcript } from '../transcript/transcript.js';
import type { Passage } from '../transcript/types.js';
import { codingsOf, matchCodings } from './matchCodings.js';
import { Places } from './places.js';
import type { DocumentChanges, MemoChange, TextChange } from './types.js';

/** Changes with so little between them, in characters of one line, are one. */
const near = 12;

/**
 * What happened to a transcript between two states.
 * @param renamed the later ids of codes by their earlier ones.
 */
export function documentChanges(
  before: Transcript | undefined,
  after: Transcript | undefined,
  renamed: ReadonlyMap<string, string> = new Map(),
): DocumentChanges {
  if (before === undefined || after === undefined) return onlyIn(before, after);
  if (before.text === after.text || before.text.text === after.text.text)
    return { before, after, codings: [], memos: [], texts: [] };
  const alignment = alignBothWays(before.text.clean, after.text.clean);
  const places = new Places(alignment);
  return {
    before,
    after,
    codings: matchCodings(before.passages, after.passages, places, renamed),
    memos: memoChanges(before.passages, after.passages, places),
    texts: textChanges(alignment, before.text.clean, after.text.clean),
  };
}

/** Of words that could be aligned in two ways, the same one is taken for the way back. */
function alignBothWays(before: string, after: string): Alignment {
  if (before <= after) return alignTexts(before, after);
  const same = alignTexts(after, before).same.map((run) => ({ ...run, before: run.after, after: run.before }));
  return new Alignment(same, before.length, after.length);
}

function onlyIn(before: Transcript | undefined, after: Transcript | undefined): DocumentChanges {
  const passages = (before ?? after)?.passages ?? [];
  const change = <T>(one: T) =>
    after === undefined
      ? ({ kind: 'removed', before: one, after: undefined } as const)
      : ({ kind: 'added', before: undefined, after: one } as const);
  const memos = passages.filter(({ memo }) => memo !== undefined);
  return { before, after, codings: codingsOf(passages).map(change), memos: memos.map(change), texts: [] };
}

/** Whether anything is not as it was. */
export function isChanged({ before, after, codings, memos, texts }: DocumentChanges): boolean {
  return before?.path !== after?.path || codings.length > 0 || memos.length > 0 || texts.length > 0;
}

function memoChanges(before: readonly Passage[], after: readonly Passage[], places: Places): readonly MemoChange[] {
  const open = new Set(before.filter(({ memo }) => memo !== undefined));
  const fresh = new Set(after.filter(({ memo }) => memo !== undefined));
  const changes: MemoChange[] = [];
  const placeOf = (side: 'before' | 'after') => {
    const known = new Map<Passage, string | undefined>();
    return (passage: Passage): string | undefined => {
      if (!known.has(passage)) known.set(passage, places.of(passage.clean, side).key);
      return known.get(passage);
    };
  };
  const [was, is] = [placeOf('before'), placeOf('after')];
  type KeyOf = (passage: Passage, place: (passage: Passage) => string | undefined) => string | undefined;
  const ways: readonly KeyOf[] = [
    ({ id }) => id,
    (passage, place) => join(place(passage), passage.memo),
    (passage, place) => place(passage),
    ({ memo }) => memo,
  ];
  for (const keyOf of ways) {
    const byKey = new Map<string | undefined, Passage[]>();
    for (const old of open) byKey.set(keyOf(old, was), [...(byKey.get(keyOf(old, was)) ?? []), old]);
    for (const now of fresh) {
      const key = keyOf(now, is);
      const old = key === undefined ? undefined : byKey.get(key)?.shift();
      if (old === undefined) continue;
      open.delete(old);
      fresh.delete(now);
      if (old.memo !== now.memo) changes.push({ kind: 'changed', before: old, after: now });
    }
  }
  for (const old of open) changes.push({ kind: 'removed', before: old, after: undefined });
  for (const now of fresh) changes.push({ kind: 'added', before: undefined, after: now });
  const at = ({ before: old, after: now }: MemoChange): number => (now ?? old).clean.start;
  return changes.sort((a, b) => at(a) - at(b));
}

function join(place: string | undefined, memo: string | undefined): string | undefined {
  return place === undefined ? undefined : JSON.stringify([place, memo]);
}

function textChanges({ changes }: Alignment, before: string, after: string): readonly TextChange[] {
  const joined: { before: { start: number; end: number }; after: { start: number; end: number } }[] = [];
  for (const change of changes) {
    const last = joined.at(-1);
    const between = last === undefined ? undefined : after.slice(last.after.end, change.after.start);
    if (last !== undefined && between !== undefined && between.length <= near && !/[\r\n]/.test(between)) {
      last.before.end = change.before.end;
      last.after.end = change.after.end;
    } else joined.push({ before: { ...change.before }, after: { ...change.after } });
  }
  return joined.map((change) => ({
    ...change,
    was: before.slice(change.before.start, change.before.end),
    now: after.slice(change.after.start, change.after.end),
  }));
}
