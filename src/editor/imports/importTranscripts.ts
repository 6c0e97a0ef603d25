import * as vscode from 'vscode';
import { makeImported } from './makeImported.js';
import { addInterviewers } from '../../core/codebook/interviewers.js';
import type { ImportFile, ImportPlan } from '../../core/imports/planImport.js';
import { sentenceOf } from '../../core/imports/report.js';
import { canEdit } from '../commands/coding.js';
import { readAllOf, theStudy } from '../commands/studyCommand.js';
import { applyToDocuments } from '../edits.js';
import { unmakeFiles, type Made, type NewFile } from '../newFiles.js';
import type { Services } from '../services.js';
import { say, speak } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { endings, filesAt, hasFiles, urisOf } from './filesToImport.js';
import type { ImportHistory } from './importHistory.js';
import { ImportDraft } from './importDraft.js';
import { importReport, isPlain, showReport } from './importReport.js';
import { plainWish, planned, type ImportWish } from './planning.js';
import { PlannedTexts } from './plannedTexts.js';
import { reviewImport } from './review.js';

/** What a caller has decided already; where it is given, nobody is asked. */
export interface ImportRequest extends Partial<ImportWish> {
  readonly files: readonly vscode.Uri[];
}

/** What came of an import. */
export interface Imported {
  /** Paths of what was written. */
  readonly written: readonly string[];
  readonly report: string;
}

/** What is to be written, and how somebody wants it. */
interface Reviewed {
  readonly plan: ImportPlan;
  readonly wish: ImportWish;
}

/** Importing transcripts: by command, from the explorer, and what is dropped on the view *Documents*. */
export class TranscriptImports implements vscode.Disposable {
  readonly #services: Services;
  readonly #texts = new PlannedTexts();
  readonly #history: ImportHistory;
  readonly #command: vscode.Disposable;

  constructor(services: Services, history: ImportHistory) {
    this.#services = services;
    this.#history = history;
    this.#command = vscode.commands.registerCommand('emic.importTranscripts', (chosen?: unknown, all?: unknown) =>
      this.begin(chosen, all),
    );
  }

  dispose(): void {
    this.#command.dispose();
    this.#texts.dispose();
  }

  async begin(chosen: unknown, all: unknown): Promise<Imported | undefined> {
    const open = await theStudy(this.#services);
    if (open === undefined) return undefined;
    const request = isRequest(chosen) ? chosen : undefined;
    const uris = request?.files ?? urisOf(chosen, all) ?? (await askFiles(open));
    if (uris === undefined || uris.length === 0) return undefined;
    return this.run(open, await filesAt(uris), request);
  }

  /** @param request what a caller has decided; without it, the person reviews what will be written. */
  async run(open: OpenStudy, files: readonly ImportFile[], request?: ImportRequest): Promise<Imported | undefined> {
    if (files.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('There is no file to import there.'));
      return undefined;
    }
    await readAllOf(open);
    if (open.reading.state === 'stopped') {
      void vscode.window.showWarningMessage(
        vscode.l10n.t(
          'Not all transcripts are read, so it is not known which documents are in the study already. Read them first.',
        ),
      );
      return undefined;
    }
    try {
      const wish = { ...plainWish, ...request };
      const plan = await planned(open, files, wish);
      if (plan === undefined) {
        say(vscode.l10n.t('Cancelled. Nothing was imported.'));
        return undefined;
      }
      const reviewed = request === undefined ? await this.#review(open, files, plan) : { plan, wish };
      return reviewed === undefined ? undefined : await this.#write(open, reviewed);
    } catch (error) {
      const sentence = sentenceOf(error);
      if (sentence === undefined) throw error;
      void vscode.window.showWarningMessage(speak(sentence));
      return undefined;
    }
  }

  async #review(open: OpenStudy, files: readonly ImportFile[], plan: ImportPlan): Promise<Reviewed | undefined> {
    const isAny = plan.documents.some(({ kind }) => kind === 'new' || kind === 'changed');
    if (isAny) {
      const draft = new ImportDraft(open, files, plan);
      return (await reviewImport(draft, this.#texts)) ? draft : undefined;
    }
    const [one, ...others] = plan.documents;
    if (one !== undefined && others.length === 0) {
      const reasons = one.notes.map(({ message }) => speak(message));
      void vscode.window.showWarningMessage([speak(one.sentence), ...reasons].join(' '));
      return undefined;
    }
    return { plan, wish: plainWish };
  }

  async #write(open: OpenStudy, { plan, wish }: Reviewed): Promise<Imported | undefined> {
    const made = plan.files.length === 0 ? { files: [], folders: [] } : await this.#makeAll(open, plan);
    if (made === undefined) return undefined;
    if (!(await this.#nameInterviewers(open, wish))) {
      await unmakeFiles(made);
      return undefined;
    }
    if (made.files.length > 0) {
      open.noteFiles(made.files.map(({ uri }) => uri));
      this.#history.note(made);
    }
    const report = importReport(open.title, plan);
    const paths = plan.documents.flatMap((one) => (one.kind === 'new' ? [one.path] : []));
    const [first] = paths;
    if (!isPlain(plan)) await showReport(report);
    if (first !== undefined) await vscode.window.showTextDocument(open.uriOf(first), { preview: false });
    for (const document of plan.documents.filter(({ kind }) => kind === 'changed').slice(0, mostDiffs))
      await this.#texts.show({ plan, open }, document);
    if (made.files.length > 0)
      say(
        paths.length === 1
          ? vscode.l10n.t('1 transcript is imported.')
          : vscode.l10n.t('{0} transcripts are imported.', paths.length),
      );
    return { written: made.files.map(({ path }) => path), report };
  }

  #makeAll(open: OpenStudy, { files }: ImportPlan): Promise<Made | undefined> {
    const fresh = files.map((file): NewFile => ({
      path: file.path,
      read: 'content' in file ? () => new TextEncoder().encode(file.content) : file.copyOf.read,
    }));
    return makeImported(open.folder, fresh, vscode.l10n.t('Writing transcripts'), (path) =>
      vscode.l10n.t('{0} has come into being in the meantime. Nothing was imported. Try again.', path),
    );
  }

  /** Has the codebook name those who ask. */
  async #nameInterviewers(open: OpenStudy, { interviewers }: ImportWish): Promise<boolean> {
    if (interviewers.length === 0) return true;
    const document = await vscode.workspace.openTextDocument(open.codebookUri);
    const edit = addInterviewers(document.getText(), interviewers);
    if (edit === undefined) return true;
    if (!(await canEdit(this.#services, document))) return false;
    if (await applyToDocuments([{ document, edits: [edit] }], document)) return true;
    void vscode.window.showWarningMessage(vscode.l10n.t('The codebook cannot be changed. Nothing was imported.'));
    return false;
  }
}

/** So many differences are opened by themselves. */
const mostDiffs = 5;

function isRequest(chosen: unknown): chosen is ImportRequest {
  return hasFiles(chosen);
}

function askFiles(open: OpenStudy): Thenable<readonly vscode.Uri[] | undefined> {
  return vscode.window.showOpenDialog({
    title: vscode.l10n.t('Import Transcripts'),
    openLabel: vscode.l10n.t('Import'),
    defaultUri: vscode.Uri.joinPath(open.folder, '..'),
    canSelectMany: true,
    filters: {
      [vscode.l10n.t('Transcripts')]: [...endings],
      [vscode.l10n.t('All files')]: ['*'],
    },
  });
}
