import type * as vscode from 'vscode';
import { theStudy } from '../commands/studyCommand.js';
import type { DocumentNode } from '../documentsTree.js';
import { filesAt, filesDropped, nameOf, type Dropped } from '../imports/filesToImport.js';
import type { TranscriptImports } from '../imports/importTranscripts.js';
import type { Services } from '../services.js';
import { holdStudy, projectAt, projectOf } from './givenProject.js';
import { open, orTell, type ProjectImports } from './importProject.js';

/** Files can be dropped on the view *Documents*: transcripts and projects of other programs are imported. */
export class DocumentsDropping implements vscode.TreeDragAndDropController<DocumentNode> {
  readonly dragMimeTypes = [];
  readonly dropMimeTypes = ['text/uri-list', 'files'];
  readonly #services: Services;
  readonly #transcripts: TranscriptImports;
  readonly #projects: ProjectImports;

  constructor(services: Services, transcripts: TranscriptImports, projects: ProjectImports) {
    this.#services = services;
    this.#transcripts = transcripts;
    this.#projects = projects;
  }

  async handleDrop(target: DocumentNode | undefined, data: vscode.DataTransfer): Promise<void> {
    const dropped = await filesDropped(data);
    // VS Code shows that it is busy until a drop is done: what follows is asked.
    void orTell(() => this.#import(target, dropped));
  }

  async #import(target: DocumentNode | undefined, dropped: Dropped): Promise<void> {
    if (await mayBeProject(dropped)) {
      const { uris, loose } = dropped;
      const project = await open(loose.length > 0 ? projectOf(loose) : await projectAt(uris), undefined);
      if (project !== undefined) {
        await this.#projects.run(project);
        return;
      }
    }
    const study = target?.study ?? (await theStudy(this.#services));
    if (study === undefined) return;
    await this.#transcripts.run(study, [...dropped.loose, ...(await filesAt(dropped.uris))]);
  }
}

/** Whether it is worth looking what files are: those of recordings and of Word are no project. */
async function mayBeProject({ uris, loose }: Dropped): Promise<boolean> {
  const names = [...uris.map(nameOf), ...loose.map(({ name }) => name)];
  if (names.every((name) => /\.(?:vtt|srt|docx|odt)$/i.test(name))) return false;
  return !(await holdStudy(uris));
}
