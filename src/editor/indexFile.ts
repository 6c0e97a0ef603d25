import * as vscode from 'vscode';
import { buildIndex } from '../core/study/codeIndex.js';
import { formatIndex } from '../core/study/formatIndex.js';
import { codebookPath, indexPath } from '../core/study/paths.js';
import type { Study } from '../core/study/study.js';
import { readAllOf, theStudy } from './commands/studyCommand.js';
import { Pause } from './pause.js';
import { documentsInWords, passagesInWords } from './placeRows.js';
import type { Services } from './services.js';
import { say } from './speak.js';
import { readText, replaceFile } from './studies/files.js';
import type { OpenStudy } from './studies/openStudy.js';
import { withFile } from './studies/reading.js';

/** The command *Write Code Index*, and writing it on save where the settings say so. */
export function registerIndexFile(services: Services): vscode.Disposable {
  const { studies } = services;
  const saved = new Set<OpenStudy>();
  const pause = new Pause(400, () => {
    for (const study of saved) void writeQuietly(study);
    saved.clear();
  });
  return vscode.Disposable.from(
    pause,
    vscode.commands.registerCommand('emic.writeIndex', async () => {
      const study = await theStudy(services);
      if (study !== undefined) await writeAsked(study);
    }),
    vscode.workspace.onDidSaveTextDocument((document) => {
      const study = studies.studyOf(document.uri);
      if (study?.pathOf(document.uri) === undefined) return;
      if (!vscode.workspace.getConfiguration('emic', study.folder).get<boolean>('index.writeOnSave', false)) return;
      saved.add(study);
      pause.restart();
    }),
  );
}

async function writeAsked(study: OpenStudy): Promise<void> {
  await readAllOf(study);
  if (study.reading.state !== 'read') {
    void vscode.window.showWarningMessage(vscode.l10n.t('Not all transcripts are read, so the index was not written.'));
    return;
  }
  try {
    const { changed, passages, documents, unsaved } = await writeIndex(study);
    const counts = vscode.l10n.t('{0} in {1}', passagesInWords(passages), documentsInWords(documents));
    const done = changed
      ? vscode.l10n.t('The code index is written: {0}.', counts)
      : vscode.l10n.t('The code index is up to date: {0}.', counts);
    say(unsaved ? `${done} ${vscode.l10n.t('Unsaved changes are not in it.')}` : done);
  } catch {
    void vscode.window.showErrorMessage(vscode.l10n.t('The code index could not be written to {0}.', indexPath));
  }
}

async function writeQuietly(study: OpenStudy): Promise<void> {
  await study.readAll();
  if (study.reading.state !== 'read') return;
  try {
    await writeIndex(study);
  } catch {
    say(vscode.l10n.t('The code index could not be written to {0}.', indexPath));
  }
}

interface Written {
  /** Whether the file was not up to date. */
  readonly changed: boolean;
  readonly passages: number;
  readonly documents: number;
  /** Whether a document of the study has changes that are not saved, and so not in the index. */
  readonly unsaved: boolean;
}

/** Writes the index of what is saved. The file is never half written, and left alone if it says the same already. */
async function writeIndex(study: OpenStudy): Promise<Written> {
  const { saved, unsaved } = await savedStudy(study);
  const index = await buildIndex(saved);
  const text = formatIndex(index);
  const target = vscode.Uri.joinPath(study.folder, indexPath);
  const before = await readText(target);
  const changed = before.kind !== 'text' || before.text !== text;
  if (changed) await replaceFile(target, new TextEncoder().encode(text));
  return { changed, passages: index.passages.length, documents: index.documents.length, unsaved };
}

/** The study as its files have it: what is open in the editor may have other line ends, or changes that are not saved. */
async function savedStudy(study: OpenStudy): Promise<{ saved: Study; unsaved: boolean }> {
  let saved = (await study.readAll()).whole;
  let unsaved = false;
  for (const document of vscode.workspace.textDocuments) {
    const path = document.isClosed ? undefined : study.pathOf(document.uri);
    if (path === undefined) continue;
    if (path !== codebookPath && path !== saved.participantsPath && !study.isTranscript(path)) continue;
    unsaved ||= document.isDirty;
    saved = withFile(saved, path, await readText(document.uri));
  }
  return { saved, unsaved };
}
