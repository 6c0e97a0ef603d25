import * as vscode from 'vscode';
import { codebookPath } from '../../core/study/paths.js';
import type { Services } from '../services.js';
import { quoted } from '../speak.js';
import { exists, readFolder } from '../studies/files.js';
import type { OpenStudy } from '../studies/openStudy.js';

/** Where an import goes. */
export type Target =
  | { readonly kind: 'join'; readonly study: OpenStudy }
  /** A study is there: what is otherwise in it is shown. */
  | { readonly kind: 'compare'; readonly folder: vscode.Uri }
  | { readonly kind: 'new'; readonly folder: vscode.Uri };

/** What is to be known of a project to ask where it goes. */
export interface Incoming {
  /** What its file or folder is called. */
  readonly name: string;
  readonly canJoin: boolean;
  readonly isCodebook: boolean;
}

type Choice = vscode.QuickPickItem & ({ readonly target?: Target } | { readonly isOther: true });

/** Asks where a project goes: into a study that is there, where it can, or into a folder that becomes a study. */
export async function askTarget({ studies }: Services, incoming: Incoming): Promise<Target | undefined> {
  const { name, canJoin, isCodebook } = incoming;
  const title = vscode.l10n.t('Import {0}', name);
  const known = await studies.find();
  const choices: Choice[] = [];
  if (canJoin) for (const study of known) choices.push(joinChoice(study, isCodebook));
  for (const study of known) if (!canJoin && (await isFrom(study, name))) choices.push(compareChoice(study));
  const stem = folderName(name);
  for (const { uri, name: label } of vscode.workspace.workspaceFolders ?? []) {
    if (await exists(vscode.Uri.joinPath(uri, codebookPath))) continue;
    choices.push({
      label: `$(folder) ${label}`,
      description: vscode.l10n.t('this folder becomes the study'),
      target: { kind: 'new', folder: uri },
    });
    choices.push({
      label: `$(new-folder) ${label}/${stem}`,
      description: vscode.l10n.t('a new folder'),
      target: { kind: 'new', folder: await freeFolder(uri, stem) },
    });
  }
  if (choices.length === 0) return askFolder(title, stem);
  choices.push({
    label: `$(folder-opened) ${vscode.l10n.t('Another Folder...')}`,
    description: vscode.l10n.t('a study of its own'),
    isOther: true,
  });
  const answer = await vscode.window.showQuickPick(choices, {
    title,
    placeHolder: vscode.l10n.t('Where it goes. Nothing is written yet.'),
    ignoreFocusOut: true,
  });
  if (answer === undefined) return undefined;
  return 'isOther' in answer ? askFolder(title, stem) : answer.target;
}

function joinChoice(study: OpenStudy, isCodebook: boolean): Choice {
  return {
    label: `$(${isCodebook ? 'book' : 'checklist'}) ${
      isCodebook
        ? vscode.l10n.t('Add the Codes to {0}', quoted(study.title))
        : vscode.l10n.t('Code the Transcripts of {0}', quoted(study.title))
    }`,
    detail: isCodebook
      ? vscode.l10n.t('What the codebook has stays as it is.')
      : vscode.l10n.t('Only where the words are found in one place. What is coded stays as it is.'),
    target: { kind: 'join', study },
  };
}

function compareChoice(study: OpenStudy): Choice {
  return {
    label: `$(diff) ${vscode.l10n.t('Compare With {0}', quoted(study.title))}`,
    detail: vscode.l10n.t('It was imported there before. Shows what is otherwise now, and writes nothing.'),
    target: { kind: 'compare', folder: study.folder },
  };
}

/** Whether a study keeps a project of this name. */
async function isFrom(study: OpenStudy, name: string): Promise<boolean> {
  return (
    (await exists(vscode.Uri.joinPath(study.folder, 'originals', name))) ||
    (/\.qda$/i.test(name) && (await exists(vscode.Uri.joinPath(study.folder, 'originals', 'data.qda'))))
  );
}

async function askFolder(title: string, stem: string): Promise<Target | undefined> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      title,
      openLabel: vscode.l10n.t('Put the Study Here'),
      canSelectFiles: false,
      canSelectFolders: true,
    })) ?? [];
  if (folder === undefined) return undefined;
  if (await exists(vscode.Uri.joinPath(folder, codebookPath))) return { kind: 'compare', folder };
  return { kind: 'new', folder: await emptyFolder(folder, stem) };
}

/** The folder itself if nothing is in it, else a new one in it. */
async function emptyFolder(folder: vscode.Uri, stem: string): Promise<vscode.Uri> {
  const inside = (await readFolder(folder)).filter(([name]) => !name.startsWith('.'));
  return inside.length === 0 ? folder : freeFolder(folder, stem);
}

/** A folder in another, under a name that nothing there has. */
export async function freeFolder(parent: vscode.Uri, name: string): Promise<vscode.Uri> {
  let folder = vscode.Uri.joinPath(parent, name);
  for (let number = 2; await exists(folder); number++) folder = vscode.Uri.joinPath(parent, `${name} ${number}`);
  return folder;
}

/** A file's name without its ending, as a folder's. */
function folderName(name: string): string {
  return plainName(name.replace(/\.[^.]{1,8}$/, ''));
}

/** Words as a file's name that every system takes. */
export function plainName(words: string): string {
  const plain = words
    .normalize('NFC')
    .replace(/[\u0000-\u001f\\/:*?"<>|#%]+/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  return Array.from(plain).slice(0, 80).join('').trim() || 'study';
}
