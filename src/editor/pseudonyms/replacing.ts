import * as vscode from 'vscode';
import { journalOf, noJournal, readJournal, writeJournal, type Journal } from '../../core/pseudonyms/journal.js';
import { KeyNames } from '../../core/pseudonyms/names.js';
import { originalsFolder } from '../../core/pseudonyms/originals.js';
import { planPseudonyms, type PseudonymPlan } from '../../core/pseudonyms/plan.js';
import { findProposals, type Proposal } from '../../core/pseudonyms/proposals.js';
import { planReversal, reverseKey } from '../../core/pseudonyms/reverse.js';
import { textsOf } from '../../core/pseudonyms/studyTexts.js';
import type { Study } from '../../core/study/study.js';
import { differenceOf } from '../../core/text/difference.js';
import type { TextEdit } from '../../core/text/edits.js';
import { pathsIn } from '../newFiles.js';
import type { Refactorer } from '../refactoring/refactor.js';
import { say, speak } from '../speak.js';
import { readText, replaceFile } from '../studies/files.js';
import type { OpenStudy } from '../studies/openStudy.js';
import type { KeyFile } from './keyFile.js';

/** Replaces names in a study and takes it back: texts in one step that one undo takes back, then the names of files. */
export class Replacer {
  readonly #refactorer: Refactorer;

  constructor(refactorer: Refactorer) {
    this.#refactorer = refactorer;
  }

  /**
   * Replaces names. What takes it back is written beside the key before anything else is.
   * @param study, snapshot the proposals are for. @returns whether it was done; the person has been told.
   */
  async replace(study: OpenStudy, snapshot: Study, chosen: readonly Proposal[], key: KeyFile): Promise<boolean> {
    const plan = planPseudonyms(snapshot, chosen);
    if (plan.kind === 'refused') {
      void vscode.window.showWarningMessage(`${plan.path}: ${speak(plan.message)}`);
      return false;
    }
    if (plan.edits.size + plan.moved.size === 0) {
      tellRefused(plan);
      return false;
    }
    const before = await this.#journal(key);
    if (before === undefined) return false;
    const run = await journalOf(snapshot, chosen, plan);
    if (!(await keepJournal(key, { version: 1, runs: [...before.runs, run] }))) return false;
    const replaced = chosen.length - plan.refused.length;
    const title =
      replaced === 1 ? vscode.l10n.t('Replace 1 real name') : vscode.l10n.t('Replace {0} real names', replaced);
    if (!(await this.#change(study, title, plan.edits, plan.moved))) {
      await keepJournal(key, before);
      return false;
    }
    say(
      replaced === 1
        ? vscode.l10n.t('1 real name is replaced.')
        : vscode.l10n.t('{0} real names are replaced.', replaced),
    );
    tellRefused(plan);
    return true;
  }

  /** Puts the names back that were replaced last; without a journal those whose replacement stands for one name only. */
  async restore(study: OpenStudy, snapshot: Study, key: KeyFile): Promise<boolean> {
    const journal = await this.#journal(key);
    if (journal === undefined) return false;
    const run = journal.runs.at(-1);
    if (run === undefined) return this.#restoreByKey(study, snapshot, key);
    const texts = textsOf(snapshot);
    const { texts: made, moved: planned, left } = await planReversal(texts, run);
    const here = new Set(await pathsIn(study.folder));
    // An original may have left the study since.
    const moved = new Map([...planned].filter(([from]) => !from.startsWith(originalsFolder) || here.has(from)));
    const edits = new Map<string, readonly TextEdit[]>();
    for (const [path, after] of made) {
      const before = texts.get(path) ?? '';
      if (before !== after) edits.set(path, [differenceOf(before, after)]);
    }
    const files = new Set([...edits.keys(), ...moved.keys()]).size;
    if (files > 0 && !(await this.#change(study, vscode.l10n.t('Restore Real Names'), edits, moved))) return false;
    // What is left can be tried again.
    if (left.length === 0) await keepJournal(key, { version: 1, runs: journal.runs.slice(0, -1) });
    const sentence =
      files === 1
        ? vscode.l10n.t('The real names are back in 1 file.')
        : vscode.l10n.t('The real names are back in {0} files.', files);
    const [first] = left;
    if (first === undefined) {
      say(sentence);
      return files > 0;
    }
    const place = first.line === undefined ? first.path : `${first.path}:${first.line + 1}`;
    const more = left.length === 1 ? '' : ` ${vscode.l10n.t('So it is in {0} more places.', left.length - 1)}`;
    void vscode.window.showWarningMessage(`${sentence} ${place}: ${speak(first.message)}${more}`);
    return files > 0;
  }

  async #restoreByKey(study: OpenStudy, snapshot: Study, { key }: KeyFile): Promise<boolean> {
    const { entries, shared } = reverseKey(key);
    const finder = new KeyNames(entries, snapshot.settings.language);
    const plan = planPseudonyms(snapshot, findProposals(snapshot, finder, await pathsIn(study.folder)));
    if (plan.kind === 'refused') {
      void vscode.window.showWarningMessage(`${plan.path}: ${speak(plan.message)}`);
      return false;
    }
    const files = plan.edits.size;
    const question = vscode.l10n.t('There is no journal beside the key.');
    const detail = [
      vscode.l10n.t(
        'Replacements that stand for one name only become it again, as the key writes it: in {0} files.',
        files,
      ),
      ...(shared.length === 0
        ? []
        : [vscode.l10n.t('{0} replacements stand for several names. They are left as they are.', shared.length)]),
    ].join('\n');
    const button = vscode.l10n.t('Restore');
    if (files === 0 || (await vscode.window.showWarningMessage(question, { modal: true, detail }, button)) !== button)
      return false;
    return this.#change(study, vscode.l10n.t('Restore Real Names'), plan.edits, plan.moved);
  }

  async #change(
    study: OpenStudy,
    title: string,
    edits: ReadonlyMap<string, readonly TextEdit[]>,
    moved: ReadonlyMap<string, string>,
  ): Promise<boolean> {
    if (edits.size > 0 && !(await this.#refactorer.change(study, title, edits))) return false;
    if (moved.size === 0) return true;
    const renaming = new vscode.WorkspaceEdit();
    for (const [from, to] of moved) renaming.renameFile(study.uriOf(from), study.uriOf(to), { overwrite: false });
    const isDone = await vscode.workspace.applyEdit(renaming);
    await study.refresh([...moved].flat().map((path) => study.uriOf(path)));
    if (isDone) return true;
    void vscode.window.showWarningMessage(
      vscode.l10n.t('The texts are changed, but some files could not get their new names.'),
    );
    return true;
  }

  async #journal({ journal }: KeyFile): Promise<Journal | undefined> {
    const read = await readText(journal);
    if (read.kind === 'missing') return noJournal;
    try {
      if (read.kind === 'text') return readJournal(read.text);
    } catch {
      // Told below.
    }
    void vscode.window.showWarningMessage(
      vscode.l10n.t('The journal beside the key cannot be read. Nothing was changed: {0}', journal.fsPath),
    );
    return undefined;
  }
}

async function keepJournal({ journal }: KeyFile, content: Journal): Promise<boolean> {
  try {
    await replaceFile(journal, new TextEncoder().encode(writeJournal(content)));
    return true;
  } catch {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('The journal beside the key cannot be written. Nothing was changed: {0}', journal.fsPath),
    );
    return false;
  }
}

function tellRefused({ refused }: PseudonymPlan): void {
  const [first] = refused;
  if (first === undefined) return;
  const { path, line } = first.proposal;
  const sentence =
    refused.length === 1
      ? vscode.l10n.t('1 name was left as it is.')
      : vscode.l10n.t('{0} names were left as they are.', refused.length);
  void vscode.window.showWarningMessage(`${sentence} ${path}:${line + 1}: ${speak(first.reason)}`);
}
