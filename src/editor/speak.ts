import * as vscode from 'vscode';
import { formatMessage, type Message } from '../core/text/message.js';

/** A sentence of the engine in the language of the window. */
export function speak(sentence: Message): string {
  // Put together here: VS Code's own way stumbles over the braces of marks.
  return formatMessage(sentence, (template) => vscode.l10n.t(template));
}

/** The command by which a page that has the focus says what it is given; it is of no use in the palette. */
export const speakCommand = '_emic.speakOnPage';

/** Says what has been done, where it does not get in the way. */
export function say(sentence: string): void {
  vscode.window.setStatusBarMessage(sentence, 5_000);
  void sayAloud(sentence);
}

async function sayAloud(sentence: string): Promise<void> {
  const isSpoken = await vscode.commands.executeCommand<boolean>(speakCommand, sentence).then(Boolean, () => false);
  if (!isSpoken && isReadAloud()) announce(sentence);
}

/** Whether what is said in the status bar has to be said where a screen reader reads it, too. */
export function isReadAloud(): boolean {
  const set = vscode.workspace.getConfiguration('emic').get<'auto' | 'on' | 'off'>('readAloud', 'auto');
  if (set !== 'auto') return set === 'on';
  // VS Code asks whoever uses a screen reader, and then sets this. What it has found by itself it tells nobody.
  return vscode.workspace.getConfiguration('editor').get('accessibilitySupport') === 'on';
}

/**
 * VS Code has no way to speak for extensions, and keeps screen readers from reading the status bar when it changes. What they do read
 * are notifications; that of a progress goes by itself, so that nobody has to close it.
 */
function announce(sentence: string): void {
  const options = { location: vscode.ProgressLocation.Notification, title: sentence };
  void vscode.window.withProgress(options, () => new Promise<void>((resolve) => void setTimeout(resolve, 3_000)));
}

/** Between the quotation marks of the window's language. */
export function quoted(text: string): string {
  return vscode.l10n.t('“{0}”', text);
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
