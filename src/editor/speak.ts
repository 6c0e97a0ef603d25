import * as vscode from 'vscode';
import { formatMessage, type Message } from '../core/text/message.js';

/** A sentence of the engine in the language of the window. */
export function speak(sentence: Message): string {
  // Put together here: VS Code's own way stumbles over the braces of marks.
  return formatMessage(sentence, vscode.l10n.t(sentence.template));
}

/** Says what has been done, where it does not get in the way. */
export function say(sentence: string): void {
  vscode.window.setStatusBarMessage(sentence, 5_000);
}

/** So much of a text as fits in a line; words are cut after `most` characters. */
export function excerpt(text: string, most = 60): string {
  const line = text.trim().replace(/\s+/g, ' ');
  const characters = Array.from(line);
  return characters.length > most
    ? `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
    : line;
}
