import * as vscode from 'vscode';
import { sentenceOf } from '../../core/imports/report.js';
import { say, speak } from '../speak.js';
import { askEncoding, askFolder, askQuestions, askSpeaker } from './askWish.js';
import type { ImportDraft } from './importDraft.js';
import { importReport } from './importReport.js';
import type { ImportWish } from './planning.js';
import type { PlannedTexts } from './plannedTexts.js';
import { keyOf, reviewList, type Choice, type Part } from './reviewList.js';

interface Answer {
  readonly part: Part;
  readonly isLeftOut: boolean;
}

/**
 * Shows in one list what an import would write; each part can be looked at and changed. Nothing is written before somebody says so.
 * @returns false if somebody thinks better of it.
 */
export async function reviewImport(draft: ImportDraft, texts: PlannedTexts): Promise<boolean> {
  let last: string | undefined;
  while (draft.plan.documents.length > 0) {
    const answer = await pick(draft, last);
    if (answer === undefined) break;
    const { part, isLeftOut } = answer;
    last = keyOf(part);
    if (part.kind === 'import') return true;
    if (isLeftOut && part.kind === 'document') await draft.leaveOut(part.document);
    else if (part.kind === 'document' && part.document.kind !== 'failed') await texts.show(draft, part.document);
    else if (part.kind === 'document' || part.kind === 'report')
      await texts.showReport(importReport(draft.open.title, draft.plan, { isDone: false }));
    else await change(draft, part);
  }
  say(vscode.l10n.t('Cancelled. Nothing was imported.'));
  return false;
}

function pick(draft: ImportDraft, last: string | undefined): Promise<Answer | undefined> {
  const pick = vscode.window.createQuickPick<Choice>();
  pick.title = vscode.l10n.t('Import Transcripts');
  pick.placeholder =
    draft.plan.files.length > 0
      ? vscode.l10n.t('Enter imports them; nothing is written before. Choose a line to look at it or to change it.')
      : vscode.l10n.t('Choose a line to look at it or to change it.');
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.items = reviewList(draft);
  const active = pick.items.find(({ part }) => part !== undefined && keyOf(part) === last);
  if (active !== undefined) pick.activeItems = [active];
  return new Promise((resolve) => {
    const done = (answer: Answer | undefined): void => {
      resolve(answer);
      pick.dispose();
    };
    pick.onDidAccept(() => {
      const part = pick.selectedItems[0]?.part;
      if (part !== undefined) done({ part, isLeftOut: false });
    });
    pick.onDidTriggerItemButton(({ item }) => {
      if (item.part !== undefined) done({ part: item.part, isLeftOut: true });
    });
    pick.onDidHide(() => done(undefined));
    pick.show();
  });
}

async function change(draft: ImportDraft, part: Part): Promise<void> {
  const more = await wishFor(draft, part);
  if (more === undefined) return;
  try {
    await draft.change(more);
  } catch (error) {
    const sentence = sentenceOf(error);
    if (sentence === undefined) throw error;
    void vscode.window.showWarningMessage(speak(sentence));
  }
}

async function wishFor(draft: ImportDraft, part: Part): Promise<Partial<ImportWish> | undefined> {
  switch (part.kind) {
    case 'beside':
      return { beside: true };
    case 'speaker':
      return askSpeaker(draft, part.speaker);
    case 'questions':
      return askQuestions(draft);
    case 'encoding':
      return askEncoding();
    case 'folder':
      return askFolder(draft);
    default:
      return undefined;
  }
}
