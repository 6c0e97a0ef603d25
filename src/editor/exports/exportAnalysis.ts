import * as vscode from 'vscode';
import { linksFrom } from '../../core/analysis/documents/links.js';
import { AnalysisError } from '../../core/analysis/analysisError.js';
import { exportFormats, formatAnalyses, type ExportFormat } from '../../core/analysis/render/formats.js';
import type { PlaceLink } from '../../core/analysis/render/markdown.js';
import type { Titled } from '../../core/analysis/titled.js';
import type { FrontMatterData } from '../../core/markdown/frontMatterData.js';
import type { Study } from '../../core/study/study.js';
import { readAllOf, theStudy } from '../commands/studyCommand.js';
import { mayLeave } from '../pseudonyms/mayLeave.js';
import type { Services } from '../services.js';
import { say, speak } from '../speak.js';
import { replaceFile } from '../studies/files.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { withPatience } from '../patience.js';
import { askFormat, type FormatChoice } from './askFormat.js';
import { askWhat, questionOf, type Question } from './askWhat.js';

/** What a caller has decided already; the person is asked for the rest. */
interface Given {
  /** As in a block of an analysis document. */
  readonly asked?: FrontMatterData;
  readonly format?: ExportFormat;
  readonly target?: vscode.Uri;
}

/** The command *Export Analysis*: a table, quotations or a whole analysis document as a file for others. */
export function registerExports(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand('emic.exportAnalysis', (argument?: unknown) =>
    exportAnalysis(services, givenOf(argument)),
  );
}

/** Menus hand over files and rows of trees: these decide nothing. */
function givenOf(argument: unknown): Given {
  if (typeof argument !== 'object' || argument === null || argument instanceof vscode.Uri) return {};
  const { asked, format, target } = argument as Readonly<Record<string, unknown>>;
  const known = exportFormats.find((one) => one === format);
  return {
    ...(typeof asked === 'object' && asked !== null ? { asked: asked as FrontMatterData } : {}),
    ...(known === undefined ? {} : { format: known }),
    ...(target instanceof vscode.Uri ? { target } : {}),
  };
}

/** @returns what was written; undefined where nothing was. */
async function exportAnalysis(services: Services, given: Given): Promise<vscode.Uri | undefined> {
  const open = await theStudy(services);
  if (open === undefined) return undefined;
  await readAllOf(open);
  if (open.reading.state !== 'read') {
    void vscode.window.showWarningMessage(vscode.l10n.t('Not all transcripts are read, so nothing was exported.'));
    return undefined;
  }
  const study = await open.readAll();
  const question = given.asked === undefined ? await askWhat(open, study) : questionOf(study, given.asked);
  if (question === undefined) return undefined;
  const choice = given.format === undefined ? await askFormat(study) : { format: given.format, csv: plainCsv };
  if (choice === undefined) return undefined;
  const target = given.target ?? (await askTarget(open, question, choice));
  if (target === undefined) return undefined;
  const path = open.pathOf(target);
  if (path !== undefined && open.isTranscript(path)) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('A file in this place would be read as a transcript of the study. Choose another folder.'),
    );
    return undefined;
  }
  const isAsked = given.target === undefined;
  const content = await contentOf(study, question, choice, path);
  if (content === undefined || !(await mayLeave(services, open, [content], isAsked))) return undefined;
  try {
    await replaceFile(target, content);
  } catch (error) {
    tellFailed(error);
    return undefined;
  }
  // Whoever named the file need not be told.
  if (isAsked) void tell(target);
  return target;
}

const plainCsv = { delimiter: ',', bom: false } as const;

async function askTarget(
  open: OpenStudy,
  { title }: Question,
  { format, label }: FormatChoice,
): Promise<vscode.Uri | undefined> {
  return vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Analysis'),
    defaultUri: vscode.Uri.joinPath(open.folder, `${fileName(title)}.${format}`),
    filters: { [label ?? format]: [format] },
  });
}

/** A title as a file's name that every system takes. */
function fileName(title: string): string {
  const name = title
    .normalize('NFC')
    .replace(/[\u0000-\u001f\\/:*?"<>|#%]+/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  return Array.from(name).slice(0, 80).join('').trim() || 'analysis';
}

/** @returns undefined where it was stopped, or cannot be made, which is told. */
async function contentOf(
  study: Study,
  question: Question,
  { format, csv }: FormatChoice,
  path: string | undefined,
): Promise<Uint8Array | undefined> {
  const linkTo: PlaceLink = path === undefined ? () => undefined : linksFrom(study, path);
  try {
    return await withPatience(vscode.l10n.t('Exporting the analysis'), async (token) => {
      const isStopped = (): boolean => token.isCancellationRequested;
      const analyses: readonly Titled[] = await question.make(token);
      if (isStopped()) return undefined;
      // What takes long leaves no room for a click; it is heard here.
      const breathe = async (): Promise<void> => {
        await new Promise((resolve) => setTimeout(resolve));
        if (isStopped()) throw new vscode.CancellationError();
      };
      const content = await formatAnalyses(study, analyses, format, { csv, linkTo, breathe });
      await breathe();
      return typeof content === 'string' ? new TextEncoder().encode(content) : content;
    });
  } catch (error) {
    if (!(error instanceof vscode.CancellationError)) tellFailed(error);
    return undefined;
  }
}

function tellFailed(error: unknown): void {
  const reason =
    error instanceof AnalysisError ? speak(error.sentence) : error instanceof Error ? error.message : String(error);
  void vscode.window.showErrorMessage(vscode.l10n.t('The analysis could not be exported: {0}', reason));
}

async function tell(target: vscode.Uri): Promise<void> {
  const name = target.path.slice(target.path.lastIndexOf('/') + 1);
  const sentence = vscode.l10n.t('The analysis is saved: {0}', name);
  // Only a file of this computer can be opened by its programs.
  if (target.scheme !== 'file' || vscode.env.remoteName !== undefined) {
    say(sentence);
    return;
  }
  const show = vscode.l10n.t('Open');
  if ((await vscode.window.showInformationMessage(sentence, show)) === show) await vscode.env.openExternal(target);
}
