import { changeFact } from '../coding/facts.js';
import { removePassages } from '../coding/coding.js';
import { codedBy } from '../markdown/attributes.js';
import type { CodedText } from '../markdown/codedText.js';
import type { CodedPassage } from '../markdown/types.js';
import { codingsOf, matchCodings } from '../merge/codings.js';
import { Reading } from '../merge/reading.js';
import { mergeWords } from '../merge/words.js';
import { sortEdits } from '../text/edits.js';
import { message } from '../text/message.js';
import type { Hides } from '../transcript/types.js';
import { isIn, type Round } from './round.js';
import { RoundError } from './roundError.js';

/**
 * What a coder is not to see while rounds are open in which this coder takes part: what others coded in their transcripts.
 * @returns undefined where nothing is hidden.
 */
export function hiddenFrom(rounds: readonly Round[], coder: string): Hides | undefined {
  const own = rounds.filter(({ isOpen, coders }) => isOpen && coders.includes(coder)).map(isIn);
  if (own.length === 0) return undefined;
  return (path, by) => by !== undefined && by !== '' && by !== coder && own.some((fits) => fits(path));
}

/**
 * A transcript as a coder of a round begins with it: without what others coded, or without any coding.
 * @throws RoundError where marks cannot be taken out of it.
 */
export function blinded(text: CodedText, path: string, round: Round, coder: string): CodedText {
  if (!isIn(round)(path)) return text;
  const gone = text.passages.filter(
    (passage) => round.begins === 'bare' || ![undefined, '', coder].includes(byOf(passage)),
  );
  if (gone.length === 0) return text;
  const result = removePassages(text, gone);
  if (result.kind === 'refused')
    throw new RoundError(message('Codings cannot be taken out of {0}: {1}', path, result.message));
  return text.update(result.edits);
}

/** The coder whom a passage names. */
export function byOf({ opening }: Pick<CodedPassage, 'opening'>): string | undefined {
  return codedBy(opening.block);
}

/** The passages of a text that were not there before, whatever happened to its words. */
export function madeSince(before: CodedText, after: CodedText): readonly CodedPassage[] {
  const pieces = mergeWords(before.clean, before.clean, after.clean);
  const reading = new Reading({ base: before.clean, ours: before.clean, theirs: after.clean }, pieces, 'theirs');
  const old = codingsOf('ours', before, reading, new Map());
  const now = codingsOf('theirs', after, reading, new Map());
  const known = new Set(matchCodings(old, now).values());
  return after.passages.filter((_, i) => !known.has(now[i]!));
}

/** A coder's text with the coder's name at the passages that the coder made and did not sign. */
export function signed(before: CodedText, after: CodedText, coder: string): CodedText {
  const edits = madeSince(before, after)
    .filter((passage) => byOf(passage) === undefined)
    .flatMap(({ opening }) => changeFact(opening.block, 'by', coder));
  return edits.length === 0 ? after : after.update(sortEdits(edits));
}
