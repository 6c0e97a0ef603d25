import * as vscode from 'vscode';
import { removeMemo, setMemo, tidyMemo } from '../../core/coding/memos.js';
import type { Passage } from '../../core/transcript/types.js';
import { apply } from '../commands/removing.js';
import type { TextView } from '../activeText.js';
import { rangeOf } from '../edits.js';
import { findAgain, type PassagePlace } from '../revealPassage.js';
import { passagesChosen } from '../selection.js';
import type { Services } from '../services.js';
import { excerpt, quoted, say } from '../speak.js';
import { MemoComment } from './comment.js';
import { setMemoKind } from './memoKind.js';
import { MemoThreads } from './threads.js';

/** Memos on passages, in comment threads and by keyboard. */
export function registerPassageMemos(services: Services): vscode.Disposable {
  const memos = new PassageMemos(services, new MemoThreads(services));
  return vscode.Disposable.from(
    memos.threads,
    vscode.commands.registerCommand('emic.writeMemo', () => memos.write()),
    vscode.commands.registerCommand('_emic.showMemo', (place: PassagePlace) => memos.show(place)),
    vscode.commands.registerCommand('emic.editMemo', (comment?: unknown) => memos.edit(comment)),
    vscode.commands.registerCommand('emic.saveMemo', (comment?: unknown) => memos.save(comment)),
    vscode.commands.registerCommand('emic.cancelMemo', (comment?: unknown) => memos.cancel(comment)),
    vscode.commands.registerCommand('emic.setMemoKind', (about?: unknown) => setMemoKind(services, about)),
    vscode.commands.registerCommand('emic.deleteMemo', (comment?: unknown) => memos.delete(comment)),
  );
}

/** What a person does with the memos of passages. */
export class PassageMemos {
  readonly threads: MemoThreads;
  readonly #services: Services;

  constructor(services: Services, threads: MemoThreads) {
    this.#services = services;
    this.threads = threads;
  }

  /** Opens the memo of the passage at the cursor, to be written or changed. */
  async write(): Promise<void> {
    const editor = this.#services.active.now;
    if (editor === undefined) return;
    const study = await this.#services.studies.findFor(editor.document);
    await study?.open();
    const passage = this.#chosen(editor) ?? (await this.#codeFirst(editor));
    if (passage === undefined) return;
    const other = this.#services.active.other(editor);
    if (other !== undefined) {
      other.writeMemo(passage);
      return;
    }
    this.threads.sync();
    const [comment] = this.threads.open(editor.document, passage)?.comments ?? [];
    if (comment instanceof MemoComment) {
      comment.edit();
    } else {
      this.threads.begin(editor.document, passage);
    }
    const end = rangeOf(editor.document, passage.source).end;
    if (editor.selection.isEmpty) editor.selection = new vscode.Selection(end, end);
    editor.revealRange(new vscode.Range(end, end), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  /** Shows the words that a memo is about, and the memo unfolded below them. A second click, or Enter, takes the focus there. */
  async show(place: PassagePlace): Promise<void> {
    await vscode.commands.executeCommand('_emic.revealPassage', place);
    const uri = place.study.uriOf(place.passage.document).toString();
    const document = vscode.window.visibleTextEditors.find(
      (editor) => editor.document.uri.toString() === uri,
    )?.document;
    const { passage } = place;
    if (document === undefined || !('memo' in passage) || !('coded' in passage)) return;
    const now = this.#now(document, passage);
    if (now !== undefined) this.threads.open(document, now);
  }

  /** Writes the memo of a thread that had none. */
  async saveNew({ thread, text }: vscode.CommentReply): Promise<void> {
    if (tidyMemo(text) === '') return;
    const document = await vscode.workspace.openTextDocument(thread.uri);
    const draft = this.threads.draftOf(thread);
    const passage = draft === undefined ? undefined : this.#now(document, draft);
    if (passage !== undefined && (await this.#set(document, passage, text))) {
      this.threads.forget(thread);
      say(vscode.l10n.t('The memo is written.'));
      return;
    }
    // Not a word that was typed is lost.
    thread.canReply = false;
    new MemoComment(thread, '', text, undefined).edit(text);
  }

  edit(comment: unknown): void {
    if (comment instanceof MemoComment) comment.edit();
  }

  cancel(comment: unknown): void {
    if (!(comment instanceof MemoComment)) return;
    if (comment.id === '') this.threads.forget(comment.thread);
    else comment.cancel();
    this.threads.sync();
    say(comment.id === '' ? vscode.l10n.t('No memo is written.') : vscode.l10n.t('The memo is as it was.'));
  }

  async save(comment: unknown): Promise<void> {
    if (!(comment instanceof MemoComment)) return;
    if (comment.id === '') {
      await this.saveNew({ thread: comment.thread, text: comment.typed });
      return;
    }
    if (tidyMemo(comment.typed) === '') {
      await this.delete(comment);
      return;
    }
    const document = await vscode.workspace.openTextDocument(comment.thread.uri);
    const passage = this.#withMemo(document, comment);
    if (passage === undefined) {
      void vscode.window.showWarningMessage(vscode.l10n.t('The passage is no longer there.'));
      return;
    }
    const isChanged = tidyMemo(comment.typed) !== passage.memo;
    if (isChanged && !(await this.#set(document, passage, comment.typed))) return;
    comment.cancel();
    this.threads.sync();
    say(isChanged ? vscode.l10n.t('The memo is written.') : vscode.l10n.t('The memo is as it was.'));
  }

  /** Says what goes, and takes it away. */
  async delete(comment: unknown): Promise<void> {
    if (!(comment instanceof MemoComment)) return;
    const document = await vscode.workspace.openTextDocument(comment.thread.uri);
    const passage = this.#withMemo(document, comment);
    if (passage === undefined) return;
    const remove = vscode.l10n.t('Delete');
    const question = vscode.l10n.t('Delete this memo? The passage stays coded.');
    const detail = quoted(excerpt(passage.memo ?? '', 400));
    if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, remove)) !== remove) return;
    await this.remove(document, comment);
  }

  /** Takes a memo away, in one step; its passage stays. */
  async remove(document: vscode.TextDocument, comment: MemoComment): Promise<void> {
    const now = this.#withMemo(document, comment);
    if (now === undefined) return;
    const result = removeMemo(this.#services.documents.read(document), now.coded);
    if (!(await apply(this.#services, document, result))) return;
    comment.cancel();
    this.threads.sync();
    say(vscode.l10n.t('The memo is deleted.'));
  }

  async #set(document: vscode.TextDocument, passage: Passage, text: string): Promise<boolean> {
    const result = setMemo(this.#services.documents.read(document), passage.coded, text);
    const isDone = await apply(this.#services, document, result);
    if (isDone) this.threads.sync();
    return isDone;
  }

  #passages(document: vscode.TextDocument): readonly Passage[] {
    return this.#services.studies.transcriptOf(document).passages;
  }

  #withMemo(document: vscode.TextDocument, { id }: MemoComment): Passage | undefined {
    return this.#passages(document).find((passage) => passage.id === id && passage.memo !== undefined);
  }

  #now(document: vscode.TextDocument, passage: Passage): Passage | undefined {
    return findAgain(this.#passages(document), passage);
  }

  /** The passage at the cursor: the innermost, or the one that is selected. */
  #chosen(editor: TextView): Passage | undefined {
    const transcript = this.#services.studies.transcriptOf(editor.document);
    const [first] = passagesChosen(editor, transcript);
    return first === undefined ? undefined : transcript.passages.find(({ coded }) => coded === first);
  }

  /** A memo belongs to a passage: where there is none yet, it is coded first. */
  async #codeFirst(editor: TextView): Promise<Passage | undefined> {
    const code = vscode.l10n.t('Code These Words');
    const answer = await vscode.window.showInformationMessage(
      vscode.l10n.t('A memo belongs to a coded passage, and these words are not coded yet.'),
      code,
    );
    if (answer !== code) return undefined;
    const { active } = this.#services;
    const other = active.other(editor);
    if (other !== undefined) other.show(true);
    else {
      await vscode.window.showTextDocument(editor.document, {
        viewColumn: editor.viewColumn ?? vscode.ViewColumn.Active,
      });
    }
    await vscode.commands.executeCommand('emic.codeSelection');
    const { now } = active;
    return now?.document === editor.document ? this.#chosen(now) : undefined;
  }
}
