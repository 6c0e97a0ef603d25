import * as vscode from 'vscode';
import type { Disagreement } from '../../core/agreement/disagreements.js';
import { rangeOf } from '../edits.js';
import { revealPassage } from '../revealPassage.js';
import type { Services } from '../services.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { codesOf, namesOf, opinionsOf } from './words.js';

/** Frames of different colours and kinds, so that they can be told apart without colours, too. */
const frames = [
  { color: 'charts.blue', style: 'solid' },
  { color: 'charts.orange', style: 'dashed' },
  { color: 'charts.green', style: 'dotted' },
  { color: 'charts.purple', style: 'double' },
] as const;

/** Shows in a transcript what each coder has coded at a place: a frame around it, and the coder and the codes behind it. */
export class Highlight implements vscode.Disposable {
  readonly #services: Services;
  readonly #types = frames.map(({ color, style }) =>
    vscode.window.createTextEditorDecorationType({
      border: style === 'double' ? '3px double' : `2px ${style}`,
      borderColor: new vscode.ThemeColor(color),
      // The colour of a frame can be too pale for letters.
      after: { color: new vscode.ThemeColor('editor.foreground'), margin: '0 0 0 0.4em', fontWeight: 'bold' },
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    }),
  );

  constructor(services: Services) {
    this.#services = services;
  }

  dispose(): void {
    for (const type of this.#types) type.dispose();
  }

  /** Opens the transcript at a place and frames what each coder has. */
  async show(
    study: OpenStudy,
    coders: readonly string[],
    disagreement: Disagreement,
    how: { readonly focus: boolean },
  ): Promise<void> {
    const { document, extent } = disagreement;
    const { text } = document.transcript;
    const quote = text.sliceClean(extent.start, extent.end);
    const words = { document: document.path, clean: extent, quote, passage: undefined };
    await revealPassage(this.#services, { study, passage: words }, { ...how, inCenter: true });
    this.clear();
    const uri = study.uriOf(document.path).toString();
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document.uri.toString() !== uri || editor.document.getText().length !== text.length) continue;
      // Selected words would hide the frames, and the names in high contrast.
      editor.selection = new vscode.Selection(editor.selection.start, editor.selection.start);
      opinionsOf(disagreement).forEach((opinion, i) => {
        const type = this.#types[i % this.#types.length];
        if (type === undefined) return;
        const label = `${namesOf(coders, opinion)}: ${codesOf(study, opinion)}`;
        const extents = new Map(
          opinion.given.map(({ coding }) => {
            // What stands in a coder's own version alone is framed where its words are here.
            const { start, end } = coding.extent;
            const source =
              coding.elsewhere === true
                ? { start: text.toSource(start, 'start'), end: text.toSource(end, 'end') }
                : coding.passage.source;
            return [source.start, source];
          }),
        );
        const last = Math.max(...[...extents.values()].map(({ end }) => end));
        editor.setDecorations(
          type,
          [...extents.values()].map((source) => ({
            range: rangeOf(editor.document, source),
            ...(source.end === last ? { renderOptions: { after: { contentText: label } } } : {}),
          })),
        );
      });
    }
  }

  clear(): void {
    for (const editor of vscode.window.visibleTextEditors)
      for (const type of this.#types) editor.setDecorations(type, []);
  }
}
