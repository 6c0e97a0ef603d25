import * as vscode from 'vscode';
import { codesByKey, giveKey, isKey, type KeyEdit } from '../../core/codebook/keys.js';
import type { Codebook } from '../../core/codebook/codebook.js';
import { pickCode } from '../codePicker.js';
import { canEdit } from '../commands/coding.js';
import { theStudy } from '../commands/studyCommand.js';
import { applyToDocuments } from '../edits.js';
import type { Services } from '../services.js';
import { say } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';

/** Gives a code a key of its own, or takes it away. @param given the code; it is asked for where there is none. */
export async function giveKeyByCommand(services: Services, given: string | undefined): Promise<void> {
  const study = await theStudy(services);
  if (study === undefined) return;
  const code = given ?? (await askCode(study, undefined));
  if (code !== undefined) await askKey(services, study, code);
}

/** Asks which code is to have a key, and writes it into the codebook. @returns the code, if it has the key now. */
export async function giveKeyToCode(
  services: Services,
  study: OpenStudy,
  key: string | undefined,
): Promise<string | undefined> {
  const code = await askCode(study, key);
  if (code === undefined) return undefined;
  if (key === undefined) return (await askKey(services, study, code)) ? code : undefined;
  return (await write(services, study, code, key)) ? code : undefined;
}

async function askCode(open: OpenStudy, key: string | undefined): Promise<string | undefined> {
  const study = await open.open();
  const { codes } = study.codebook;
  if (codes.length === 0) {
    say(vscode.l10n.t('The codebook has no codes yet.'));
    return undefined;
  }
  const code = await pickCode(open, study, {
    title:
      key === undefined ? vscode.l10n.t('Give a Key to a Code') : vscode.l10n.t('Give the key “{0}” to a code', key),
    placeholder: vscode.l10n.t('The code that the key is to apply'),
    heading: '',
  });
  if (code === undefined || study.codebook.has(code)) return code;
  say(vscode.l10n.t('“{0}” is not in the codebook, which keeps the keys.', code));
  return undefined;
}

/** Asks for the key of a code. @returns whether it has one now. */
async function askKey(services: Services, study: OpenStudy, id: string): Promise<boolean> {
  const { codebook } = await study.open();
  const code = codebook.get(id);
  if (code === undefined) return false;
  const key = await vscode.window.showInputBox({
    title: vscode.l10n.t('Key of “{0}”', code.name),
    prompt:
      code.key === undefined
        ? vscode.l10n.t('One character, such as k')
        : vscode.l10n.t('One character, such as k; nothing takes the key away'),
    value: code.key ?? '',
    validateInput: (value) => (value === '' ? undefined : whatIsWrong(codebook, id, value)),
  });
  if (key === undefined || (key === '' && code.key === undefined)) return false;
  return (await write(services, study, id, key === '' ? undefined : key)) && key !== '';
}

function whatIsWrong(codebook: Codebook, id: string, value: string): string | undefined {
  if (!isKey(value)) return vscode.l10n.t('A key is one character.');
  const by = codesByKey(codebook).get(value.normalize('NFC'));
  return by === undefined || by.id === id
    ? undefined
    : vscode.l10n.t('The key {0} applies “{1}” already.', value, by.name);
}

async function write(services: Services, study: OpenStudy, id: string, key: string | undefined): Promise<boolean> {
  try {
    const document = await vscode.workspace.openTextDocument(study.codebookUri);
    if (!(await canEdit(services, document))) return false;
    // Reading the document has made it the study's codebook.
    study.noteDocument(document);
    const codebook = study.now()?.codebook;
    if (codebook === undefined) return false;
    const result = giveKey(codebook, id, key);
    if (result.kind === 'refused') {
      void vscode.window.showWarningMessage(sentenceOf(result, key ?? ''));
      return false;
    }
    if (!(await applyToDocuments([{ document, edits: result.edits }], document))) {
      void vscode.window.showWarningMessage(vscode.l10n.t('The codebook cannot be changed.'));
      return false;
    }
    const name = codebook.get(id)?.name ?? id;
    say(
      key === undefined
        ? vscode.l10n.t('“{0}” has no key any more.', name)
        : vscode.l10n.t('The key {0} applies “{1}” from now on.', key, name),
    );
    return true;
  } catch {
    void vscode.window.showWarningMessage(vscode.l10n.t('The codebook cannot be opened.'));
    return false;
  }
}

function sentenceOf(refused: KeyEdit & { readonly kind: 'refused' }, key: string): string {
  switch (refused.reason) {
    case 'no-key':
      return vscode.l10n.t('A key is one character.');
    case 'taken':
      return vscode.l10n.t('The key {0} applies “{1}” already.', key, refused.by.name);
    case 'unknown-code':
      return vscode.l10n.t('The code is no longer in the codebook.');
    case 'no-place':
      return vscode.l10n.t('The heading of this code cannot take a key. Write key= into it yourself.');
  }
}
