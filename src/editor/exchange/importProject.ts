import * as vscode from 'vscode';
import { makeImported } from '../imports/makeImported.js';
import type { ExchangeFormat } from '../../core/exchange/formats.js';
import type { GivenProject, ProjectImport } from '../../core/exchange/projectImport.js';
import type { ImportedStudy } from '../../core/imports/codedProject.js';
import { sentenceOf } from '../../core/imports/report.js';
import { codebookPath } from '../../core/study/paths.js';
import { message } from '../../core/text/message.js';
import { readAllOf, theStudy } from '../commands/studyCommand.js';
import type { ImportHistory } from '../imports/importHistory.js';
import { hasFiles, nameOf, urisOf } from '../imports/filesToImport.js';
import { showReport } from '../imports/importReport.js';
import { showStudy } from '../newStudy/folders.js';
import { type Made } from '../newFiles.js';
import { withPatience } from '../patience.js';
import type { Refactorer } from '../refactoring/refactor.js';
import type { Services } from '../services.js';
import { say, speak } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { askProject } from './askProject.js';
import { askTarget, type Target } from './askTarget.js';
import { confirmImport, countsOf } from './confirmImport.js';
import { projectAt } from './givenProject.js';
import { differencesReport, noticesReport } from './projectReport.js';
import { untilStopped } from './stopping.js';

/** What a caller has decided already; where it is given, nobody is asked. */
export interface ProjectRequest {
  readonly files: readonly vscode.Uri[];
  /** A folder that becomes the study; without it, the active study gets what can come into one. */
  readonly into?: vscode.Uri;
}

/** What came of an import: the paths that were written, and the report. */
export interface ProjectImported {
  readonly written: readonly string[];
  readonly report: string;
}

/** Importing projects of other programs: by command, from the explorer, and what is dropped on the view *Documents*. */
export class ProjectImports implements vscode.Disposable {
  readonly #services: Services;
  readonly #refactorer: Refactorer;
  readonly #history: ImportHistory;
  readonly #command: vscode.Disposable;

  constructor(services: Services, refactorer: Refactorer, history: ImportHistory) {
    this.#services = services;
    this.#refactorer = refactorer;
    this.#history = history;
    this.#command = vscode.commands.registerCommand('emic.importProject', (chosen?: unknown, all?: unknown) =>
      this.#begin(chosen, all),
    );
  }

  dispose(): void {
    this.#command.dispose();
  }

  async #begin(chosen: unknown, all: unknown): Promise<ProjectImported | undefined> {
    const request = isRequest(chosen) ? chosen : undefined;
    const uris = request?.files ?? urisOf(chosen, all);
    const asked = uris === undefined ? await askProject() : { uris, format: undefined };
    if (asked === undefined || asked.uris.length === 0) return undefined;
    return orTell(async () => {
      const project = await open(await projectAt(asked.uris), asked.format);
      if (project !== undefined) return this.run(project, request);
      tellUnknown(asked.uris);
      return undefined;
    });
  }

  /** @param request what a caller has decided; without it, the person is asked where it goes, and sees what would be written. */
  async run(project: ProjectImport, request?: ProjectRequest): Promise<ProjectImported | undefined> {
    return orTell(async () => {
      const target = request === undefined ? await askTarget(this.#services, project) : await this.#given(request);
      switch (target?.kind) {
        case undefined:
          return undefined;
        case 'join':
          return this.#join(project, target.study);
        case 'compare':
          return compare(project, target.folder);
        case 'new':
          return this.#makeStudy(project, target.folder, request !== undefined);
      }
    });
  }

  async #given({ into }: ProjectRequest): Promise<Target | undefined> {
    if (into !== undefined) {
      const isThere = await vscode.workspace.fs.stat(vscode.Uri.joinPath(into, codebookPath)).then(
        () => true,
        () => false,
      );
      return isThere ? { kind: 'compare', folder: into } : { kind: 'new', folder: into };
    }
    const study = await theStudy(this.#services);
    return study === undefined ? undefined : { kind: 'join', study };
  }

  async #makeStudy(
    project: ProjectImport,
    folder: vscode.Uri,
    isDecided: boolean,
  ): Promise<ProjectImported | undefined> {
    const made = await untilStopped(vscode.l10n.t('Reading {0}', project.name), (breathe) =>
      project.asStudy({ onProgress: breathe, say: speak }),
    );
    if (made === undefined) {
      say(vscode.l10n.t('Cancelled. Nothing was imported.'));
      return undefined;
    }
    if (!isDecided && !(await confirmImport(project.name, nameOf(folder), made))) return undefined;
    const written = await writeAll(folder, made);
    if (written === undefined) return undefined;
    this.#history.note(written);
    const report = noticesReport(message('Import of {0}', project.name), made.notices, [countsOf(made)]);
    await this.#show(folder, made, report);
    say(vscode.l10n.t('{0} is imported.', project.name));
    return { written: written.files.map(({ path }) => path), report };
  }

  /** Shows the study, and above it what should be known of it. */
  async #show(folder: vscode.Uri, { report, notices }: ImportedStudy, content: string): Promise<void> {
    const isHere = vscode.workspace.getWorkspaceFolder(folder) !== undefined;
    await showStudy(this.#services, folder, vscode.Uri.joinPath(folder, codebookPath));
    if (!isHere || notices.length === 0) return;
    if (report === undefined) await showReport(content);
    else await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, report), { preview: false });
  }

  /** Brings codes into a study's codebook, and passages onto its transcripts, in one step that can be undone. */
  async #join(project: ProjectImport, study: OpenStudy): Promise<ProjectImported | undefined> {
    if (project.isCodebook) await study.open();
    else await readAllOf(study);
    if (!project.isCodebook && study.reading.state !== 'read') {
      void vscode.window.showWarningMessage(
        vscode.l10n.t('Not all transcripts are read, so that not all of them could be coded. Read them first.'),
      );
      return undefined;
    }
    const now = study.now() ?? (await study.open());
    const joined = await untilStopped(vscode.l10n.t('Reading {0}', project.name), (breathe) =>
      project.into(now, { onProgress: breathe }),
    );
    if (joined === undefined) {
      say(vscode.l10n.t('Cancelled. Nothing was imported.'));
      return undefined;
    }
    const { edits, notices, codes, coded, present } = joined;
    if (edits.size > 0 && !(await this.#refactorer.change(study, vscode.l10n.t('Import {0}', project.name), edits)))
      return undefined;
    const counts = [vscode.l10n.t('Codes added: {0}', codes)];
    if (!project.isCodebook)
      counts.push(vscode.l10n.t('Passages coded: {0}', coded), vscode.l10n.t('Coded so already: {0}', present));
    const report = noticesReport(message('Import of {0}', project.name), notices, [counts.join(' · ')]);
    if (notices.length > 0) await showReport(report);
    else if (codes > 0 && coded === 0) await vscode.window.showTextDocument(study.codebookUri, { preview: false });
    say(counts.join(' · '));
    return { written: [...edits.keys()], report };
  }
}

/** Tells what files are. @returns undefined where they are no project. @throws ArchiveError */
export async function open(
  given: GivenProject,
  format: ExchangeFormat | undefined,
): Promise<ProjectImport | undefined> {
  return withPatience(vscode.l10n.t('Reading {0}', given.name), async (token) => {
    const read = (file: GivenProject['files'][number]) => async (): Promise<Uint8Array> => {
      if (token.isCancellationRequested) throw new vscode.CancellationError();
      return file.read();
    };
    const files = given.files.map((file) => ({ ...file, read: read(file) }));
    const core = await import('../../core/exchange/projectImport.js');
    const found = await core.ProjectImport.open({ ...given, files });
    return found ?? (format === undefined ? undefined : core.ProjectImport.open({ ...given, files, format }));
  });
}

async function compare(project: ProjectImport, folder: vscode.Uri): Promise<ProjectImported | undefined> {
  const made = await untilStopped(vscode.l10n.t('Reading {0}', project.name), (breathe) =>
    project.asStudy({ onProgress: breathe, say: speak }),
  );
  if (made === undefined) return undefined;
  const { differencesOf } = await import('../../core/exchange/compareStudy.js');
  const differences = await differencesOf(made.files, made.report, async (path) =>
    vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, path)).then(undefined, () => undefined),
  );
  const report = differencesReport(project.name, nameOf(folder), differences);
  await showReport(report);
  return { written: [], report };
}

function writeAll(folder: vscode.Uri, { files }: ImportedStudy): Promise<Made | undefined> {
  const encoder = new TextEncoder();
  const fresh = [...files].map(([path, content]) => ({
    path,
    read: () => (typeof content === 'string' ? encoder.encode(content) : content),
  }));
  return makeImported(folder, fresh, vscode.l10n.t('Writing the study'), (path) =>
    vscode.l10n.t('{0} is there already. Nothing was imported. Choose an empty folder.', path),
  );
}

/** What cannot be read is one sentence; whoever cancels needs none. */
export async function orTell<T>(task: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await task();
  } catch (error) {
    if (error instanceof vscode.CancellationError) {
      say(vscode.l10n.t('Cancelled. Nothing was imported.'));
      return undefined;
    }
    const sentence = sentenceOf(error);
    if (sentence === undefined) throw error;
    void vscode.window.showWarningMessage(speak(sentence));
    return undefined;
  }
}

function tellUnknown(uris: readonly vscode.Uri[]): void {
  const transcripts = vscode.l10n.t('Import Transcripts');
  void vscode.window
    .showWarningMessage(
      vscode.l10n.t(
        '{0} is no project that Emic knows. Most programs can export a REFI-QDA project (.qdpx): import that.',
        uris.map(nameOf).join(', '),
      ),
      transcripts,
    )
    .then((answer) => {
      if (answer === transcripts) void vscode.commands.executeCommand('emic.importTranscripts', uris[0], uris);
    });
}

function isRequest(chosen: unknown): chosen is ProjectRequest {
  return hasFiles(chosen);
}
