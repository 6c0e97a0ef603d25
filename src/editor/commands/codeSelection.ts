import * as vscode from 'vscode';
import type { Extent } from '../../core/text/edits.js';
import type { Transcript } from '../../core/transcript/transcript.js';
import type { TextView } from '../activeText.js';
import { pickParent } from '../codePicker.js';
import { CodesQuickPick, type CodesAnswer } from '../codesQuickPick.js';
import { giveKeyToCode } from '../keys/giveKey.js';
import { KeyMenu, type KeyAnswer } from '../keys/keyMenu.js';
import { KeyPresses, makeReady, more, prefix, stopAwaitingKeys, typeAfterAll } from '../keys/keyPresses.js';
import { chosenIn, grow, select, type Chosen } from '../selection.js';
import type { Services } from '../services.js';
import { excerpt, quoted, say } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { code } from './coding.js';
import { sayChanged } from './removing.js';

/** What is being coded: the editor, and what was chosen in it so far. */
interface Task {
  readonly editor: TextView;
  readonly study: OpenStudy | undefined;
  /** That of the document when the words were chosen. */
  readonly version: number;
  chosen: readonly Chosen[];
}

/** The commands that code what is selected. Given again while their list is open, they take more of the text. */
export function registerCodeSelection(services: Services): vscode.Disposable {
  const commands = new CodeSelection(services);
  const registered = vscode.Disposable.from(
    vscode.commands.registerCommand('emic.codeSelection', () => commands.codeSelection()),
    vscode.commands.registerCommand('emic.codeInVivo', () => commands.codeInVivo()),
    vscode.commands.registerCommand('emic.codeWithLast', () => commands.codeWithLast()),
    vscode.commands.registerCommand('emic.applyCode', (node?: unknown) => commands.applyCode(node)),
    vscode.commands.registerCommand('emic.codeByKey', () => commands.codeByKey()),
    vscode.commands.registerCommand('_emic.key', (key: unknown) => commands.pressKey(key)),
  );
  void makeReady();
  return registered;
}

class CodeSelection {
  readonly #services: Services;
  /** The keys after the prefix, while they are waited for. */
  #keys: KeyPresses | undefined;
  /** Takes more of the text while a list is open. */
  #takeMore: (() => void) | undefined;
  /** What the last coding at a cursor came to: given again at once, the command takes more of the text for it. */
  #last:
    | { readonly task: Task; readonly version: number; readonly selections: string; readonly codes: readonly string[] }
    | undefined;

  constructor(services: Services) {
    this.#services = services;
  }

  async codeSelection(): Promise<void> {
    if (this.#takeMore !== undefined) {
      this.#takeMore();
      return;
    }
    const task = await this.#begin();
    if (task === undefined) return;
    const answer = await this.#askCodes(task);
    if (answer === undefined) return;
    await this.#apply(task, answer);
  }

  async codeInVivo(): Promise<void> {
    const task = await this.#begin();
    const first = task?.chosen[0];
    if (task === undefined || first === undefined) return;
    if (task.study === undefined) {
      this.#needStudy();
      return;
    }
    const transcript = this.#transcript(task);
    const name = excerpt(transcript.text.sliceClean(first.extent.start, first.extent.end), 80);
    await this.#apply(task, { codes: [], newName: name });
  }

  async codeWithLast(): Promise<void> {
    const task = await this.#begin();
    if (task === undefined) return;
    const codes = this.#services.recent.last(task.study);
    if (codes.length === 0) {
      await this.codeSelection();
      return;
    }
    await this.#applyOrGrow(task, codes);
  }

  async applyCode(node: unknown): Promise<void> {
    const code = codeOfArgument(node);
    const task = await this.#begin();
    if (task === undefined || code === undefined) return;
    await this.#applyOrGrow(task, [code]);
  }

  /** Codes with the code of one key, which may be pressed before its menu is there. */
  async codeByKey(): Promise<void> {
    if (this.#takeMore !== undefined) {
      this.#takeMore();
      return;
    }
    if (this.#keys !== undefined) {
      this.#keys.press(more);
      return;
    }
    const keys = (this.#keys = new KeyPresses());
    try {
      const task = await this.#begin();
      const { study } = task ?? {};
      if (task === undefined) return;
      const answer: KeyAnswer | undefined =
        study === undefined ? { kind: 'all', typed: '' } : await this.#askKey(task, study, keys);
      this.#keys = undefined;
      if (answer?.kind === 'code') await this.#apply(task, { codes: [answer.code], newName: undefined });
      if (answer?.kind === 'give' && study !== undefined) {
        const code = await giveKeyToCode(this.#services, study, answer.key);
        if (code !== undefined && answer.key !== undefined) {
          await this.#apply(task, { codes: [code], newName: undefined });
        }
      }
      if (answer?.kind !== 'all') return;
      const codes = await this.#askCodes(task, answer.typed);
      if (codes !== undefined) await this.#apply(task, codes);
    } finally {
      this.#keys = undefined;
      await stopAwaitingKeys();
    }
  }

  /** The prefix, or a key that was pressed after it, before the menu had the focus. */
  async pressKey(key: unknown): Promise<void> {
    if (typeof key !== 'string' || key === '') return;
    if (key === prefix) await this.codeByKey();
    else if (this.#keys === undefined) await typeAfterAll(key);
    else this.#keys.press(key);
  }

  /** Codes at once; at a cursor the word, and if the same is asked for again the sentence, then the turn. */
  async #applyOrGrow(task: Task, codes: readonly string[]): Promise<void> {
    const { editor } = task;
    const last = this.#last;
    const isAgain =
      last?.task.editor === editor &&
      last.version === editor.document.version &&
      last.selections === selectionsOf(editor) &&
      last.codes.join(' ') === codes.join(' ');
    const before = isAgain ? last.task.chosen : undefined;
    if (before !== undefined) task.chosen = grow(before, this.#transcript(task), this.#language(task));
    const passages = await this.#apply(
      task,
      { codes, newName: undefined },
      before?.map(({ extent }) => extent),
    );
    const isAtCursor = task.chosen.every(({ from }) => from !== undefined);
    this.#last =
      passages !== undefined && isAtCursor
        ? { task, version: editor.document.version, selections: selectionsOf(editor), codes }
        : undefined;
  }

  /** Finds what is to be coded, and shows it. */
  async #begin(): Promise<Task | undefined> {
    const editor = this.#services.active.now;
    if (editor === undefined || !this.#services.studies.isCodable(editor.document)) {
      say(vscode.l10n.t('Open a transcript and select the words to code.'));
      return undefined;
    }
    const study = await this.#services.studies.findFor(editor.document);
    await study?.open();
    const task: Task = { editor, study, version: editor.document.version, chosen: [] };
    task.chosen = chosenIn(editor, this.#transcript(task), this.#language(task));
    if (task.chosen.length > 0) return task;
    say(vscode.l10n.t('There are no words here that could be coded. Select some.'));
    return undefined;
  }

  /** @param typed what is typed already. */
  async #askCodes(task: Task, typed = ''): Promise<CodesAnswer | undefined> {
    const { study } = task;
    if (study === undefined) return this.#askName(task);
    const pick = new CodesQuickPick(study, await study.open(), this.#services.recent.of(study));
    return this.#whileShown(task, pick, (takeMore) => pick.ask(takeMore, typed));
  }

  /** The code of a key that is pressed already, else of one that is asked for in a menu. */
  async #askKey(task: Task, study: OpenStudy, keys: KeyPresses): Promise<KeyAnswer | undefined> {
    const menu = new KeyMenu(study, await study.open(), this.#services.recent.of(study));
    for (let early = keys.next(); early !== undefined; early = keys.next()) {
      if (early === more) task.chosen = grow(task.chosen, this.#transcript(task), this.#language(task));
      const answer = early === more ? undefined : menu.answerTo(early);
      if (answer !== undefined) return answer;
      if (early !== more) menu.press(early);
    }
    return this.#whileShown(task, menu, (takeMore) => menu.ask(keys, takeMore, () => void stopAwaitingKeys()));
  }

  /** Shows what is to be coded while a list is open, and takes more of the text when it is asked for. */
  async #whileShown<T>(
    task: Task,
    pick: { subject: string },
    ask: (takeMore: () => void) => Promise<T | undefined>,
  ): Promise<T | undefined> {
    const before = task.editor.selections;
    const show = (): void => {
      pick.subject = this.#describe(task);
      select(
        task.editor,
        this.#transcript(task),
        task.chosen.map(({ extent }) => extent),
      );
    };
    show();
    this.#takeMore = () => {
      task.chosen = grow(task.chosen, this.#transcript(task), this.#language(task));
      show();
    };
    await vscode.commands.executeCommand('setContext', 'emic.choosingCodes', true);
    try {
      const answer = await ask(this.#takeMore);
      if (answer === undefined) task.editor.selections = before;
      return answer;
    } finally {
      this.#takeMore = undefined;
      await vscode.commands.executeCommand('setContext', 'emic.choosingCodes', false);
    }
  }

  /** Outside a study there are no codes to choose from, and any name will do. */
  async #askName(task: Task): Promise<CodesAnswer | undefined> {
    const written = await vscode.window.showInputBox({
      title: this.#describe(task),
      prompt: vscode.l10n.t('This document belongs to no study. Write the codes, with spaces between them.'),
    });
    const codes = (written ?? '').split(/[\s,;]+/).filter((word) => word !== '');
    return codes.length === 0 ? undefined : { codes, newName: undefined };
  }

  async #apply(
    task: Task,
    { codes, newName }: CodesAnswer,
    instead?: readonly Extent[],
  ): Promise<readonly Extent[] | undefined> {
    const { editor, study } = task;
    const { recent } = this.#services;
    let newCode;
    if (newName !== undefined && study !== undefined) {
      const place = await pickParent(study, await study.open(), newName, recent.lastParent(study));
      if (place === undefined) return undefined;
      newCode = { name: newName, parent: place.parent };
    }
    if (editor.document.version !== task.version) {
      sayChanged();
      return undefined;
    }
    const extents = task.chosen.map(({ extent }) => extent);
    const passages = await code(this.#services, study, { document: editor.document, extents, codes, newCode, instead });
    if (passages === undefined) return undefined;
    if (newCode !== undefined && study !== undefined) await recent.noteParent(study, newCode.parent);
    select(editor, this.#transcript(task), passages);
    return passages;
  }

  /** What is chosen, in so many words: it may be longer than can be seen. */
  #describe({ chosen, editor }: Task): string {
    const transcript = this.#services.studies.transcriptOf(editor.document);
    const [first] = chosen;
    if (first === undefined) return '';
    const quote = excerpt(transcript.text.sliceClean(first.extent.start, first.extent.end), 60);
    const words = transcript.wordsIn(chosen.map(({ extent }) => extent));
    const count = words === 1 ? vscode.l10n.t('1 word') : vscode.l10n.t('{0} words', words);
    const places = chosen.length > 1 ? vscode.l10n.t('“{0}” and {1} more', quote, chosen.length - 1) : quoted(quote);
    return `${places} · ${count}`;
  }

  #transcript({ editor }: Task): Transcript {
    return this.#services.studies.transcriptOf(editor.document);
  }

  #language({ study }: Task): string | undefined {
    return study?.latest?.settings.language;
  }

  #needStudy(): void {
    const make = vscode.l10n.t('New Study');
    void vscode.window
      .showInformationMessage(
        vscode.l10n.t('A new code needs a codebook, and this document belongs to no study.'),
        make,
      )
      .then((answer) => (answer === make ? vscode.commands.executeCommand('emic.newStudy') : undefined));
  }
}

function selectionsOf(editor: TextView): string {
  const { document } = editor;
  return editor.selections.map(({ start, end }) => `${document.offsetAt(start)}-${document.offsetAt(end)}`).join(' ');
}

/** The code that a command was given: an id, or an entry of a tree. */
export function codeOfArgument(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  if (typeof argument === 'object' && argument !== null && 'code' in argument && typeof argument.code === 'string') {
    return argument.code;
  }
  return undefined;
}
