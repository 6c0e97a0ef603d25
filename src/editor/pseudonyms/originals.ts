import * as vscode from 'vscode';
import { originalsFolder, outsidePath } from '../../core/pseudonyms/originals.js';
import { gitIn } from '../git/studyGit.js';
import { exists } from '../studies/files.js';
import type { OpenStudy } from '../studies/openStudy.js';
import type { KeyFile } from './keyFile.js';

interface Move {
  readonly from: vscode.Uri;
  readonly to: vscode.Uri;
}

/**
 * Moves originals out of the study, beside the key: they are what was said, with their hash, and never rewritten.
 * @param paths inside the study. @param isConfirmed what a test says in place of a person. @returns whether they are moved; the
 * person has been told.
 */
export async function moveOriginals(
  study: OpenStudy,
  { uri: key }: KeyFile,
  paths: readonly string[],
  isConfirmed: boolean,
): Promise<boolean> {
  if (paths.length === 0) return false;
  if (study.pathOf(key) !== undefined) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'The key lies in the study, so that originals would stay in it. Move the key out of the study first.',
      ),
    );
    return false;
  }
  const target = vscode.Uri.joinPath(key, '..', outsidePath(study.folder.path.split('/').at(-1) ?? 'study'));
  if (!isConfirmed && !(await confirm(study, paths, target))) return false;
  const moves = paths.map((path) => ({
    from: study.uriOf(path),
    to: vscode.Uri.joinPath(target, path.slice(originalsFolder.length)),
  }));
  if (!(await moveAll(moves))) return false;
  await study.refresh(moves.map(({ from }) => from));
  const sentence =
    moves.length === 1
      ? vscode.l10n.t('1 original has left the study.')
      : vscode.l10n.t('{0} originals have left the study.', moves.length);
  const back = vscode.l10n.t('Move Back');
  void vscode.window.showInformationMessage(`${sentence} ${target.fsPath}`, back).then(async (answer) => {
    if (answer !== back) return;
    await moveAll(moves.map(({ from, to }) => ({ from: to, to: from })));
    await study.refresh(moves.map(({ from }) => from));
  });
  return true;
}

async function confirm(study: OpenStudy, paths: readonly string[], target: vscode.Uri): Promise<boolean> {
  const question =
    paths.length === 1
      ? vscode.l10n.t('Move 1 original out of the study?')
      : vscode.l10n.t('Move {0} originals out of the study?', paths.length);
  const git = await gitIn(study.folder);
  const detail = [
    vscode.l10n.t('Beside the key: {0}', target.fsPath),
    '',
    vscode.l10n.t(
      'Originals are never rewritten. The transcripts keep their hash, so that you can tell which is which.',
    ),
    ...(git === undefined
      ? []
      : [vscode.l10n.t('What git has kept of them stays in its history until you take it out.')]),
  ].join('\n');
  const move = vscode.l10n.t('Move');
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, move)) === move;
}

/** Moves all files or tells which one could not be. Nothing is written over. */
async function moveAll(moves: readonly Move[]): Promise<boolean> {
  for (const { to } of moves) {
    if (!(await exists(to))) continue;
    void vscode.window.showWarningMessage(vscode.l10n.t('{0} is there already. Nothing was moved.', to.fsPath));
    return false;
  }
  const done: Move[] = [];
  for (const { from, to } of moves) {
    try {
      await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(to, '..'));
      await moveOne(from, to);
      done.push({ from, to });
    } catch {
      for (const each of done) await moveOne(each.to, each.from).catch(() => undefined);
      void vscode.window.showWarningMessage(
        vscode.l10n.t('{0} could not be moved. All are where they were.', from.fsPath),
      );
      return false;
    }
  }
  return true;
}

async function moveOne(from: vscode.Uri, to: vscode.Uri): Promise<void> {
  if (from.scheme === to.scheme && from.authority === to.authority) {
    await vscode.workspace.fs.rename(from, to, { overwrite: false });
    return;
  }
  await vscode.workspace.fs.copy(from, to, { overwrite: false });
  await vscode.workspace.fs.delete(from, { useTrash: false });
}
