import { installedGit } from 'emic:git';
import type * as vscode from 'vscode';

const program = installedGit();

/** Whether this host can start git: not in a browser's worker. */
export const hasGit = program !== undefined;

/** Runs git in a folder, as somebody would who has no settings of their own. @returns what it printed. */
export async function git(folder: vscode.Uri, ...args: readonly string[]): Promise<string> {
  if (program === undefined) throw new Error('There is no git here.');
  const who = ['user.name=Kari', 'user.email=kari@example.org', 'commit.gpgsign=false', 'core.autocrlf=false'];
  const printed = await program.run(folder.fsPath, [...who.flatMap((one) => ['-c', one]), ...args]);
  return new TextDecoder().decode(printed).trim();
}
