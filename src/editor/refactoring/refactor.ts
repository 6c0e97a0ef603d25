import * as vscode from 'vscode';
import type { RefactoringPlan, RefactoringRefused, RefactoringResult } from '../../core/refactoring/types.js';
import { codebookPath } from '../../core/study/paths.js';
import type { Study } from '../../core/study/study.js';
import { oneEditPerLine } from '../../core/text/lineEdits.js';
import { differenceOf } from '../../core/text/difference.js';
import type { TextEdit } from '../../core/text/edits.js';
import { readAllOf } from '../commands/studyCommand.js';
import { rangeIn } from '../language/place.js';
import type { Services } from '../services.js';
import { excerpt, quoted, say, speak } from '../speak.js';
import { readText } from '../studies/files.js';
import type { OpenStudy } from '../studies/openStudy.js';
import {
  changeFiles,
  openDocuments,
  prepareFiles,
  saveAll,
  type FileEdits,
  type Obstacle,
  type ReadyFiles,
} from './files.js';
import type { FileChange, RefactoringHistory } from './history.js';

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
  /** Whether the person has been asked already, or need not be. */
  readonly isConfirmed?: boolean | ((plan: RefactoringPlan) => boolean);
  /** A further button, and what it does besides. */
  readonly also?: { readonly button: string; readonly then: () => Thenable<unknown> };
}

type MarkedEdit = [vscode.TextEdit, vscode.WorkspaceEditEntryMetadata];

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
    const { isConfirmed = false } = refactoring;
    const isAsked = typeof isConfirmed === 'function' ? isConfirmed(plan) : isConfirmed;
    const answer = isAsked ? 'do' : await confirm(refactoring, plan);
    if (answer === undefined) return false;
    return answer === 'show'
      ? this.#show(study, refactoring, plan)
      : this.#apply(study, refactoring, plan, study.latest);
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
    // What is hidden is renamed and moved with all else.
    const result = plan(now.whole);
    if (result.kind === 'plan') return result;
    tellRefusal(study, result);
    return undefined;
  }

  /** @param planned the study that the plan is for. */
  async #apply(
    study: OpenStudy,
    refactoring: Refactoring,
    plan: RefactoringPlan,
    planned: Study | undefined,
    mayTryAgain = true,
  ): Promise<boolean> {
    const ready = await prepareFiles(filesOf(study, plan), {
      isSurelyUtf8: (document) => this.#services.documents.isSurelyUtf8(document),
      open: 'few',
      ...(plan.edits.has(codebookPath) ? { first: study.codebookUri } : {}),
    });
    // What the documents hold now is what counts: a file may have changed since the study read it.
    for (const document of openDocuments().values()) {
      if (study.pathOf(document.uri) !== undefined && plan.edits.has(study.pathOf(document.uri) ?? '')) {
        study.noteDocument(document);
      }
    }
    const now = study.now();
    if (mayTryAgain && now !== planned && ('held' in ready || ready.kind === 'changed')) {
      const next = await this.plan(study, refactoring);
      return next === undefined ? false : this.#apply(study, refactoring, next, study.latest, false);
    }
    if ('kind' in ready) {
      tellObstacle(study, ready);
      return false;
    }
    if (!(await this.#write(study, refactoring.title, ready))) return false;
    say(vscode.l10n.t('Done: {0}', refactoring.title));
    return true;
  }

  /**
   * Changes files of a study as a refactoring does: all or none, in one step that one undo takes back, saved where nothing was unsaved.
   * @param edits by path, for the texts that the study has now.
   * @returns whether it was done; if not, the person has been told.
   */
  async change(study: OpenStudy, title: string, edits: ReadonlyMap<string, readonly TextEdit[]>): Promise<boolean> {
    const ready = await prepareFiles(filesOf(study, { edits }), {
      isSurelyUtf8: (document) => this.#services.documents.isSurelyUtf8(document),
      open: 'few',
    });
    if (!('kind' in ready)) return this.#write(study, title, ready);
    tellObstacle(study, ready);
    return false;
  }

  async #write(study: OpenStudy, title: string, ready: ReadyFiles): Promise<boolean> {
    const changed = await changeFiles(ready);
    if (changed !== 'done') {
      if (changed === 'refused') {
        void vscode.window.showWarningMessage(vscode.l10n.t('The files cannot be changed. Nothing was changed.'));
      }
      return false;
    }
    const unsaved = await saveAll(ready.held.filter(({ wasSaved }) => wasSaved).map(({ document }) => document));
    study.noteWritten(ready.closed);
    this.#history.note(title, [
      ...ready.held.map((file) => ({ ...file, wasClosed: false })),
      ...ready.closed.map((file) => ({ ...file, wasSaved: true, wasClosed: true })),
    ]);
    tellUnsaved(unsaved);
    return true;
  }

  /** Shows the changes in VS Code's preview, where some of them can be left out, and does those that are left. */
  async #show(study: OpenStudy, refactoring: Refactoring, plan: RefactoringPlan): Promise<boolean> {
    const before = study.now();
    const open = openDocuments();
    const files = filesOf(study, plan);
    const texts = await Promise.all(files.map(async ({ uri }) => textAt(uri, open)));
    const stranger = files.findIndex(({ isFor }, i) => !isFor(texts[i] ?? ''));
    if (before === undefined || stranger >= 0) {
      tellObstacle(study, { kind: 'changed', uri: files[Math.max(stranger, 0)]?.uri ?? study.folder });
      return false;
    }
    const wereUnsaved = new Set([...open.values()].filter(({ isDirty }) => isDirty).map(({ uri }) => uri.toString()));
    const edit = new vscode.WorkspaceEdit();
    const metadata = { label: refactoring.title, needsConfirmation: false };
    // VS Code shows its preview where something needs confirmation, and leaves that out until it is ticked: it changes nothing here.
    const nothing = vscode.TextEdit.insert(new vscode.Position(0, 0), '');
    for (const [i, { uri, edits }] of files.entries()) {
      const path = study.pathOf(uri) ?? '';
      const changes = oneEditPerLine(texts[i] ?? '', edits).map(({ start, end, text }): MarkedEdit => {
        return [vscode.TextEdit.replace(rangeIn(before, { path, start, end }), text), metadata];
      });
      edit.set(uri, i > 0 ? changes : [[nothing, { ...metadata, needsConfirmation: true }], ...changes]);
    }
    // Where nothing was unsaved before, VS Code saves all files itself.
    const isRefactoring = files.every(({ uri }) => !wereUnsaved.has(uri.toString()));
    if (!(await vscode.workspace.applyEdit(edit, { isRefactoring }))) return false;
    const now = openDocuments();
    const toSave = files.flatMap(({ uri }) => (wereUnsaved.has(uri.toString()) ? [] : (now.get(uri.toString()) ?? [])));
    const unsaved = await saveAll(toSave);
    const changes = await Promise.all(
      files.map(async ({ uri }, i): Promise<FileChange[]> => {
        const text = texts[i] ?? '';
        const after = await textAt(uri, openDocuments());
        const wasSaved = !wereUnsaved.has(uri.toString());
        // Who looks at the changes first may leave some of them out: what was done is seen in the text.
        return after === undefined || after === text
          ? []
          : [{ uri, text, edits: [differenceOf(text, after)], wasSaved, wasClosed: false }];
      }),
    );
    tellUnsaved(unsaved);
    if (changes.flat().length === 0) return false;
    this.#history.note(refactoring.title, changes.flat());
    say(vscode.l10n.t('Done: {0}', refactoring.title));
    return true;
  }
}

function filesOf(study: OpenStudy, plan: Pick<RefactoringPlan, 'edits'>): readonly FileEdits[] {
  const now = study.now();
  return [...plan.edits].map(([path, edits]) => {
    const text = now?.textAt(path) ?? '';
    return { uri: study.uriOf(path), edits, isFor: (other) => other === text };
  });
}

async function textAt(uri: vscode.Uri, open: ReadonlyMap<string, vscode.TextDocument>): Promise<string | undefined> {
  const document = open.get(uri.toString());
  if (document !== undefined) return document.getText();
  const file = await readText(uri);
  return file.kind === 'text' ? file.text : undefined;
}

function tellObstacle(study: OpenStudy, obstacle: Obstacle): void {
  if (obstacle.kind === 'cancelled') {
    say(vscode.l10n.t('Cancelled. Nothing was changed.'));
    return;
  }
  const path = study.pathOf(obstacle.uri) ?? '';
  switch (obstacle.kind) {
    case 'changed':
      study.noteFiles([obstacle.uri]);
      say(vscode.l10n.t('The study has changed meanwhile. Try again.'));
      return;
    case 'not-utf-8':
      void vscode.window.showWarningMessage(
        vscode.l10n.t('{0} is not UTF-8 text, so Emic does not change it. Nothing was changed.', path),
      );
      return;
    case 'read-only':
      void vscode.window.showWarningMessage(vscode.l10n.t('{0} can only be read. Nothing was changed.', path));
      return;
    case 'not-there':
      void vscode.window.showWarningMessage(vscode.l10n.t('{0} cannot be opened.', path));
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
      ...removedMemos.slice(0, 3).map(({ text }) => quoted(excerpt(text, 80))),
      ...(removedMemos.length > 3 ? ['…'] : []),
    );
  }
  const others = [...edits.keys()].length - transcripts - (edits.has(codebookPath) ? 1 : 0);
  if (edits.has(codebookPath)) lines.push(vscode.l10n.t('The codebook changes.'));
  if (others > 0) lines.push(vscode.l10n.t('Links in other files follow: {0}', others));
  return lines;
}
