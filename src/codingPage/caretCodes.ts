import type { PageBlock, PagePiece } from '../core/page/types.js';
import type { PageSelection } from '../editor/codingView/protocol.js';
import type { Say } from './say.js';

/** What is drawn of the page. */
interface Drawn {
  readonly views: ReadonlyMap<number, { readonly block: Pick<PageBlock, 'pieces'> }>;
}

/** Says the codes of the words that the cursor comes to, for those who do not see the lines under them. */
export class CaretCodes {
  readonly #element: { textContent: string };
  readonly #sheet: Drawn;
  readonly #say: Say;
  #keys = '';

  /** @param element what is heard as soon as it is another. */
  constructor(sheet: Drawn, say: Say, element: { textContent: string }) {
    this.#sheet = sheet;
    this.#say = say;
    this.#element = element;
  }

  /** The cursor is elsewhere. Nothing is said while words are selected, nor of passages in which it was before. */
  moved(selection: PageSelection | undefined): void {
    if (selection === undefined) return;
    const { anchor, focus } = selection;
    if (anchor.block !== focus.block || anchor.offset !== focus.offset) return;
    const pieces = this.#sheet.views.get(focus.block)?.block.pieces ?? [];
    const here = pieces.filter(({ start, end }) => start <= focus.offset && focus.offset < end);
    const keys = here.map(({ key }) => key).join(' ');
    if (keys === this.#keys) return;
    this.#keys = keys;
    this.#element.textContent = here.length === 0 ? this.#say('notCoded') : this.#say('coded', namesOf(here));
  }
}

function namesOf(pieces: readonly PagePiece[]): string {
  return [...new Set(pieces.flatMap(({ codes }) => codes.map(({ name }) => name)))].join(', ');
}
