import * as vscode from 'vscode';
import { hiddenFrom } from '../../core/rounds/blind.js';
import { isRoundPath, readRound, roundsFolder, type Round } from '../../core/rounds/round.js';
import type { Hides } from '../../core/transcript/types.js';
import { readFolder, readText } from './files.js';

/** The rounds of blind coding of a study, as its files have them, and what they hide from the person who codes here. */
export class StudyRounds {
  readonly #folder: vscode.Uri;
  #rounds: readonly Round[] = [];
  #key = '';
  #hides: Hides | undefined;

  constructor(folder: vscode.Uri) {
    this.#folder = folder;
  }

  /** By id. */
  get all(): readonly Round[] {
    return this.#rounds;
  }

  /** Who codes here, as the settings say; empty where they say nothing. */
  get coder(): string {
    return vscode.workspace.getConfiguration('emic', this.#folder).get('coder', '').trim();
  }

  /** What is hidden; the same function as long as it hides the same. */
  get hides(): Hides | undefined {
    const key = JSON.stringify([this.coder, this.#rounds]);
    if (key !== this.#key) [this.#key, this.#hides] = [key, hiddenFrom(this.#rounds, this.coder)];
    return this.#hides;
  }

  async read(): Promise<void> {
    const folder = vscode.Uri.joinPath(this.#folder, roundsFolder);
    const found: Round[] = [];
    for (const [name] of await readFolder(folder)) {
      if (!isRoundPath(`${roundsFolder}/${name}`)) continue;
      const file = await readText(vscode.Uri.joinPath(folder, name));
      const round = file.kind === 'text' ? readRound(`${roundsFolder}/${name.normalize('NFC')}`, file.text) : undefined;
      if (round !== undefined) found.push(round);
    }
    this.#rounds = found.sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}
