import * as vscode from 'vscode';
import { paletteOrder } from '../../core/colors/palette.js';
import { optionsOf, type Kit } from './options.js';
import { themeKind } from './settings.js';
import { styleOf, type Style } from './style.js';

/**
 * All decoration types of the window: one a style, made when the style is first drawn.
 *
 * VS Code paints backgrounds in the order of the types' names, compared as text, and has no option for it. A tint that is
 * painted over a line takes a third of the line's contrast, so tints are made before lines, and all anew where the names
 * would say otherwise: `9` comes after `10`, and a colour may turn up late.
 */
export class DecorationTypes {
  readonly #types = new Map<Style, vscode.TextEditorDecorationType>();
  readonly #tints = new Set<Style>([...paletteOrder, 'grey' as const].map((color) => styleOf({ kind: 'tint', color })));

  /**
   * Makes sure that there are types for styles.
   * @returns whether all types were made anew, so that everything must be drawn again.
   */
  prepare(styles: Iterable<Style>): boolean {
    const all = [...styles];
    for (const style of all) if (style.kind === 'tint') this.#tints.add(style);
    const lines = all.filter(isLine);
    if (this.#arePaintedFirst(lines)) return false;
    this.clear();
    // Names that were made one after the other grow as text too, but for the one step to a further digit.
    if (!this.#arePaintedFirst(lines)) {
      this.clear();
      this.#arePaintedFirst(lines);
    }
    return true;
  }

  #arePaintedFirst(lines: readonly Style[]): boolean {
    const tints = [...this.#tints].map((style) => this.get(style).key);
    const last = tints.reduce((one, other) => (one > other ? one : other));
    const made = [...this.#types].flatMap(([style, { key }]) => (isLine(style) ? [key] : []));
    return [...made, ...lines.map((style) => this.get(style).key)].every((key) => key > last);
  }

  get(style: Style): vscode.TextEditorDecorationType {
    let type = this.#types.get(style);
    if (type === undefined) {
      type = vscode.window.createTextEditorDecorationType(optionsOf(style, kit()));
      this.#types.set(style, type);
    }
    return type;
  }

  /** Ends all types, and with them all that they draw. */
  clear(): void {
    for (const type of this.#types.values()) type.dispose();
    this.#types.clear();
  }
}

function isLine({ kind }: Style): boolean {
  return kind === 'line' || kind === 'plainLine';
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
