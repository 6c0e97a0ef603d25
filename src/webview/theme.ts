import { isOwnColor, lineColor, type CodeColor, type ThemeKind } from '../core/colors/codeColors.js';

/** The kind of colour theme that the window has now, as VS Code tells a webview. */
export function themeKind(): ThemeKind {
  const { classList } = document.body;
  if (classList.contains('vscode-high-contrast-light')) return 'highContrastLight';
  if (classList.contains('vscode-high-contrast')) return 'highContrast';
  return classList.contains('vscode-light') ? 'light' : 'dark';
}

/** A code's colour for lines, dots and bars, as CSS. */
export function paint(color: CodeColor | undefined): string {
  if (color === undefined) return 'var(--vscode-charts-blue, #4e8cd9)';
  if (color === 'grey' || isOwnColor(color)) return lineColor(color, themeKind());
  return `var(--vscode-emic-${color}, ${lineColor(color, themeKind())})`;
}
