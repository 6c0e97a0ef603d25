import type { Speak } from '../../queries/render/language.js';
import type { Emptiness } from '../table.js';

/** Why a cell is empty, in words. */
export function emptyMeaning(reason: Emptiness, speak: Speak): string {
  switch (reason) {
    case 'not-asked':
      return speak('not asked');
    case 'no-answer':
      return speak('asked, no answer');
    case 'not-mentioned':
      return speak('not mentioned');
    case 'no-transcript':
      return speak('no transcript');
  }
}
