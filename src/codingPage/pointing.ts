import type { PagePlace } from '../core/page/types.js';
import { draggedWords } from '../editor/codingView/protocol.js';
import { placeUnder } from './selecting.js';
import type { Sheet } from './sheet.js';

/** What VS Code calls codes that are dragged out of their tree. */
const draggedCode = 'application/vnd.code.tree.emic.codes';

/** What a mouse does on the page. */
export interface PointingActs {
  openLink(url: string): void;
  selectPassage(key: string): void;
  openCode(code: string): void;
  writeMemo(key: string): void;
  correct(): void;
  /** The words that are selected begin to be dragged. */
  dragWords(): void;
  /** A code of the tree is dragged over a place, or no longer over the page. */
  over(place: PagePlace | undefined): void;
  /** The code that is dragged from the tree was dropped on a place. */
  drop(place: PagePlace): void;
}

/** Makes links, stripes, names, memos and words do what they do when they are clicked, pointed at, or something is dropped on them. */
export function pointOn(sheet: Sheet, acts: PointingActs): void {
  const { element } = sheet;
  element.addEventListener('click', (event) => click(event, acts));
  element.addEventListener('dblclick', (event) => doubleClick(event, acts));
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    const url = document.getSelection()?.focusNode?.parentElement?.closest('[data-url]')?.getAttribute('data-url');
    if (typeof url !== 'string') return;
    event.preventDefault();
    acts.openLink(url);
  });
  element.addEventListener('dragstart', ({ dataTransfer }) => {
    dataTransfer?.setData(draggedWords, ' ');
    acts.dragWords();
  });
  // Words of the page that are dropped on the page mean nothing.
  const isCode = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes(draggedCode) === true;
  element.addEventListener('dragover', (event) => {
    event.preventDefault();
    if (isCode(event)) acts.over(placeUnder(sheet, event.clientX, event.clientY));
  });
  element.addEventListener('dragleave', () => acts.over(undefined));
  element.addEventListener('drop', (event) => {
    event.preventDefault();
    acts.over(undefined);
    if (!isCode(event)) return;
    const place = placeUnder(sheet, event.clientX, event.clientY);
    if (place !== undefined) acts.drop(place);
  });
  let lifted = '';
  /** A stripe lifts its words and its names, and the reverse. */
  const lift = (target: EventTarget | null): void => {
    const keys = target instanceof Element ? (target.closest('[data-p]')?.getAttribute('data-p') ?? '') : '';
    const key = keys.split(' ').at(-1) ?? '';
    if (key === lifted) return;
    element.querySelectorAll('.lifted').forEach((one) => one.classList.remove('lifted'));
    lifted = key;
    if (key === '') return;
    element.querySelectorAll(`[data-p~="${CSS.escape(key)}"]`).forEach((one) => one.classList.add('lifted'));
  };
  element.addEventListener('mouseover', (event) => lift(event.target));
  element.addEventListener('mouseleave', () => lift(null));
}

function click({ target }: MouseEvent, acts: PointingActs): void {
  if (!(target instanceof Element)) return;
  const link = target.closest('[data-url]');
  if (link !== null && document.getSelection()?.isCollapsed !== false) {
    acts.openLink(link.getAttribute('data-url') ?? '');
    return;
  }
  const key = target.closest('.name, .stripe')?.getAttribute('data-p');
  if (typeof key === 'string' && target.closest('.more, .edge') === null) acts.selectPassage(key);
}

function doubleClick(event: MouseEvent, acts: PointingActs): void {
  const { target } = event;
  if (!(target instanceof Element)) return;
  const memo = target.closest('.memo')?.closest('.name')?.getAttribute('data-p');
  if (typeof memo === 'string') {
    acts.writeMemo(memo);
    return;
  }
  const code = target.closest('[data-code]')?.getAttribute('data-code');
  if (typeof code === 'string') {
    event.preventDefault();
    acts.openCode(code);
  } else if (target.closest('.text') !== null && target.closest('.head') === null) acts.correct();
}
