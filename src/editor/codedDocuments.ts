import * as vscode from 'vscode';
import type { Code } from '../core/codebook/types.js';
import { colorsInOrder, type CodeColor } from '../core/colors/codeColors.js';
import type { Transcript } from '../core/transcript/transcript.js';
import type { CodedDocument, CodedDocuments } from './decorations/source.js';
import type { Documents } from './documents.js';
import type { Studies } from './studies/studies.js';

/** What decorations and hovers show: each document as its study reads it. */
export class StudyDocuments implements CodedDocuments, vscode.Disposable {
  readonly #documents: Documents;
  readonly #studies: Studies;
  readonly #changed = new vscode.EventEmitter<vscode.Uri | undefined>();
  readonly #listeners: vscode.Disposable;
  readonly #known = new WeakMap<
    vscode.TextDocument,
    { readonly key: readonly unknown[]; readonly coded: CodedDocument }
  >();
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
    const study = this.#studies.studyOf(document.uri);
    const codebook = study?.latest?.codebook;
    const text = this.#documents.read(document);
    const colors = study?.colors;
    const isAlone = study === undefined && this.#isSettled(document);
    const key = [document.version, text, codebook, colors, study?.latest?.participants, study?.context.hides, isAlone];
    const known = this.#known.get(document);
    if (known?.key.every((part, i) => part === key[i])) return known.coded;
    const transcript = this.#studies.transcriptOf(document);
    const alone = isAlone ? colorsOfDocument(transcript) : undefined;
    // Grey while the codebook is not read: no colour then changes into another.
    const color = (code: string): CodeColor => colors?.get(code) ?? alone?.(code) ?? 'grey';
    const coded = {
      version: document.version,
      transcript,
      color,
      code: (id: string): Code | undefined => codebook?.get(id),
    };
    this.#known.set(document, { key, coded });
    return coded;
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
