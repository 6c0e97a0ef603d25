import * as vscode from 'vscode';
import { optionsOf, type Kit } from './options.js';
import { themeKind } from './settings.js';
import type { Style } from './style.js';

/** All decoration types of the window: one a style, made when the style is first drawn. */
export class DecorationTypes implements vscode.Disposable {
  readonly #types = new Map<string, vscode.TextEditorDecorationType>();

  get(style: Style): vscode.TextEditorDecorationType {
    let type = this.#types.get(style.key);
    if (type === undefined) {
      type = vscode.window.createTextEditorDecorationType(optionsOf(style, kit()));
      this.#types.set(style.key, type);
    }
    return type;
  }

  /** Ends all types, and with them all that they draw. */
  clear(): void {
    for (const type of this.#types.values()) type.dispose();
    this.#types.clear();
  }

  dispose(): void {
    this.clear();
  }
}

function kit(): Kit {
  return {
    themeColor: (id) => new vscode.ThemeColor(id),
    picture: (svg) => vscode.Uri.parse(`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`),
    openOpen: vscode.DecorationRangeBehavior.OpenOpen,
    closedClosed: vscode.DecorationRangeBehavior.ClosedClosed,
    rulerLanes: [vscode.OverviewRulerLane.Center, vscode.OverviewRulerLane.Right, vscode.OverviewRulerLane.Left],
    kind: themeKind(),
  };
}
