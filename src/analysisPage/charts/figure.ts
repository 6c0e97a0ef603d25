import { freshId, svg } from '../elements.js';

export const ink = 'var(--vscode-foreground)';
export const quiet = 'var(--vscode-descriptionForeground)';
export const line = 'var(--vscode-panel-border, var(--vscode-contrastBorder, #8884))';
export const paper = 'var(--vscode-editor-background)';
export const accent = 'var(--vscode-charts-blue, #3794ff)';

/**
 * A picture with its name, and a description for those who do not see it.
 * @param width, height in pixels.
 */
export function picture(
  { width, height, title, description }: { width: number; height: number; title: string; description: string },
  ...children: readonly SVGElement[]
): SVGSVGElement {
  const [titleId, descriptionId] = [freshId(), freshId()];
  return svg(
    'svg',
    {
      width: Math.ceil(width),
      height: Math.ceil(height),
      viewBox: `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`,
      role: 'img',
      'aria-labelledby': `${titleId} ${descriptionId}`,
      'font-size': 12,
    },
    svg('title', { id: titleId }, title),
    svg('desc', { id: descriptionId }, description),
    ...children,
  );
}

type Look = Readonly<Record<string, string | number | undefined>>;

export function words(text: string, x: number, y: number, look: Look = {}): SVGTextElement {
  return svg('text', { x, y, fill: ink, 'dominant-baseline': 'central', ...look }, text);
}

export function box(x: number, y: number, width: number, height: number, look: Look, tip = ''): SVGRectElement {
  const made = svg('rect', { x, y, width: Math.max(0, width), height: Math.max(0, height), ...look });
  if (tip !== '') made.append(svg('title', {}, tip));
  return made;
}

export function rule(x1: number, y1: number, x2: number, y2: number, look: Look = {}): SVGLineElement {
  return svg('line', { x1, y1, x2, y2, stroke: line, ...look });
}
