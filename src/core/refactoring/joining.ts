import { codeSelection, removeCode, resizePassage } from '../coding/coding.js';
import { factsOf, sameFacts } from '../coding/facts.js';
import type { IdSource } from '../coding/ids.js';
import type { CodingResult } from '../coding/types.js';
import type { CodedText } from '../markdown/codedText.js';
import type { DocumentPassage } from '../markdown/passages.js';
import { composeEdits } from '../text/compose.js';
import type { Extent, TextEdit } from '../text/edits.js';
import type { TranscriptContext } from '../transcript/types.js';
import type { After } from './transcripts.js';

export interface Joining {
  /** The codes that have become one, that one among them. */
  readonly codes: ReadonlySet<string>;
  readonly into: string;
  readonly context: TranscriptContext;
  /** Whether a link leads to a passage of this id: its mark has to stay. */
  readonly isLinked: (id: string) => boolean;
  readonly ids?: IdSource;
}

/**
 * Makes one passage of those that touch or overlap and that had different codes before these became one.
 * Passages with different facts (another coder, another stance) stay apart, and so do those that a memo or a link needs.
 * @param before the text before its passages were recoded, and `now` the one after.
 */
export function joinPassages(before: CodedText, now: CodedText, joining: Joining): After {
  let text = now;
  let edits: readonly TextEdit[] = [];
  let joined = 0;
  let apart = 0;
  for (const group of groupsIn(before, joining)) {
    const result = joinGroup(text, group, joining);
    apart += group.length - 1;
    if (result === undefined) continue;
    edits = composeEdits(now.length, edits, result.edits);
    text = result.text;
    joined += result.joined;
    apart -= result.joined;
  }
  return { edits, joined, apart };
}

/** Passages that touch or overlap, with one another's code. */
function groupsIn(text: CodedText, { codes }: Joining): readonly (readonly DocumentPassage[])[] {
  const passages = text.passages.filter((passage) => passage.codes.some((code) => codes.has(code)));
  const group = passages.map((_, i) => i);
  const find = (i: number): number => {
    while (group[i] !== i) i = group[i]!;
    return i;
  };
  passages.forEach((a, i) => {
    for (let j = i + 1; j < passages.length; j++) {
      const b = passages[j]!;
      if (b.clean.start > a.clean.end && !/^\s*$/.test(text.sliceClean(a.clean.end, b.clean.start))) break;
      if (meet(text, a, b) && differ(a, b, codes) && sameFacts(factsOf(a.opening.block), factsOf(b.opening.block)))
        group[find(j)] = find(i);
    }
  });
  const groups = new Map<number, DocumentPassage[]>();
  passages.forEach((passage, i) => {
    const own = groups.get(find(i));
    if (own === undefined) groups.set(find(i), [passage]);
    else own.push(passage);
  });
  return [...groups.values()].filter((own) => own.length > 1);
}

/** Whether nothing but white space of one paragraph stands between two passages, the first of which begins first. */
function meet(text: CodedText, a: DocumentPassage, b: DocumentPassage): boolean {
  if (b.clean.start < a.clean.end) return true;
  return /^[^\S\r\n]*(?:\r\n|\r|\n)?[^\S\r\n]*$/.test(text.sliceClean(a.clean.end, b.clean.start));
}

/** Whether two passages have different ones of the codes: those of one code were apart before, and stay so. */
function differ(a: DocumentPassage, b: DocumentPassage, codes: ReadonlySet<string>): boolean {
  const of = (passage: DocumentPassage): readonly string[] => passage.codes.filter((code) => codes.has(code));
  return of(a).some((code) => !of(b).includes(code)) || of(b).some((code) => !of(a).includes(code));
}

interface Joined {
  readonly text: CodedText;
  readonly edits: readonly TextEdit[];
  readonly joined: number;
}

function joinGroup(start: CodedText, group: readonly DocumentPassage[], joining: Joining): Joined | undefined {
  const { into } = joining;
  const isOwn = (passage: DocumentPassage): boolean => passage.codes.every((code) => joining.codes.has(code));
  const isNeeded = (passage: DocumentPassage): boolean =>
    isOwn(passage) && (passage.memo !== undefined || (passage.id !== undefined && joining.isLinked(passage.id)));
  // The mark that stays and grows: one that is needed, else the longest that has no other code.
  const kept = group.find(isNeeded) ?? group.filter(isOwn).sort((a, b) => lengthOf(b) - lengthOf(a))[0];
  const members = connected(
    start,
    group.filter((one) => one === kept || !isNeeded(one)),
    kept,
  );
  if (members.length < 2) return undefined;
  const clean = {
    start: Math.min(...members.map((one) => one.clean.start)),
    end: Math.max(...members.map((one) => one.clean.end)),
  };
  let text = start;
  let edits: readonly TextEdit[] = [];
  const take = (result: CodingResult): boolean => {
    if (result.kind === 'refused') return false;
    edits = composeEdits(start.length, edits, result.edits);
    text = text.update(result.edits);
    return true;
  };
  for (const member of members) {
    if (member === kept) continue;
    const found = findIn(text, member, into);
    if (found === undefined || !take(removeCode(text, found, into))) return undefined;
  }
  const options = { context: joining.context, ...(joining.ids === undefined ? {} : { ids: joining.ids }) };
  const selection = (): Extent => ({
    start: text.toSource(clean.start, 'start'),
    end: text.toSource(clean.end, 'end'),
  });
  const grown = kept === undefined ? undefined : findIn(text, kept, into);
  if (kept !== undefined && grown === undefined) return undefined;
  if (grown === undefined) {
    const facts = factsOf(members[0]!.opening.block);
    if (!take(codeSelection(text, selection(), [into], { ...options, facts }))) return undefined;
  } else if (!isSameExtent(grown.clean, clean) && !take(resizePassage(text, grown, selection(), options))) {
    return undefined;
  }
  return { text, edits, joined: members.length - 1 };
}

/** Of passages those that still meet, one after the other, from one of them on or from the first. */
function connected(
  text: CodedText,
  group: readonly DocumentPassage[],
  from: DocumentPassage | undefined,
): readonly DocumentPassage[] {
  const ordered = [...group].sort((a, b) => a.clean.start - b.clean.start || b.clean.end - a.clean.end);
  const runs: DocumentPassage[][] = [];
  let reach: DocumentPassage | undefined;
  for (const passage of ordered) {
    if (reach !== undefined && meet(text, reach, passage)) runs.at(-1)?.push(passage);
    else runs.push([passage]);
    if (reach === undefined || runs.at(-1)?.length === 1 || passage.clean.end > reach.clean.end) reach = passage;
  }
  return (from === undefined ? runs[0] : runs.find((run) => run.includes(from))) ?? [];
}

/** A passage of an earlier text in one that says the same. */
function findIn(text: CodedText, { clean, id, opening }: DocumentPassage, code: string): DocumentPassage | undefined {
  const facts = factsOf(opening.block);
  return text.passages.find(
    (one) =>
      isSameExtent(one.clean, clean) &&
      one.id === id &&
      one.codes.includes(code) &&
      sameFacts(factsOf(one.opening.block), facts),
  );
}

function isSameExtent(a: Extent, b: Extent): boolean {
  return a.start === b.start && a.end === b.end;
}

function lengthOf({ clean }: DocumentPassage): number {
  return clean.end - clean.start;
}
