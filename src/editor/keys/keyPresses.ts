import * as vscode from 'vscode';

/** True while the prefix is given and its menu has not the focus yet: then single keys are no typing. */
const context = 'emic.awaitingKey';

/** The prefix once more, for more of the text. */
export const more = 'More';

/** The keys pressed after the prefix, in their order: they may be quicker than the menu. */
export class KeyPresses {
  readonly #waiting: string[] = [];
  #take: ((key: string) => void) | undefined;

  /** @param key a character, or the name of a key whose character depends on the keyboard, such as `Semicolon`. */
  press(key: string): void {
    if (this.#take === undefined) this.#waiting.push(key);
    else this.#take(key);
  }

  /** The first key that waits, which is taken from the others. */
  next(): string | undefined {
    return this.#waiting.shift();
  }

  /** Gives the keys that have been pressed, and from now on each one when it is. */
  follow(take: (key: string) => void): void {
    this.#take = take;
    for (const key of this.#waiting.splice(0)) take(key);
  }
}

/** The prefix, as an argument of `_emic.key`: one command for it and the keys after it, so that they come in their order. */
export const prefix = 'Prefix';

/**
 * Makes the prefix quick: VS Code asks all extensions before it first does what a key says,
 * and what is typed meanwhile would go into the text.
 */
export async function makeReady(): Promise<void> {
  const off = { command: '_setContext', args: [context, false] };
  await vscode.commands.executeCommand('runCommands', { commands: [off, { command: '_emic.key', args: '' }] });
}

export async function stopAwaitingKeys(): Promise<void> {
  await vscode.commands.executeCommand('setContext', context, false);
}

/** What letters stand on keys whose place is known and whose character is not, on Nordic, German and English keyboards. */
const lettersOf: Readonly<Record<string, string>> = {
  Semicolon: 'øöæ;',
  Quote: "æäø'",
  BracketLeft: 'åüè[',
};

/** The character that was pressed: of those that a key may stand for, the one that does something; undefined if that is not one. */
export function characterOf(key: string, isKnown: (character: string) => boolean): string | undefined {
  const letters = lettersOf[key];
  if (letters === undefined) return key;
  const known = Array.from(letters).filter(isKnown);
  return known.length === 1 ? known[0] : undefined;
}

/** A key that came too late for the menu, and is typing after all. */
export async function typeAfterAll(key: string): Promise<void> {
  await stopAwaitingKeys();
  if (lettersOf[key] === undefined) await vscode.commands.executeCommand('type', { text: key });
}
