import { sha256 } from '../study/sha256.js';
import { applyEdits } from '../text/edits.js';
import { message, type Message } from '../text/message.js';
import { ExactNames } from './exactNames.js';
import type { FileChange } from './fileNames.js';
import { idChanges } from './ids.js';
import { cleanOf, placesIn, type JournalFile, type JournalRun } from './journal.js';
import type { KeyEntry, PseudonymKey } from './key.js';
import { planPseudonyms } from './plan.js';
import { listProposals, type Proposal } from './proposals.js';
import { studyOfTexts, type StudyTexts } from './studyTexts.js';

/** What taking replacements back comes to. */
export interface Reversal {
  /** The texts of the files that change, by the paths that they have now. */
  readonly texts: ReadonlyMap<string, string>;
  /** Files that get their old path back. */
  readonly moved: ReadonlyMap<string, string>;
  /** What could not be taken back, with its place. Nothing is guessed. */
  readonly left: readonly LeftOver[];
}

export interface LeftOver {
  readonly path: string;
  /** 0-based; undefined where it concerns the file. */
  readonly line: number | undefined;
  readonly message: Message;
}

/**
 * Takes the last replacement back. Files that nobody has changed since come back byte for byte; in those that were only coded, each
 * replacement becomes the name that it stood for; in those whose words have changed, the replacements that stood for one name only.
 */
export async function planReversal(texts: StudyTexts, run: JournalRun): Promise<Reversal> {
  const made = new Map<string, string>();
  const left: LeftOver[] = [];
  const changed = new Map<string, JournalFile>();
  for (const file of run.files) {
    const text = texts.get(file.path);
    if (text === undefined) {
      left.push({ path: file.path, line: undefined, message: message('The file is no longer there.') });
    } else if ((await sha256(text)) === file.hash) {
      made.set(file.path, applyEdits(text, backOf(file)));
    } else changed.set(file.path, file);
  }
  const moved = movedBack(texts, run, left);
  const known = new Set(run.files.map(({ path }) => path));
  const mayFollow = [...texts.keys()].some((path) => !known.has(path)) && (run.ids.length > 0 || moved.size > 0);
  if (changed.size > 0 || mayFollow) {
    const accepted = await proposalsBack(texts, run, changed, moved, left);
    const plan = planPseudonyms(studyOfTexts(texts), accepted, made);
    if (plan.kind === 'refused') {
      for (const path of changed.keys()) left.push({ path, line: undefined, message: plan.message });
    } else {
      for (const [path, edits] of plan.edits) {
        if (!made.has(path)) made.set(path, applyEdits(texts.get(path) ?? '', edits));
      }
      for (const { proposal, reason } of plan.refused)
        left.push({ path: proposal.path, line: proposal.line, message: reason });
    }
  }
  return { texts: made, moved, left };
}

function backOf({ back }: JournalFile): { start: number; end: number; text: string }[] {
  return back.map(([start, length, text]) => ({ start, end: start + length, text }));
}

function movedBack(texts: StudyTexts, run: JournalRun, left: LeftOver[]): ReadonlyMap<string, string> {
  const moved = new Map<string, string>();
  for (const [before, after] of run.moved) {
    if (texts.has(before)) {
      left.push({ path: after, line: undefined, message: message('There is another file at the path that it had.') });
    } else moved.set(after, before);
  }
  return moved;
}

/** What is to be done to files that have changed: each replacement that stands for one name beyond doubt. */
async function proposalsBack(
  texts: StudyTexts,
  run: JournalRun,
  changed: ReadonlyMap<string, JournalFile>,
  moved: ReadonlyMap<string, string>,
  left: LeftOver[],
): Promise<readonly Proposal[]> {
  const study = studyOfTexts(texts);
  const written = new Set(run.files.flatMap(({ names }) => names.map(([text]) => text)));
  const finder = new ExactNames(new Map([...written].map((text) => [text, text])));
  const ids = new Map(run.ids.map(([before, after]) => [after, before]));
  const changes = idChanges(study, (id) => {
    const to = ids.get(id);
    return to === undefined ? undefined : { to, names: [] };
  });
  const files: FileChange[] = [...moved].map(([from, to]) => ({ from, to, names: [] }));
  const accepted: Proposal[] = [];
  const byPath = new Map<string, Proposal[]>();
  for (const proposal of listProposals(study, finder, files, changes)) {
    if (proposal.change.kind !== 'text') accepted.push(proposal);
    else byPath.set(proposal.path, [...(byPath.get(proposal.path) ?? []), proposal]);
  }
  for (const [path, file] of changed) {
    const text = texts.get(path) ?? '';
    const isSaid = (await sha256(cleanOf(path, text))) === file.cleanHash;
    const here = placesIn(path, text, finder);
    const isSame =
      isSaid && here.length === file.names.length && here.every(({ found }, i) => found === file.names[i]?.[0]);
    const order = new Map(here.map(({ start }, i) => [start, i]));
    for (const proposal of byPath.get(path) ?? []) {
      const original = isSame ? file.names[order.get(proposal.start) ?? -1]?.[1] : onlyOne(file, proposal.found);
      if (original === undefined) {
        left.push({
          path,
          line: proposal.line,
          message: message('The words around it have changed, and {0} stands for several names.', proposal.found),
        });
      } else if (original !== null) accepted.push(withName(proposal, original));
    }
  }
  return accepted;
}

/** The name that a replacement stands for in a file; null where it never stood for one, undefined where it is not the only one. */
function onlyOne({ names }: JournalFile, written: string): string | null | undefined {
  const originals = new Set(names.filter(([text]) => text === written).map(([, original]) => original));
  const [only = null] = originals;
  return originals.size > 1 ? undefined : only;
}

function withName(proposal: Proposal, replacement: string): Proposal {
  const { change } = proposal;
  if (change.kind !== 'text') return proposal;
  const place = { ...change.place, name: { ...change.place.name, replacement } };
  return { ...proposal, replacement, change: { kind: 'text', place } };
}

/**
 * A key that gives names back, for where there is no journal: each replacement that one row alone has stands for its name.
 * @returns the rows whose replacement others have, too: these cannot be told apart.
 */
export function reverseKey({ entries }: PseudonymKey): {
  readonly entries: readonly KeyEntry[];
  readonly shared: readonly KeyEntry[];
} {
  const counts = new Map<string, number>();
  for (const { replacement } of entries) counts.set(replacement, (counts.get(replacement) ?? 0) + 1);
  const isAlone = ({ replacement }: KeyEntry): boolean => counts.get(replacement) === 1;
  return {
    entries: entries.filter(isAlone).map((entry) => ({
      ...entry,
      spellings: [entry.replacement],
      replacement: entry.spellings[0] ?? '',
    })),
    shared: entries.filter((entry) => !isAlone(entry)),
  };
}
