import * as vscode from 'vscode';
import type { Study } from '../core/study/study.js';
import { bestChoice, choicesOf, type CodeChoice } from './codePicker.js';
import type { OpenStudy } from './studies/openStudy.js';
import { quoted } from './speak.js';

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
  /** What was typed when an entry was last ticked. */
  #tickedAt = '';
  #ticked = 0;
  /** The entry that was pointed to for what is typed. */
  #pointed: CodeChoice | undefined;

  /** @param recent codes to stand at the top. */
  constructor(open: OpenStudy, study: Study, recent: readonly string[]) {
    this.#study = study;
    this.#choices = choicesOf(open, study, recent, vscode.l10n.t('Recent'));
    this.#pick.canSelectMany = true;
    this.#pick.matchOnDescription = true;
    this.#pick.placeholder = vscode.l10n.t('Codes for these words, or a name for a new one');
    this.#pick.items = this.#choices;
  }

  /** What is to be coded, for the title. */
  set subject(words: string) {
    this.#pick.title = words;
  }

  set placeholder(words: string) {
    this.#pick.placeholder = words;
  }

  /**
   * Shows the list until it is answered.
   * @param takeMore what the button for a larger part of the text does, if there is to be one.
   * @param typed what has been typed before.
   */
  async ask(takeMore: (() => void) | undefined, typed = ''): Promise<CodesAnswer | undefined> {
    const pick = this.#pick;
    if (takeMore !== undefined) {
      const tooltip = vscode.l10n.t('Take more of the text (the same key again)');
      pick.buttons = [{ iconPath: new vscode.ThemeIcon('unfold'), tooltip }];
      pick.onDidTriggerButton(takeMore);
    }
    pick.onDidChangeValue((value) => this.#offer(value));
    pick.onDidChangeSelection((choices) => {
      if (choices.length > this.#ticked) this.#tickedAt = pick.value;
      this.#ticked = choices.length;
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
      pick.value = typed;
      if (typed !== '') this.#offer(typed);
      pick.show();
    });
  }

  /** Offers to make a new code of what is typed, and points to what Enter takes. */
  #offer(value: string): void {
    const pick = this.#pick;
    const ticked = pick.selectedItems;
    const offer = this.#newCode(value);
    pick.items = offer === undefined ? this.#choices : [...this.#choices, offer];
    pick.selectedItems = ticked.filter((choice) => choice.newName === undefined);
    this.#pointed = bestChoice(this.#choices, value, this.#study) ?? offer;
    if (this.#pointed !== undefined) pick.activeItems = [this.#pointed];
  }

  #newCode(value: string): CodeChoice | undefined {
    const name = value.trim();
    if (name === '' || this.#choices.some(({ label, code }) => label === name || code === name)) return undefined;
    return {
      label: vscode.l10n.t('New code …'),
      description: quoted(name),
      iconPath: new vscode.ThemeIcon('add'),
      newName: name,
      alwaysShow: true,
    };
  }

  /** What is ticked, and what has been typed since; where there is neither, the entry with the focus. */
  #answer(): CodesAnswer | undefined {
    const { selectedItems, value } = this.#pick;
    const isTyped = value.trim() !== '' && value !== this.#tickedAt;
    const chosen = new Set<CodeChoice | undefined>(selectedItems);
    if (isTyped || selectedItems.length === 0) chosen.add(this.#atFocus(value));
    const codes = [...chosen].flatMap((choice) => (choice?.code === undefined ? [] : [choice.code]));
    const newName = [...chosen].find((choice) => choice?.newName !== undefined)?.newName;
    return codes.length === 0 && newName === undefined ? undefined : { codes, newName };
  }

  /** The entry that somebody has moved to, else what fits what is typed: the list may be slower than the keys. */
  #atFocus(value: string): CodeChoice | undefined {
    const [active] = this.#pick.activeItems;
    const hasMoved = active !== undefined && active !== this.#pointed;
    if (hasMoved && bestChoice([active], value, this.#study) === active) return active;
    return bestChoice(this.#choices, value, this.#study) ?? this.#newCode(value) ?? active;
  }
}
