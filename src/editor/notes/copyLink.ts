import * as vscode from 'vscode';
import { identifyPassage } from '../../core/coding/memos.js';
import { passageLink } from '../../core/notes/passageLink.js';
import type { CodedPassage } from '../../core/markdown/types.js';
import { apply, sayChanged } from '../commands/removing.js';
import { passagesChosen } from '../selection.js';
import type { Services } from '../services.js';
import { excerpt, say } from '../speak.js';

/** Memos and analyses stand in folders of this depth: from there the links are meant. */
const noteFolder = 'memos';

/** The command *Copy Link to Passage*: gives the passage an id if it has none. */
export function registerCopyLink(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand('emic.copyPassageLink', () => copyLink(services));
}

async function copyLink(services: Services): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return;
  const { document } = editor;
  const study = await services.studies.findFor(document);
  await study?.open();
  const path = study?.pathOf(document.uri);
  if (study === undefined || path === undefined) {
    say(vscode.l10n.t('This document belongs to no study, so nothing can link to it.'));
    return;
  }
  const { text } = services.studies.transcriptOf(document);
  const version = document.version;
  const passage = await choose(passagesChosen(editor, services.studies.transcriptOf(document)), (one) =>
    text.sliceClean(one.clean.start, one.clean.end),
  );
  if (passage === undefined) return;
  if (document.version !== version) {
    sayChanged();
    return;
  }
  const { id, result } = identifyPassage(services.documents.read(document), passage);
  const isNew = result.kind === 'refused' || result.edits.length > 0;
  if (isNew && !(await apply(services, document, result))) return;
  const quote = text.sliceClean(passage.clean.start, passage.clean.end);
  await vscode.env.clipboard.writeText(passageLink(quote, path, id, noteFolder));
  say(vscode.l10n.t('The link is copied. Paste it into a memo.'));
}

async function choose(
  passages: readonly CodedPassage[],
  quoteOf: (passage: CodedPassage) => string,
): Promise<CodedPassage | undefined> {
  if (passages.length === 0) say(vscode.l10n.t('There is no passage at the cursor.'));
  if (passages.length < 2) return passages[0];
  const choices = passages.map((passage) => ({
    label: `“${excerpt(quoteOf(passage), 80)}”`,
    description: passage.codes.join(', '),
    passage,
  }));
  const title = vscode.l10n.t('The passage to link to');
  return (await vscode.window.showQuickPick(choices, { title, matchOnDescription: true }))?.passage;
}
