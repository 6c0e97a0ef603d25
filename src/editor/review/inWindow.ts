import type { Speak } from '../../core/queries/render/language.js';
import { message } from '../../core/text/message.js';
import { speak } from '../speak.js';

/** Says the engine's sentences in the language of the window. */
export const inWindow: Speak = (template, ...args) => speak(message(template, ...args));
