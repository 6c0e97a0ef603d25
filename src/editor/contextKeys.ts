import * as vscode from 'vscode';
import { canAskGit } from './git/studyGit.js';
import { Pause } from './pause.js';
import { passagesChosen } from './selection.js';
import type { Services } from './services.js';

/** Tells VS Code what there is, so that menus and keys offer what can be done. */
export function registerContextKeys({ active, documents, studies }: Services): vscode.Disposable {
  const known = new Map<string, unknown>();
  const set = (key: string, value: unknown): void => {
    if (known.get(key) === value) return;
    known.set(key, value);
    void vscode.commands.executeCommand('setContext', `emic.${key}`, value);
  };
  const noteStudies = (): void => {
    const { all, isFound } = studies;
    set('noStudy', isFound && all.length === 0);
    set('hasStudy', all.length > 0);
    set('severalStudies', all.length > 1);
    set('reading', studies.active?.reading.state ?? 'unread');
  };
  const noteCursor = (): void => {
    const editor = active.now;
    const canCode = editor !== undefined && studies.isCodable(editor.document);
    set('canCode', canCode);
    set('inStudy', editor !== undefined && studies.studyOf(editor.document.uri) !== undefined);
    set('passageAtCursor', canCode && passagesChosen(editor, studies.transcriptOf(editor.document)).length > 0);
  };
  const cursor = new Pause(100, noteCursor);
  const typing = new Pause(250, noteCursor);
  set('canAskGit', canAskGit);
  noteStudies();
  noteCursor();
  return vscode.Disposable.from(
    cursor,
    typing,
    studies.onDidChangeList(() => {
      noteStudies();
      cursor.ask();
    }),
    studies.onDidChange(noteStudies),
    studies.onDidProgress(noteStudies),
    documents.onDidChange((document) => {
      if (document !== active.now?.document) return;
      cursor.dispose();
      typing.restart();
    }),
    active.onDidChange(noteCursor),
    active.onDidChangeSelection(() => {
      // A key moves the cursor, too, and is not to be followed before typing pauses.
      if (typing.isWaiting) typing.restart();
      else cursor.restart();
    }),
  );
}
