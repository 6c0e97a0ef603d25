import type { ProseParagraph } from '../editor/analysisView/protocol.js';
import { element } from '../webview/elements.js';

/** Paragraphs and lists to be read. */
export function proseText(paragraphs: readonly ProseParagraph[]): HTMLElement {
  const made = paragraphs.map((one) =>
    one.kind === 'text'
      ? element('p', { dir: 'auto' }, one.text)
      : element('ul', {}, ...one.items.map((item) => element('li', { dir: 'auto' }, item))),
  );
  return element('div', { class: 'prose-text' }, ...made);
}
