import * as vscode from 'vscode';
import type { TextView } from '../activeText.js';
import type { StudyDocuments } from '../codedDocuments.js';
import type { CodesDragging } from '../refactoring/dragging.js';
import type { Services } from '../services.js';
import { speakCommand } from '../speak.js';
import { askFilter } from './askFilter.js';
import { followRenames } from './followRenames.js';
import { noFilter } from './protocol.js';
import type { Seen } from './showing.js';
import { CodingView, viewType } from './view.js';

/** The coding view: a transcript as a page with its codes in the margin, on the same document as the text editor. */
export function registerCodingView(
  services: Services,
  shown: StudyDocuments,
  dragging: CodesDragging,
): vscode.Disposable & ActiveView {
  const views = new Set<CodingView>();
  const activeView = (): CodingView | undefined => [...views].find(({ isActive }) => isActive);
  const provider: vscode.CustomTextEditorProvider = {
    resolveCustomTextEditor: (document, panel) => {
      const view = new CodingView(services, shown, document, panel, () => dragging.dragged);
      views.add(view);
      panel.onDidDispose(() => {
        views.delete(view);
        view.dispose();
      });
    },
  };
  const command = (name: string, act: (view: CodingView) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(name, async () => {
      const view = activeView();
      if (view !== undefined) await act(view);
    });
  const all = vscode.Disposable.from(
    vscode.window.registerCustomEditorProvider(viewType, provider, {
      supportsMultipleEditorsPerDocument: true,
      // VS Code takes a second to make a page. One that is kept is there at once when a person comes back to its tab.
      webviewOptions: { retainContextWhenHidden: true },
    }),
    followRenames(),
    dragging.onDidDrag(({ study, code }) => {
      const name = study.latest?.codebook.get(code)?.name ?? code;
      for (const view of views) if (services.studies.studyOf(view.document.uri) === study) view.noteDragging(name);
    }),
    dragging.onDidDropWords((code) => void vscode.commands.executeCommand('emic.applyCode', code)),
    vscode.commands.registerCommand('emic.openCodingView', (uri?: unknown) => openAs(services, viewType, uri)),
    vscode.commands.registerCommand('emic.openAsText', (uri?: unknown) => openAs(services, 'default', uri)),
    vscode.commands.registerCommand(speakCommand, (text: string) => [...views].some((view) => view.speak(text))),
    command('emic.filterCodingView', (view) => askFilter(services, view)),
    command('emic.clearCodingViewFilter', (view) => view.setFilter(noFilter)),
    command('emic.codersSideBySide', (view) => view.toggleCoders()),
    command('emic.backlight', (view) => view.open('backlight')),
    command('emic.findInCodingView', (view) => view.open('openFind')),
    command('emic.correctWords', (view) => view.open('openFix')),
    command('emic.copyWords', (view) => view.copy('words')),
    command('emic.copyQuotation', (view) => view.copy('quotation')),
  );
  return Object.assign(all, {
    seenOf: (uri: vscode.Uri) => {
      const view = activeView();
      return view?.document.uri.toString() === uri.toString() ? view.seen : undefined;
    },
  });
}

/** What the view that a person is in shows. */
export interface ActiveView {
  /** Undefined for a document that is not in that view. */
  readonly seenOf: (uri: vscode.Uri) => Seen | undefined;
}

/** Shows a document in another kind of editor, at the same words. */
async function openAs({ active, studies }: Services, kind: string, given: unknown): Promise<void> {
  const from = active.now;
  const uri = given instanceof vscode.Uri ? given : from?.document.uri;
  if (uri === undefined) return;
  const document = await vscode.workspace.openTextDocument(uri);
  if (!studies.isCodable(document)) return;
  const selection = from?.document === document ? from.selection : undefined;
  const column = from?.document === document ? from.viewColumn : undefined;
  const group = vscode.window.tabGroups.activeTabGroup.viewColumn;
  await vscode.commands.executeCommand('vscode.openWith', uri, kind, column);
  // It is the same document in the same place. With unsaved changes VS Code would ask what to do with them.
  const others = vscode.window.tabGroups.all
    .filter(({ viewColumn }) => viewColumn === group)
    .flatMap(({ tabs }) => tabs)
    .filter((tab) => !tab.isDirty && showsOtherwise(tab, uri, kind));
  if (others.length > 0) await vscode.window.tabGroups.close(others);
  if (selection === undefined) return;
  const now: TextView | undefined = kind === 'default' ? vscode.window.activeTextEditor : active.otherViewOf(document);
  if (now?.document !== document) return;
  now.selection = selection;
  now.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Whether a tab shows a document in another of the two kinds of editor. */
function showsOtherwise({ input }: vscode.Tab, uri: vscode.Uri, kind: string): boolean {
  if (input instanceof vscode.TabInputCustom) {
    return input.uri.toString() === uri.toString() && input.viewType === viewType && kind !== viewType;
  }
  return input instanceof vscode.TabInputText && input.uri.toString() === uri.toString() && kind === viewType;
}
