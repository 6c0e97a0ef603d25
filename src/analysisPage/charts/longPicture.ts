import type { PictureShown } from '../../editor/analysisView/protocol.js';
import { setAttributes, svg, svgFrom } from '../../webview/elements.js';
import type { Say } from '../say.js';

/** A picture with fewer bands is drawn as a whole. */
const fewBands = 160;

/** So much above and below what is seen is drawn, in pixels. */
const around = 500;

/** A picture of which only the part that is seen is in the page, where it is long. */
export class LongPicture {
  readonly element: SVGSVGElement;
  readonly #picture: PictureShown;
  readonly #say: Say;
  readonly #drawn = new Map<number, readonly SVGElement[]>();
  #isWhole: boolean;

  constructor(picture: PictureShown, say: Say) {
    this.#picture = picture;
    this.#say = say;
    this.#isWhole = picture.bands.length <= fewBands;
    const [width, height] = [Math.ceil(picture.width), Math.ceil(picture.height)];
    this.element = svg(
      'svg',
      { width, height, viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': picture.title, 'font-size': 12 },
      svg('desc', {}, picture.description),
      ...picture.fixed.map((one) => this.#make(one)),
    );
    if (this.#isWhole) this.#draw(0, height);
  }

  /** Draws what lies between two heights, and takes away what is far from there. */
  show(top: number, bottom: number): void {
    if (!this.#isWhole) this.#draw(top - around, bottom + around);
  }

  /** All of it, for a file. */
  whole(): SVGSVGElement {
    this.#draw(0, Infinity);
    return this.element;
  }

  #draw(top: number, bottom: number): void {
    this.#picture.bands.forEach((band, i) => {
      const known = this.#drawn.get(i);
      const isSeen = band.bottom >= top && band.top <= bottom;
      if (isSeen && known === undefined) {
        const shapes = band.shapes.map((one) => this.#make(one));
        this.element.append(...shapes);
        this.#drawn.set(i, shapes);
      } else if (!isSeen && known !== undefined && !known.some((one) => one === document.activeElement)) {
        for (const one of known) one.remove();
        this.#drawn.delete(i);
      }
    });
  }

  #make(tree: PictureShown['fixed'][number]): SVGElement {
    const made = svgFrom(tree);
    if (made.hasAttribute('data-shape')) {
      const name = made.querySelector('title')?.textContent ?? '';
      setAttributes(made, { class: 'opens', role: 'button', tabindex: -1, 'aria-label': name });
    }
    return made;
  }

  get spoken(): string {
    return this.#say('picture', this.#picture.title);
  }
}
