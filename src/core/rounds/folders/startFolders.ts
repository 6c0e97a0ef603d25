import { CodedText } from '../../markdown/codedText.js';
import { noteKindAt } from '../../notes/noteFiles.js';
import { StateReader } from '../../repository/stateReader.js';
import type { StudyState } from '../../repository/studyState.js';
import { codebookPath } from '../../study/paths.js';
import { sha256 } from '../../study/sha256.js';
import { findConflicts } from '../../text/conflicts.js';
import { message } from '../../text/message.js';
import { beginningsIn, isQuoting } from '../beginning.js';
import { checkRound, roundPath, writeRound, type Round } from '../round.js';
import { RoundError } from '../roundError.js';
import { decoded, textOf } from '../roundFiles.js';
import { beganPath, fingerprintsOf, writeBegan, type Began } from './began.js';
import { agreedFolder, checkFolders, folderOf } from './roundFolders.js';

/** What is written to start a round by folders. */
export interface StartedFolders {
  /** The round's file, which the study gets too. */
  readonly round: string;
  /** What the folders hold, by paths from the folder that they stand in. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  readonly coders: readonly {
    readonly coder: string;
    readonly folder: string;
    /** How many codings the folder lacks that the study has. */
    readonly hidden: number;
  }[];
}

/**
 * Works out a round by folders: one of what all begin from, with nobody's codings, and one for each coder with what is the coder's own. They hold the
 * codebook, the participants, the transcripts, the memos and the round's file.
 * @throws RoundError
 */
export async function startFolders(state: StudyState, round: Round): Promise<StartedFolders> {
  checkRound(round);
  checkFolders(round);
  const roundFile = roundPath(round.id);
  if (state.files.has(roundFile))
    throw new RoundError(message('There is a round of this name already: {0}.', roundFile));
  const reader = new StateReader();
  const beginningOf = await beginningsIn(state, round, reader);
  const transcripts = await reader.transcripts(state);
  const participants = await reader.participantsPath(state);
  const paths = [...state.files.keys()].filter(
    (path) =>
      path === codebookPath ||
      path === participants ||
      transcripts.has(path) ||
      (noteKindAt(path) === 'memo' && !isQuoting(path)),
  );
  for (const [path, text] of await textOf(state, paths))
    if (findConflicts(text).length > 0)
      throw new RoundError(message('{0} holds the conflict markers of an earlier merge.', path));
  const contents = await state.read(paths.map((path) => state.files.get(path) ?? ''));
  const whole = new Map<string, Uint8Array>();
  for (const path of paths) {
    const bytes = contents.get(state.files.get(path) ?? '');
    if (bytes === undefined) throw new RoundError(message('{0} cannot be read.', path));
    whole.set(path, bytes);
  }
  const written = writeRound(round);
  const files = new Map<string, string | Uint8Array>();
  const put = (folder: string, changed: ReadonlyMap<string, string | undefined>): void => {
    for (const [path, bytes] of whole) {
      const content = changed.has(path) ? changed.get(path) : bytes;
      if (content !== undefined) files.set(`${folder}/${path}`, content);
    }
    files.set(`${folder}/${roundFile}`, written);
  };
  const common = beginningOf(nobody);
  put(agreedFolder, common.changed);
  const coders = round.coders.map((coder) => {
    const folder = folderOf(coder);
    const { changed, hidden } = beginningOf(coder);
    put(folder, changed);
    // Whoever opens the folder signs as the coder.
    files.set(`${folder}/.vscode/settings.json`, `${JSON.stringify({ 'emic.coder': coder }, undefined, 2)}\n`);
    return { coder, folder, hidden };
  });
  const began = new Map<string, Began>();
  for (const { coder, folder } of coders) {
    const own = { files: new Map<string, string>(), codings: new Set<string>() };
    // What all have is what a coder has, but for the files that are not the same for both.
    for (const path of common.changed.keys()) {
      const content = files.get(`${folder}/${path}`);
      const ofAll = files.get(`${agreedFolder}/${path}`);
      if (content === undefined || content === ofAll) continue;
      const text = decodedText(content);
      own.files.set(path, await sha256(text));
      if (ofAll === undefined) continue;
      const { clean } = CodedText.parse(decoded(decodedText(ofAll)).body);
      const prints = await fingerprintsOf(path, clean, CodedText.parse(decoded(text).body), coder);
      for (const each of prints.values()) for (const print of each.values()) own.codings.add(print);
    }
    if (own.files.size > 0) began.set(coder, own);
  }
  if (began.size > 0) files.set(`${agreedFolder}/${beganPath}`, writeBegan(began));
  return { round: written, files, coders };
}

/** A name that no coder has: whoever has it gets only what all get. */
const nobody = '';

function decodedText(content: string | Uint8Array): string {
  return typeof content === 'string' ? content : new TextDecoder('utf-8', { ignoreBOM: true }).decode(content);
}
