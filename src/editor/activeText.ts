import * as vscode from 'vscode';
import type { Passage } from '../core/transcript/types.js';

/** What commands on words need of an editor. A text editor has it, and so has the coding view. */
export type TextView = Pick<
  vscode.TextEditor,
  'document' | 'selection' | 'selections' | 'revealRange' | 'setDecorations' | 'viewColumn'
>;

/** A view that shows a document otherwise than a text editor does. */
export interface OtherView extends TextView {
  /** What VS Code calls this kind of editor. */
  readonly viewType: string;
  /** Whether it is the editor that commands are about. */
  readonly isActive: boolean;
  readonly isVisible: boolean;
  /** Whether it shows a passage, or a filter hides it. */
  readonly shows: (passage: Passage) => boolean;
  /** Lets a person write the memo of a passage, or change it. */
  writeMemo(passage: Passage): void;
  /** Brings it to the front, and the focus into it or not. */
  show(focus: boolean): void;
}

/** Words were selected, or the cursor moved. */
export interface SelectionChange {
  readonly view: TextView;
  /** By mouse or keyboard, and not by a command. */
  readonly byHand: boolean;
}

/** The one place that knows where a person is working: in a text editor, or in another view of a document. */
export class ActiveText implements vscode.Disposable {
  readonly #views = new Set<OtherView>();
  readonly #changed = new vscode.EventEmitter<TextView | undefined>();
  readonly #selected = new vscode.EventEmitter<SelectionChange>();
  readonly #listeners: vscode.Disposable;

  /** Another view is the active one, or none. */
  readonly onDidChange = this.#changed.event;
  readonly onDidChangeSelection = this.#selected.event;

  constructor() {
    const { Keyboard, Mouse } = vscode.TextEditorSelectionChangeKind;
    this.#listeners = vscode.Disposable.from(
      this.#changed,
      this.#selected,
      vscode.window.onDidChangeActiveTextEditor(() => this.#changed.fire(this.now)),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor, kind }) =>
        this.#selected.fire({ view: textEditor, byHand: kind === Keyboard || kind === Mouse }),
      ),
    );
  }

  dispose(): void {
    this.#listeners.dispose();
  }

  /** Where a person is working; undefined where that is no text. */
  get now(): TextView | undefined {
    for (const view of this.#views) if (view.isActive) return view;
    return vscode.window.activeTextEditor;
  }

  /** The other view that shows a document, if one is to be seen; the active one before others. */
  otherViewOf(document: { readonly uri: vscode.Uri }): OtherView | undefined {
    const uri = document.uri.toString();
    const views = [...this.#views].filter((view) => view.isVisible && view.document.uri.toString() === uri);
    return views.find(({ isActive }) => isActive) ?? views[0];
  }

  /** The same view, if it is no text editor. */
  other(view: TextView | undefined): OtherView | undefined {
    return [...this.#views].find((one) => one === view);
  }

  /** Shows a document in a view like another one, and gives it the focus. */
  async open(document: vscode.TextDocument, like: TextView): Promise<TextView> {
    const same = this.other(like);
    if (same !== undefined) {
      const options = { viewColumn: same.viewColumn, preview: true };
      await vscode.commands.executeCommand('vscode.openWith', document.uri, same.viewType, options);
      const opened = this.otherViewOf(document);
      if (opened !== undefined) return opened;
    }
    return vscode.window.showTextDocument(document, { preview: true });
  }

  /** Takes a view in, until what is returned is disposed of. That it is the active one, the view tells by {@link noteActive}. */
  add(view: OtherView): vscode.Disposable {
    this.#views.add(view);
    return new vscode.Disposable(() => {
      this.#views.delete(view);
      this.noteActive();
    });
  }

  /** A view has become the active one, or is no longer. */
  noteActive(): void {
    this.#changed.fire(this.now);
  }

  noteSelection(change: SelectionChange): void {
    this.#selected.fire(change);
  }
}
