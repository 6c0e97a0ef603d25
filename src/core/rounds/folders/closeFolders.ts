import { StateReader } from '../../repository/stateReader.js';
import type { StudyState } from '../../repository/studyState.js';
import { indexPath } from '../../study/paths.js';
import { findConflicts } from '../../text/conflicts.js';
import { message } from '../../text/message.js';
import type { Closing } from '../closeRound.js';
import { compareIn, comparisonPath } from '../comparison.js';
import { joinWork } from '../joinWork.js';
import { workBetween, type CoderWork } from '../progress.js';
import { closed, roundPath, withJoined, type Round } from '../round.js';
import { RoundError } from '../roundError.js';
import { indexOf, textOf } from '../roundFiles.js';
import type { WriteFile } from '../startRound.js';
import { readBegan } from './began.js';
import { agreedFolder } from './roundFolders.js';

/** What a study's file said, and what it is to say; undefined where there is none. With its BOM. */
export interface ChangedText {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface FolderClosing extends Closing {
  /** By paths in the study, in the order in which they are written: the round's file comes last, so that what is broken off can be done again. */
  readonly texts: ReadonlyMap<string, ChangedText>;
  /** Files that coders have and that are not brought along. */
  readonly left: readonly { readonly coder: string; readonly paths: readonly string[] }[];
}

/** The folders of a round, read. */
export interface RoundFolders {
  readonly agreed: StudyState;
  /** What each coder has now; those who have no folder are missing. */
  readonly copies: ReadonlyMap<string, StudyState>;
}

/**
 * Works out what a study becomes when a round by folders is closed: as {@link closeRound} has it, but for what a copy may have lost on its way.
 * @param head the study as it is.
 * @throws RoundError
 */
export async function closeFolders(
  head: StudyState,
  { agreed, copies }: RoundFolders,
  round: Round,
  without: readonly string[] = [],
): Promise<FolderClosing> {
  const file = roundPath(round.id);
  checkFoldersOf(agreed, round);
  await checkConflicts(head);
  const coders = round.coders.filter((coder) => !without.includes(coder));
  const coming = coders.filter((coder) => !round.joined.includes(coder));
  for (const coder of coming) await checkCopy(agreed, copies.get(coder), coder);
  const after = new Map<string, string | undefined>();
  const joined: string[] = [];
  const left: { readonly coder: string; readonly paths: readonly string[] }[] = [];
  let undecided: readonly string[] = [];
  const began = await readBegan(agreed);
  for (const coder of coming) {
    const now = copies.get(coder);
    if (now === undefined) continue;
    const work = await joinWork({ base: agreed, now, head: changedState(head, after) }, round, coder, {
      isCopy: true,
      began: began.get(coder),
    });
    for (const { path, text } of work.files) after.set(path, text);
    joined.push(coder);
    if (work.left.length > 0) left.push({ coder, paths: work.left });
    undecided = work.files.filter(({ conflicts }) => conflicts > 0).map(({ path }) => path);
    if (undecided.length > 0) break;
  }
  const isDone = undecided.length === 0;
  const comparison = comparisonPath(round);
  if (isDone) {
    const now = changedState(head, after);
    const compared = (await textOf(now, [comparison])).get(comparison);
    const study = await new StateReader().study(now);
    after.set(comparison, await compareIn(study, round, coders, compared));
    if (head.files.has(indexPath)) after.set(indexPath, await indexOf(study));
  }
  const before = await textOf(head, [...after.keys(), file]);
  const roundText = before.get(file) ?? '';
  const noted = joined.length === 0 ? roundText : withJoined(roundText, [...round.joined, ...joined]);
  after.set(file, isDone ? closed(noted) : noted);
  const texts = new Map([...after].map(([path, text]) => [path, { before: before.get(path), after: text }]));
  return { joined, undecided, comparison: isDone ? comparison : undefined, texts, left };
}

/** @throws RoundError where what all began with is that of another round. */
export function checkFoldersOf(agreed: StudyState, { id }: Round): void {
  const file = roundPath(id);
  if (!agreed.files.has(file)) {
    throw new RoundError(
      message('The folder {0} is missing, or is that of another round: it has no {1}.', agreedFolder, file),
    );
  }
}

/**
 * Writes what was worked out, unless a file says something else by now.
 * @param read a file of the study, with its BOM; undefined where there is none.
 * @throws RoundError
 */
export async function writeClosing(
  { texts }: FolderClosing,
  read: (path: string) => Promise<string | undefined>,
  write: WriteFile,
): Promise<void> {
  for (const [path, { before }] of texts) {
    if ((await read(path)) !== before)
      throw new RoundError(message('{0} was changed while the round was being closed. Close it again.', path));
  }
  for (const [path, { before, after }] of texts) if (after !== before) await write(path, after);
}

/** How much the coders of a round have coded in their folders; undefined for one whose folder is not there. */
export async function progressInFolders(
  { agreed, copies }: RoundFolders,
  round: Round,
): Promise<readonly (readonly [coder: string, work: CoderWork | undefined])[]> {
  const found: (readonly [string, CoderWork | undefined])[] = [];
  const began = await readBegan(agreed);
  for (const coder of round.coders) {
    const now = copies.get(coder);
    found.push([coder, now === undefined ? undefined : await workBetween(agreed, now, round, coder, began.get(coder))]);
  }
  return found;
}

async function checkConflicts(head: StudyState): Promise<void> {
  const paths = [...head.files.keys()].filter((path) => /\.(?:md|markdown|csv|tsv)$/i.test(path));
  for (const [path, text] of await textOf(head, paths))
    if (findConflicts(text).length > 0)
      throw new RoundError(message('{0} holds the conflict markers of an earlier merge.', path));
}

/** @throws RoundError where a coder's folder is missing, or nothing of the study is in it. */
async function checkCopy(agreed: StudyState, copy: StudyState | undefined, coder: string): Promise<void> {
  if (copy === undefined) throw new RoundError(message('The folder of {0} is not there. Put it there again.', coder));
  const transcripts = [...(await new StateReader().transcripts(agreed)).keys()];
  const own = [...(await new StateReader().transcripts(copy)).keys()];
  if (transcripts.length > 0 && own.length === 0)
    throw new RoundError(message('The folder of {0} has no transcripts. Put them there again.', coder));
}

/** A state in which some files have other texts, or are gone. */
function changedState(state: StudyState, changed: ReadonlyMap<string, string | undefined>): StudyState {
  if (changed.size === 0) return state;
  const files = new Map(state.files);
  const texts = new Map<string, string>();
  for (const [path, text] of changed) {
    if (text === undefined) {
      files.delete(path);
      continue;
    }
    const id = `joined:${path}`;
    files.set(path, id);
    texts.set(id, text);
  }
  return {
    name: state.name,
    files,
    read: async (ids) => {
      const found = new Map(await state.read(ids.filter((id) => !texts.has(id))));
      for (const id of ids) {
        const text = texts.get(id);
        if (text !== undefined) found.set(id, new TextEncoder().encode(text));
      }
      return found;
    },
  };
}
