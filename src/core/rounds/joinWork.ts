import { CodedText } from '../markdown/codedText.js';
import type { Following } from '../merge/followCodes.js';
import { followingBetween } from '../merge/mergeCodebooks.js';
import { mergeFiles, type MergedKind } from '../merge/mergeFiles.js';
import { StateReader } from '../repository/stateReader.js';
import type { StudyState } from '../repository/studyState.js';
import { codebookPath, indexPath } from '../study/paths.js';
import { sha256 } from '../study/sha256.js';
import { findConflicts } from '../text/conflicts.js';
import { message } from '../text/message.js';
import { beginningsIn, isQuoting } from './beginning.js';
import { signed } from './blind.js';
import { heedChanges, type Began } from './folders/began.js';
import { renamedIn } from './renamed.js';
import { isRoundPath, type Round } from './round.js';
import { RoundError } from './roundError.js';
import { decoded, textOf } from './roundFiles.js';

/** The three states that a coder's work is brought together from. */
export interface WorkStates {
  /** What all began from. */
  readonly base: StudyState;
  /** What the coder made of it. */
  readonly now: StudyState;
  /** The study as it is. */
  readonly head: StudyState;
}

/** A file of the study that becomes another one by a coder's work. */
export interface Joined {
  readonly path: string;
  /** Undefined where the file goes. */
  readonly text: string | undefined;
  /** In how many places a person has to decide. */
  readonly conflicts: number;
  /** What the three versions that were merged are. */
  readonly versions: readonly [base: string | undefined, ours: string | undefined, theirs: string | undefined];
}

export interface JoinedWork {
  readonly files: readonly Joined[];
  /** Files of the coder's that are not brought along: they are no part of what is coded, or the study has another one there. */
  readonly left: readonly string[];
}

export interface JoinOptions {
  /**
   * The coder's files are a copy that may have lost some on its way: what it lacks stays, and its names of files do not count. Only what a study is
   * read from is brought along.
   */
  readonly isCopy?: boolean;
  /** What the coder began with besides what the base has. */
  readonly began?: Began | undefined;
}

/**
 * What becomes of a study's files by a coder's work in a round. What was left out for the coder at the start is not taken for taken out;
 * what the coder made without a name is signed with the coder's.
 * @throws RoundError
 */
export async function joinWork(
  { base, now, head }: WorkStates,
  round: Round,
  coder: string,
  { isCopy = false, began }: JoinOptions = {},
): Promise<JoinedWork> {
  const reader = new StateReader();
  const isTranscript = new Set([...(await reader.transcripts(base)).keys(), ...(await reader.transcripts(now)).keys()]);
  const { changed } = (await beginningsIn(base, round, reader))(coder);
  const without = new Set([...changed].filter(([, text]) => text === undefined).map(([path]) => path));
  const theirNames = await renamedIn(reader, base, now);
  const ourNames = await renamedIn(reader, base, head);
  const moved = new Set(theirNames.values());
  const paths = [...new Set([...base.files.keys(), ...now.files.keys()])].filter(
    (path) => path !== indexPath && !isRoundPath(path) && !moved.has(path),
  );
  const rows = paths
    .map((path) => ({ path, theirs: theirNames.get(path) ?? path, ours: ourNames.get(path) ?? path }))
    .filter(
      ({ path, theirs }) =>
        path !== theirs || base.files.get(path) !== now.files.get(theirs) || began?.files.has(path) === true,
    )
    // What was left out may be missing; a copy may lack anything.
    .filter(({ path, theirs }) => now.files.has(theirs) || !(isCopy || without.has(path)));
  const before = await textOf(
    base,
    rows.map(({ path }) => path),
  );
  const after = await textOf(
    now,
    rows.map(({ theirs }) => theirs),
  );
  const here = await textOf(
    head,
    rows.map(({ ours }) => ours),
  );
  const [o = '', a = '', b = ''] = await Promise.all([base, head, now].map((state) => reader.codebook(state)));
  const following = followingBetween(o, a, b === '' && isCopy ? o : b);
  const isPart = new Set([codebookPath, ...(await reader.documents(now)).keys(), ...isTranscript]);
  const tables = new Set([await reader.participantsPath(base), await reader.participantsPath(now)]);
  const files: Joined[] = [];
  const left: string[] = [];
  for (const row of rows) {
    const { path, theirs, ours } = row;
    if (isCopy && !isPart.has(theirs) && !tables.has(theirs)) {
      left.push(theirs);
    } else if (isQuoting(theirs) && head.files.has(ours) && !isTranscript.has(theirs)) {
      // The coder did not get the study's own one, and made another of its name.
      if (head.files.get(ours) !== now.files.get(theirs)) left.push(theirs);
    } else if (isTranscript.has(path) || kindOf(path) !== undefined || tables.has(path)) {
      const print = began?.files.get(path);
      const made = after.get(theirs);
      // The coder left it as it was.
      if (print !== undefined && made !== undefined && (await sha256(made)) === print) continue;
      checkText(base, path, before);
      if (isCopy && isTranscript.has(path) && !base.files.has(path) && head.files.has(ours))
        throw new RoundError(message('What all began with lacks {0}, which {1} has. Put it there again.', path, coder));
      checkText(head, ours, here);
      if (now.files.has(theirs) && !after.has(theirs))
        throw new RoundError(
          message('What {0} made of {1} is no text in UTF-8. Save it there as UTF-8.', coder, theirs),
        );
      const mine = here.get(ours);
      // A memo that the coder alone got is as it was where the study did not change it.
      const isAsBegun = !base.files.has(path) && mine !== undefined && (await sha256(mine)) === print;
      const begun = isAsBegun ? mine : changed.has(path) ? changed.get(path) : before.get(path);
      if (isCopy && isEmpty(made) && !isEmpty(begun)) {
        throw new RoundError(
          message(
            'Nothing is left in {1}, as {0} has it. Put it there again, or take it away there: then it stays as it is here.',
            coder,
            theirs,
          ),
        );
      }
      const heeded =
        began === undefined || begun === undefined || !isTranscript.has(path)
          ? { mine, made }
          : await heeding(path, begun, { mine, made }, coder, began);
      const own = isTranscript.has(path) ? ownWork(begun, heeded.made, coder) : { base: begun, theirs: heeded.made };
      const name = ours !== path || isCopy || head.files.has(theirs) ? ours : theirs;
      const kind = tables.has(path) ? 'table' : (kindOf(path) ?? 'transcript');
      files.push(...joinText({ path, ours, name, kind }, own, { text: mine, heeded: heeded.mine }, coder, following));
    } else if (head.files.get(path) === base.files.get(path) && after.has(path)) {
      files.push({ path, text: after.get(path), conflicts: 0, versions: [undefined, undefined, undefined] });
    } else if (head.files.get(path) !== now.files.get(path)) {
      throw new RoundError(message('{0} changed {1}, which Emic does not merge. Merge it by git first.', coder, path));
    }
  }
  return { files, left };
}

function checkText(state: StudyState, path: string, texts: ReadonlyMap<string, string>): void {
  if (state.files.has(path) && !texts.has(path))
    throw new RoundError(message('{0} is no text in UTF-8. Save it as UTF-8 first.', path));
}

function isEmpty(text: string | undefined): boolean {
  return text !== undefined && decoded(text).body.trim() === '';
}

/** The study's text and the coder's, each without what the other one took out of the coder's own earlier codings. */
async function heeding(
  path: string,
  begun: string,
  { mine, made }: { readonly mine: string | undefined; readonly made: string | undefined },
  coder: string,
  began: Began,
): Promise<{ readonly mine: string | undefined; readonly made: string | undefined }> {
  if (mine === undefined || made === undefined || findConflicts(mine).length + findConflicts(made).length > 0)
    return { mine, made };
  const [here, there] = [decoded(mine), decoded(made)];
  const { clean } = CodedText.parse(decoded(begun).body);
  const sides = { ours: CodedText.parse(here.body), theirs: CodedText.parse(there.body) };
  const { ours, theirs } = await heedChanges(path, clean, sides, coder, began);
  return { mine: here.bom + ours.text, made: there.bom + theirs.text };
}

/** What a coder began with and what came of it, signed. */
function ownWork(
  begun: string | undefined,
  made: string | undefined,
  coder: string,
): { readonly base: string | undefined; readonly theirs: string | undefined } {
  if (made === undefined) return { base: begun, theirs: undefined };
  const now = decoded(made);
  const base = CodedText.parse(decoded(begun ?? '').body);
  return { base: begun, theirs: now.bom + signed(base, CodedText.parse(now.body), coder).text };
}

/** A file's path in the base, in the study, and from now on. */
interface Row {
  readonly path: string;
  readonly ours: string;
  readonly name: string;
  readonly kind: MergedKind;
}

function joinText(
  { path, ours: from, name, kind }: Row,
  { base, theirs }: { readonly base: string | undefined; readonly theirs: string | undefined },
  { text: whole, heeded: ours }: { readonly text: string | undefined; readonly heeded: string | undefined },
  coder: string,
  following: Following,
): readonly Joined[] {
  const versions = [base, ours, theirs] as const;
  const become = (text: string | undefined, conflicts: number): readonly Joined[] => {
    const isMoved = name !== from && ours !== undefined && text !== undefined;
    if (!isMoved) return text === whole ? [] : [{ path: text === undefined ? from : name, text, conflicts, versions }];
    const none = [undefined, undefined, undefined] as const;
    return [
      { path: name, text, conflicts, versions },
      { path: from, text: undefined, conflicts: 0, versions: none },
    ];
  };
  if (theirs === base) return become(ours, 0);
  // A file that one side took away and the other changed stays: codings are not lost by the way.
  if (theirs === undefined) return become(whole === base ? undefined : whole, 0);
  if (ours === undefined) return become(theirs, 0);
  const merged = mergeFiles(kind, base ?? '', ours, theirs, {
    labels: { ours: 'agreed', theirs: coder },
    ...following,
    path,
  });
  if (merged === undefined) throw new RoundError(message('{0} holds the conflict markers of an earlier merge.', path));
  return become(merged.text, merged.conflicts);
}

function kindOf(path: string): MergedKind | undefined {
  if (path === codebookPath) return 'codebook';
  if (/\.(?:csv|tsv)$/i.test(path)) return 'table';
  return /\.(?:md|markdown)$/i.test(path) ? 'transcript' : undefined;
}
