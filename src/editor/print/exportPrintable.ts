import * as vscode from 'vscode';
import { colorsInOrder } from '../../core/colors/codeColors.js';
import type { Transcript } from '../../core/transcript/transcript.js';
import { theStudy } from '../commands/studyCommand.js';
import type { ActiveView } from '../codingView/codingView.js';
import { filterWords, isShownBy } from '../codingView/filter.js';
import type { Seen } from '../codingView/showing.js';
import { mayLeave } from '../pseudonyms/mayLeave.js';
import type { Services } from '../services.js';
import { say } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';

/** The command *Export Printable Transcript*: one page of HTML for each transcript, for paper and for those without Emic. */
export function registerExportPrintable(services: Services, view: ActiveView): vscode.Disposable {
  return vscode.commands.registerCommand(
    'emic.exportPrintable',
    (chosen?: unknown, allChosen?: unknown, folder?: vscode.Uri) =>
      exportPrintable(services, view, addressesOf(chosen, allChosen), folder),
  );
}

/** @param folder where to write; where it is left out, the person is asked. @returns what was written. */
async function exportPrintable(
  services: Services,
  view: ActiveView,
  chosen: readonly vscode.Uri[],
  folder: vscode.Uri | undefined,
): Promise<readonly vscode.Uri[]> {
  const sources = chosen.length > 0 ? chosen : await ask(services);
  const seen = new Map(sources.map((source) => [source, view.seenOf(source)]));
  const targets = await chooseTargets(services, sources, folder);
  if (targets === undefined) return [];
  const written: vscode.Uri[] = [];
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Exporting printable transcripts'),
    cancellable: true,
  };
  const encoder = new TextEncoder();
  const make = async (token?: vscode.CancellationToken): Promise<readonly Printed[]> => {
    const pages: Printed[] = [];
    for (const [source, target] of targets) {
      if (token?.isCancellationRequested === true) return [];
      pages.push({ source, target, bytes: encoder.encode(await printed(services, source, seen.get(source))) });
    }
    return pages;
  };
  try {
    const pages =
      targets.length > 3 ? await vscode.window.withProgress(options, (_progress, token) => make(token)) : await make();
    if (!(await mayAllLeave(services, pages, folder === undefined))) return [];
    for (const { target, bytes } of pages) {
      await vscode.workspace.fs.writeFile(target, bytes);
      written.push(target);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(vscode.l10n.t('The printable transcript cannot be written: {0}', reason));
    return written;
  }
  // Whoever named the folder need not be told.
  if (folder === undefined) void tell(written);
  return written;
}

/** A page, and where it is to go. */
interface Printed {
  readonly source: vscode.Uri;
  readonly target: vscode.Uri;
  readonly bytes: Uint8Array;
}

/** Real names are looked for with the key of the study that a transcript is of. */
async function mayAllLeave(services: Services, pages: readonly Printed[], isAsked: boolean): Promise<boolean> {
  const byStudy = new Map<OpenStudy, Uint8Array[]>();
  for (const { source, bytes } of pages) {
    const study = services.studies.studyOf(source);
    if (study !== undefined) byStudy.set(study, [...(byStudy.get(study) ?? []), bytes]);
  }
  for (const [study, files] of byStudy) if (!(await mayLeave(services, study, files, isAsked))) return false;
  return true;
}

/** The transcripts that a menu's command is about: files of the explorer, or rows of the view *Documents*. */
function addressesOf(chosen: unknown, allChosen: unknown): readonly vscode.Uri[] {
  const all = Array.isArray(allChosen) && allChosen.length > 0 ? (allChosen as readonly unknown[]) : [chosen];
  return all.flatMap((one) => {
    if (one instanceof vscode.Uri) return [one];
    const node = one as Partial<{ study: OpenStudy; path: string }> | undefined;
    return node?.study === undefined || node.path === undefined ? [] : [node.study.uriOf(node.path)];
  });
}

/** The transcripts to export, those of the active editor first. */
async function ask(services: Services): Promise<readonly vscode.Uri[]> {
  const active = services.active.now?.document;
  const codable = active !== undefined && services.studies.isCodable(active) ? active : undefined;
  const found = codable === undefined ? undefined : await services.studies.findFor(codable);
  if (codable !== undefined && found === undefined) return [codable.uri];
  const study = found ?? (await theStudy(services));
  if (study === undefined) return [];
  const { transcripts } = await study.readAll();
  const items = transcripts.map(({ title, path }) => ({
    label: title,
    description: path,
    uri: study.uriOf(path),
    picked: study.uriOf(path).toString() === codable?.uri.toString(),
  }));
  const answer = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Export Printable Transcript'),
    placeHolder: vscode.l10n.t('The transcripts to export'),
    canPickMany: true,
    matchOnDescription: true,
  });
  return answer?.map(({ uri }) => uri) ?? [];
}

/** Where each transcript goes. Undefined where there is nothing to do. */
async function chooseTargets(
  services: Services,
  sources: readonly vscode.Uri[],
  folder: vscode.Uri | undefined,
): Promise<readonly (readonly [source: vscode.Uri, target: vscode.Uri])[] | undefined> {
  const [first] = sources;
  if (first === undefined) return undefined;
  const home = services.studies.studyOf(first)?.folder ?? vscode.Uri.joinPath(first, '..');
  if (folder === undefined && sources.length === 1) {
    const target = await vscode.window.showSaveDialog({
      title: vscode.l10n.t('Export Printable Transcript'),
      defaultUri: vscode.Uri.joinPath(home, `${nameOf(first)}.html`),
      filters: { HTML: ['html'] },
    });
    return target === undefined ? undefined : [[first, target]];
  }
  const [into] = folder === undefined ? ((await chooseFolder(home)) ?? []) : [folder];
  if (into === undefined) return undefined;
  const taken = new Set<string>();
  return sources.map((source) => {
    const name = nameOf(source);
    let free = name;
    for (let number = 2; taken.has(free.toLowerCase()); number++) free = `${name}-${String(number)}`;
    taken.add(free.toLowerCase());
    return [source, vscode.Uri.joinPath(into, `${free}.html`)] as const;
  });
}

function chooseFolder(home: vscode.Uri): Thenable<vscode.Uri[] | undefined> {
  return vscode.window.showOpenDialog({
    title: vscode.l10n.t('The folder for the printable transcripts'),
    openLabel: vscode.l10n.t('Export Here'),
    defaultUri: home,
    canSelectFiles: false,
    canSelectFolders: true,
  });
}

/** @param seen what the coding view shows, where the export is asked for in it. */
async function printed(services: Services, source: vscode.Uri, seen: Seen | undefined): Promise<string> {
  const document = await vscode.workspace.openTextDocument(source);
  const study = await services.studies.findFor(document);
  await study?.open();
  const transcript: Transcript = services.studies.transcriptOf(document);
  const { printableTranscript } = await import('../../core/print/printable.js');
  const codebook = study?.now()?.codebook;
  return printableTranscript(transcript, {
    codebook,
    coding: seen && {
      isShown: isShownBy(seen.filter, codebook),
      byCoder: seen.byCoder,
      words: filterWords(seen.filter, codebook),
    },
    colors: study?.colors ?? colorsInOrder(transcript.passages.flatMap(({ codes }) => codes)),
  });
}

async function tell(written: readonly vscode.Uri[]): Promise<void> {
  const [first] = written;
  if (first === undefined) return;
  const sentence =
    written.length === 1
      ? vscode.l10n.t('The printable transcript is saved: {0}', nameOf(first))
      : vscode.l10n.t('{0} printable transcripts are saved.', written.length);
  // Only a file of this computer can be shown by its browser.
  if (first.scheme !== 'file' || vscode.env.remoteName !== undefined) {
    say(sentence);
    return;
  }
  const open = vscode.l10n.t('Open in Browser');
  if ((await vscode.window.showInformationMessage(sentence, open)) === open) await vscode.env.openExternal(first);
}

/** A file's name without folder and ending. */
function nameOf(uri: vscode.Uri): string {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  return name.replace(/(.)\.[^.]*$/, '$1');
}
