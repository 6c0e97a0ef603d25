import * as vscode from 'vscode';
import type { NameFinder } from '../../core/pseudonyms/names.js';
import type { Services } from '../services.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { namesOfKey } from './namesOfKey.js';

/** The rows of a key whose names some files hold, in order. */
export async function rowsHeld(files: readonly Uint8Array[], finder: NameFinder): Promise<readonly number[]> {
  const { namesInside } = await import('../../core/pseudonyms/keptFiles.js');
  const rows = new Set<number>();
  for (const file of files) for (const row of (await namesInside('', file, finder)).rows) rows.add(row);
  return [...rows].sort((a, b) => a - b);
}

/**
 * Whether what was made of a study may leave it. Where it holds real names of the key, or these cannot be looked for, a person decides.
 * @param isAsked where it is false, nobody is asked, and nothing leaves with a name.
 */
export async function mayLeave(
  services: Services,
  open: OpenStudy,
  files: readonly Uint8Array[],
  isAsked: boolean,
): Promise<boolean> {
  const names = await namesOfKey(services, open);
  if (names.kind === 'refused')
    return decide(vscode.l10n.t('Real names could not be looked for.'), names.sentence, isAsked);
  if (names.finder === undefined) return true;
  const rows = await rowsHeld(files, names.finder);
  if (rows.length === 0) return true;
  return decide(
    vscode.l10n.t('The export holds real names.'),
    vscode.l10n.t(
      'They stand in these rows of the key: {0}. Pseudonymize the study first, or export it with its names to keep it to yourself.',
      rows.join(', '),
    ),
    isAsked,
  );
}

async function decide(sentence: string, detail: string, isAsked: boolean): Promise<boolean> {
  if (!isAsked) {
    void vscode.window.showErrorMessage(`${sentence} ${vscode.l10n.t('Nothing was exported.')}`);
    return false;
  }
  const goOn = vscode.l10n.t('Export All the Same');
  return (await vscode.window.showWarningMessage(sentence, { modal: true, detail }, goOn)) === goOn;
}
