import * as vscode from 'vscode';
import type { Transcript } from '../../core/transcript/transcript.js';
import { rangeOf } from '../edits.js';
import { inSource } from '../selection.js';
import type { Services } from '../services.js';
import type { Entry, ProposalList } from './proposalList.js';

/** Shows in the text where a proposal would code. */
export class Preview implements vscode.Disposable {
  readonly #services: Services;
  readonly #list: ProposalList;
  readonly #listeners: vscode.Disposable;
  readonly #extent = vscode.window.createTextEditorDecorationType({
    outline: '1px dashed',
    outlineColor: new vscode.ThemeColor('focusBorder'),
    overviewRulerColor: new vscode.ThemeColor('focusBorder'),
    overviewRulerLane: vscode.OverviewRulerLane.Full,
  });
  readonly #hit = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('editor.findMatchHighlightBackground'),
    borderColor: new vscode.ThemeColor('editor.findMatchHighlightBorder'),
  });
  #shown: Entry | undefined;

  constructor(services: Services, list: ProposalList) {
    this.#services = services;
    this.#list = list;
    this.#listeners = vscode.Disposable.from(
      this.#extent,
      this.#hit,
      list.onDidChange(() => this.#draw()),
      vscode.window.onDidChangeVisibleTextEditors(() => this.#draw()),
    );
  }

  dispose(): void {
    this.#listeners.dispose();
  }

  /** The proposal that was shown last, if it still is one. */
  get shown(): Entry | undefined {
    const entry = this.#shown;
    return entry !== undefined && this.#list.groupOf(entry)?.entries.includes(entry) === true ? entry : undefined;
  }

  /** Opens the transcript at the words of a proposal. */
  async show(entry: Entry, { focus }: { readonly focus: boolean }): Promise<void> {
    const study = this.#list.purpose?.study;
    if (study === undefined) return;
    this.#shown = entry;
    const { document: path } = entry.proposal;
    try {
      const document = await vscode.workspace.openTextDocument(study.uriOf(path));
      const editor = await vscode.window.showTextDocument(document, { preserveFocus: !focus, preview: true });
      study.now();
      this.#list.follow((one) => study.latest?.transcript(one));
      if (this.shown === undefined) return;
      const range = rangeOf(document, inSource(this.#transcript(document), entry.proposal.extent));
      editor.selection = new vscode.Selection(range.start, range.start);
      editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
      this.#draw();
    } catch {
      void vscode.window.showWarningMessage(vscode.l10n.t('{0} cannot be opened.', path));
    }
  }

  #transcript(document: vscode.TextDocument): Transcript {
    return this.#services.studies.transcriptOf(document);
  }

  #draw(): void {
    const entry = this.shown;
    const uri = entry === undefined ? undefined : this.#list.purpose?.study.uriOf(entry.proposal.document).toString();
    for (const editor of vscode.window.visibleTextEditors) {
      const { document } = editor;
      const isHere = entry !== undefined && document.uri.toString() === uri;
      const ranges = (extents: readonly { start: number; end: number }[]): vscode.Range[] =>
        extents.map((extent) => rangeOf(document, inSource(this.#transcript(document), extent)));
      editor.setDecorations(this.#extent, isHere ? ranges([entry.proposal.extent]) : []);
      editor.setDecorations(this.#hit, isHere ? ranges(entry.proposal.hits) : []);
    }
  }
}
