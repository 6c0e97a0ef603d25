import { codeExtent, placesOf, removeCode, removePassages } from '../coding/coding.js';
import { changeFact, factsOf, sameFacts } from '../coding/facts.js';
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

/** What was coded in a text since it was another one, whatever happened to its words. */
export interface MadeSince {
  /** The passages that were not there before. */
  readonly passages: readonly CodedPassage[];
  /** Those that were, and the codes that joined all of theirs. */
  readonly joined: readonly { readonly passage: CodedPassage; readonly codes: readonly string[] }[];
}

export function madeSince(before: CodedText, after: CodedText): MadeSince {
  const pieces = mergeWords(before.clean, before.clean, after.clean);
  const reading = new Reading({ base: before.clean, ours: before.clean, theirs: after.clean }, pieces, 'theirs');
  const old = codingsOf('ours', before, reading, new Map());
  const now = codingsOf('theirs', after, reading, new Map());
  const known = new Map([...matchCodings(old, now)].map(([was, is]) => [is, was]));
  const passages: CodedPassage[] = [];
  const joined: { readonly passage: CodedPassage; readonly codes: readonly string[] }[] = [];
  for (const [i, passage] of after.passages.entries()) {
    const was = known.get(now[i]!);
    const codes = passage.codes.filter((code) => was?.codes.includes(code) === false);
    if (was === undefined) passages.push(passage);
    // One that was given other codes is another judgement of what all agreed upon, and no coding of one's own.
    else if (codes.length > 0 && was.codes.every((code) => passage.codes.includes(code)))
      joined.push({ passage, codes });
  }
  return { passages, joined };
}

/** A coder's text with the coder's name at the passages that the coder made and did not sign. Codes that joined others' get marks of their own. */
export function signed(before: CodedText, after: CodedText, coder: string): CodedText {
  const { passages, joined } = madeSince(before, after);
  const edits = passages
    .filter((passage) => byOf(passage) === undefined)
    .flatMap(({ opening }) => changeFact(opening.block, 'by', coder));
  let text = edits.length === 0 ? after : after.update(sortEdits(edits));
  for (const { passage, codes } of joined) {
    if (byOf(passage) === undefined) text = partedBy(text, passage, codes, coder);
  }
  return text;
}

/** A text in which codes of a passage are a coder's own, on the same words. @param passage of the same clean text. */
function partedBy(text: CodedText, passage: CodedPassage, codes: readonly string[], coder: string): CodedText {
  const { clean, id } = passage;
  const facts = factsOf(passage.opening.block);
  const isIt = (one: CodedPassage): boolean =>
    one.clean.start === clean.start &&
    one.clean.end === clean.end &&
    one.id === id &&
    sameFacts(factsOf(one.opening.block), facts);
  let parted = text;
  for (const code of codes) {
    const found = parted.passages.find((one) => isIt(one) && one.codes.includes(code));
    const without = found === undefined ? undefined : removeCode(parted, found, code);
    if (without?.kind !== 'edits') return text;
    parted = parted.update(without.edits);
  }
  const coded = codeExtent(parted, placesOf(parted, {}), clean, codes, { facts: { by: coder } });
  return coded.kind === 'edits' ? parted.update(coded.edits) : text;
}
