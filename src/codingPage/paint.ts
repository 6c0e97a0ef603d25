import { isOwnColor, labelColor, lineColor, swatchOf, type CodeColor } from '../core/colors/codeColors.js';
import { themeKind } from '../webview/theme.js';

/** A code's colour as CSS: of lines and stripes, of names, and behind words. VS Code's own variables follow the theme. */
export function paint(color: CodeColor, part: 'line' | 'label' | 'tint'): string {
  const kind = themeKind();
  const isContrast = kind === 'highContrast' || kind === 'highContrastLight';
  const own = (): string => {
    if (part === 'line') return lineColor(color, kind);
    if (part === 'label') return labelColor(color, kind);
    return isContrast ? 'transparent' : swatchOf(color)[kind].tint;
  };
  if (isOwnColor(color) || color === 'grey') return own();
  const ending = { line: '', label: 'Label', tint: 'Tint' }[part];
  return `var(--vscode-emic-${color}${ending}, ${own()})`;
}

/** One colour, or bands of several. */
export function bands(colors: readonly CodeColor[], direction: 'to right' | 'to bottom'): string {
  const different = [...new Set(colors)].slice(0, 4);
  const [first = 'grey'] = different;
  if (different.length < 2) return `linear-gradient(${paint(first, 'line')}, ${paint(first, 'line')})`;
  const stops = different.map((color, i) => `${paint(color, 'line')} ${i * 12}px ${(i + 1) * 12}px`);
  return `repeating-linear-gradient(${direction}, ${stops.join(', ')})`;
}
