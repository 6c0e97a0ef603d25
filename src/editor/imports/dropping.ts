import type * as vscode from 'vscode';
import { theStudy } from '../commands/studyCommand.js';
import type { DocumentNode } from '../documentsTree.js';
import type { Services } from '../services.js';
import { filesDropped } from './filesToImport.js';
import type { TranscriptImports } from './importTranscripts.js';

/** Files can be dropped on the view *Documents*: they are imported. */
export class TranscriptDropping implements vscode.TreeDragAndDropController<DocumentNode> {
  readonly dragMimeTypes = [];
  readonly dropMimeTypes = ['text/uri-list', 'files'];
  readonly #services: Services;
  readonly #imports: TranscriptImports;

  constructor(services: Services, imports: TranscriptImports) {
    this.#services = services;
    this.#imports = imports;
  }

  async handleDrop(target: DocumentNode | undefined, data: vscode.DataTransfer): Promise<void> {
    const files = await filesDropped(data);
    const study = target?.study ?? (await theStudy(this.#services));
    // VS Code shows that it is busy until a drop is done: what follows is asked.
    if (study !== undefined) void this.#imports.run(study, files);
  }
}
