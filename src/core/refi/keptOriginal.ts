import type { ProjectNotice } from '../imports/codedProject.js';
import { namesInside } from '../pseudonyms/keptFiles.js';
import type { NameFinder } from '../pseudonyms/names.js';
import type { Study } from '../study/study.js';
import { counted, message, type Message } from '../text/message.js';
import { digestOf } from './ids.js';
import { readKept, type Kept, type Original } from './kept.js';
import { openProject } from './openProject.js';

/** Whether what an import has kept may go out again. It is as it came: pseudonyms and withdrawals have not reached it. */
export interface GivingBack {
  /** Somebody has said in so many words that it is to go along. */
  readonly isWished: boolean;
  /** The key of the study, where one is known: nothing that holds a name of it goes out, whatever is wished. */
  readonly finder: NameFinder | undefined;
}

/**
 * The project that a study was made of, for what an export is to give back.
 * @param kept the text of the file that tells what became of it; undefined where there is none.
 * @param read gives the bytes of a file of the study.
 * @returns why there is none, where there should be one.
 */
export async function originalOf(
  study: Study,
  kept: string | undefined,
  read: (path: string) => Promise<Uint8Array | undefined>,
  giving: GivingBack,
): Promise<{ readonly original: Original | undefined; readonly notices: readonly ProjectNotice[] }> {
  if (kept === undefined) return { original: undefined, notices: [] };
  const without = (sentence: Message): { original: undefined; notices: readonly ProjectNotice[] } => ({
    original: undefined,
    notices: [{ kind: 'left-out', message: sentence }],
  });
  const places = readKept(kept);
  if (places === undefined) return without(message('What is kept of the imported project cannot be read.'));
  const { file } = places;
  const bytes = await read(file);
  if (bytes === undefined || digestOf(bytes) !== places.sha256) {
    return without(
      message('{0} is not there any more, or not as it was imported: what is kept in it is not given back.', file),
    );
  }
  const reason = await whyHeldBack(study, places, bytes, giving);
  return reason === undefined
    ? { original: { kept: places, opened: openProject(bytes) }, notices: [] }
    : without(reason);
}

/** Why nothing of a project is given back, although it is there. */
async function whyHeldBack(
  study: Study,
  kept: Kept,
  bytes: Uint8Array,
  { isWished, finder }: GivingBack,
): Promise<Message | undefined> {
  const { file } = kept;
  if (finder !== undefined) {
    const { rows, unread } = await namesInside('', bytes, finder);
    if (rows.size > 0) return message('{0} holds real names of the key: what is kept in it is not given back.', file);
    if (unread > 0 && !isWished)
      return counted(
        unread,
        message(
          '{0} holds one file that could not be looked through for real names: what is kept in it is given back only where that is asked for.',
          file,
        ),
        message(
          '{0} holds {1} files that could not be looked through for real names: what is kept in it is given back only where that is asked for.',
          file,
          unread,
        ),
      );
  }
  if (isWished || isAsImported(study, kept)) return undefined;
  return message(
    'Words or people of the study are not as they were imported, and {0} still has them as they were, perhaps with real names: what is kept in it is given back only where that is asked for.',
    file,
  );
}

/** Whether all that was said, and all who said it, are in the study as they were imported: nobody's name was replaced, nobody was taken out. */
function isAsImported(study: Study, { texts, sources, cases }: Kept): boolean {
  const people = new Set(study.people.map(({ id }) => id));
  return (
    [...cases.values()].every((id) => people.has(id)) &&
    [...sources.values()].every((path) => {
      const clean = study.transcript(path)?.text.clean;
      return clean !== undefined && digestOf(clean) === texts.get(path);
    })
  );
}
