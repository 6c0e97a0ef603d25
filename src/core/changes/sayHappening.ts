import type { Speak } from '../queries/render/language.js';
import type { ChangeGroup } from './grouping.js';
import type { ChangeRow, ChangeSide, Subject } from './rows.js';

/** What happened, in a word or two. */
export function sayHappening({ subject, happening }: Pick<ChangeRow, 'subject' | 'happening'>, speak: Speak): string {
  if (subject === 'memo') {
    if (happening === 'added') return speak('Memo added');
    return happening === 'removed' ? speak('Memo removed') : speak('Memo changed');
  }
  if (subject === 'words') {
    if (happening === 'added') return speak('Words added');
    return happening === 'removed' ? speak('Words removed') : speak('Words changed');
  }
  if (subject === 'document') {
    if (happening === 'added') return speak('New transcript');
    return happening === 'removed' ? speak('Transcript removed') : speak('Transcript renamed');
  }
  switch (happening) {
    case 'added':
      return speak('Added');
    case 'removed':
      return speak('Removed');
    case 'resized':
      return speak('Other words');
    case 'recoded':
      return speak('Recoded');
    case 'recoded and resized':
      return speak('Recoded, with other words');
    default:
      return speak('Changed');
  }
}

/** What is counted, in the plural. */
export function saySubject(subject: Subject, speak: Speak): string {
  switch (subject) {
    case 'coding':
      return speak('Codings');
    case 'memo':
      return speak('Memos');
    case 'words':
      return speak('Places in the text');
    case 'codebook':
      return speak('Codes in the codebook');
    case 'document':
      return speak('Transcripts');
    case 'participant':
      return speak('Participants');
    case 'note':
      return speak('Memos and analyses in files');
  }
}

/** The name of a group, as plain text. */
export function sayGroup({ kind, name }: Pick<ChangeGroup, 'kind' | 'name'>, speak: Speak): string {
  switch (kind) {
    case 'codebook':
      return speak('Codebook');
    case 'participants':
      return speak('Participants');
    case 'notes':
      return speak('Memos and analyses in files');
    case 'words':
      return speak('Transcripts and memos');
    default:
      return name;
  }
}

/** The facts that two sides do not have in common, or all of the one side that there is: `by=kn`. */
export function sayFacts(before: ChangeSide | undefined, after: ChangeSide | undefined): string {
  const told = (side: ChangeSide | undefined): string =>
    Object.entries(side?.facts ?? {})
      .map(([key, value]) => `${key}=${value}`)
      .join(' ');
  const [was, now] = [told(before), told(after)];
  if (before === undefined || after === undefined || was === now) return now === '' ? was : now;
  return `${was === '' ? '–' : was} → ${now === '' ? '–' : now}`;
}

/** The code's name, or both where it is another one. */
export function sayCode({ before, after }: ChangeRow): string {
  if (before === undefined || after === undefined || before.name === after.name) return (after ?? before)?.name ?? '';
  return `${before.name} → ${after.name}`;
}

/** A text on one line, and not longer than that, in characters. */
export function shorten(text: string, most: number): string {
  const characters = Array.from(text.trim().replace(/\s+/g, ' '));
  return characters.length <= most
    ? characters.join('')
    : `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}
