import { isOwnColor, labelColor, lineColor, swatchOf, type CodeColor } from '../../core/colors/codeColors.js';
import { colorKey } from '../../core/reading/style.js';

/** The workbench's own variables, so that colour themes and the user's changes to them hold here too. */
export function variable(color: CodeColor, part: 'line' | 'label' | 'tint'): string {
  if (isOwnColor(color)) return `var(--emic-${colorKey(color)}-${part})`;
  return `var(--vscode-emic-${color}${part === 'line' ? '' : part === 'label' ? 'Label' : 'Tint'})`;
}

/** Rules for colours of the user's own, in each kind of theme. */
export function ownColors(colors: Iterable<CodeColor>): string {
  const own = [...new Set(colors)].filter(isOwnColor);
  if (own.length === 0) return '';
  const rules = own.flatMap((color) => {
    const key = `--emic-${colorKey(color)}`;
    return kinds.map(([selector, kind]) => {
      const shades = swatchOf(color)[kind];
      const tint = typeof shades === 'string' ? 'transparent' : shades.tint;
      const parts = `${key}-line: ${lineColor(color, kind)}; ${key}-label: ${labelColor(color, kind)}; ${key}-tint: ${tint}`;
      return `${selector} { ${parts} }`;
    });
  });
  return `<style>${rules.join('\n')}</style>`;
}

const kinds = [
  ['.vscode-light', 'light'],
  ['.vscode-dark', 'dark'],
  ['.vscode-high-contrast', 'highContrast'],
  ['.vscode-high-contrast-light', 'highContrastLight'],
] as const;
