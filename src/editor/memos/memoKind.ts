import * as vscode from 'vscode';
import { setMemo } from '../../core/coding/memos.js';
import { changeKind, kindOfMemo, writableKinds } from '../../core/notes/memoKinds.js';
import type { StudyMemo } from '../../core/notes/studyMemos.js';
import type { Passage } from '../../core/transcript/types.js';
import { apply } from '../commands/removing.js';
import { findAgain } from '../revealPassage.js';
import { passagesChosen } from '../selection.js';
import type { Services } from '../services.js';
import { say } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { MemoComment } from './comment.js';

/** The passage whose memo gets another kind. */
interface Noted {
  readonly document: vscode.TextDocument;
  readonly passage: Passage;
}

/**
 * The command *Set Kind of Memo*.
 * @param about a memo in its thread, or a row of the view *Memos*; else the memo of the passage at the cursor is meant.
 */
export async function setMemoKind(services: Services, about: unknown): Promise<void> {
  if (about instanceof MemoComment && about.isBeingChanged) {
    // What is being typed is not written before it is saved.
    const kinds = await kindsAt(services, about.thread.uri);
    const kind = await askKind(kinds, kindOfMemo(about.typed, kinds).kind);
    if (kind !== undefined && isOpen(about)) about.edit(changeKind(about.typed, kind.value, kinds));
    return;
  }
  const noted = await notedOf(services, about);
  if (noted === undefined) return;
  const { document, passage } = noted;
  const kinds = await kindsAt(services, document.uri);
  const chosen = await askKind(kinds, kindOfMemo(passage.memo ?? '', kinds).kind);
  if (chosen === undefined) return;
  await writeMemoKind(services, document, passage, chosen.value);
}

/** Writes the kind of a passage's memo, as the memo is now; none takes it away. */
export async function writeMemoKind(
  services: Services,
  document: vscode.TextDocument,
  passage: Passage,
  kind: string | undefined,
): Promise<void> {
  const now = findAgain(services.studies.transcriptOf(document).passages, passage);
  if (now?.memo === undefined) {
    say(vscode.l10n.t('The memo is no longer there.'));
    return;
  }
  const memo = changeKind(now.memo, kind, await kindsAt(services, document.uri));
  if (!(await apply(services, document, setMemo(services.documents.read(document), now.coded, memo)))) return;
  say(
    kind === undefined
      ? vscode.l10n.t('The memo has no kind now.')
      : vscode.l10n.t('The memo’s kind is “{0}” now.', kind),
  );
}

function isOpen({ isBeingChanged }: MemoComment): boolean {
  return isBeingChanged;
}

async function kindsAt({ studies }: Services, uri: vscode.Uri): Promise<readonly string[]> {
  return (await studies.studyOf(uri)?.open())?.settings.memoKinds ?? [];
}

async function askKind(
  kinds: readonly string[],
  now: string | undefined,
): Promise<{ readonly value: string | undefined } | undefined> {
  const present = vscode.l10n.t('as it is now');
  const choices = [
    ...writableKinds(kinds).map((kind) => ({ label: kind, value: kind })),
    { label: vscode.l10n.t('No kind'), value: undefined },
  ].map((choice) => ({ ...choice, ...(choice.value === now ? { description: present } : {}) }));
  return vscode.window.showQuickPick(choices, {
    title: vscode.l10n.t('Set Kind of Memo'),
    placeHolder: vscode.l10n.t('What kind of memo it is'),
  });
}

async function notedOf(services: Services, about: unknown): Promise<Noted | undefined> {
  const { studies } = services;
  if (about instanceof MemoComment) {
    const document = await vscode.workspace.openTextDocument(about.thread.uri);
    const passage = studies.transcriptOf(document).passages.find(({ id }) => id === about.id);
    return passage?.memo === undefined ? undefined : { document, passage };
  }
  if (isRow(about)) {
    const { memo, study } = about;
    if (memo.passage === undefined) return undefined;
    return { document: await vscode.workspace.openTextDocument(study.uriOf(memo.path)), passage: memo.passage };
  }
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { document } = editor;
  await (await studies.findFor(document))?.open();
  const transcript = studies.transcriptOf(document);
  const chosen = passagesChosen(editor, transcript);
  const passage = transcript.passages.find(({ coded, memo }) => memo !== undefined && chosen.includes(coded));
  if (passage === undefined) say(vscode.l10n.t('The passage at the cursor has no memo.'));
  return passage && { document, passage };
}

function isRow(about: unknown): about is { readonly memo: StudyMemo; readonly study: OpenStudy } {
  return typeof about === 'object' && about !== null && 'memo' in about && 'study' in about;
}
