import * as vscode from 'vscode';
import { lineColor, type CodeColor } from '../core/colors/codeColors.js';
import type { CodeKind } from '../core/codebook/types.js';

/** An icon in each kind of theme. */
export interface Icon {
  readonly light: vscode.Uri;
  readonly dark: vscode.Uri;
}

/** Draws icons in the colours of codes. Those of one shape and colour are made once. */
export class CodeIcons {
  readonly #made = new Map<string, Icon>();

  /** A theme is a square, a category a smaller one, a code a dot: filled if it is used, else an outline. */
  code(kind: CodeKind, color: CodeColor, isUsed: boolean): Icon {
    return this.#make(`${kind} ${color} ${isUsed}`, (paint) => {
      const style = isUsed ? `fill="${paint(color)}"` : `fill="none" stroke="${paint(color)}" stroke-width="1.5"`;
      const inset = isUsed ? 0 : 0.75;
      switch (kind) {
        case 'theme':
          return square(2.5 + inset, 11 - 2 * inset, 2.5, style);
        case 'category':
          return square(4 + inset, 8 - 2 * inset, 1.5, style);
        case 'code':
          return `<circle cx="8" cy="8" r="${4.5 - inset}" ${style}/>`;
      }
    });
  }

  /** Upright bars, one a code, at most three. */
  bars(colors: readonly CodeColor[]): Icon {
    const shown = colors.slice(0, 3);
    return this.#make(shown.join(' '), (paint) =>
      shown.map((color, i) => `<rect x="${4 + i * 4}" y="2" width="2.5" height="12" fill="${paint(color)}"/>`).join(''),
    );
  }

  #make(key: string, draw: (paint: (color: CodeColor) => string) => string): Icon {
    const { kind } = vscode.window.activeColorTheme;
    const isHigh = kind === vscode.ColorThemeKind.HighContrast || kind === vscode.ColorThemeKind.HighContrastLight;
    const known = `${isHigh ? kind : ''} ${key}`;
    let icon = this.#made.get(known);
    if (icon === undefined) {
      // Which of the two a high-contrast theme takes is not the same in all versions, so both are for it.
      const high = kind === vscode.ColorThemeKind.HighContrast ? 'highContrast' : 'highContrastLight';
      icon = {
        light: picture(draw((color) => lineColor(color, isHigh ? high : 'light'))),
        dark: picture(draw((color) => lineColor(color, isHigh ? high : 'dark'))),
      };
      this.#made.set(known, icon);
    }
    return icon;
  }
}

function square(at: number, size: number, radius: number, style: string): string {
  return `<rect x="${at}" y="${at}" width="${size}" height="${size}" rx="${radius}" ${style}/>`;
}

function picture(content: string): vscode.Uri {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">${content}</svg>`;
  return vscode.Uri.parse(`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`);
}
