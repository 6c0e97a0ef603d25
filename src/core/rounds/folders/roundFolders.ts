import { message } from '../../text/message.js';
import { coderWord, type Round } from '../round.js';
import { RoundError } from '../roundError.js';

/** Where the folders of a round by folders are kept, what all begin from stands here, with nobody's codings. It sorts before the coders'. */
export const agreedFolder = '0-agreed';

/** Names that no folder can have on Windows. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** The folder in which a coder works, beside that of what all begin from. */
export function folderOf(coder: string): string {
  const word = coderWord(coder);
  return reserved.test(word) ? `${word}_` : word;
}

/** @throws RoundError where two of a round's folders would be one. */
export function checkFolders({ coders }: Round): void {
  const names = [agreedFolder, ...coders.map(folderOf)].map((name) => name.toLowerCase());
  const twice = coders.find((coder, i) => names.indexOf(folderOf(coder).toLowerCase()) !== i + 1);
  if (twice !== undefined) throw new RoundError(message('No folder can be named after the coder {0}.', twice));
}
