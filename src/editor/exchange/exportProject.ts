import * as vscode from 'vscode';
import { sentenceOf } from '../../core/imports/report.js';
import type { ProjectNotice } from '../../core/imports/codedProject.js';
import type { NameFinder } from '../../core/pseudonyms/names.js';
import { programs } from '../../core/refi/export/fromStudy.js';
import { keptPath, readKept } from '../../core/refi/kept.js';
import { message } from '../../core/text/message.js';
import { readAllOf, theStudy } from '../commands/studyCommand.js';
import { nameOf } from '../imports/filesToImport.js';
import { showReport } from '../imports/importReport.js';
import { makeFiles } from '../newFiles.js';
import { namesOfKey } from '../pseudonyms/namesOfKey.js';
import type { Services } from '../services.js';
import { say, speak } from '../speak.js';
import { readText, replaceFile } from '../studies/files.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { askExport, endingOf, plainExport, projectFormats, type ExportWish } from './askExport.js';
import { freeFolder, plainName } from './askTarget.js';
import { contentOf, type ExportContent } from './exportContent.js';
import { noticesReport } from './projectReport.js';
import { untilStopped } from './stopping.js';

/** What a caller has decided already; where it says where to, nobody is asked. */
interface ExportRequest extends Partial<ExportWish> {
  readonly target?: vscode.Uri;
}

/** What was written, and what should be known of it. */
interface ExportDone {
  readonly target: vscode.Uri;
  readonly report: string | undefined;
}

/** The command *Export Project*: the study for other programs and for readers. */
export function registerProjectExport(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand('emic.exportProject', (argument?: unknown) =>
    exportProject(services, requestOf(argument)),
  );
}

/** Menus hand over files and rows of trees: these decide nothing. */
function requestOf(argument: unknown): ExportRequest {
  if (typeof argument !== 'object' || argument === null || argument instanceof vscode.Uri) return {};
  const { format, program, withKept, isZipped, target } = argument as Readonly<Record<string, unknown>>;
  const known = projectFormats.find((one) => one === format);
  const reader = programs.find((one) => one === program);
  return {
    ...(known === undefined ? {} : { format: known }),
    ...(reader === undefined ? {} : { program: reader }),
    ...(typeof withKept === 'boolean' ? { withKept } : {}),
    ...(typeof isZipped === 'boolean' ? { isZipped } : {}),
    ...(target instanceof vscode.Uri ? { target } : {}),
  };
}

async function exportProject(services: Services, request: ExportRequest): Promise<ExportDone | undefined> {
  const open = await theStudy(services);
  if (open === undefined) return undefined;
  const title = vscode.l10n.t('Export Project');
  const { format } = request;
  const wish =
    format === undefined ? await askExport(title, await keptOf(open)) : { ...plainExport, ...request, format };
  if (wish === undefined) return undefined;
  const target = request.target ?? (await askPlace(open, wish, title));
  if (target === undefined) return undefined;
  await readAllOf(open);
  if (open.reading.state !== 'read') {
    void vscode.window.showWarningMessage(vscode.l10n.t('Not all transcripts are read, so nothing was exported.'));
    return undefined;
  }
  if (wouldBeTranscripts(open, wish, target)) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('A file in this place would be read as a transcript of the study. Choose another folder.'),
    );
    return undefined;
  }
  const names = await namesOfKey(services, open);
  if (names.kind === 'refused') {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('Nothing was exported, as real names could not be looked for. {0}', names.sentence),
    );
    return undefined;
  }
  return write(open, wish, target, names.finder, request.target === undefined);
}

/** What the imported project is called that the study keeps. */
async function keptOf(open: OpenStudy): Promise<string | undefined> {
  const kept = await readText(vscode.Uri.joinPath(open.folder, keptPath));
  if (kept.kind !== 'text') return undefined;
  return readKept(kept.text)?.file.replace(/^.*\//, '') ?? keptPath;
}

async function askPlace(open: OpenStudy, wish: ExportWish, title: string): Promise<vscode.Uri | undefined> {
  const stem = plainName(open.title);
  const name = {
    qdpx: stem,
    qdc: stem,
    csv: stem,
    annotations: stem,
    markdown: `${stem} transcripts`,
    html: `${stem} pages`,
  }[wish.format];
  const ending = endingOf(wish);
  if (ending !== undefined)
    return vscode.window.showSaveDialog({
      title,
      defaultUri: vscode.Uri.joinPath(open.folder, '..', `${name}.${ending}`),
      filters: { [ending]: [ending] },
    });
  const [parent] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Where the new folder goes'),
      openLabel: vscode.l10n.t('Put It Here'),
      defaultUri: vscode.Uri.joinPath(open.folder, '..'),
      canSelectFiles: false,
      canSelectFolders: true,
    })) ?? [];
  return parent === undefined ? undefined : freeFolder(parent, name);
}

/** Whether what is written would be taken for transcripts of the study. */
function wouldBeTranscripts(open: OpenStudy, { format, isZipped }: ExportWish, target: vscode.Uri): boolean {
  const inside = format === 'markdown' && !isZipped ? vscode.Uri.joinPath(target, 'x.md') : target;
  const path = open.pathOf(inside);
  return path !== undefined && open.isTranscript(path);
}

/** Writes all of it or nothing: what stood there before stays where it fails. */
async function write(
  open: OpenStudy,
  wish: ExportWish,
  target: vscode.Uri,
  finder: NameFinder | undefined,
  isAsked: boolean,
): Promise<ExportDone | undefined> {
  try {
    const done = await untilStopped(vscode.l10n.t('Exporting the study'), async (breathe) => {
      const content = await contentOf(open, await open.readAll(), wish, finder, breathe);
      await breathe(0.95);
      await put(target, content);
      return content;
    });
    if (done === undefined) {
      say(vscode.l10n.t('Cancelled. Nothing was exported.'));
      return undefined;
    }
    const name = nameOf(target);
    const report = done.notices.length === 0 ? undefined : reportOf(name, done.notices);
    if (report !== undefined && isAsked) await showReport(report);
    if (isAsked) void tell(target, wish);
    return { target, report };
  } catch (error) {
    const sentence = sentenceOf(error);
    const reason = sentence === undefined ? (error instanceof Error ? error.message : String(error)) : speak(sentence);
    void vscode.window.showErrorMessage(vscode.l10n.t('The study could not be exported: {0}', reason));
    return undefined;
  }
}

async function put(target: vscode.Uri, { content }: ExportContent): Promise<void> {
  if (content instanceof Uint8Array) {
    await replaceFile(target, content);
    return;
  }
  const encoder = new TextEncoder();
  const files = [...content].map(([path, text]) => ({ path, read: () => encoder.encode(text) }));
  const making = await makeFiles(target, files);
  if (making.kind === 'exists') throw new Error(vscode.l10n.t('{0} is there already.', making.path));
  if (making.kind === 'failed') throw new Error(`${making.path}: ${making.reason}`);
}

function reportOf(name: string, notices: readonly ProjectNotice[]): string {
  return noticesReport(message('Export of {0}', name), notices, []);
}

async function tell(target: vscode.Uri, { format, isZipped }: ExportWish): Promise<void> {
  const sentence = vscode.l10n.t('The study is exported: {0}', nameOf(target));
  // Only a file of this computer can be opened by its programs.
  if (target.scheme !== 'file' || vscode.env.remoteName !== undefined) {
    say(sentence);
    return;
  }
  const isPages = format === 'html' && !isZipped;
  const show = isPages ? vscode.l10n.t('Open') : vscode.l10n.t('Show in Folder');
  if ((await vscode.window.showInformationMessage(sentence, show)) !== show) return;
  if (isPages) await vscode.env.openExternal(vscode.Uri.joinPath(target, 'index.html'));
  else await vscode.commands.executeCommand('revealFileInOS', target);
}
