import { isOwnColor, lineColor, type CodeColor, type ThemeKind } from '../../colors/codeColors.js';

/** The colours of a picture, as CSS. */
export interface Look {
  readonly ink: string;
  readonly quiet: string;
  /** Of axes and grids, which are drawn faintly. */
  readonly rule: string;
  /** What the picture stands on. */
  readonly paper: string;
  /** What stands for no code. */
  readonly accent: string;
  paint(color: CodeColor | undefined): string;
}

/**
 * The look of a window of VS Code, by the variables that it gives to webviews and previews.
 * @param own a colour of the user's own, which has no variable there, as CSS.
 */
export function windowLook(own: (color: CodeColor) => string): Look {
  const accent = 'var(--vscode-charts-blue, #3794ff)';
  return {
    ink: 'var(--vscode-foreground, currentColor)',
    quiet: 'var(--vscode-descriptionForeground, currentColor)',
    rule: 'var(--vscode-foreground, currentColor)',
    paper: 'var(--vscode-editor-background, transparent)',
    accent,
    paint: (color) => {
      if (color === undefined) return accent;
      return color === 'grey' || isOwnColor(color) ? own(color) : `var(--vscode-emic-${color}, ${own(color)})`;
    },
  };
}

/** The look of a window whose kind of colour theme is known. */
export function themedLook(kind: ThemeKind): Look {
  return windowLook((color) => lineColor(color, kind));
}

/** The look of paper, with colours and no variables. */
export const paperLook: Look = {
  ink: '#262626',
  quiet: '#666666',
  rule: '#262626',
  paper: '#ffffff',
  accent: '#2b6cb0',
  paint: (color) => (color === undefined ? '#2b6cb0' : lineColor(color, 'light')),
};
