import type { Speak } from '../../queries/render/language.js';
import type { Look } from './look.js';

/** What is around a picture. */
export interface Frame {
  /** The room there is, in pixels. */
  readonly width: number;
  readonly title: string;
  readonly look: Look;
  /** The language of the words in it. */
  readonly speak: Speak;
}
