import * as vscode from 'vscode';
import type { Study } from '../core/study/study.js';
import { bestChoice, choicesOf, type CodeChoice } from './codePicker.js';
import type { OpenStudy } from './studies/openStudy.js';

/** The codes that were chosen, and the name of one that is to be made. */
export interface CodesAnswer {
  readonly codes: readonly string[];
  readonly newName: string | undefined;
}

/** A list of codes of which several can be ticked; a name that is not there makes a new code. */
export class CodesQuickPick {
  readonly #pick = vscode.window.createQuickPick<CodeChoice>();
  readonly #study: Study;
  readonly #choices: readonly CodeChoice[];
  readonly #larger: vscode.QuickInputButton;

  /** @param recent codes to stand at the top. */
  constructor(open: OpenStudy, study: Study, recent: readonly string[]) {
    this.#study = study;
    this.#choices = choicesOf(open, study, recent, vscode.l10n.t('Recent'));
    this.#larger = {
      iconPath: new vscode.ThemeIcon('unfold'),
      tooltip: vscode.l10n.t('Take more of the text (the same key again)'),
    };
    this.#pick.canSelectMany = true;
    this.#pick.matchOnDescription = true;
    this.#pick.placeholder = vscode.l10n.t('Codes for these words, or a name for a new one');
    this.#pick.items = this.#choices;
  }

  /** What is to be coded, for the title. */
  set subject(words: string) {
    this.#pick.title = words;
  }

  /**
   * Shows the list until it is answered.
   * @param takeMore what the button for a larger part of the text does; no button without it.
   */
  async ask(takeMore: (() => void) | undefined): Promise<CodesAnswer | undefined> {
    const pick = this.#pick;
    if (takeMore !== undefined) pick.buttons = [this.#larger];
    pick.onDidTriggerButton(() => takeMore?.());
    pick.onDidChangeValue((value) => this.#offer(value));
    let ticked = 0;
    pick.onDidChangeSelection((choices) => {
      // What was typed has found its code: on with the next one.
      if (choices.length > ticked && choices.every(({ newName }) => newName === undefined)) pick.value = '';
      ticked = choices.length;
    });
    return new Promise((resolve) => {
      pick.onDidAccept(() => {
        resolve(this.#answer());
        pick.hide();
      });
      pick.onDidHide(() => {
        resolve(undefined);
        pick.dispose();
      });
      pick.show();
    });
  }

  /** Offers to make a new code of what is typed, and points to what Enter takes. */
  #offer(value: string): void {
    const pick = this.#pick;
    const name = value.trim();
    const ticked = pick.selectedItems;
    const isThere = this.#choices.some(({ label, code }) => label === name || code === name);
    const offer: CodeChoice[] =
      name === '' || isThere
        ? []
        : [
            {
              label: vscode.l10n.t('New code …'),
              description: `“${name}”`,
              iconPath: new vscode.ThemeIcon('add'),
              newName: name,
              alwaysShow: true,
            },
          ];
    pick.items = [...this.#choices, ...offer];
    pick.selectedItems = ticked.filter((choice) => choice.newName === undefined);
    const best = bestChoice(this.#choices, value, this.#study) ?? offer[0];
    if (best !== undefined) pick.activeItems = [best];
  }

  /** What is ticked, and what the typed words point to; where neither is, the entry with the focus. */
  #answer(): CodesAnswer | undefined {
    const { selectedItems, activeItems, value } = this.#pick;
    const pointed = activeItems.length > 0 ? activeItems : [bestChoice(this.#choices, value, this.#study)];
    const isPointing = value.trim() !== '' || selectedItems.length === 0;
    const chosen = new Set([...selectedItems, ...(isPointing ? pointed : [])]);
    const codes = [...chosen].flatMap((choice) => (choice?.code === undefined ? [] : [choice.code]));
    const newName = [...chosen].find((choice) => choice?.newName !== undefined)?.newName;
    return codes.length === 0 && newName === undefined ? undefined : { codes, newName };
  }
}
