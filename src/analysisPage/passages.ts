import type { PlaceList, PlaceRow } from '../editor/analysisView/protocol.js';
import { button, dot, element } from '../webview/elements.js';
import type { Say } from './say.js';
import { paint } from '../webview/theme.js';

/** What a list of passages asks of the page. */
export interface PassagesOwner {
  places(list: number, from: number, to: number): Promise<readonly PlaceRow[]>;
  go(list: number, index: number, focus: boolean): void;
}

/** So many are shown at a time. */
const atATime = 100;

/** A list of passages, as far as somebody wants to see it. */
export function passageList({ id, length }: PlaceList, owner: PassagesOwner, say: Say): HTMLElement {
  const list = element('ol', { class: 'passages' });
  const box = element('div', {}, list);
  let shown = 0;
  const more = button('', () => show(), { class: 'secondary', hidden: true });
  const show = (): void => {
    const from = shown;
    shown = Math.min(length, from + atATime);
    more.hidden = shown >= length;
    more.textContent = say('showMore', Math.min(atATime, length - shown));
    void owner.places(id, from, shown).then((rows) => {
      list.append(...rows.map((row, i) => passage(row, () => owner.go(id, from + i, true), say)));
    });
  };
  box.append(more);
  if (length > 0) show();
  return box;
}

function passage({ words, who, document, time, memo, codes }: PlaceRow, go: () => void, say: Say): HTMLElement {
  const facts = [who, document, time].filter(Boolean).join(' · ');
  const names = codes.map(({ name, color }) => element('span', { class: 'code' }, dot(paint(color)), name));
  const made = element(
    'button',
    { type: 'button', class: 'passage', title: say('goTo') },
    element('q', { class: 'words', dir: 'auto' }, words),
    element('span', { class: 'facts' }, facts),
    element('span', { class: 'codes' }, ...names),
  );
  if (memo !== '') made.append(element('span', { class: 'memo' }, `${say('memo')}: ${memo}`));
  made.addEventListener('click', go);
  return element('li', {}, made);
}
