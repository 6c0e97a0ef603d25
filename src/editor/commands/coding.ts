import * as vscode from 'vscode';
import { addCode, CodebookEditError, idOfNewCode } from '../../core/codebook/edits.js';
import { codeSelection, removeCode } from '../../core/coding/coding.js';
import type { CodingEdits, CodingRefused } from '../../core/coding/types.js';
import { composeEdits } from '../../core/text/compose.js';
import type { Extent, TextEdit } from '../../core/text/edits.js';
import type { Transcript } from '../../core/transcript/transcript.js';
import { applyAtOnce, type DocumentEdits } from '../edits.js';
import { isReadOnly } from '../readOnly.js';
import type { Services } from '../services.js';
import { excerpt, say, speak } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';

/** A code that is to be made with the coding. */
export interface CodeToMake {
  readonly name: string;
  readonly parent: string | undefined;
  /** Made from the name where there is none. */
  readonly id?: string;
}

/** What is to be coded: extents of the clean text of one document. */
export interface CodingTask {
  readonly document: vscode.TextDocument;
  readonly extents: readonly Extent[];
  readonly codes: readonly string[];
  readonly newCode?: CodeToMake | undefined;
  /** Extents that these codes are to be taken from: those of the coding that this one takes the place of. */
  readonly instead?: readonly Extent[] | undefined;
}

/**
 * Codes extents of a document, and makes a new code for them if one is asked for: one step, which one undo takes back.
 * @returns the passages' extents in the clean text; undefined where nothing was coded, of which the person has been told.
 */
export async function code(
  services: Services,
  study: OpenStudy | undefined,
  task: CodingTask,
): Promise<readonly Extent[] | undefined> {
  const { document } = task;
  if (!(await canEdit(services, document))) return undefined;
  const codes = [...task.codes];
  let made: NewEntry | undefined;
  if (task.newCode !== undefined) {
    made = study === undefined ? undefined : await editsForNewCode(services, study, task.newCode);
    if (made === undefined) return undefined;
    codes.push(made.id);
  }
  const transcript = services.studies.transcriptOf(document);
  const coded = codeExtents(study, transcript, { ...task, codes });
  if (coded.refused !== undefined) {
    void vscode.window.showWarningMessage(speak(coded.refused.message));
    return undefined;
  }
  if (coded.edits.length === 0 && made === undefined) {
    say(vscode.l10n.t('These words are coded so already.'));
  } else if (!(await applyCoding(services, study, { document, edits: coded.edits }, made))) {
    void vscode.window.showWarningMessage(vscode.l10n.t('The document cannot be changed.'));
    return undefined;
  } else sayCoded(study, transcript, coded.passages, codes, task.newCode?.name);
  await services.recent.note(study, codes);
  return coded.passages;
}

/** Codes a document, and puts a new code into the codebook, which has its name at once where the coding is shown. */
async function applyCoding(
  { documents }: Services,
  study: OpenStudy | undefined,
  coding: DocumentEdits,
  made: NewEntry | undefined,
): Promise<boolean> {
  if (made === undefined) return applyAtOnce(documents, [coding]);
  study?.newNames.set(made.id, made.name);
  try {
    return await applyAtOnce(documents, [coding, made], made.document);
  } finally {
    // The study reads what is in the codebook now, and does not wait for a pause in typing.
    study?.now();
    study?.newNames.delete(made.id);
  }
}

function sayCoded(
  study: OpenStudy | undefined,
  { text }: Transcript,
  passages: readonly Extent[],
  codes: readonly string[],
  added: string | undefined,
): void {
  const { codebook } = study?.latest ?? {};
  const names = codes.map((id, i) => codebook?.get(id)?.name ?? (i === codes.length - 1 ? (added ?? id) : id));
  const [first] = passages;
  if (first === undefined) return;
  const quote = excerpt(text.sliceClean(first.start, first.end), 60);
  say(
    passages.length === 1
      ? vscode.l10n.t('Coded with {0}: “{1}”', names.join(', '), quote)
      : vscode.l10n.t('{0} passages coded with {1}', passages.length, names.join(', ')),
  );
}

interface Coded {
  readonly edits: readonly TextEdit[];
  readonly passages: readonly Extent[];
  readonly refused?: CodingRefused;
}

/** The edits that code all of the extents; none if one of them is refused. */
function codeExtents(
  study: OpenStudy | undefined,
  transcript: Transcript,
  { document, extents, codes, instead = [] }: CodingTask,
): Coded {
  const { text } = transcript;
  const coder = vscode.workspace.getConfiguration('emic', document).get('coder', '').trim();
  const options = {
    facts: coder === '' ? {} : { by: coder },
    context: study?.context ?? { participants: [], interviewers: [] },
    transcript,
  };
  let edits: readonly TextEdit[] = [];
  let now = text;
  const take = (result: CodingEdits): void => {
    edits = composeEdits(text.length, edits, result.edits);
    now = now.update(result.edits);
  };
  // The clean text is the same after each step, so the extents still mean the same words.
  for (const { start, end } of instead) {
    for (const one of codes) {
      const passage = now.passages.find(
        ({ clean, codes: its }) => clean.start === start && clean.end === end && its.includes(one),
      );
      const result = passage === undefined ? undefined : removeCode(now, passage, one);
      if (result?.kind === 'edits') take(result);
    }
  }
  const passages: Extent[] = [];
  for (const { start, end } of extents) {
    const result = codeSelection(
      now,
      { start: now.toSource(start, 'start'), end: now.toSource(end, 'end') },
      codes,
      options,
    );
    if (result.kind === 'refused') return { edits: [], passages: [], refused: result };
    take(result);
    if (result.passage !== undefined) passages.push(result.passage);
  }
  return { edits, passages };
}

/** A code's entry that is to come into the codebook. */
export interface NewEntry extends DocumentEdits {
  readonly id: string;
  readonly name: string;
}

/** The edits of the codebook that add a code; undefined where it cannot be added, of which the person has been told. */
export async function editsForNewCode(
  services: Services,
  study: OpenStudy,
  { name, parent, id }: CodeToMake,
): Promise<NewEntry | undefined> {
  try {
    const document = await vscode.workspace.openTextDocument(study.codebookUri);
    if (!(await canEdit(services, document))) return undefined;
    // Reading the document has made it the study's codebook.
    study.noteDocument(document);
    const codebook = study.now()?.codebook;
    if (codebook === undefined) return undefined;
    const wanted = { name, ...(parent === undefined ? {} : { parent }), ...(id === undefined ? {} : { id }) };
    return { document, edits: addCode(codebook, wanted), id: idOfNewCode(codebook, wanted), name };
  } catch (error) {
    const sentence =
      error instanceof CodebookEditError
        ? sentenceOf(error.reason, name)
        : vscode.l10n.t('The codebook cannot be opened, so the code cannot be added to it.');
    void vscode.window.showWarningMessage(sentence);
    return undefined;
  }
}

function sentenceOf(reason: CodebookEditError['reason'], name: string): string {
  switch (reason) {
    case 'no-name':
      return vscode.l10n.t('A code needs a name.');
    case 'bad-id':
      return vscode.l10n.t('“{0}” cannot be the name of a code: it needs a letter.', name);
    case 'unknown-parent':
      return vscode.l10n.t('The code above is no longer in the codebook.');
    case 'no-place':
      return vscode.l10n.t(
        'There is no place in the codebook where “{0}” would be read as a code. Perhaps a code fence is not closed.',
        name,
      );
  }
}

/** How a file becomes UTF-8. Saved at once, it would keep the signs that VS Code shows for letters that it could not read. */
export function wayToUtf8(): string {
  return vscode.l10n.t(
    'In the text editor, run “Change File Encoding” twice: reopen it with the encoding that it has, such as Western, until all letters are right, and then save it with UTF-8.',
  );
}

/** Whether a document may be edited; if not, the person is told why. */
export async function canEdit({ documents }: Services, document: vscode.TextDocument): Promise<boolean> {
  if (!(await documents.isSurelyUtf8(document))) {
    void vscode.window.showWarningMessage(
      `${vscode.l10n.t('This file is not UTF-8 text, so Emic does not change it.')} ${wayToUtf8()}`,
    );
    return false;
  }
  if (isReadOnly(document)) {
    void vscode.window.showWarningMessage(vscode.l10n.t('This file can only be read.'));
    return false;
  }
  return true;
}
