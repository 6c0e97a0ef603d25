import * as vscode from 'vscode';
import { linksFrom } from '../../core/analysis/documents/links.js';
import { refreshBlocks, type Refreshed } from '../../core/analysis/documents/refresh.js';
import { findConflicts } from '../../core/text/conflicts.js';
import { readAllOf, theStudy } from '../commands/studyCommand.js';
import { applyToDocuments, rangeOf, type DocumentEdits } from '../edits.js';
import type { Services } from '../services.js';
import { say } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';

/** VS Code waits no longer than 1.5 s for what is to be saved, and soon stops asking an extension that takes longer. */
const patience = 1_000;

/** The command *Refresh Analysis*, and making results again on save where the settings say so. */
export function registerRefreshing(services: Services): vscode.Disposable {
  /** Documents that were saved before their results were made. */
  const late = new Map<vscode.TextDocument, Promise<unknown>>();
  return vscode.Disposable.from(
    vscode.commands.registerCommand('emic.refreshAnalysis', () => refresh(services)),
    vscode.workspace.onWillSaveTextDocument((event) => {
      const { document, reason } = event;
      if (document.languageId !== 'markdown' || reason === vscode.TextDocumentSaveReason.AfterDelay) return;
      if (!document.uri.path.includes('/analysis/')) return;
      if (!vscode.workspace.getConfiguration('emic', document).get<boolean>('analysis.refreshOnSave', false)) return;
      const making = editsOnSave(services, document);
      event.waitUntil(
        inTime(making).then((edits) => {
          if (edits === undefined) late.set(document, making);
          return edits ?? [];
        }),
      );
    }),
    vscode.workspace.onDidSaveTextDocument((document) => {
      const making = late.get(document);
      late.delete(document);
      if (making !== undefined) void making.then(() => saveRefreshed(services, document));
    }),
  );
}

/** @returns undefined where it takes too long. */
async function inTime<T>(making: Promise<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), patience)));
  try {
    return await Promise.race([making, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The first save may come before the study is read: the results then follow in a save of their own, if nobody types meanwhile. */
async function saveRefreshed(services: Services, document: vscode.TextDocument): Promise<void> {
  const isWaiting = (): boolean => !document.isClosed && !document.isDirty;
  if (!isWaiting()) return;
  const edits = await editsOnSave(services, document);
  if (edits.length === 0 || !isWaiting()) return;
  const edit = new vscode.WorkspaceEdit();
  edit.set(document.uri, edits);
  if (await vscode.workspace.applyEdit(edit)) await document.save();
}

/** Whether a document is one of the study's analysis documents, whatever is in it. */
export function isAnalysis(open: OpenStudy, { uri }: vscode.TextDocument): boolean {
  return open.pathOf(uri)?.startsWith('analysis/') ?? false;
}

/** Makes a document's results again, from the study with all its transcripts. */
export async function refreshed(open: OpenStudy, document: vscode.TextDocument): Promise<Refreshed> {
  const study = await open.readAll();
  return refreshBlocks(study, document.getText(), linksFrom(study, open.pathOf(document.uri) ?? ''));
}

async function editsOnSave({ studies }: Services, document: vscode.TextDocument): Promise<vscode.TextEdit[]> {
  const open = await studies.findFor(document);
  if (open === undefined || !isAnalysis(open, document)) return [];
  if (findConflicts(document.getText()).length > 0) return [];
  const { version } = document;
  const { edits } = await refreshed(open, document);
  if (document.version !== version) return [];
  return edits.map((edit) => vscode.TextEdit.replace(rangeOf(document, edit), edit.text));
}

/** The active analysis document, else all of the study's. */
async function refresh(services: Services): Promise<void> {
  const open = await theStudy(services);
  if (open === undefined) return;
  await readAllOf(open);
  const active = vscode.window.activeTextEditor?.document;
  const documents = active !== undefined && isAnalysis(open, active) ? [active] : await documentsOf(open);
  const changes: DocumentEdits[] = [];
  let [blocks, stale, wrong] = [0, 0, 0];
  for (const document of documents) {
    if (findConflicts(document.getText()).length > 0) {
      wrong++;
      continue;
    }
    const made = await refreshed(open, document);
    blocks += made.blocks;
    stale += made.stale;
    wrong += made.problems.length;
    if (made.edits.length > 0) changes.push({ document, edits: made.edits });
  }
  if (changes.length > 0 && !(await applyToDocuments(changes))) {
    say(vscode.l10n.t('The results could not be written: a document cannot be changed.'));
    return;
  }
  say(sentence(blocks, stale, wrong));
}

function sentence(blocks: number, stale: number, wrong: number): string {
  if (blocks === 0)
    return vscode.l10n.t(
      'There is no block to make results of. A block begins with ```emic in a document of analysis/.',
    );
  const done =
    stale === 0
      ? blocks === 1
        ? vscode.l10n.t('The one result is up to date.')
        : vscode.l10n.t('All {0} results are up to date.', blocks)
      : blocks === 1
        ? vscode.l10n.t('The one result is made again.')
        : vscode.l10n.t('{0} of {1} results are made again.', stale, blocks);
  return wrong === 0 ? done : `${done} ${vscode.l10n.t('{0} could not be made; see Problems.', wrong)}`;
}

async function documentsOf(open: OpenStudy): Promise<readonly vscode.TextDocument[]> {
  const { notes } = await open.readAll();
  const paths = notes.filter(({ kind }) => kind === 'analysis').map(({ path }) => path);
  return Promise.all(paths.map((path) => vscode.workspace.openTextDocument(open.uriOf(path))));
}
