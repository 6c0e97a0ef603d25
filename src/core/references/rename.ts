import { Codebook } from '../codebook/codebook.js';
import { writeName } from '../codebook/edits.js';
import type { CodeHeading } from '../codebook/headings.js';
import { codeIdFromName } from '../codebook/ids.js';
import type { Code } from '../codebook/types.js';
import { isCodeId } from '../coding/facts.js';
import { breachOf, contentOf } from '../coding/laws.js';
import type { CodedText } from '../markdown/codedText.js';
import { quoteName } from '../queries/language/tokens.js';
import { codebookPath } from '../study/paths.js';
import type { Study } from '../study/study.js';
import { findConflicts } from '../text/conflicts.js';
import { applyEdits, sortEdits, type TextEdit } from '../text/edits.js';
import { message, type Message } from '../text/message.js';
import { codingsOf } from './codingReferences.js';
import { referencesTo } from './references.js';
import type { CodeReference } from './types.js';

/** What a renaming comes to. Nothing is ever renamed in part. */
export type RenameResult = RenameEdits | RenameRefused;

export interface RenameEdits {
  readonly kind: 'edits';
  /** For each file that changes, edits of its text in order; empty where all is already as asked. */
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  /** The id that the code has then. */
  readonly code: string;
}

export interface RenameRefused {
  readonly kind: 'refused';
  readonly reason:
    | 'no-name'
    | 'invalid-code'
    | 'taken'
    | 'not-there'
    | 'declared-twice'
    | 'unreadable'
    | 'conflict-markers'
    | 'codebook'
    | 'law';
  readonly message: Message;
  /** The file that stands in the way. */
  readonly path?: string;
}

/**
 * Gives a code another id, wherever it stands: in the marks of transcripts and in the codebook. Its name stays: a heading whose text
 * gave the id gets the new one written, as in `## Kostnad {#utgift}`.
 * @param study with all its transcripts read; the code need not be in its codebook.
 */
export function renameId(study: Study, from: string, to: string): RenameResult {
  const wanted = to.normalize('NFC');
  if (!isCodeId(wanted)) return refuseId(to);
  return rename(study, from, wanted, undefined);
}

/**
 * Gives a code of the codebook another name: its heading gets another text. Where the id follows from the text (`## Kostnad`),
 * it goes on to do so, and the code is renamed wherever it stands. Where it cannot, as a file that may use it cannot be read or changed,
 * or where the id is written (`## Kostnad {#k}`), it stays, and is written from then on.
 * @param study with all its transcripts read.
 */
export function renameName(study: Study, code: string, name: string): RenameResult {
  const text = name.replace(/\s+/g, ' ').trim();
  if (text === '') return refuse('no-name', message('A code needs a name.'));
  const heading = study.codebook.headings.find(({ id }) => id === code);
  if (heading === undefined) return refuseMissing(code);
  const id = isDerived(heading) ? codeIdFromName(text) : code;
  if (id === '') return refuse('no-name', message('A name needs a letter.'));
  const result = rename(study, code, id, text);
  const isHindered = result.kind === 'refused' && hindered.has(result.reason);
  return isHindered && id !== code ? rename(study, code, code, text) : result;
}

/** Reasons that lie in files which the name has no need of. */
const hindered: ReadonlySet<RenameRefused['reason']> = new Set(['unreadable', 'conflict-markers', 'law']);

/** Whether a heading has no `{#id}` and its text gives the id. */
export function isDerived({ attributes }: CodeHeading): boolean {
  return attributes?.entries.every(({ kind }) => kind !== 'id') ?? true;
}

function rename(study: Study, from: string, to: string, name: string | undefined): RenameResult {
  const references = [...referencesTo(study, from)];
  if (from !== to && references.length === 0) return refuseMissing(from);
  const refused = from === to ? undefined : (refuseTaken(study, from, to) ?? refuseUnread(study));
  if (refused !== undefined) return refused;
  const edits = new Map<string, TextEdit[]>();
  for (const reference of references) {
    const written = nextText(reference, from, to, name);
    if (written === undefined) continue;
    const { path, start, end } = reference;
    const list = edits.get(path);
    if (list === undefined) edits.set(path, [{ start, end, text: written }]);
    else list.push({ start, end, text: written });
  }
  const heading = study.codebook.headings.find(({ id }) => id === from);
  const declaring = heading === undefined ? [] : headingEdits(heading, to, name);
  if (declaring.length > 0) edits.set(codebookPath, [...(edits.get(codebookPath) ?? []), ...declaring]);
  const sorted = new Map([...edits].map(([path, own]) => [path, sortEdits(own)]));
  return breachIn(study, sorted, from, to, name) ?? { kind: 'edits', edits: sorted, code: to };
}

/** What is to stand where a code is spoken of; undefined where that stays as it is. */
function nextText({ role }: CodeReference, from: string, to: string, name: string | undefined): string | undefined {
  // The text of a heading is no id.
  if (role === 'name') return undefined;
  if (role === 'query' || role === 'query-by-name') {
    const written = role === 'query' ? (from === to ? undefined : to) : name;
    return written === undefined ? undefined : quoteName(written);
  }
  // What a list of names cannot hold it says by the id.
  if (role === 'option-by-name') return name === undefined || !/[,>[\]{}:#"'&*!|%@`]/.test(name) ? name : to;
  if (role !== 'link-by-name') return from === to ? undefined : to;
  // What a link cannot hold it says by the id.
  return name === undefined || !/[[\]|]/.test(name) ? name : to;
}

/** What is to be done to the heading besides putting the new id in the place of the old one. */
function headingEdits(heading: CodeHeading, to: string, name: string | undefined): TextEdit[] {
  const { content, attributes } = heading;
  const edits: TextEdit[] = [];
  const isToBeNamed = name !== undefined && name !== heading.name;
  if (isToBeNamed) edits.push({ ...content, text: writeName(name) });
  const gives = codeIdFromName(name ?? heading.name);
  if (!isDerived(heading) || gives === to) return edits;
  if (attributes === undefined) edits.push({ start: content.end, end: content.end, text: ` {#${to}}` });
  else {
    const gap = attributes.entries.length === 0 ? '' : ' ';
    edits.push({ start: attributes.start + 1, end: attributes.start + 1, text: `#${to}${gap}` });
  }
  return edits;
}

function refuseTaken(study: Study, from: string, to: string): RenameRefused | undefined {
  const declared = study.codebook.headings.filter(({ id }) => id === from);
  if (declared.length > 1) {
    return refuse(
      'declared-twice',
      message('The codebook has two headings of the code {0}. Give one of them another id first.', from),
      codebookPath,
    );
  }
  const [taken] = referencesTo(study, to);
  if (taken === undefined) return undefined;
  return refuse(
    'taken',
    study.codebook.has(to)
      ? message('There is a code {0} already. To make one code of the two, merge them.', to)
      : message('{0} is used already, though it is not in the codebook. To make one code of the two, merge them.', to),
    taken.path,
  );
}

/** A file that nobody can read may use the code. */
function refuseUnread(study: Study): RenameRefused | undefined {
  for (const path of study.unreadable.keys()) {
    if (path === study.participantsPath) continue;
    return refuse(
      'unreadable',
      message('{0} cannot be read, so that nobody can tell whether it uses the code. Mend it first.', path),
      path,
    );
  }
  return undefined;
}

function breachIn(
  study: Study,
  edits: ReadonlyMap<string, readonly TextEdit[]>,
  from: string,
  to: string,
  name: string | undefined,
): RenameRefused | undefined {
  for (const [path, own] of edits) {
    const text = path === codebookPath ? study.codebook.text : (study.transcript(path) ?? study.note(path))?.text;
    if (text === undefined) continue;
    if (findConflicts(text.text).length > 0) {
      return refuse('conflict-markers', message('{0} holds an unfinished merge. Finish the merge first.', path), path);
    }
    if (study.note(path) !== undefined) continue;
    if (path !== codebookPath) {
      const breach = transcriptBreach(text, own, from, to);
      if (breach !== undefined) return refuse('law', breach, path);
    } else if (!isRenamed(study.codebook, own, from, to, name)) {
      return refuse('codebook', message('The codebook would not be read as meant. Nothing was changed.'), path);
    }
  }
  return undefined;
}

/** Law 1: nothing is said otherwise, and all passages are as before but for the code. */
function transcriptBreach(text: CodedText, edits: readonly TextEdit[], from: string, to: string): Message | undefined {
  const passages = text.passages.filter(({ codes }) => codes.includes(from));
  const added = passages.map((passage) => {
    const content = contentOf(passage);
    return { ...content, codes: content.codes.map((code) => (code === from ? to : code)) };
  });
  const inMemos = edits.filter((edit) => isInMemo(text, edit));
  const after = text.update(edits.filter((edit) => !inMemos.includes(edit)));
  const breach = breachOf(text, after, { removed: passages, added, removedMemos: [] });
  if (breach !== undefined) return breach.message;
  if (inMemos.length > 0 && !saysTheSame(text, text.update(inMemos))) return sentence;
  const [left] = codingsOf('', after, from);
  return left === undefined ? undefined : message('Not all marks could be changed. Nothing was changed.');
}

const sentence = message('This would change other memos. Nothing was changed.');

function isInMemo(text: CodedText, edit: TextEdit): boolean {
  for (const { start, end } of text.memoDefinitions()) if (start <= edit.start && edit.end <= end) return true;
  return false;
}

/** Whether two texts differ in nothing but the words of their memos. */
function saysTheSame(before: CodedText, after: CodedText): boolean {
  const told = (text: CodedText): string =>
    JSON.stringify(text.passages.map(({ clean, codes, id }) => [clean, codes, id]));
  const ids = (text: CodedText): string => JSON.stringify([...text.memos.keys()]);
  return before.clean === after.clean && ids(before) === ids(after) && told(before) === told(after);
}

/** Whether the codebook is then what it was, but for the one code. */
function isRenamed(
  codebook: Codebook,
  edits: readonly TextEdit[],
  from: string,
  to: string,
  name: string | undefined,
): boolean {
  const after = Codebook.parse(applyEdits(codebook.text.text, edits));
  const named = (id: string | undefined): string | undefined => (id === from ? to : id);
  const isSame = (before: Code, code: Code | undefined): boolean =>
    code !== undefined &&
    code.id === named(before.id) &&
    code.name.normalize('NFC') === (before.id === from ? (name ?? before.name) : before.name).normalize('NFC') &&
    code.kind === before.kind &&
    code.parent === named(before.parent) &&
    code.themes.join(' ') === before.themes.map(named).join(' ') &&
    code.ownColor === before.ownColor &&
    code.key === before.key &&
    (code.definition === before.definition || edits.some((edit) => isInDefinition(before, edit)));
  return (
    after.title === codebook.title &&
    after.codes.length === codebook.codes.length &&
    codebook.codes.every((code, i) => isSame(code, after.codes[i]))
  );
}

/** Whether an edit changes what is written below a heading, such as a link. */
function isInDefinition({ heading, entry }: Code, { start, end }: TextEdit): boolean {
  return heading.end < start && end <= entry.end;
}

function refuseId(to: string): RenameRefused {
  const made = codeIdFromName(to);
  return refuse(
    'invalid-code',
    made === '' || made === to
      ? message('"{0}" cannot be a code: it must begin with a letter and hold letters, numbers, - and _ only.', to)
      : message('"{0}" cannot be the id of a code. Write {1}, or change the name in the codebook instead.', to, made),
  );
}

function refuseMissing(code: string): RenameRefused {
  return refuse('not-there', message('The study has no code {0}.', code));
}

function refuse(reason: RenameRefused['reason'], sentence: Message, path?: string): RenameRefused {
  return { kind: 'refused', reason, message: sentence, ...(path === undefined ? {} : { path }) };
}
