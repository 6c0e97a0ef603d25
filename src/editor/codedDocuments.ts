import * as vscode from 'vscode';
import type { Code } from '../core/codebook/types.js';
import { colorsInOrder, type CodeColor } from '../core/colors/codeColors.js';
import type { CodedText } from '../core/markdown/codedText.js';
import type { Transcript } from '../core/transcript/transcript.js';
import type { CodedDocument, CodedDocuments } from './decorations/source.js';
import type { Documents } from './documents.js';
import type { Studies } from './studies/studies.js';

/** What a document says, but for the version that says it. */
export type ShownDocument = Omit<CodedDocument, 'version'>;

interface Kept {
  readonly key: readonly unknown[];
  readonly shown: ShownDocument;
}

/** What decorations, hovers and the coding view show: each document as its study reads it. */
export class StudyDocuments implements CodedDocuments, vscode.Disposable {
  readonly #documents: Documents;
  readonly #studies: Studies;
  readonly #changed = new vscode.EventEmitter<vscode.Uri | undefined>();
  readonly #listeners: vscode.Disposable;
  /** As a document is, and as it will be where an edit is under way. */
  readonly #kept = new WeakMap<vscode.TextDocument, readonly Kept[]>();
  readonly #known = new WeakMap<vscode.TextDocument, { readonly of: ShownDocument; readonly coded: CodedDocument }>();
  /** Documents of which it is known whether they belong to a study. */
  readonly #settled = new WeakSet<vscode.TextDocument>();
  readonly onDidChange = this.#changed.event;

  constructor(documents: Documents, studies: Studies) {
    this.#documents = documents;
    this.#studies = studies;
    let shown = new Map<string, unknown>();
    const noteColors = (): void => {
      const now = new Map(studies.all.map((study) => [study.folder.toString(), study.colors]));
      const isSame = now.size === shown.size && [...now].every(([folder, colors]) => shown.get(folder) === colors);
      shown = now;
      if (!isSame) this.#changed.fire(undefined);
    };
    this.#listeners = vscode.Disposable.from(
      documents.onDidChange((document) => this.#changed.fire(document.uri)),
      studies.onDidChange(noteColors),
      studies.onDidChangeList(noteColors),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('emic.colours')) noteColors();
      }),
    );
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#changed.dispose();
  }

  get(document: vscode.TextDocument): CodedDocument | undefined {
    if (!this.#studies.isCodable(document)) return undefined;
    const of = this.#shown(document, this.#documents.read(document));
    const { version } = document;
    const known = this.#known.get(document);
    if (known?.of === of && known.coded.version === version) return known.coded;
    const coded = { ...of, version };
    this.#known.set(document, { of, coded });
    return coded;
  }

  /** What an open document will say when the edit that is under way has been made; what it says now, if there is none. */
  soon(document: vscode.TextDocument): ShownDocument | undefined {
    return this.#studies.isCodable(document) ? this.#shown(document, this.#documents.soon(document)) : undefined;
  }

  #shown(document: vscode.TextDocument, text: CodedText): ShownDocument {
    const study = this.#studies.studyOf(document.uri);
    const codebook = study?.latest?.codebook;
    const colors = study?.colors;
    const isAlone = study === undefined && this.#isSettled(document);
    const key = [text, codebook, colors, study?.latest?.participants, study?.context.hides, isAlone];
    const kept = this.#kept.get(document) ?? [];
    const found = kept.find((one) => one.key.every((part, i) => part === key[i]));
    if (found !== undefined) return found.shown;
    const transcript = this.#studies.transcriptOf(document, text);
    const alone = isAlone ? colorsOfDocument(transcript) : undefined;
    // Grey while the codebook is not read: no colour then changes into another.
    const color = (code: string): CodeColor => colors?.get(code) ?? alone?.(code) ?? 'grey';
    const shown = { transcript, color, code: (id: string): Code | undefined => codebook?.get(id) };
    this.#kept.set(document, [{ key, shown }, ...kept.slice(0, 1)]);
    return shown;
  }

  /** Whether the study of a document has been looked for; if not, it is from now on. */
  #isSettled(document: vscode.TextDocument): boolean {
    if (this.#settled.has(document)) return true;
    void this.#studies.findFor(document).then(() => {
      this.#settled.add(document);
      this.#changed.fire(document.uri);
    });
    return false;
  }
}

/** Where there is no codebook, codes have the palette's colours in the order in which they come. */
function colorsOfDocument(transcript: Transcript): (code: string) => CodeColor {
  let colors: ReadonlyMap<string, CodeColor> | undefined;
  return (code) => {
    colors ??= colorsInOrder(transcript.shown.flatMap(({ codes }) => codes));
    return colors.get(code) ?? 'grey';
  };
}
