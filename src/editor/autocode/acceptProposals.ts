import * as vscode from 'vscode';
import { codeMany } from '../../core/coding/codeMany.js';
import { canEdit, editsForNewCode } from '../commands/coding.js';
import { applyToDocuments, type DocumentEdits } from '../edits.js';
import type { Services } from '../services.js';
import { say, speak } from '../speak.js';
import type { Entry, ProposalList } from './proposalList.js';

/** Codes what is proposed, in one step that one undo takes back, and takes it out of the list. */
export async function acceptProposals(
  services: Services,
  list: ProposalList,
  accepted: readonly Entry[],
): Promise<boolean> {
  const { purpose } = list;
  if (purpose === undefined || accepted.length === 0) return false;
  const { study, newCode } = purpose;
  const codes = [...purpose.codes];
  const made = newCode === undefined ? undefined : await editsForNewCode(services, study, newCode);
  if (newCode !== undefined && made === undefined) return false;
  if (made !== undefined) codes.push(made.id);
  const wanted = new Set(accepted);
  const paths = list.groups.filter(({ entries }) => entries.some((entry) => wanted.has(entry))).map(({ path }) => path);
  const documents = await openAll(services, paths, (path) => study.uriOf(path));
  // Opening documents may have shown that they have changed.
  const now = study.now();
  list.follow((path) => now?.transcript(path));
  const changes: DocumentEdits[] = made === undefined ? [] : [made];
  const done = new Set<Entry>();
  let passages = 0;
  let refused: string | undefined;
  let refusals = 0;
  for (const group of [...list.groups]) {
    const document = documents.get(group.path);
    const entries = group.entries.filter((entry) => wanted.has(entry));
    if (document === undefined || entries.length === 0) continue;
    const coder = vscode.workspace.getConfiguration('emic', document).get('coder', '').trim();
    const extents = entries.map(({ proposal }) => proposal.extent);
    const result = codeMany(services.studies.transcriptOf(document).text, extents, codes, {
      facts: coder === '' ? {} : { by: coder },
      context: study.context,
    });
    if (result.kind === 'refused') {
      refused ??= speak(result.message);
      refusals += entries.length;
      continue;
    }
    const [first] = result.refused;
    if (first !== undefined) refused ??= speak(first.reason.message);
    refusals += result.refused.length;
    passages += result.passages.length;
    if (result.edits.length > 0) changes.push({ document, edits: result.edits });
    for (const entry of entries) done.add(entry);
  }
  if (changes.length > 0 && !(await applyToDocuments(changes, made?.document))) {
    void vscode.window.showWarningMessage(vscode.l10n.t('The documents cannot be changed. Nothing was coded.'));
    return false;
  }
  if (made !== undefined) list.purpose = { ...purpose, codes, newCode: undefined };
  await services.recent.note(study, codes);
  list.remove(done);
  const names = codes.map((code) => study.now()?.codebook.get(code)?.name ?? code).join(', ');
  say(
    passages === 1
      ? vscode.l10n.t('1 passage is coded with {0}.', names)
      : vscode.l10n.t('{0} passages are coded with {1}.', passages, names),
  );
  if (refused !== undefined) {
    const sentence =
      refusals === 1
        ? vscode.l10n.t('1 of them could not be coded: {0}', refused)
        : vscode.l10n.t('{0} of them could not be coded: {1}', refusals, refused);
    void vscode.window.showWarningMessage(sentence);
  }
  return true;
}

/** The documents that may be edited, by their paths; of those that may not, the person is told. */
async function openAll(
  services: Services,
  paths: readonly string[],
  uriOf: (path: string) => vscode.Uri,
): Promise<ReadonlyMap<string, vscode.TextDocument>> {
  const documents = new Map<string, vscode.TextDocument>();
  const open = async (): Promise<void> => {
    for (const path of paths) {
      try {
        const document = await vscode.workspace.openTextDocument(uriOf(path));
        if (await canEdit(services, document)) documents.set(path, document);
      } catch {
        void vscode.window.showWarningMessage(vscode.l10n.t('{0} cannot be opened.', path));
      }
    }
  };
  if (paths.length < 5) await open();
  else await vscode.window.withProgress({ location: { viewId: 'emic.proposals' } }, open);
  return documents;
}
