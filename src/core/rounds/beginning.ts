import { CodedText } from '../markdown/codedText.js';
import { linksOf } from '../notes/links.js';
import { Note } from '../notes/note.js';
import { noteKindAt } from '../notes/noteFiles.js';
import { pathFrom } from '../notes/targets.js';
import { StateReader } from '../repository/stateReader.js';
import type { StudyState } from '../repository/studyState.js';
import { indexPath } from '../study/paths.js';
import { message } from '../text/message.js';
import { labelKey } from '../transcript/labels.js';
import { blinded } from './blind.js';
import { isIn, readRound, roundPath, type Round } from './round.js';
import { RoundError } from './roundError.js';
import { decoded, textOf } from './roundFiles.js';

/** How what a coder of a round begins with differs from the study that all begin from. */
export interface Beginning {
  /** The texts of transcripts in which others coded; undefined for files that the coder does not get. */
  readonly changed: ReadonlyMap<string, string | undefined>;
  /** How many codings are left out. */
  readonly hidden: number;
}

/** Folders of a study whose files may hold what others coded: results quote it, projects of other programs have it. */
const quoting = ['analysis/', 'originals/'];

/** Whether a file is in no coder's copy, whoever wrote it. */
export function isQuoting(path: string): boolean {
  return path === indexPath || quoting.some((folder) => path.startsWith(folder));
}

/**
 * Tells for each coder of a round what the coder begins with: transcripts without what others coded, no results of analyses, nothing that an
 * import kept, no index, and none of the memos that another coder of the round wrote or that lead to a passage that is left out.
 * @param state what all begin from. How its round's file has the round counts, as that is what held at the start.
 * @param only of the transcripts those that are asked about; then nothing is told of memos.
 * @throws RoundError where a transcript cannot be read; what it gives, where marks cannot be taken out of one.
 */
export async function beginningsIn(
  state: StudyState,
  given: Round,
  reader = new StateReader(),
  only?: ReadonlySet<string>,
): Promise<(coder: string) => Beginning> {
  const file = roundPath(given.id);
  const started = (await textOf(state, [file])).get(file);
  const round = (started === undefined ? undefined : readRound(file, started)) ?? given;
  const transcripts = [...(await reader.transcripts(state)).keys()];
  const fits = isIn(round);
  const blind = transcripts.filter((path) => fits(path) && only?.has(path) !== false);
  const read = await textOf(state, blind);
  const unread = blind.find((path) => !read.has(path));
  // Nobody can tell what is coded in it, and by whom.
  if (unread !== undefined) throw new RoundError(message('{0} is no text in UTF-8. Save it as UTF-8 first.', unread));
  const texts = [...read].map(([path, text]) => {
    const { bom, body } = decoded(text);
    return { path, bom, text: CodedText.parse(body) };
  });
  const isTranscript = new Set(transcripts);
  const memoPaths = [...state.files.keys()].filter(
    (path) => only === undefined && noteKindAt(path) === 'memo' && !isTranscript.has(path),
  );
  const memos = [...(await textOf(state, memoPaths))].map(
    ([path, text]) => new Note(path, CodedText.parse(decoded(text).body)),
  );
  const without = [...state.files.keys()].filter((path) => isQuoting(path) && !isTranscript.has(path));
  return (coder) => {
    const changed = new Map<string, string | undefined>(without.map((path) => [path, undefined]));
    /** The ids of passages that are left out, by transcript. */
    const gone = new Map<string, ReadonlySet<string>>();
    let hidden = 0;
    for (const { path, bom, text } of texts) {
      const after = blinded(text, path, round, coder);
      if (after === text) continue;
      hidden += text.passages.length - after.passages.length;
      changed.set(path, bom + after.text);
      const left = idsIn(after);
      gone.set(path, new Set([...idsIn(text)].filter((id) => !left.has(id))));
    }
    const others = new Set(round.coders.filter((one) => one !== coder).map(labelKey));
    for (const memo of memos) {
      if (others.has(labelKey(memo.author ?? '')) || leadsTo(memo, gone)) changed.set(memo.path, undefined);
    }
    return { changed, hidden };
  };
}

function idsIn({ passages }: CodedText): ReadonlySet<string> {
  return new Set(passages.flatMap(({ id }) => id ?? []));
}

function leadsTo(note: Note, passages: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const isOne = (path: string | undefined, id: string | undefined): boolean =>
    path !== undefined && id !== undefined && passages.get(path)?.has(id) === true;
  return (
    linksOf(note.text).some((link) => link.kind === 'path' && isOne(pathFrom(note.path, link.path), link.fragment)) ||
    note.about.some(({ text }) => {
      const [path = '', id] = text.normalize('NFC').split('#', 2);
      return isOne(pathFrom('', path), id) || isOne(pathFrom(note.path, path), id);
    })
  );
}
