import * as vscode from 'vscode';
import type { RefactoringPlan, RefactoringRefused, RefactoringResult } from '../../core/refactoring/types.js';
import { codebookPath } from '../../core/study/paths.js';
import type { Study } from '../../core/study/study.js';
import type { TextEdit } from '../../core/text/edits.js';
import { readAllOf } from '../commands/studyCommand.js';
import { rangeOf } from '../edits.js';
import type { Services } from '../services.js';
import { excerpt, say, speak } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { saveAll, type RefactoringHistory } from './history.js';

/** What is asked for, and how it is spoken of. */
export interface Refactoring {
  /** `Merge “Kostnad” into “Pris”` */
  readonly title: string;
  /** The button that does it: `Merge`. */
  readonly button: string;
  readonly plan: (study: Study) => RefactoringResult;
  /** Whether transcripts or notes may change, so that all of them have to be read. */
  readonly needsAll: boolean;
  /** What else is worth knowing before. */
  readonly details?: readonly string[];
  /** Whether the person has been asked already. */
  readonly isConfirmed?: boolean;
  /** A further button, and what it does besides. */
  readonly also?: { readonly button: string; readonly then: () => Thenable<unknown> };
}

/** So many files may be opened without a word. */
const few = 15;

/** Does refactorings: asks first, changes all files or none, in one step that one undo takes back. */
export class Refactorer {
  readonly #services: Services;
  readonly #history: RefactoringHistory;

  constructor(services: Services, history: RefactoringHistory) {
    this.#services = services;
    this.#history = history;
  }

  /** @returns whether it was done. */
  async run(study: OpenStudy, refactoring: Refactoring): Promise<boolean> {
    const plan = await this.plan(study, refactoring);
    if (plan === undefined) return false;
    if (plan.edits.size === 0) {
      say(vscode.l10n.t('Nothing has to be changed.'));
      return false;
    }
    const answer = refactoring.isConfirmed === true ? 'do' : await confirm(refactoring, plan);
    if (answer === undefined) return false;
    return this.#apply(study, refactoring, plan, answer === 'show');
  }

  /** What a refactoring would change; undefined where it is refused, of which the person has been told. */
  async plan(study: OpenStudy, { plan, needsAll }: Refactoring): Promise<RefactoringPlan | undefined> {
    if (needsAll) {
      await readAllOf(study);
      if (study.reading.state === 'stopped') {
        void vscode.window.showWarningMessage(
          vscode.l10n.t('Not all transcripts are read, so that not all of them could be changed. Read them first.'),
        );
        return undefined;
      }
    }
    const now = study.now() ?? (await study.open());
    const result = plan(now);
    if (result.kind === 'plan') return result;
    tellRefusal(study, result);
    return undefined;
  }

  async #apply(study: OpenStudy, refactoring: Refactoring, first: RefactoringPlan, isShown: boolean): Promise<boolean> {
    const opened = await openAll(study, [...first.edits.keys()]);
    if (opened === undefined || !(await this.#mayChange(opened))) return false;
    // What the documents hold now is what counts: a file may have changed since the study read it.
    for (const document of opened.values()) study.noteDocument(document);
    const plan = await this.plan(study, refactoring);
    if (plan === undefined) return false;
    const changes: Change[] = [];
    for (const [path, edits] of plan.edits) {
      const document = opened.get(path);
      if (document === undefined || !isAsRead(study, path, document)) {
        say(vscode.l10n.t('The study has changed meanwhile. Try again.'));
        return false;
      }
      changes.push({ document, edits, text: document.getText(), wasSaved: !document.isDirty });
    }
    const edit = workspaceEdit(refactoring, changes, isShown);
    // Where nothing was unsaved before, VS Code saves all files itself.
    const isRefactoring = changes.every(({ wasSaved }) => wasSaved) && !isShown;
    if (!(await vscode.workspace.applyEdit(edit, { isRefactoring }))) {
      if (!isShown)
        void vscode.window.showWarningMessage(vscode.l10n.t('The files cannot be changed. Nothing was changed.'));
      return false;
    }
    const unsaved = await saveAll(changes.filter(({ wasSaved }) => wasSaved).map(({ document }) => document));
    const changed = changes.filter(({ document, text }) => document.getText() !== text);
    // Who looks at the changes first may leave some of them out.
    if (changed.length === changes.length) this.#history.note(refactoring.title, changes);
    tellUnsaved(unsaved);
    if (changed.length === 0) return false;
    say(vscode.l10n.t('Done: {0}', refactoring.title));
    return true;
  }

  /** Whether all of the files may be changed; if not, the person is told which, and nothing is. */
  async #mayChange(documents: ReadonlyMap<string, vscode.TextDocument>): Promise<boolean> {
    for (const [path, document] of documents) {
      if (!(await this.#services.documents.isSurelyUtf8(document))) {
        void vscode.window.showWarningMessage(
          vscode.l10n.t('{0} is not UTF-8 text, so Emic does not change it. Nothing was changed.', path),
        );
        return false;
      }
      if (!(await isWritable(document.uri))) {
        void vscode.window.showWarningMessage(vscode.l10n.t('{0} can only be read. Nothing was changed.', path));
        return false;
      }
    }
    return true;
  }
}

interface Change {
  readonly document: vscode.TextDocument;
  readonly edits: readonly TextEdit[];
  readonly text: string;
  readonly wasSaved: boolean;
}

function workspaceEdit({ title }: Refactoring, changes: readonly Change[], isShown: boolean): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  const metadata = { label: title, needsConfirmation: true };
  for (const { document, edits } of changes) {
    const own = edits.map(({ start, end, text }) => vscode.TextEdit.replace(rangeOf(document, { start, end }), text));
    if (isShown)
      edit.set(
        document.uri,
        own.map((each): [vscode.TextEdit, vscode.WorkspaceEditEntryMetadata] => [each, metadata]),
      );
    else edit.set(document.uri, own);
  }
  return edit;
}

/** Whether the study's text of a file is the document's. */
function isAsRead(study: OpenStudy, path: string, document: vscode.TextDocument): boolean {
  const now = study.now();
  const text = path === codebookPath ? now?.codebook.text : (now?.transcript(path) ?? now?.note(path))?.text;
  return text?.text === document.getText();
}

/** Opens files as documents; where these are many it shows how far it has come, and can be stopped. */
async function openAll(
  study: OpenStudy,
  paths: readonly string[],
): Promise<ReadonlyMap<string, vscode.TextDocument> | undefined> {
  const opened = new Map<string, vscode.TextDocument>();
  const open = async (path: string): Promise<void> => {
    opened.set(path, await vscode.workspace.openTextDocument(study.uriOf(path)));
  };
  try {
    if (paths.length <= few) {
      await Promise.all(paths.map(open));
      return opened;
    }
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Opening {0} files', paths.length),
      cancellable: true,
    };
    return await vscode.window.withProgress(options, async (progress, token) => {
      for (let at = 0; at < paths.length; at += few) {
        if (token.isCancellationRequested) return undefined;
        await Promise.all(paths.slice(at, at + few).map(open));
        progress.report({ increment: (100 * few) / paths.length });
      }
      return opened;
    });
  } catch {
    const missing = paths.find((path) => !opened.has(path)) ?? '';
    void vscode.window.showWarningMessage(vscode.l10n.t('{0} cannot be opened.', missing));
    return undefined;
  }
}

async function isWritable(uri: vscode.Uri): Promise<boolean> {
  if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) !== true) return false;
  try {
    const { permissions = 0 } = await vscode.workspace.fs.stat(uri);
    return (permissions & vscode.FilePermission.Readonly) === 0;
  } catch {
    return false;
  }
}

function tellRefusal(study: OpenStudy, { message, path }: RefactoringRefused): void {
  const open = vscode.l10n.t('Open File');
  void vscode.window.showWarningMessage(speak(message), ...(path === undefined ? [] : [open])).then((answer) => {
    if (answer === open && path !== undefined) void vscode.window.showTextDocument(study.uriOf(path));
  });
}

function tellUnsaved(unsaved: readonly vscode.TextDocument[]): void {
  const [first] = unsaved;
  if (first === undefined) return;
  void vscode.window.showWarningMessage(
    vscode.l10n.t('{0} is changed, but could not be saved.', vscode.workspace.asRelativePath(first.uri)),
  );
}

/** Asks before anything is changed. */
async function confirm(refactoring: Refactoring, plan: RefactoringPlan): Promise<'do' | 'show' | undefined> {
  const { title, button, also } = refactoring;
  const show = vscode.l10n.t('Show Changes');
  const detail = [...describe(plan), ...(refactoring.details ?? [])].join('\n');
  const buttons = [button, show, ...(also === undefined ? [] : [also.button])];
  const answer = await vscode.window.showInformationMessage(`${title}?`, { modal: true, detail }, ...buttons);
  if (answer === undefined) return undefined;
  if (answer === show) return 'show';
  if (answer === also?.button) await also.then();
  return 'do';
}

/** What changes, in sentences for people. */
export function describe({ edits, counts, removedMemos }: RefactoringPlan): readonly string[] {
  const lines: string[] = [];
  const { passages, transcripts, uncoded, joined, apart } = counts;
  if (passages > 0) {
    lines.push(
      transcripts === 1
        ? passages === 1
          ? vscode.l10n.t('1 passage in 1 transcript changes.')
          : vscode.l10n.t('{0} passages in 1 transcript change.', passages)
        : vscode.l10n.t('{0} passages in {1} transcripts change.', passages, transcripts),
    );
  } else {
    lines.push(vscode.l10n.t('No passage changes.'));
  }
  if (uncoded === 1) lines.push(vscode.l10n.t('1 passage is no longer coded at all.'));
  if (uncoded > 1) lines.push(vscode.l10n.t('{0} passages are no longer coded at all.', uncoded));
  if (joined === 1) lines.push(vscode.l10n.t('1 passage becomes part of the one that it touches.'));
  if (joined > 1) lines.push(vscode.l10n.t('{0} passages become part of those that they touch.', joined));
  if (apart > 0) {
    lines.push(
      vscode.l10n.t('Touching passages that stay apart, as they have memos, links or other facts: {0}', apart),
    );
  }
  if (removedMemos.length > 0) {
    lines.push(
      removedMemos.length === 1
        ? vscode.l10n.t('1 memo goes with its passage:')
        : vscode.l10n.t('{0} memos go with their passages:', removedMemos.length),
      ...removedMemos.slice(0, 3).map(({ text }) => `“${excerpt(text, 80)}”`),
      ...(removedMemos.length > 3 ? ['…'] : []),
    );
  }
  const others = [...edits.keys()].length - transcripts - (edits.has(codebookPath) ? 1 : 0);
  if (edits.has(codebookPath)) lines.push(vscode.l10n.t('The codebook changes.'));
  if (others > 0) lines.push(vscode.l10n.t('Links in other files follow: {0}', others));
  return lines;
}
