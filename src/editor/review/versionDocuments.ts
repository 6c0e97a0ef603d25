import * as vscode from 'vscode';
import { gitIn } from '../git/studyGit.js';
import type { OpenStudy } from '../studies/openStudy.js';

const scheme = 'emic-version';

/** A file's content as git has it. */
export interface FileVersion {
  /** The file: in the repository or in the study, for people to know it by. */
  readonly path: string;
  /** What git knows the content by; undefined where the file was not there. */
  readonly blob: string | undefined;
}

/** Shows files as they were, to be read and compared: what git knows by one name never changes. */
export function registerVersionDocuments(): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    async provideTextDocumentContent(uri) {
      const { folder, blob } = JSON.parse(uri.query) as { readonly folder: string; readonly blob: string | null };
      if (blob === null || !/^[\da-f]+$/.test(blob)) return '';
      const git = await gitIn(vscode.Uri.parse(folder));
      return new TextDecoder().decode((await git?.blobs([blob]))?.get(blob));
    },
  });
}

/** Where a version of a file is read. */
export function versionUri(study: OpenStudy, { path, blob }: FileVersion): vscode.Uri {
  return vscode.Uri.from({
    scheme,
    // Below the study, so that it is read as one of its texts: with its speakers, and the colours of its codes.
    path: `${study.folder.path.replace(/\/$/, '')}/${path}`,
    query: JSON.stringify({ folder: study.folder.toString(), blob: blob ?? null }),
  });
}
