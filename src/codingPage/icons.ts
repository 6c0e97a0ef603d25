import { button, svg } from '../webview/elements.js';

/** Shapes of 16 by 16, drawn in the colour of the text. */
const shapes = {
  up: 'M8 12V4M4.5 7.5L8 4l3.5 3.5',
  down: 'M8 4v8M4.5 8.5L8 12l3.5-3.5',
  close: 'M4 4l8 8M12 4l-8 8',
} as const;

/** A button with a shape on it; its label is spoken, and shown when the mouse rests on it. */
export function iconButton(shape: keyof typeof shapes, label: string, act: () => void): HTMLButtonElement {
  const made = button('', act, { class: 'icon', 'aria-label': label, title: label });
  made.append(svg('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, svg('path', { d: shapes[shape] })));
  return made;
}
