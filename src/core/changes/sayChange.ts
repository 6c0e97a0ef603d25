import type { CodebookChange } from './codebookChanges.js';
import type { Code, CodeKind } from '../codebook/types.js';
import type { Speak } from '../queries/render/language.js';
import type { Codebook } from '../codebook/codebook.js';

/** A change in one line of plain text. @param codebook as it is after the change. */
export function sayChange(change: CodebookChange, codebook: Codebook, speak: Speak): string {
  const nameOf = (id: string): string => codebook.get(id)?.name ?? id;
  switch (change.kind) {
    case 'born': {
      const { name, parent } = change.after;
      return parent === undefined ? speak('New: {0}', name) : speak('New: {0}, below {1}', name, nameOf(parent));
    }
    case 'gone':
      return speak('Gone: {0}', change.before.name);
    case 'renamed': {
      const { before, after } = change;
      const isNamed = before.name !== after.name;
      return isNamed
        ? speak('Renamed: {0} → {1}', withId(before, after), withId(after, before))
        : speak('Another id: {0} → {1}', before.id, after.id);
    }
    case 'merged':
      return speak('Merged: {0} → {1}', namesOf(change.sources), change.after.name);
    case 'split':
      return change.isGone
        ? speak('Split: {0} → {1}', change.before.name, namesOf(change.into))
        : speak('Split: {0} → {1}, and it stays', change.before.name, namesOf(change.into));
    case 'moved': {
      const { after, from, to } = change;
      return speak('Moved: {0}, from {1} to {2}', after.name, from ?? speak('the top'), to ?? speak('the top'));
    }
    case 'redefined':
      return speak('Redefined: {0}', change.after.name);
    case 'themes': {
      const { name, themes } = change.after;
      return themes.length === 0
        ? speak('{0} supports no further theme', name)
        : speak('{0} supports further themes: {1}', name, themes.map(nameOf).join(', '));
    }
    case 'reclassified':
      return speak('{0} became: {1}', change.after.name, sayKind(change.after.kind, speak));
    case 'recoloured':
      return speak('Another colour: {0}', change.after.name);
  }
}

function sayKind(kind: CodeKind, speak: Speak): string {
  switch (kind) {
    case 'theme':
      return speak('theme');
    case 'category':
      return speak('category');
    case 'code':
      return speak('code');
  }
}

/** The name, with the id where that changed, too. */
function withId(code: Code, other: Code): string {
  return code.id === other.id ? code.name : `${code.name} (${code.id})`;
}

function namesOf(codes: readonly Code[]): string {
  return codes.map(({ name }) => name).join(', ');
}
