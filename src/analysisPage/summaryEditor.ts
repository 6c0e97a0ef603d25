import { button, element } from '../webview/elements.js';
import type { Say } from './say.js';

/**
 * A field in which a summary is written; Escape leaves it, Ctrl+Enter saves.
 * @param save gives why it cannot be written so, or undefined.
 */
export function summaryEditor(
  text: string,
  label: string,
  { save, leave }: { readonly save: (text: string) => Promise<string | undefined>; readonly leave: () => void },
  say: Say,
): HTMLElement {
  const area = element('textarea', { 'aria-label': label, rows: 6, dir: 'auto' });
  area.value = text;
  const problem = element('p', { class: 'problem', role: 'alert' });
  const write = (): void => {
    void save(area.value).then((refused) => {
      if (refused === undefined) leave();
      else problem.textContent = refused;
    });
  };
  area.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') leave();
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) write();
    else return;
    event.preventDefault();
  });
  const box = element(
    'div',
    { class: 'summary-editor' },
    element('h3', {}, label),
    area,
    problem,
    element(
      'div',
      { class: 'buttons' },
      button(say('saveSummary'), write),
      button(say('cancel'), leave, { class: 'secondary' }),
    ),
  );
  queueMicrotask(() => area.focus());
  return box;
}
