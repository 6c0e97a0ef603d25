import * as vscode from 'vscode';
import { hashOf } from '../../core/text/hash.js';
import { applyEdits, invertEdits, type TextEdit } from '../../core/text/edits.js';
import { say } from '../speak.js';
import type { Services } from '../services.js';
import {
  changeFiles,
  prepareFiles,
  saveAll,
  writeClosed,
  type FileEdits,
  type Obstacle,
  type Preparing,
  type ReadyFiles,
} from './files.js';

/** One file that a refactoring has changed. */
export interface FileChange {
  readonly uri: vscode.Uri;
  /** Its text before, and the edits that were made. */
  readonly text: string;
  readonly edits: readonly TextEdit[];
  /** Whether the file had no unsaved changes: then it is saved whenever the refactoring is undone or done again. */
  readonly wasSaved: boolean;
  /** Whether it was written as a file that no editor holds, of which VS Code's undo knows nothing. */
  readonly wasClosed: boolean;
}

interface ChangedFile {
  readonly uri: vscode.Uri;
  readonly back: readonly TextEdit[];
  readonly forth: readonly TextEdit[];
  readonly before: number;
  readonly after: number;
  readonly wasSaved: boolean;
  readonly wasClosed: boolean;
}

interface Done {
  readonly title: string;
  readonly files: readonly ChangedFile[];
  isUndone: boolean;
}

/** So many refactorings are remembered. */
const most = 20;

/**
 * The refactorings of this window. What VS Code undoes in files that were saved is saved, too, and is undone in the files that were
 * closed, so that what is undone is undone everywhere; and the last one can be undone by a command, which needs no editor.
 */
export class RefactoringHistory implements vscode.Disposable {
  readonly #services: Services;
  readonly #done: Done[] = [];
  readonly #listeners: vscode.Disposable;
  #following: Promise<void> = Promise.resolve();

  constructor(services: Services) {
    this.#services = services;
    this.#listeners = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument(({ document, reason, contentChanges }) => {
        if (reason !== undefined && contentChanges.length > 0) this.#follow(document);
      }),
      vscode.workspace.onDidOpenTextDocument((document) => {
        if (document.isDirty) this.#follow(document);
      }),
    );
  }

  dispose(): void {
    this.#listeners.dispose();
  }

  note(title: string, changes: readonly FileChange[]): void {
    const files = changes.map(({ uri, text, edits, wasSaved, wasClosed }) => {
      const after = applyEdits(text, edits);
      return {
        uri,
        back: invertEdits(text, edits),
        forth: edits,
        before: hashOf(text),
        after: hashOf(after),
        wasSaved,
        wasClosed,
      };
    });
    this.#done.push({ title, files, isUndone: false });
    if (this.#done.length > most) this.#done.shift();
    this.#tell();
  }

  /** Takes the last refactoring back, in all its files. */
  async undo(): Promise<void> {
    await this.#following;
    const last = this.#done.filter(({ isUndone }) => !isUndone).at(-1);
    if (last === undefined) {
      say(vscode.l10n.t('There is nothing to undo.'));
      return;
    }
    const ready = await this.#prepare(
      last.files.map((file) => step(file, 'back')),
      'few',
    );
    if ('kind' in ready) {
      tellObstacle(last.title, ready);
      return;
    }
    if ((await changeFiles(ready)) !== 'done') {
      void vscode.window.showWarningMessage(vscode.l10n.t('“{0}” cannot be undone.', last.title));
      return;
    }
    last.isUndone = true;
    this.#noteWritten(ready);
    const saved = new Set(last.files.filter(({ wasSaved }) => wasSaved).map(({ uri }) => uri.toString()));
    await saveAll(ready.held.map(({ document }) => document).filter(({ uri }) => saved.has(uri.toString())));
    this.#tell();
    say(vscode.l10n.t('Undone: {0}', last.title));
  }

  /** Lets what VS Code has undone or done again in a document be so in its file and in all that belongs to it. */
  #follow(document: vscode.TextDocument): void {
    const uri = document.uri.toString();
    const now = hashOf(document.getText());
    for (const done of [...this.#done].reverse()) {
      const file = done.files.find((each) => each.uri.toString() === uri);
      if (file === undefined || (file.before !== now && file.after !== now)) continue;
      if (file.wasSaved) void document.save();
      const isUndone = file.before === now;
      if (done.isUndone === isUndone || !done.files.some(({ wasClosed }) => wasClosed)) continue;
      done.isUndone = isUndone;
      this.#tell();
      this.#following = this.#following.then(() => this.#followClosed(done, isUndone ? 'back' : 'forth'));
      return;
    }
  }

  async #followClosed({ title, files }: Done, way: 'back' | 'forth'): Promise<void> {
    const closed = files.filter(({ wasClosed }) => wasClosed).map((file) => step(file, way));
    const ready = await this.#prepare(closed, 'none');
    if ('kind' in ready) tellObstacle(title, ready);
    else if ((await (ready.held.length > 0 ? changeFiles(ready) : writeClosed(ready.closed))) !== 'done') {
      void vscode.window.showWarningMessage(vscode.l10n.t('“{0}” cannot be undone.', title));
    } else {
      this.#noteWritten(ready);
      await saveAll(ready.held.filter(({ wasSaved }) => wasSaved).map(({ document }) => document));
      say(way === 'back' ? vscode.l10n.t('Undone: {0}', title) : vscode.l10n.t('Done: {0}', title));
    }
  }

  #prepare(files: readonly FileEdits[], open: Preparing['open']): Promise<ReadyFiles | Obstacle> {
    return prepareFiles(files, {
      isSurelyUtf8: (document) => this.#services.documents.isSurelyUtf8(document),
      open,
    });
  }

  #noteWritten({ closed }: ReadyFiles): void {
    for (const study of new Set(closed.map(({ uri }) => this.#services.studies.studyOf(uri)))) {
      study?.noteWritten(closed.filter(({ uri }) => study.pathOf(uri) !== undefined));
    }
  }

  #tell(): void {
    const canUndo = this.#done.some(({ isUndone }) => !isUndone);
    void vscode.commands.executeCommand('setContext', 'emic.canUndoRefactoring', canUndo);
  }
}

function step({ uri, back, forth, before, after }: ChangedFile, way: 'back' | 'forth'): FileEdits {
  const from = way === 'back' ? after : before;
  return { uri, edits: way === 'back' ? back : forth, isFor: (text) => hashOf(text) === from };
}

function tellObstacle(title: string, obstacle: Obstacle): void {
  if (obstacle.kind === 'cancelled') return;
  const path = vscode.workspace.asRelativePath(obstacle.uri);
  void vscode.window.showWarningMessage(
    obstacle.kind === 'changed'
      ? vscode.l10n.t('“{0}” cannot be undone: {1} has changed since. Undo that first.', title, path)
      : vscode.l10n.t('“{0}” cannot be undone: {1} cannot be changed.', title, path),
  );
}
