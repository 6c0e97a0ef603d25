import type { Codebook } from '../codebook/codebook.js';
import type { Speak } from '../queries/render/language.js';
import type { Happening, PassageStep } from './passageHistory.js';
import type { PassageState } from './passageState.js';

/** A passage's words are told up to so many characters. */
const mostWords = 160;

/** What a step did to a passage, each in one line of plain text. @param codebook as it is now: codes are called as it calls them. */
export function sayStep(step: PassageStep, codebook: Codebook, speak: Speak): readonly string[] {
  return step.happenings.map((happening) => sayHappening(happening, step, codebook, speak));
}

function sayHappening(happening: Happening, { before, after }: PassageStep, codebook: Codebook, speak: Speak): string {
  const named = (state: PassageState | undefined): string => namesOf(state?.codes ?? [], codebook);
  const quoted = (text: string | undefined): string => `“${shorten(text ?? '')}”`;
  const facts = (text: string | undefined): string => (text === undefined || text === '' ? '–' : text);
  switch (happening) {
    case 'coded': {
      const names = named(after);
      return after.facts === '' ? speak('Coded with {0}', names) : speak('Coded with {0} ({1})', names, after.facts);
    }
    case 'recoded':
      return speak('Recoded: {0} → {1}', named(before), named(after));
    case 'facts':
      return speak('Other facts: {0} → {1}', facts(before?.facts), facts(after.facts));
    case 'resized':
      return speak('Other words: {0} → {1}', quoted(before?.words), quoted(after.words));
    case 'reworded':
      return speak('Words changed: {0} → {1}', quoted(before?.words), quoted(after.words));
    case 'memo':
      if (before?.memo === undefined) return speak('Memo added: {0}', quoted(after.memo));
      if (after.memo === undefined) return speak('Memo removed: {0}', quoted(before.memo));
      return speak('Memo changed: {0} → {1}', quoted(before.memo), quoted(after.memo));
  }
}

/** The names of codes, as they are now. */
export function namesOf(codes: readonly string[], codebook: Codebook): string {
  return codes.map((code) => codebook.get(code)?.name ?? code).join(', ');
}

/** A text on one line, and not longer than that, in characters. */
export function shorten(text: string): string {
  const characters = Array.from(text.trim().replace(/\s+/g, ' '));
  if (characters.length <= mostWords) return characters.join('');
  return `${characters
    .slice(0, mostWords - 1)
    .join('')
    .trimEnd()}…`;
}
