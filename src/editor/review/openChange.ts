import * as vscode from 'vscode';
import type { ChangeRow, ChangeSide } from '../../core/changes/rows.js';
import type { StudyState } from '../../core/repository/studyState.js';
import type { OpenStudy } from '../studies/openStudy.js';
import type { Reviewed } from './reviewing.js';
import { filesName, sayState } from './states.js';
import { versionUri } from './versionDocuments.js';

/** Opens a change in VS Code's own comparison, at its place. */
export async function openChange({ study, states, before, after }: Reviewed, row: ChangeRow): Promise<void> {
  const side = row.after ?? row.before;
  if (side === undefined) return;
  const [left, right] = [uriOf(study, before, states.from, row.before ?? side), uriOf(study, after, states.to, side)];
  const name = side.path.slice(side.path.lastIndexOf('/') + 1);
  const title = `${name} (${sayState(states.from)} → ${sayState(states.to)})`;
  const place = new vscode.Position(Math.max(0, (side.line ?? 1) - 1), side.column - 1);
  const options: vscode.TextDocumentShowOptions = {
    preview: true,
    preserveFocus: true,
    selection: new vscode.Range(place, place),
  };
  await vscode.commands.executeCommand('vscode.diff', left, right, title, options);
}

function uriOf(study: OpenStudy, { files }: StudyState, name: string, { path }: ChangeSide): vscode.Uri {
  const blob = files.get(path);
  return name === filesName && blob !== undefined ? study.uriOf(path) : versionUri(study, { path, blob });
}
