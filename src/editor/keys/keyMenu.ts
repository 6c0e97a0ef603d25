import * as vscode from 'vscode';
import { isKey, keyBoard } from '../../core/codebook/keys.js';
import type { Study } from '../../core/study/study.js';
import { choiceOf, separator, type CodeChoice } from '../codePicker.js';
import { excerpt } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { characterOf, more, type KeyPresses } from './keyPresses.js';

/** What somebody chose by key. */
export type KeyAnswer =
  | { readonly kind: 'code'; readonly code: string }
  /** A key that no code has is to be given to one. */
  | { readonly kind: 'give'; readonly key: string | undefined }
  /** The list of all codes, with what was typed so far. */
  | { readonly kind: 'all'; readonly typed: string };

/** Headings stand beside the first of their codes, and leave it the room. */
const longestHeading = 28;

interface KeyChoice extends CodeChoice {
  readonly answer?: KeyAnswer;
}

/** A list of the keys of codes, in which one key is enough. */
export class KeyMenu {
  readonly #study: Study;
  readonly #board: ReadonlyMap<string, string>;
  readonly #choices: readonly KeyChoice[];
  readonly #pick = vscode.window.createQuickPick<KeyChoice>();

  /** @param recent the codes used last, the last first. */
  constructor(open: OpenStudy, study: Study, recent: readonly string[]) {
    this.#study = study;
    const known = new Set(study.uncataloguedCodes);
    this.#board = keyBoard(
      study.codebook,
      recent.filter((code) => study.codebook.has(code) || known.has(code)),
    );
    this.#choices = [...choicesOf(open, study, this.#board), ...otherChoices()];
  }

  /** What is to be coded, for the title. */
  set subject(words: string) {
    this.#pick.title = words;
  }

  /** What a key does: a code, the list of all codes; undefined if nothing. */
  answerTo(pressed: string): KeyAnswer | undefined {
    const key = characterOf(pressed.normalize('NFC'), (character) => this.#board.has(character));
    if (key === ' ') return { kind: 'all', typed: '' };
    const code = key === undefined ? undefined : this.#board.get(key);
    return code === undefined ? undefined : { kind: 'code', code };
  }

  /** Writes a key that was pressed elsewhere as if it had been pressed here. @returns what is written now. */
  press(key: string): string {
    const character = characterOf(key, (one) => this.#board.has(one)) ?? '';
    this.#pick.value += character;
    return this.#pick.value;
  }

  /**
   * Shows the keys until one is chosen.
   * @param presses keys that are pressed while the menu has not the focus.
   * @param whenShown is done when the menu is on its way to the screen.
   */
  async ask(presses: KeyPresses, takeMore: () => void, whenShown: () => void): Promise<KeyAnswer | undefined> {
    const pick = this.#pick;
    pick.placeholder = vscode.l10n.t('Press the key of a code. Space: all codes. Escape: none.');
    pick.items = this.#choices;
    pick.buttons = [
      {
        iconPath: new vscode.ThemeIcon('unfold'),
        tooltip: vscode.l10n.t('Take more of the text (the same key again)'),
      },
    ];
    return new Promise((resolve) => {
      const finish = (answer: KeyAnswer | undefined): void => {
        resolve(answer);
        pick.hide();
      };
      pick.onDidTriggerButton(takeMore);
      pick.onDidAccept(() => finish(pick.activeItems[0]?.answer));
      pick.onDidHide(() => {
        resolve(undefined);
        pick.dispose();
      });
      const take = (value: string): void => {
        const answer = this.answerTo(value);
        if (answer !== undefined) finish(answer);
        else if (value !== '' && !isKey(value)) finish({ kind: 'all', typed: value });
        else this.#offer(value);
      };
      pick.onDidChangeValue(take);
      if (pick.value !== '') take(pick.value);
      pick.show();
      whenShown();
      presses.follow((key) => {
        if (key === more) takeMore();
        else take(this.press(key));
      });
    });
  }

  /** What can be done with a key that does nothing. */
  #offer(key: string): void {
    if (key === '') {
      this.#pick.items = this.#choices;
      return;
    }
    const give: KeyChoice = {
      label: vscode.l10n.t('Give the key “{0}” to a code …', key),
      iconPath: new vscode.ThemeIcon('key'),
      alwaysShow: true,
      answer: { kind: 'give', key },
    };
    const all = otherChoices().map((choice) => ({ ...choice, alwaysShow: true }));
    const hasCodes = this.#study.codebook.codes.length > 0;
    this.#pick.items = [
      separator(vscode.l10n.t('No code has this key')),
      ...(hasCodes ? [give] : []),
      ...all.slice(-1),
    ];
    this.#pick.activeItems = this.#pick.items.slice(1, 2);
  }
}

/** The codes with their keys by what stands above them, then those of late. */
function choicesOf(open: OpenStudy, study: Study, board: ReadonlyMap<string, string>): readonly KeyChoice[] {
  const groups = new Map<string, KeyChoice[]>();
  const late: KeyChoice[] = [];
  const places = new Map(study.codebook.codes.map(({ id }, place) => [id, place]));
  const inOrder = [...board].sort(([, a], [, b]) => (places.get(a) ?? Infinity) - (places.get(b) ?? Infinity));
  for (const [key, id] of inOrder) {
    const choice: KeyChoice = { ...keyed(open, study, key, id), answer: { kind: 'code', code: id } };
    if (study.codebook.get(id)?.key?.normalize('NFC') !== key) {
      late.push(choice);
      continue;
    }
    const top = topOf(study, id);
    const group = groups.get(top);
    if (group === undefined) groups.set(top, [choice]);
    else group.push(choice);
  }
  late.sort((a, b) => (a.label < b.label ? -1 : 1));
  return [
    ...[...groups].flatMap(([top, choices]) => [
      separator(excerpt(study.codebook.get(top)?.name ?? top, longestHeading)),
      ...choices,
    ]),
    ...(late.length === 0 ? [] : [separator(vscode.l10n.t('Used last')), ...late]),
  ];
}

/** A code with its key before its name. What stands above it is told by the heading, unless there is more in between. */
function keyed(open: OpenStudy, study: Study, key: string, id: string): CodeChoice {
  const parent = study.codebook.get(study.codebook.get(id)?.parent ?? '');
  const between = parent?.parent === undefined ? '' : parent.name;
  const { label, iconPath } = choiceOf(open, study, id);
  const own = study.codebook.get(id)?.key?.normalize('NFC') === key;
  const description = own ? between : (parent?.name ?? '');
  return { label: `${key}\u2003${label}`, description, code: id, ...(iconPath === undefined ? {} : { iconPath }) };
}

function otherChoices(): readonly KeyChoice[] {
  return [
    separator(vscode.l10n.t('More')),
    {
      label: vscode.l10n.t('Give a key to a code …'),
      iconPath: new vscode.ThemeIcon('key'),
      answer: { kind: 'give', key: undefined },
    },
    {
      label: vscode.l10n.t('All codes …'),
      description: vscode.l10n.t('Space'),
      iconPath: new vscode.ThemeIcon('list-tree'),
      answer: { kind: 'all', typed: '' },
    },
  ];
}

/** The outermost code above a code; itself if there is none. */
function topOf({ codebook }: Study, id: string): string {
  let top = id;
  for (let steps = 0; steps < 100; steps++) {
    const above = codebook.get(top)?.parent;
    if (above === undefined) break;
    top = above;
  }
  return top;
}
