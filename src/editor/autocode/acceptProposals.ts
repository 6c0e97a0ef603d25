import * as vscode from 'vscode';
import { codeMany } from '../../core/coding/codeMany.js';
import { codebookPath } from '../../core/study/paths.js';
import { applyEdits, type TextEdit } from '../../core/text/edits.js';
import { canEdit, editsForNewCode } from '../commands/coding.js';
import { sayChanged } from '../commands/removing.js';
import { applyToDocuments, type DocumentEdits } from '../edits.js';
import { withPatience } from '../patience.js';
import type { Refactorer } from '../refactoring/refactor.js';
import type { Services } from '../services.js';
import { say, speak } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';
import type { Coded, Entry, Group, ProposalList } from './proposalList.js';

/** So long the window waits for coding at a time, in milliseconds. */
const slice = 12;

/** What coding came to, document by document. */
interface CodedGroups {
  readonly edits: Map<string, readonly TextEdit[]>;
  readonly texts: Map<string, Coded>;
  readonly done: Set<Entry>;
  passages: number;
  refusals: number;
  /** Why the first of those was refused. */
  refused: string | undefined;
}

/**
 * Codes what is proposed, in one step that one undo takes back, and takes it out of the list. Documents that are open are changed as by
 * coding in them; where some are not, all are changed as by a refactoring, which saves what had no unsaved changes.
 */
export async function acceptProposals(
  services: Services,
  refactorer: Refactorer,
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
  const now = study.now();
  list.follow((path) => now?.transcript(path));
  const wanted = new Set(accepted);
  const groups = list.groups.filter(({ entries }) => entries.some((entry) => wanted.has(entry)));
  const coded = await withPatience(vscode.l10n.t('Coding {0} proposals', accepted.length), (token, report) =>
    codeGroups(study, groups, wanted, codes, token, report),
  );
  if (coded === undefined) {
    say(vscode.l10n.t('Cancelled. Nothing was coded.'));
    return false;
  }
  const latest = study.now();
  if ([...coded.texts].some(([path, { before }]) => latest?.transcript(path)?.text.text !== before)) {
    sayChanged();
    return false;
  }
  const names = codes.map((code) => latest?.codebook.get(code)?.name ?? newCode?.name ?? code).join(', ');
  const sentence =
    coded.passages === 1
      ? vscode.l10n.t('1 passage is coded with {0}.', names)
      : vscode.l10n.t('{0} passages are coded with {1}.', coded.passages, names);
  const open = openDocumentsOf(study, [...coded.edits.keys()]);
  const isDone =
    open === undefined
      ? await refactorer.change(
          study,
          vscode.l10n.t('Code {0} proposals with {1}', accepted.length, names),
          new Map([...coded.edits, ...(made === undefined ? [] : [[codebookPath, made.edits] as const])]),
        )
      : await codeOpen(services, coded, open, made);
  if (!isDone) return false;
  list.code(coded.done, coded.texts, { ...purpose, codes, newCode: undefined });
  const after = study.now();
  list.follow((path) => after?.transcript(path));
  await services.recent.note(study, codes);
  say(sentence);
  const { refused, refusals } = coded;
  if (refused !== undefined) {
    void vscode.window.showWarningMessage(
      refusals === 1
        ? vscode.l10n.t('1 of them could not be coded: {0}', refused)
        : vscode.l10n.t('{0} of them could not be coded: {1}', refusals, refused),
    );
  }
  return true;
}

/** Works out the edits, and lets others have their turn between documents. @returns undefined where somebody has cancelled it. */
async function codeGroups(
  study: OpenStudy,
  groups: readonly Group[],
  wanted: ReadonlySet<Entry>,
  codes: readonly string[],
  token: vscode.CancellationToken,
  report: (share: number) => void,
): Promise<CodedGroups | undefined> {
  const coded: CodedGroups = {
    edits: new Map(),
    texts: new Map(),
    done: new Set(),
    passages: 0,
    refusals: 0,
    refused: undefined,
  };
  let begun = performance.now();
  for (const [i, group] of groups.entries()) {
    codeGroup(study, group, wanted, codes, coded);
    if (performance.now() - begun < slice) continue;
    report((i + 1) / groups.length);
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
    if (token.isCancellationRequested) return undefined;
    begun = performance.now();
  }
  return coded;
}

function codeGroup(
  study: OpenStudy,
  { path, text, entries }: Group,
  wanted: ReadonlySet<Entry>,
  codes: readonly string[],
  coded: CodedGroups,
): void {
  const mine = entries.filter((entry) => wanted.has(entry));
  const coder = vscode.workspace.getConfiguration('emic', study.uriOf(path)).get('coder', '').trim();
  const extents = mine.map(({ proposal }) => proposal.extent);
  const result = codeMany(text, extents, codes, {
    facts: coder === '' ? {} : { by: coder },
    context: study.context,
  });
  if (result.kind === 'refused') {
    coded.refused ??= speak(result.message);
    coded.refusals += mine.length;
    return;
  }
  const [first] = result.refused;
  if (first !== undefined) coded.refused ??= speak(first.reason.message);
  coded.refusals += result.refused.length;
  coded.passages += result.passages.length;
  coded.texts.set(path, { before: text.text, after: applyEdits(text.text, result.edits) });
  if (result.edits.length > 0) coded.edits.set(path, result.edits);
  for (const entry of mine) coded.done.add(entry);
}

/** The documents of these paths, if all of them are open in editors. */
function openDocumentsOf(study: OpenStudy, paths: readonly string[]): readonly vscode.TextDocument[] | undefined {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const shown = new Set(
    tabs.flatMap(({ input }) => (input instanceof vscode.TabInputText ? [input.uri.toString()] : [])),
  );
  const documents = paths.map((path) => {
    const uri = study.uriOf(path).toString();
    return shown.has(uri) ? vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri) : undefined;
  });
  return documents.includes(undefined) ? undefined : documents.flatMap((document) => document ?? []);
}

async function codeOpen(
  services: Services,
  { edits }: CodedGroups,
  documents: readonly vscode.TextDocument[],
  made: DocumentEdits | undefined,
): Promise<boolean> {
  for (const document of documents) if (!(await canEdit(services, document))) return false;
  const all = [...edits.values()];
  const changes = documents.map((document, i): DocumentEdits => ({ document, edits: all[i] ?? [] }));
  if (made !== undefined) changes.unshift(made);
  if (changes.length === 0 || (await applyToDocuments(changes, made?.document))) return true;
  void vscode.window.showWarningMessage(vscode.l10n.t('The documents cannot be changed. Nothing was coded.'));
  return false;
}
