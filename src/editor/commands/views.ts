import * as vscode from 'vscode';
import { toggleMarks } from '../decorations/settings.js';
import type { PassageNode, PassagesTree } from '../passagesTree.js';
import { findAgain } from '../revealPassage.js';
import type { Services } from '../services.js';
import { say } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { removeFromPassage } from './removing.js';

/** The commands of the views, and those that are about the window. */
export function registerViewCommands(services: Services, passages: PassagesTree): vscode.Disposable {
  const { studies } = services;
  return vscode.Disposable.from(
    vscode.commands.registerCommand('emic.toggleMarks', async () => {
      await toggleMarks(vscode.window.activeTextEditor?.document);
    }),
    vscode.commands.registerCommand('emic.stopReading', () => {
      for (const study of studies.all) study.stopReading();
      const { done = 0, of = 0 } = studies.active?.reading ?? {};
      say(vscode.l10n.t('{0} of {1} transcripts are read. The numbers are of these.', done, of));
    }),
    vscode.commands.registerCommand('emic.readTranscripts', async () => {
      const study = studies.active;
      await study?.readAll();
      if (study?.reading.state === 'read') say(vscode.l10n.t('All transcripts are read.'));
    }),
    vscode.commands.registerCommand('emic.chooseStudy', () => chooseStudy(services)),
    vscode.commands.registerCommand('emic.removeFromPassage', (node?: PassageNode) =>
      removeRow(services, node ?? passages.selected),
    ),
  );
}

interface StudyChoice extends vscode.QuickPickItem {
  readonly study: OpenStudy;
}

async function chooseStudy({ studies }: Services): Promise<void> {
  const all = await studies.find();
  await Promise.all(all.map((study) => study.open()));
  const choices = all.map((study): StudyChoice => {
    const description = vscode.workspace.asRelativePath(study.folder, true);
    return {
      label: study.title,
      description: study === studies.active ? `${description} · ${vscode.l10n.t('shown now')}` : description,
      study,
    };
  });
  const chosen = await vscode.window.showQuickPick(choices, {
    title: vscode.l10n.t('Choose Study'),
    placeHolder: vscode.l10n.t('The study whose codes, passages and documents are shown'),
    matchOnDescription: true,
  });
  if (chosen === undefined) return;
  studies.activate(chosen.study);
  say(vscode.l10n.t('“{0}” is shown in the views.', chosen.study.title));
}

/** Takes the code whose passages are shown from one of them. */
async function removeRow(services: Services, node: PassageNode | undefined): Promise<void> {
  if (node?.kind !== 'passage') return;
  if (!node.passage.codes.includes(node.code)) {
    say(vscode.l10n.t('This passage is coded with a code that stands below the one that is shown.'));
    return;
  }
  const document = await vscode.workspace.openTextDocument(node.study.uriOf(node.passage.document));
  const passage = findAgain(services.studies.transcriptOf(document).passages, node.passage);
  if (passage === undefined) say(vscode.l10n.t('The passage is no longer there.'));
  else await removeFromPassage(services, document, passage.coded, node.code);
}
