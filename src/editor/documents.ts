import * as vscode from 'vscode';
import { CodedText } from '../core/markdown/codedText.js';
import type { TextEdit } from '../core/text/edits.js';
import { LiveText } from './liveText.js';
import { readText } from './studies/files.js';

interface Entry {
  readonly live: LiveText;
  /** The version of the document that is read there. */
  version: number;
}

/** More events than this, and a document that nobody reads meanwhile is parsed anew when it is read. */
const mostPending = 200;

/**
 * The documents of the editor, parsed: those of studies and all others, untitled ones and the sides of diffs.
 * A document is parsed when it is first read; from then on edits are collected, and cost a parse of the blocks that they
 * touched when the document is read again.
 */
export class Documents implements vscode.Disposable {
  readonly #entries = new WeakMap<vscode.TextDocument, Entry>();
  /** Documents whose files are no UTF-8: VS Code shows signs of its own in the place of what it could not read. */
  readonly #garbled = new WeakSet<vscode.TextDocument>();
  readonly #looks = new WeakMap<vscode.TextDocument, Promise<void>>();
  readonly #changed = new vscode.EventEmitter<vscode.TextDocument>();
  readonly #foretold = new vscode.EventEmitter<vscode.TextDocument>();
  readonly #listeners: vscode.Disposable;

  /** A document's text has changed. Fires once a key: whoever listens waits before doing work. */
  readonly onDidChange = this.#changed.event;
  /** What {@link soon} gives has changed before the document has, or is no longer to be awaited. */
  readonly onDidForetell = this.#foretold.event;

  constructor() {
    this.#listeners = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument((event) => this.#note(event)),
      vscode.workspace.onDidSaveTextDocument((document) => {
        if (this.#garbled.has(document)) this.#looks.set(document, this.#lookForGarbled(document));
      }),
      this.#changed,
      this.#foretold,
    );
  }

  dispose(): void {
    this.#listeners.dispose();
  }

  /**
   * The document's text with its marks. Offsets are those of `document.offsetAt`.
   * @param known a text that may be the document's, to save the parse.
   */
  read(document: vscode.TextDocument, known?: CodedText): CodedText {
    const entry = this.#entries.get(document);
    if (entry?.version !== document.version) return this.#parse(document, known);
    const isTyped = entry.live.waiting > 0;
    const text = entry.live.read();
    // Whatever may have gone wrong between editor and copy, the editor is right.
    return isTyped && text.length !== lengthOf(document) ? this.#parse(document, undefined) : text;
  }

  /**
   * The document's text as it will be when the edit that is under way has been made, for who shows it; as it is now, if there
   * is none. Whoever edits reads what is there now.
   */
  soon(document: vscode.TextDocument): CodedText {
    const now = this.read(document);
    return this.#entries.get(document)?.live.soon() ?? now;
  }

  /**
   * Says what edits will make of a document, before the editor is asked to make them: on its way there and back a key takes
   * longer than all that is ours.
   * @returns to be disposed of when they were made or refused; from then on the document says what is.
   */
  foretell(document: vscode.TextDocument, edits: readonly TextEdit[]): vscode.Disposable {
    this.read(document);
    const live = this.#entries.get(document)?.live;
    const foretold = live?.foretell(edits);
    this.#foretold.fire(document);
    return new vscode.Disposable(() => {
      if (foretold !== undefined) live?.takeBack(foretold);
      this.#foretold.fire(document);
    });
  }

  /** Whether the document's file is UTF-8, or will be when it is saved. Another encoding is reported and not edited. */
  isUtf8(document: vscode.TextDocument): boolean {
    return (document.encoding === 'utf8' || document.encoding === 'utf8bom') && !this.#garbled.has(document);
  }

  /** The same, after its file has been looked at where the text alone does not tell. */
  async isSurelyUtf8(document: vscode.TextDocument): Promise<boolean> {
    this.read(document);
    await this.#looks.get(document);
    return this.isUtf8(document);
  }

  #parse(document: vscode.TextDocument, known: CodedText | undefined): CodedText {
    const source = document.getText();
    const text = known?.length === source.length && known.text === source ? known : CodedText.parse(source);
    if (!this.#entries.has(document) && source.includes('\uFFFD')) {
      this.#looks.set(document, this.#lookForGarbled(document));
    }
    this.#entries.set(document, { live: new LiveText(text), version: document.version });
    return text;
  }

  async #lookForGarbled(document: vscode.TextDocument): Promise<void> {
    const file = await readText(document.uri);
    const isGarbled = file.kind === 'unreadable' && file.reason === 'not-utf-8';
    if (isGarbled === this.#garbled.has(document)) return;
    if (isGarbled) this.#garbled.add(document);
    else this.#garbled.delete(document);
    this.#changed.fire(document);
  }

  #note({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    // An event without changes tells that the document was saved or became dirty.
    if (contentChanges.length === 0) return;
    const entry = this.#entries.get(document);
    if (entry !== undefined) {
      if (entry.live.waiting >= mostPending) {
        this.#entries.delete(document);
      } else {
        entry.live.note(editsOf(contentChanges));
        entry.version = document.version;
      }
    }
    this.#changed.fire(document);
  }
}

/**
 * The changes of one event as lists of edits to be applied one after the other. VS Code means its changes in their order;
 * where they go up the text, as they nearly always do, that is the same as all at once.
 */
function editsOf(changes: readonly vscode.TextDocumentContentChangeEvent[]): (readonly TextEdit[])[] {
  const lists: TextEdit[][] = [];
  let last: TextEdit[] | undefined;
  let before = 0;
  for (const { rangeOffset: start, rangeLength, text } of changes) {
    const edit = { start, end: start + rangeLength, text };
    // Two edits that meet at one place keep their order only one after the other.
    if (last !== undefined && edit.end < before) last.push(edit);
    else lists.push((last = [edit]));
    before = start;
  }
  return lists;
}

/** The number of UTF-16 code units in a document, without asking for its text. */
function lengthOf(document: vscode.TextDocument): number {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
}
