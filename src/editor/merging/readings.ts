import * as vscode from 'vscode';
import {
  choose,
  conflictsIn,
  placesIn,
  tellApart,
  type Choice,
  type Conflict,
  type ReadingSummary,
} from '../../core/merge/conflictReadings.js';
import { saysNobody, sidesOf } from '../../core/merge/sides.js';
import { rangeOf } from '../edits.js';
import { gitIn } from '../git/studyGit.js';
import { codedText } from '../language/place.js';
import type { Services } from '../services.js';
import { excerpt, say } from '../speak.js';
import { readAddress, readingAddress, readingScheme, ReadingTexts } from './readingTexts.js';

/**
 * Where a merge left two readings: shows them beside each other as coded texts, in VS Code's own diff editor, and lets one be chosen by
 * keyboard. VS Code's own lenses at the markers stay as they are.
 */
export function registerReadings({ active }: Services): vscode.Disposable {
  const provider = new ReadingTexts();
  // What is compared is no text that commands code, and so the active one only for VS Code.
  const now = (): vscode.TextDocument | undefined => vscode.window.activeTextEditor?.document ?? active.now?.document;
  return vscode.Disposable.from(
    provider,
    vscode.workspace.registerTextDocumentContentProvider(readingScheme, provider),
    vscode.languages.registerCodeLensProvider(codedText, { provideCodeLenses: lensesOf }),
    vscode.languages.registerCodeActionsProvider(
      codedText,
      { provideCodeActions: actionsOf },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
    vscode.commands.registerCommand('emic.compareReadings', async (at?: unknown) => compare(await placeIn(now(), at))),
    vscode.commands.registerCommand('emic.chooseReading', async (at?: unknown) =>
      chooseReading(await placeIn(now(), at)),
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

async function actionsOf(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
  const at = document.offsetAt(range.start);
  const conflict = conflictsIn(document.getText()).find(({ start, end }) => start <= at && at <= end);
  if (conflict === undefined) return [];
  const uri = document.uri.toString();
  return choicesOf(document.getText(), conflict, await namesOf(document.uri, conflict)).map(({ label, choice }) => {
    const action = new vscode.CodeAction(label, vscode.CodeActionKind.QuickFix);
    action.command = { title: label, command: '_emic.takeReading', arguments: [uri, conflict.start, choice] };
    return action;
  });
}

/** A conflict of a document, where a person is: in the document itself, or where its readings are compared. */
interface Place {
  readonly document: vscode.TextDocument;
  readonly conflict: Conflict;
  readonly isCompared: boolean;
}

/**
 * The conflict at an offset or at the cursor, else the next one, else the first. Says so where there is none.
 * @param at an offset in the document; else that of the cursor counts.
 */
async function placeIn(shown: vscode.TextDocument | undefined, at: unknown): Promise<Place | undefined> {
  if (shown === undefined) {
    sayNone();
    return undefined;
  }
  const isCompared = shown.uri.scheme === readingScheme;
  const { side, of } = isCompared ? readAddress(shown.uri) : { side: undefined, of: shown.uri };
  const document = isCompared ? await vscode.workspace.openTextDocument(of) : shown;
  const text = document.getText();
  const conflicts = conflictsIn(text);
  const editor = vscode.window.visibleTextEditors.find((one) => one.document === shown);
  const place = typeof at === 'number' ? at : editor === undefined ? 0 : shown.offsetAt(editor.selection.active);
  const ends = side === undefined ? conflicts : placesIn(text, side);
  const conflict = conflicts[ends.findIndex(({ end }) => place < end)] ?? conflicts[0];
  if (conflict !== undefined) return { document, conflict, isCompared };
  sayNone();
  return undefined;
}

interface Names {
  readonly ours: string;
  readonly theirs: string;
}

/** What the sides are called: as the markers say, else by the branches that are merged. */
async function namesOf(uri: vscode.Uri, { labels }: Conflict): Promise<Names> {
  const isKnown = !saysNobody(labels.ours) && !saysNobody(labels.theirs);
  const git = isKnown ? undefined : await gitIn(vscode.Uri.joinPath(uri, '..'));
  const sides = git === undefined ? undefined : await sidesOf(git);
  const name = (label: string, side: string | undefined, fallback: string): string =>
    saysNobody(label) ? (side ?? fallback) : label;
  return {
    ours: excerpt(name(labels.ours, sides?.ours, vscode.l10n.t('this side')), 50),
    theirs: excerpt(name(labels.theirs, sides?.theirs, vscode.l10n.t('the other side')), 50),
  };
}

/** The choices that a person has. Where both sides have the same words, both readings would say them twice. */
function choicesOf(
  text: string,
  conflict: Conflict,
  names: Names,
): { label: string; choice: Choice; detail: string }[] {
  const { ours, theirs, sameWords } = tellApart(text, conflict);
  const tell = ({ words, codings }: ReadingSummary): string => {
    const told = codings.map(
      (one) => `${[...one.codes, one.facts].filter((part) => part !== '').join(', ')}: ${excerpt(one.words, 30)}`,
    );
    if (sameWords && told.length > 0) return told.join(' · ');
    return [words === '' ? vscode.l10n.t('(nothing)') : excerpt(words, 90), ...told].join(' · ');
  };
  const choices: { label: string; choice: Choice; detail: string }[] = [
    { label: vscode.l10n.t('Take the reading of {0}', names.ours), choice: 'ours', detail: tell(ours) },
    { label: vscode.l10n.t('Take the reading of {0}', names.theirs), choice: 'theirs', detail: tell(theirs) },
  ];
  if (!sameWords)
    choices.push({
      label: vscode.l10n.t('Take both, one after the other'),
      choice: 'both',
      detail: vscode.l10n.t('To be put together by hand'),
    });
  return choices;
}

/** Opens both readings of a document beside each other, at a conflict. */
async function compare(place: Place | undefined): Promise<void> {
  if (place === undefined) return;
  const { document, conflict } = place;
  const text = document.getText();
  const { start } = placesIn(text, 'theirs')[indexOf(text, conflict)] ?? { start: 0 };
  const right = await vscode.workspace.openTextDocument(readingAddress(document.uri, 'theirs'));
  const at = right.positionAt(start);
  const { ours, theirs } = await namesOf(document.uri, conflict);
  const name = document.uri.path.slice(document.uri.path.lastIndexOf('/') + 1);
  await vscode.commands.executeCommand(
    'vscode.diff',
    readingAddress(document.uri, 'ours'),
    right.uri,
    vscode.l10n.t('{0}: {1} and {2}', name, ours, theirs),
    { selection: new vscode.Range(at, at), preview: true } satisfies vscode.TextDocumentShowOptions,
  );
}

async function chooseReading(place: Place | undefined): Promise<void> {
  if (place === undefined) return;
  const { document, conflict, isCompared } = place;
  const text = document.getText();
  const chosen = await vscode.window.showQuickPick(choicesOf(text, conflict, await namesOf(document.uri, conflict)), {
    title: vscode.l10n.t('Conflict {0} of {1}', indexOf(text, conflict) + 1, conflictsIn(text).length),
    placeHolder: vscode.l10n.t('Which reading is to stand'),
    matchOnDetail: true,
    // The comparison that it goes on with may take the focus only now.
    ignoreFocusOut: true,
  });
  if (chosen === undefined || !(await take(document.uri, conflict.start, chosen.choice)) || !isCompared) return;
  // On to the next one; at the last, to the document, to be read, undone or saved there.
  const left = conflictsIn(document.getText());
  const next = left.find(({ start }) => start >= conflict.start) ?? left[0];
  if (next !== undefined) await compare({ document, conflict: next, isCompared });
  else
    await vscode.window.showTextDocument(document, {
      selection: rangeOf(document, { ...conflict, end: conflict.start }),
    });
}

/** Puts what was chosen in the place of a conflict: one step to undo. @returns whether it stands there. */
async function take(uri: vscode.Uri, start: number, choice: Choice): Promise<boolean> {
  const document = await vscode.workspace.openTextDocument(uri);
  const text = document.getText();
  const conflict = conflictsIn(text).find((one) => one.start === start);
  if (conflict === undefined) return false;
  const { text: words, ...extent } = choose(text, conflict, choice);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, rangeOf(document, extent), words);
  if (!(await vscode.workspace.applyEdit(edit))) return false;
  const left = conflictsIn(document.getText()).length;
  say(
    left === 0
      ? vscode.l10n.t('No conflict is left in this document. Save it, and commit the merge.')
      : vscode.l10n.t('Conflicts left: {0}', left),
  );
  return true;
}

function indexOf(text: string, conflict: Conflict): number {
  return conflictsIn(text).findIndex(({ start }) => start === conflict.start);
}

function sayNone(): void {
  say(vscode.l10n.t('There is no conflict in this document.'));
}
