import * as vscode from 'vscode';
import { readKey, type PseudonymKey } from '../../core/pseudonyms/key.js';
import { newKey } from '../../core/pseudonyms/keyRow.js';
import { gitIn } from '../git/studyGit.js';
import type { Services } from '../services.js';
import { speak } from '../speak.js';
import { readText, replaceFile } from '../studies/files.js';
import type { OpenStudy } from '../studies/openStudy.js';

/** A key that can be used, and where it and its journal are. */
export interface KeyFile {
  readonly key: PseudonymKey;
  readonly text: string;
  readonly uri: vscode.Uri;
  readonly journal: vscode.Uri;
}

/** A key, or a sentence that says why it cannot be used and where. It has no name in it. */
export type KeyRead =
  | { readonly kind: 'key'; readonly file: KeyFile }
  | { readonly kind: 'refused'; readonly sentence: string; readonly line?: number };

/** Which key belongs to which study: known to this computer and this workspace alone, never to the study. */
export class KnownKeys {
  readonly #state: vscode.Memento;

  constructor({ context }: Services) {
    this.#state = context.workspaceState;
  }

  of(study: OpenStudy): vscode.Uri | undefined {
    const known = this.#state.get<string>(nameOf(study));
    return known === undefined ? undefined : vscode.Uri.parse(known, true);
  }

  async keep(study: OpenStudy, key: vscode.Uri | undefined): Promise<void> {
    await this.#state.update(nameOf(study), key?.toString());
  }
}

function nameOf({ folder }: OpenStudy): string {
  return `emic.key:${folder.toString()}`;
}

/** Where a key's journal is: beside it. */
export function journalOf(key: vscode.Uri): vscode.Uri {
  return key.with({ path: `${key.path}.journal.json` });
}

/** Reads a key. One that lies in the study or in its repository is refused unless git ignores it. */
export async function readKeyFile(study: OpenStudy, uri: vscode.Uri): Promise<KeyRead> {
  const journal = journalOf(uri);
  const misplaced = await whyMisplaced(study, uri, journal);
  if (misplaced !== undefined) return { kind: 'refused', sentence: misplaced };
  const read = await readText(uri);
  if (read.kind === 'unreadable' && read.reason === 'not-utf-8')
    return { kind: 'refused', sentence: vscode.l10n.t('The key is not UTF-8 text. Save it with the encoding UTF-8.') };
  if (read.kind !== 'text')
    return { kind: 'refused', sentence: vscode.l10n.t('The key cannot be read: {0}', uri.fsPath) };
  const key = readKey(read.text);
  const error = key.problems.find(({ severity }) => severity === 'error');
  if (error !== undefined) {
    const sentence = vscode.l10n.t('Line {0} of the key: {1}', error.line, speak(error.message));
    return { kind: 'refused', sentence, line: error.line };
  }
  return { kind: 'key', file: { key, text: read.text, uri, journal } };
}

async function whyMisplaced(study: OpenStudy, key: vscode.Uri, journal: vscode.Uri): Promise<string | undefined> {
  const git = await gitIn(study.folder);
  const isInStudy = study.pathOf(key) !== undefined;
  const root = git === undefined ? undefined : vscode.Uri.file(git.root);
  const isInRepository = root !== undefined && key.scheme === 'file' && `${key.path}/`.startsWith(`${root.path}/`);
  if (!isInStudy && !isInRepository) return undefined;
  if (git !== undefined) {
    const hidden = await Promise.all([key, journal].map(({ fsPath }) => git.ignores(fsPath)));
    if (hidden.every(Boolean)) return undefined;
  }
  return vscode.l10n.t(
    'The key lies in the study, and git does not ignore it. Move it out of the study, where nobody shares it.',
  );
}

type KeyPick = vscode.QuickPickItem & { readonly how: 'known' | 'open' | 'new' };

/**
 * Asks which key belongs to a study, and keeps the answer.
 * @returns undefined where none was chosen, or where it cannot be used; the person has been told.
 */
export async function askForKey(study: OpenStudy, known: KnownKeys, given?: vscode.Uri): Promise<KeyFile | undefined> {
  const before = known.of(study);
  const uri = given ?? (await chooseKey(study, before));
  if (uri === undefined) return undefined;
  const read = await readKeyFile(study, uri);
  if (read.kind === 'refused') {
    tellRefused(uri, read.sentence, read.line);
    return undefined;
  }
  if (uri.toString() !== before?.toString()) await known.keep(study, uri);
  return read.file;
}

export function tellRefused(uri: vscode.Uri, sentence: string, line = 1): void {
  const open = vscode.l10n.t('Open the Key');
  void vscode.window.showWarningMessage(sentence, open).then((answer) => {
    if (answer !== open) return;
    const selection = new vscode.Range(line - 1, 0, line - 1, 0);
    void vscode.window.showTextDocument(uri, { selection });
  });
}

async function chooseKey(study: OpenStudy, before: vscode.Uri | undefined): Promise<vscode.Uri | undefined> {
  const items: KeyPick[] = [
    ...(before === undefined
      ? []
      : [{ label: `$(key) ${nameIn(before)}`, description: before.fsPath, how: 'known' as const }]),
    {
      label: `$(folder-opened) ${vscode.l10n.t('Choose a key …')}`,
      detail: vscode.l10n.t('A table (CSV) with a column for real names and one for what replaces them'),
      how: 'open',
    },
    {
      label: `$(new-file) ${vscode.l10n.t('Make a new key …')}`,
      detail: vscode.l10n.t('Outside the study, where nobody shares it'),
      how: 'new',
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Pseudonymize {0}', study.title),
    placeHolder: vscode.l10n.t('Which key has the real names?'),
  });
  const above = vscode.Uri.joinPath(study.folder, '..');
  if (picked?.how === 'known') return before;
  if (picked?.how === 'open') {
    const chosen = await vscode.window.showOpenDialog({
      title: vscode.l10n.t('The Key With the Real Names'),
      defaultUri: before ?? above,
      filters: { [vscode.l10n.t('Tables')]: ['csv', 'tsv', 'txt'] },
    });
    return chosen?.[0];
  }
  if (picked?.how !== 'new') return undefined;
  const name = study.folder.path.split('/').at(-1) ?? 'study';
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('A Key Outside the Study'),
    defaultUri: vscode.Uri.joinPath(above, `${name}-key.csv`),
  });
  if (target === undefined) return undefined;
  await replaceFile(target, new TextEncoder().encode(newKey));
  return target;
}

function nameIn({ path }: vscode.Uri): string {
  return path.split('/').at(-1) ?? path;
}
