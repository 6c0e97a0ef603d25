import * as vscode from 'vscode';
import { renameId, renameName, type RenameResult } from '../../core/references/rename.js';
import { codebookPath } from '../../core/study/paths.js';
import type { Study } from '../../core/study/study.js';
import { readAllOf } from '../commands/studyCommand.js';
import type { Services } from '../services.js';
import { speak } from '../speak.js';
import { codeAt, codedText, rangeIn, type CodePlace } from './place.js';

/**
 * F2: on an id it renames the id, on a heading of the codebook the name; over all files of the study, open or not, in one step.
 * VS Code's own preview (Ctrl+Enter in the box) shows the files.
 */
export class CodeRename implements vscode.RenameProvider {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  async prepareRename(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<{ range: vscode.Range; placeholder: string } | undefined> {
    const place = await codeAt(this.#services, document, position);
    if (place === undefined) {
      throw new Error(vscode.l10n.t('There is no code here. Put the cursor on a code in a mark or in the codebook.'));
    }
    return { range: place.range, placeholder: placeholderOf(place) };
  }

  async provideRenameEdits(
    document: vscode.TextDocument,
    position: vscode.Position,
    name: string,
  ): Promise<vscode.WorkspaceEdit | undefined> {
    const place = await codeAt(this.#services, document, position);
    if (place === undefined) return undefined;
    await readAllOf(place.open);
    const study = place.open.now()?.whole;
    if (study === undefined) return undefined;
    const edit = new vscode.WorkspaceEdit();
    if (place.open.reading.state !== 'read') {
      void vscode.window.showWarningMessage(
        vscode.l10n.t('Not all transcripts are read yet, so nothing was renamed. Try again when they are.'),
      );
      return edit;
    }
    const result = renamed(study, place, name);
    if (result.kind === 'refused') {
      // Were it refused here, VS Code would ask its Markdown extension next, which renames a heading without its code.
      void vscode.window.showWarningMessage(speak(result.message));
      return edit;
    }
    for (const [path, edits] of result.edits) {
      const label = path === codebookPath ? vscode.l10n.t('Codebook') : vscode.l10n.t('Codings');
      edit.set(
        place.open.uriOf(path),
        edits.map(({ start, end, text }): [vscode.TextEdit, vscode.WorkspaceEditEntryMetadata] => [
          vscode.TextEdit.replace(rangeIn(study, { path, start, end }), text),
          { needsConfirmation: false, label },
        ]),
      );
    }
    return edit;
  }
}

function renamed(study: Study, { reference: { code, role } }: CodePlace, name: string): RenameResult {
  return role === 'name' ? renameName(study, code, name) : renameId(study, code, name.trim());
}

function placeholderOf({ study, reference: { code, role } }: CodePlace): string {
  return role === 'name' ? (study.codebook.headings.find(({ id }) => id === code)?.name ?? code) : code;
}

/** Registers the provider; it is put before VS Code's own for Markdown whenever a codebook comes to the front. */
export function registerRename(services: Services): vscode.Disposable {
  return vscode.languages.registerRenameProvider(codedText, new CodeRename(services));
}
