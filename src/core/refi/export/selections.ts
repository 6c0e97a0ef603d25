import { writeBlock } from '../../coding/facts.js';
import type { Facts } from '../../coding/types.js';
import type { Extent } from '../../text/edits.js';
import type { Passage } from '../../transcript/types.js';
import { groupsOf } from '../selectionGroups.js';
import { noStamps, type RefiCoding, type RefiSelection } from '../project.js';
import type { OutgoingText, Unit } from './counting.js';
import type { Identities } from './identities.js';

/** What a source's selections need to know of the whole project. */
export interface SelectionContext {
  /** GUIDs by code id. */
  readonly codes: ReadonlyMap<string, string>;
  /** GUIDs by coder. */
  readonly users: ReadonlyMap<string, string>;
  readonly identities: Identities;
  readonly unit: Unit;
  /** Whether an id says something, so that it has to go along. */
  readonly isIdNeeded: (passage: Passage) => boolean;
  /** The GUID of the note that a passage's memo is. */
  readonly memoOf: (passage: Passage) => string | undefined;
  /** Notes about a passage that stand elsewhere, by the passage's id. */
  readonly notesOn: (id: string) => readonly string[];
}

/** The selections that a source came with, and where they stand in its clean text now. */
export interface SelectionsBefore {
  readonly selections: ReadonlyMap<string, RefiSelection>;
  readonly placed: readonly (readonly [key: string, start: number, end: number])[];
}

interface Draft {
  readonly extent: Extent;
  readonly facts: Facts;
  readonly id: string | undefined;
  readonly came: RefiSelection | undefined;
  readonly passages: Passage[];
}

/** The longest quotation that a selection is named by, in characters. */
const longestName = 80;

/** The passages of a transcript as selections with codings: passages of one extent that differ in nothing but the coder share one where they came so. */
export function exportSelections(
  path: string,
  passages: readonly Passage[],
  text: OutgoingText,
  before: SelectionsBefore | undefined,
  context: SelectionContext,
): readonly RefiSelection[] {
  return draftsOf(passages, before, context).map((draft) => write(path, draft, text, context));
}

function draftsOf(
  passages: readonly Passage[],
  before: SelectionsBefore | undefined,
  { users, codes, isIdNeeded }: SelectionContext,
): readonly Draft[] {
  const cameAt = new Map<string, RefiSelection[]>();
  for (const [key, start, end] of before?.placed ?? []) {
    const selection = before?.selections.get(key.slice(0, 36));
    const place = `${start} ${end}`;
    if (selection === undefined) continue;
    const known = cameAt.get(place);
    if (known === undefined) cameAt.set(place, [selection]);
    else if (!known.includes(selection)) known.push(selection);
  }
  const drafts: Draft[] = [];
  const byCame = new Map<RefiSelection, Draft>();
  const byFacts = new Map<string, Draft>();
  for (const passage of inOrder(passages)) {
    const { clean, attributes } = passage;
    const { by, ...facts } = attributes;
    const id = passage.id !== undefined && isIdNeeded(passage) ? passage.id : undefined;
    const user = by === undefined ? undefined : users.get(by);
    const guids = new Set(passage.codes.flatMap((code) => codes.get(code) ?? []));
    const place = `${clean.start} ${clean.end}`;
    const isFree = (selection: RefiSelection): boolean => {
      const draft = byCame.get(selection);
      if (draft === undefined) return true;
      return id === undefined && JSON.stringify(draft.facts) === JSON.stringify(facts);
    };
    const came = cameAt
      .get(place)
      ?.find(
        (selection) =>
          isFree(selection) &&
          groupsOf(selection).some((group) => group.user === user && group.codings.some(({ code }) => guids.has(code))),
      );
    const key = JSON.stringify([place, by ?? null, facts]);
    const same =
      came !== undefined
        ? byCame.get(came)
        : id === undefined && passage.memo === undefined
          ? byFacts.get(key)
          : undefined;
    if (same !== undefined) {
      same.passages.push(passage);
      continue;
    }
    const draft: Draft = { extent: clean, facts, id, came, passages: [passage] };
    drafts.push(draft);
    if (came !== undefined) byCame.set(came, draft);
    else if (id === undefined && passage.memo === undefined) byFacts.set(key, draft);
  }
  return drafts;
}

/** By where they begin, the longer first; those of one extent by what they say, whichever stands outside. */
export function inOrder(passages: readonly Passage[]): readonly Passage[] {
  return [...passages].sort(
    (a, b) => a.clean.start - b.clean.start || b.clean.end - a.clean.end || compare(factsKey(a), factsKey(b)),
  );
}

function factsKey({ attributes, codes, memo }: Passage): string {
  return JSON.stringify([Object.entries(attributes).sort(([a], [b]) => compare(a, b)), memo ?? null, codes]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function write(path: string, draft: Draft, text: OutgoingText, context: SelectionContext): RefiSelection {
  const { extent, facts, id, came, passages } = draft;
  const { users, identities, unit } = context;
  const start = text.place(extent.start);
  const end = text.place(extent.end);
  const by = passages[0]?.attributes.by;
  const guid = identities.of(came?.guid, 'selection', path, start, end, by ?? '', JSON.stringify(facts));
  const codings: RefiCoding[] = [];
  const notes: string[] = [];
  passages.forEach((passage, i) => {
    const coder = passage.attributes.by;
    const user = coder === undefined ? undefined : users.get(coder);
    const memo = context.memoOf(passage);
    if (memo !== undefined && i === 0) notes.push(memo);
    if (passage.id !== undefined) notes.push(...context.notesOn(passage.id));
    passage.codes.forEach((code, j) => {
      const target = context.codes.get(code);
      if (target === undefined || codings.some((each) => each.code === target && each.creatingUser === user)) return;
      const old = came?.codings.find(
        (each) => each.code === target && (each.creatingUser ?? came.creatingUser) === user,
      );
      codings.push({
        guid: identities.of(old?.guid, 'coding', guid, target, user ?? ''),
        code: target,
        creatingUser: old === undefined ? user : old.creatingUser,
        creationDateTime: old?.creationDateTime,
        notes: memo !== undefined && i > 0 && j === 0 ? [memo] : [],
      });
    });
  });
  const comment = id === undefined && Object.keys(facts).length === 0 ? undefined : writeBlock(id, [], facts);
  const { creatingUser, creationDateTime, modifyingUser, modifiedDateTime } = came ?? {
    ...noStamps,
    creatingUser: by === undefined ? undefined : users.get(by),
  };
  return {
    guid,
    name: came?.name ?? nameOf(text.text.slice(start, end)),
    start: text.position(extent.start, unit),
    end: text.position(extent.end, unit),
    description: comment,
    codings,
    notes: [...new Set(notes)],
    creatingUser,
    creationDateTime,
    modifyingUser,
    modifiedDateTime,
  };
}

function nameOf(quote: string): string {
  const characters = Array.from(quote.slice(0, longestName * 3).replace(/\s+/g, ' '));
  if (characters.length <= longestName && quote.length <= longestName * 3) return characters.join('');
  return `${characters.slice(0, longestName).join('').trimEnd()}…`;
}
