import * as vscode from 'vscode';
import { EditorDrawing } from './editorDrawing.js';
import { isTyping } from './moving.js';
import { planDrawing, type Plan } from './plan.js';
import { lookOf, lookSettings, themeKind } from './settings.js';
import type { CodedDocument, CodedDocuments } from './source.js';
import { DecorationTypes } from './types.js';

/** How long typing pauses before what it changed is drawn, in milliseconds. */
const typingPause = 150;

/** Shows the codings of all visible editors: names, tints, lines, stripes, and the mark at the caret in full. */
export function registerDecorations(source: CodedDocuments): vscode.Disposable {
  const decorations = new Decorations(source);
  return new vscode.Disposable(() => decorations.dispose());
}

class Decorations {
  readonly #source: CodedDocuments;
  readonly #types = new DecorationTypes();
  readonly #drawings = new Map<vscode.TextEditor, EditorDrawing>();
  readonly #plans = new WeakMap<vscode.TextDocument, { coded: CodedDocument; look: string; plan: Plan }>();
  /** Documents that wait to be drawn. */
  readonly #waiting = new Map<vscode.TextDocument, { timer: ReturnType<typeof setTimeout>; typing: boolean }>();
  /**
   * Editors in which the keyboard has just moved an end of the selection. Only then does that end count as a caret: under the
   * mouse marks would jump, and a passage that a command has just made of the selection is to look like one.
   */
  readonly #byKeyboard = new WeakSet<vscode.TextEditor>();
  readonly #disposables: vscode.Disposable[] = [];
  #themeKind = themeKind();

  constructor(source: CodedDocuments) {
    this.#source = source;
    const { window, workspace } = vscode;
    this.#disposables.push(
      window.onDidChangeVisibleTextEditors(() => this.#drawNew()),
      window.onDidChangeTextEditorSelection((event) => this.#select(event)),
      window.onDidChangeActiveColorTheme(() => this.#changeTheme()),
      workspace.onDidChangeTextDocument((event) => this.#changeText(event)),
      workspace.onDidChangeConfiguration((event) => {
        if (lookSettings.some((name) => event.affectsConfiguration(name))) this.#drawAgain();
      }),
      workspace.onDidCloseTextDocument((document) => this.#stopWaiting(document)),
      source.onDidChange((uri) => this.#changeSource(uri)),
    );
    this.#drawNew();
  }

  dispose(): void {
    for (const { timer } of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
    for (const disposable of this.#disposables) disposable.dispose();
    this.#types.clear();
  }

  /** Draws editors that have become visible, at once. */
  #drawNew(): void {
    const visible = new Set(vscode.window.visibleTextEditors);
    for (const editor of this.#drawings.keys()) if (!visible.has(editor)) this.#drawings.delete(editor);
    for (const editor of visible) if (!this.#drawings.has(editor)) this.#draw(editor);
  }

  #draw(editor: vscode.TextEditor): void {
    let drawing = this.#drawings.get(editor);
    if (drawing === undefined) {
      drawing = new EditorDrawing(editor, this.#types);
      this.#drawings.set(editor, drawing);
    }
    const coded = this.#source.get(editor.document);
    if (coded === undefined) {
      drawing.clear();
      return;
    }
    // What is older than the document would be drawn in the wrong places: the news of a newer one is on its way.
    if (coded.version !== editor.document.version) return;
    const plan = this.#planFor(editor.document, coded);
    if (this.#types.prepare(plan.ranges.keys())) this.#drawAll();
    else drawing.draw(plan, this.#carets(editor));
  }

  /** One plan serves all editors of a document. */
  #planFor(document: vscode.TextDocument, coded: CodedDocument): Plan {
    const look = lookOf(document);
    const known = this.#plans.get(document);
    const key = JSON.stringify(look);
    if (known?.coded === coded && known.look === key) return known.plan;
    const plan = planDrawing({ transcript: coded.transcript, color: (code) => coded.color(code) }, look);
    this.#plans.set(document, { coded, look: key, plan });
    return plan;
  }

  #carets(editor: vscode.TextEditor): number[] {
    const byKeyboard = this.#byKeyboard.has(editor);
    return editor.selections
      .filter((selection) => selection.isEmpty || byKeyboard)
      .map((selection) => editor.document.offsetAt(selection.active));
  }

  #select({ textEditor, kind }: vscode.TextEditorSelectionChangeEvent): void {
    if (kind === vscode.TextEditorSelectionChangeKind.Keyboard) this.#byKeyboard.add(textEditor);
    else if (kind !== undefined) this.#byKeyboard.delete(textEditor);
    this.#drawings.get(textEditor)?.reveal(this.#carets(textEditor));
  }

  #changeText({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (contentChanges.length === 0) return;
    const changes = contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
      ...{ offset: rangeOffset, removed: rangeLength, inserted: text.length },
    }));
    const typing = isTyping(changes);
    let isShown = false;
    for (const [editor, drawing] of this.#drawings) {
      if (editor.document !== document) continue;
      drawing.noteChanges(changes);
      if (!typing) this.#byKeyboard.delete(editor);
      isShown = true;
    }
    if (isShown) this.#drawSoon(document, typing);
  }

  #changeSource(uri: vscode.Uri | undefined): void {
    const documents = new Set([...this.#drawings.keys()].map(({ document }) => document));
    for (const document of documents) {
      const isMeant = uri === undefined || document.uri.toString() === uri.toString();
      // What follows from a key press, such as the news that the text has been read again, waits with it.
      if (isMeant && this.#waiting.get(document)?.typing !== true) this.#drawSoon(document, false);
    }
  }

  /** Draws a document's editors after what goes on now, or after a pause in typing. */
  #drawSoon(document: vscode.TextDocument, typing: boolean): void {
    clearTimeout(this.#waiting.get(document)?.timer);
    const draw = () => {
      this.#waiting.delete(document);
      for (const editor of this.#drawings.keys()) if (editor.document === document) this.#draw(editor);
    };
    this.#waiting.set(document, { timer: setTimeout(draw, typing ? typingPause : 0), typing });
  }

  #stopWaiting(document: vscode.TextDocument): void {
    clearTimeout(this.#waiting.get(document)?.timer);
    this.#waiting.delete(document);
  }

  /** Colours of the palette follow the theme by themselves; a user's own need new types for another kind of theme. */
  #changeTheme(): void {
    const kind = themeKind();
    if (kind === this.#themeKind) return;
    this.#themeKind = kind;
    this.#drawAgain();
  }

  /** Makes everything anew. */
  #drawAgain(): void {
    this.#types.clear();
    this.#drawAll();
  }

  /** Draws everything with types that have just been made. */
  #drawAll(): void {
    for (const drawing of this.#drawings.values()) drawing.forget();
    for (const editor of this.#drawings.keys()) this.#draw(editor);
  }
}
