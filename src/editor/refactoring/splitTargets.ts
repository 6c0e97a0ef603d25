import * as vscode from 'vscode';
import { idOfNewCode } from '../../core/codebook/edits.js';
import { freeCodeId } from '../../core/codebook/ids.js';
import type { Study } from '../../core/study/study.js';
import { choiceOf, type CodeChoice } from '../codePicker.js';
import type { OpenStudy } from '../studies/openStudy.js';

/** A code that passages can be sent to. */
export interface NewCodeChoice {
  readonly id: string;
  readonly name: string;
  /** Whether the codebook does not have it yet. */
  readonly isNew: boolean;
}

/** Asks for the codes that a code is split into: codes of the codebook are ticked, names that are typed make new ones. */
export async function pickNewCodes(
  open: OpenStudy,
  study: Study,
  code: string,
  name: string,
): Promise<readonly NewCodeChoice[] | undefined> {
  const pick = vscode.window.createQuickPick<CodeChoice>();
  const made: NewCodeChoice[] = [];
  const known = study.codebook.codes.filter(({ id }) => id !== code).map(({ id }) => choiceOf(open, study, id));
  const itemOf = (choice: NewCodeChoice): CodeChoice => ({
    label: choice.name,
    description: vscode.l10n.t('new'),
    iconPath: new vscode.ThemeIcon('add'),
    code: choice.id,
  });
  const items = (): readonly CodeChoice[] => [...made.map(itemOf), ...known];
  pick.title = vscode.l10n.t('Split “{0}”', name);
  pick.placeholder = vscode.l10n.t('Type a new code and press Enter, or tick codes; then Enter');
  pick.canSelectMany = true;
  pick.matchOnDescription = true;
  pick.items = items();

  // For a while after the list was replaced, VS Code still tells of what was ticked in the old one: then nothing is unticked.
  let ticked: ReadonlySet<string> = new Set();
  let replacedAt = -Infinity;
  pick.onDidChangeSelection((selected) => {
    const told = selected.flatMap((item) => item.code ?? []);
    ticked = new Set(Date.now() - replacedAt < settling ? [...ticked, ...told] : told);
  });

  const add = (typed: string): void => {
    const chosen = new Set(ticked);
    const same = study.codebook.codes.find(
      (each) => each.id !== code && (each.id === typed || each.name.toLowerCase() === typed.toLowerCase()),
    );
    if (same === undefined && /\p{L}/u.test(typed)) {
      const taken = (id: string): boolean => study.codebook.has(id) || made.some((each) => each.id === id);
      const choice = { id: freeCodeId(idOfNewCode(study.codebook, { name: typed }), taken), name: typed, isNew: true };
      made.push(choice);
      chosen.add(choice.id);
    } else if (same !== undefined) {
      chosen.add(same.id);
    }
    const all = items();
    pick.value = '';
    pick.items = all;
    ticked = chosen;
    replacedAt = Date.now();
    pick.selectedItems = all.filter((item) => item.code !== undefined && chosen.has(item.code));
  };
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      const typed = pick.value.trim();
      if (typed !== '') {
        add(typed);
        return;
      }
      const codes = items().flatMap((item) => (item.code !== undefined && ticked.has(item.code) ? [item.code] : []));
      if (codes.length === 0) return;
      resolve(
        codes.map(
          (id) => made.find((each) => each.id === id) ?? { id, name: study.codebook.get(id)?.name ?? id, isNew: false },
        ),
      );
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

/** So long a list that was replaced may take to be shown, in milliseconds. */
const settling = 1_500;
