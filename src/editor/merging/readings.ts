import * as vscode from 'vscode';
import {
  choose,
  conflictsIn,
  readingOf,
  summarize,
  type Choice,
  type Conflict,
} from '../../core/merge/conflictReadings.js';
import { rangeOf } from '../edits.js';
import { codedText } from '../language/place.js';
import type { Services } from '../services.js';
import { excerpt, say } from '../speak.js';

const scheme = 'emic-reading';

/**
 * Where a merge left two readings: shows them beside each other as coded texts, in VS Code's own diff editor, and lets one be chosen by
 * keyboard. VS Code's own lenses at the markers stay as they are.
 */
export function registerReadings({ active }: Services): vscode.Disposable {
  const provider = new ReadingTexts();
  return vscode.Disposable.from(
    provider,
    vscode.workspace.registerTextDocumentContentProvider(scheme, provider),
    vscode.languages.registerCodeLensProvider(codedText, { provideCodeLenses: lensesOf }),
    vscode.languages.registerCodeActionsProvider(
      codedText,
      { provideCodeActions: actionsOf },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
    vscode.commands.registerCommand('emic.compareReadings', (at?: unknown) => compare(active.now?.document, at)),
    vscode.commands.registerCommand('emic.chooseReading', (at?: unknown) =>
      chooseReading(active.now?.document ?? vscode.window.activeTextEditor?.document, at),
    ),
    vscode.commands.registerCommand('_emic.takeReading', (uri: string, start: number, choice: Choice) =>
      take(vscode.Uri.parse(uri), start, choice),
    ),
  );
}

function lensesOf(document: vscode.TextDocument): vscode.CodeLens[] {
  return conflictsIn(document.getText()).flatMap((conflict) => {
    const range = rangeOf(document, { start: conflict.start, end: conflict.start });
    const lens = (title: string, command: string): vscode.CodeLens =>
      new vscode.CodeLens(range, { title, command, arguments: [conflict.start] });
    return [
      lens(vscode.l10n.t('Compare as coded text'), 'emic.compareReadings'),
      lens(vscode.l10n.t('Choose a reading…'), 'emic.chooseReading'),
    ];
  });
}

function actionsOf(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
  const at = document.offsetAt(range.start);
  const conflict = conflictsIn(document.getText()).find(({ start, end }) => start <= at && at <= end);
  if (conflict === undefined) return [];
  const uri = document.uri.toString();
  return choicesOf(document.getText(), conflict).map(({ label, choice }) => {
    const action = new vscode.CodeAction(label, vscode.CodeActionKind.QuickFix);
    action.command = { title: label, command: '_emic.takeReading', arguments: [uri, conflict.start, choice] };
    return action;
  });
}

/** The conflict at an offset or at the cursor, else the next one, else the first. */
function conflictAt(document: vscode.TextDocument, at: unknown): Conflict | undefined {
  const conflicts = conflictsIn(document.getText());
  const editor = vscode.window.visibleTextEditors.find((one) => one.document === document);
  const place = typeof at === 'number' ? at : editor === undefined ? 0 : document.offsetAt(editor.selection.active);
  return conflicts.find(({ end }) => place < end) ?? conflicts[0];
}

/** The choices that a person has. Where both sides have the same words, both readings would say them twice. */
function choicesOf(text: string, conflict: Conflict): { label: string; choice: Choice; detail: string }[] {
  const [ours, theirs] = [summarize(text, conflict.ours), summarize(text, conflict.theirs)];
  const named = (name: string, fallback: string): string => (name === '' ? fallback : name);
  const tell = ({ words, codings }: typeof ours): string =>
    [
      words === '' ? vscode.l10n.t('(nothing)') : excerpt(words, 120),
      ...codings.map((one) => `[${excerpt(one.words, 30)}] ${one.codes.join(', ')}`),
    ].join(' · ');
  const choices: { label: string; choice: Choice; detail: string }[] = [
    {
      label: vscode.l10n.t('Take the reading of {0}', named(conflict.labels.ours, vscode.l10n.t('this side'))),
      choice: 'ours',
      detail: tell(ours),
    },
    {
      label: vscode.l10n.t('Take the reading of {0}', named(conflict.labels.theirs, vscode.l10n.t('the other side'))),
      choice: 'theirs',
      detail: tell(theirs),
    },
  ];
  if (ours.words !== theirs.words)
    choices.push({
      label: vscode.l10n.t('Take both, one after the other'),
      choice: 'both',
      detail: vscode.l10n.t('To be put together by hand'),
    });
  return choices;
}

/** Opens both readings of a document beside each other, at a conflict; there its lines are where they stand in this side's reading. */
async function compare(document: vscode.TextDocument | undefined, at: unknown): Promise<void> {
  const conflict = document === undefined ? undefined : conflictAt(document, at);
  if (document === undefined || conflict === undefined) {
    sayNone();
    return;
  }
  const text = document.getText();
  const before = readingOf(text.slice(0, conflict.start), 'theirs');
  const line = before.split(/\r\n|\r|\n/).length - 1;
  const { ours, theirs } = conflict.labels;
  const name = document.uri.path.slice(document.uri.path.lastIndexOf('/') + 1);
  await vscode.commands.executeCommand(
    'vscode.diff',
    addressOf(document.uri, 'ours'),
    addressOf(document.uri, 'theirs'),
    vscode.l10n.t(
      '{0}: {1} and {2}',
      name,
      ours || vscode.l10n.t('this side'),
      theirs || vscode.l10n.t('the other side'),
    ),
    { selection: new vscode.Range(line, 0, line, 0), preview: true } satisfies vscode.TextDocumentShowOptions,
  );
}

async function chooseReading(document: vscode.TextDocument | undefined, at: unknown): Promise<void> {
  const source = document?.uri.scheme === scheme ? await sourceOf(document.uri) : document;
  const conflict = source === undefined ? undefined : conflictAt(source, at);
  if (source === undefined || conflict === undefined) {
    sayNone();
    return;
  }
  const text = source.getText();
  const rest = conflictsIn(text);
  const chosen = await vscode.window.showQuickPick(choicesOf(text, conflict), {
    title: vscode.l10n.t(
      'Conflict {0} of {1}',
      rest.indexOf(rest.find(({ start }) => start === conflict.start)!) + 1,
      rest.length,
    ),
    placeHolder: vscode.l10n.t('Which reading is to stand'),
    matchOnDetail: true,
  });
  if (chosen !== undefined) await take(source.uri, conflict.start, chosen.choice);
}

/** Puts what was chosen in the place of a conflict: one step to undo. */
async function take(uri: vscode.Uri, start: number, choice: Choice): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const text = document.getText();
  const conflict = conflictsIn(text).find((one) => one.start === start);
  if (conflict === undefined) return;
  const { text: words, ...extent } = choose(text, conflict, choice);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, rangeOf(document, extent), words);
  if (!(await vscode.workspace.applyEdit(edit))) return;
  const left = conflictsIn(document.getText()).length;
  say(left === 0 ? vscode.l10n.t('No conflict is left in this document.') : vscode.l10n.t('Conflicts left: {0}', left));
}

function sayNone(): void {
  say(vscode.l10n.t('There is no conflict in this document.'));
}

/** Below the document's own folder, so that the reading has the codes and colours of its study. */
function addressOf(uri: vscode.Uri, side: 'ours' | 'theirs'): vscode.Uri {
  return vscode.Uri.from({ scheme, path: uri.path, query: JSON.stringify({ side, of: uri.toString() }) });
}

async function sourceOf(address: vscode.Uri): Promise<vscode.TextDocument> {
  const { of } = JSON.parse(address.query) as { readonly of: string };
  return vscode.workspace.openTextDocument(vscode.Uri.parse(of));
}

/** The readings, which follow their document. */
class ReadingTexts implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #listener = vscode.workspace.onDidChangeTextDocument(({ document }) => {
    if (document.uri.scheme === scheme) return;
    for (const side of ['ours', 'theirs'] as const) {
      const address = addressOf(document.uri, side);
      if (vscode.workspace.textDocuments.some(({ uri }) => uri.toString() === address.toString()))
        this.#changed.fire(address);
    }
  });

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }

  async provideTextDocumentContent(address: vscode.Uri): Promise<string> {
    const { side } = JSON.parse(address.query) as { readonly side: 'ours' | 'theirs' };
    return readingOf((await sourceOf(address)).getText(), side);
  }
}
