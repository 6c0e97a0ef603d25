import * as vscode from 'vscode';
import type { Services } from '../services.js';
import type { OpenStudy } from '../studies/openStudy.js';

/** The study that a command is about: the active editor's, else the active one. Tells the person where there is none. */
export async function theStudy({ active, studies }: Services): Promise<OpenStudy | undefined> {
  const document = active.now?.document;
  const found = document === undefined ? undefined : await studies.findFor(document);
  const study = found ?? (await studies.first());
  if (study !== undefined) {
    await study.open();
    return study;
  }
  const make = vscode.l10n.t('New Study');
  const sample = vscode.l10n.t('Open Sample Study');
  void vscode.window
    .showInformationMessage(vscode.l10n.t('There is no study in this window: no folder with a codebook.'), make, sample)
    .then((answer) => {
      if (answer === make) void vscode.commands.executeCommand('emic.newStudy');
      if (answer === sample) void vscode.commands.executeCommand('emic.openSampleStudy');
    });
  return undefined;
}

/** The study of a document, with its codebook read: from then on it is known who asks and who answers. */
export async function studyWithPeople(
  { studies }: Services,
  document: vscode.TextDocument,
): Promise<OpenStudy | undefined> {
  const known = studies.studyOf(document.uri);
  if (known?.latest !== undefined) return known;
  const study = await studies.findFor(document);
  await study?.open();
  return study;
}

/** Reads all of a study's transcripts; where that takes long, it shows how far it has come, and can be stopped. */
export async function readAllOf(study: OpenStudy): Promise<void> {
  const reading = study.readAll();
  const isQuick = await Promise.race([
    reading.then(() => true),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 800)),
  ]);
  if (isQuick) return;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Reading transcripts'),
    cancellable: true,
  };
  await vscode.window.withProgress(options, async (progress, token) => {
    let shown = 0;
    const follow = study.onDidProgress(({ done, of }) => {
      if (of === 0) return;
      progress.report({ message: vscode.l10n.t('{0} of {1}', done, of), increment: (100 * (done - shown)) / of });
      shown = done;
    });
    token.onCancellationRequested(() => study.stopReading());
    await reading;
    follow.dispose();
  });
}
