import * as vscode from 'vscode';
import type { StudyState } from '../../core/repository/studyState.js';
import type { OpenStudy } from '../studies/openStudy.js';

/** The files as they are, with what is typed in the study's documents and not saved yet. */
export function withUnsaved(state: StudyState, study: OpenStudy): StudyState {
  const files = new Map(state.files);
  const typed = new Map<string, Uint8Array>();
  for (const document of vscode.workspace.textDocuments) {
    const path = document.isDirty ? study.pathOf(document.uri) : undefined;
    if (path === undefined) continue;
    // No id of git's has a space.
    const id = `unsaved ${path}`;
    files.set(path, id);
    typed.set(id, new TextEncoder().encode(document.getText()));
  }
  if (typed.size === 0) return state;
  const read: StudyState['read'] = async (ids) => {
    const found = new Map(await state.read(ids.filter((id) => !typed.has(id))));
    for (const id of ids) {
      const bytes = typed.get(id);
      if (bytes !== undefined) found.set(id, bytes);
    }
    return found;
  };
  return { name: state.name, files, read };
}
