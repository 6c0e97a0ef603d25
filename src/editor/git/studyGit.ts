import { installedGit, namedState } from 'emic:git';
import * as vscode from 'vscode';
import { Git } from '../../core/repository/git.js';
import type { StudyState } from '../../core/repository/studyState.js';

/** What is used of VS Code's own git extension: its API, version 1. */
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

interface GitApi {
  readonly git: { readonly path: string };
  readonly repositories: readonly GitRepository[];
  readonly onDidOpenRepository: vscode.Event<GitRepository>;
  readonly onDidCloseRepository: vscode.Event<GitRepository>;
}

interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: { readonly onDidChange: vscode.Event<void> };
}

/** Whether git can be asked in this window at all: not in a browser's worker, where no program can be started. */
export const canAskGit = installedGit() !== undefined;

/** Why git cannot be asked about a study. @param here what is said where programs can be started. */
export function whyNoGit(here: string): string {
  return canAskGit
    ? here
    : vscode.l10n.t('git cannot be reached in a browser. Open the study in VS Code on your computer.');
}

async function builtInGit(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (extension === undefined) return undefined;
  try {
    const git = await extension.activate();
    return git.enabled ? git.getAPI(1) : undefined;
  } catch {
    // Switched off, or without a git that it likes.
    return undefined;
  }
}

/**
 * git in a folder, by the executable that VS Code's own git extension uses, else by the one on the path.
 * @returns undefined where the folder is in no repository, on no disk, or where there is no git.
 */
export async function gitIn(folder: vscode.Uri): Promise<Git | undefined> {
  if (!canAskGit || folder.scheme !== 'file') return undefined;
  const program = installedGit((await builtInGit())?.git.path);
  return program === undefined ? undefined : Git.find(program, folder.fsPath);
}

/** A state of a study by its name. @throws GitError where there is none. */
export async function stateNamed(git: Git, name: string): Promise<StudyState> {
  return namedState(git, name);
}

/**
 * Calls `listener` when a repository opens, closes, or has changed: a commit, another branch, what is staged.
 * @param listener is told whether one has opened or closed.
 */
export async function onDidChangeGit(listener: (isAnother: boolean) => void): Promise<vscode.Disposable> {
  const api = await builtInGit();
  if (api === undefined) return vscode.Disposable.from();
  const followed = new Map<string, vscode.Disposable>();
  const follow = ({ rootUri, state }: GitRepository): void => {
    followed.get(rootUri.toString())?.dispose();
    followed.set(
      rootUri.toString(),
      state.onDidChange(() => listener(false)),
    );
  };
  api.repositories.forEach(follow);
  return vscode.Disposable.from(
    api.onDidOpenRepository((repository) => {
      follow(repository);
      listener(true);
    }),
    api.onDidCloseRepository(({ rootUri }) => {
      followed.get(rootUri.toString())?.dispose();
      followed.delete(rootUri.toString());
      listener(true);
    }),
    { dispose: () => followed.forEach((one) => void one.dispose()) },
  );
}
