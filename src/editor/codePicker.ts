import * as vscode from 'vscode';
import type { Code, CodeKind } from '../core/codebook/types.js';
import { foldName } from '../core/codebook/ids.js';
import type { Study } from '../core/study/study.js';
import { CodeIcons } from './icons.js';
import type { OpenStudy } from './studies/openStudy.js';

/** A code as it stands in a list to choose from. */
export interface CodeChoice extends vscode.QuickPickItem {
  /** undefined for what stands in the list and is no code. */
  readonly code?: string;
  /** What a new code is to be called. */
  readonly newName?: string;
}

/** The names of what stands above a code, the outermost first. */
export function pathOfCode(study: Study, { parent }: Code): string {
  const names: string[] = [];
  for (let id = parent, steps = 0; id !== undefined && steps < 100; steps++) {
    const code = study.codebook.get(id);
    if (code === undefined) break;
    names.unshift(code.name);
    id = code.parent;
  }
  return names.join(' › ');
}

const icons = new WeakMap<OpenStudy, CodeIcons>();

/** A code of the study, or one that passages use and the codebook does not have. */
export function choiceOf(open: OpenStudy, study: Study, id: string): CodeChoice {
  const code = study.codebook.get(id);
  const kind: CodeKind = code?.kind ?? 'code';
  const path = code === undefined ? vscode.l10n.t('Not in the codebook') : pathOfCode(study, code);
  let drawn = icons.get(open);
  if (drawn === undefined) icons.set(open, (drawn = new CodeIcons()));
  return {
    label: code?.name ?? id,
    description:
      code?.key === undefined ? path : [path, vscode.l10n.t('key {0}', code.key)].filter(Boolean).join(' · '),
    iconPath: drawn.code(kind, open.colors.get(id) ?? 'grey', true),
    code: id,
  };
}

/** All codes to choose from: those in `first`, then all in the order of the codebook, then those that it does not have. */
export function choicesOf(
  open: OpenStudy,
  study: Study,
  first: readonly string[],
  heading: string,
): readonly CodeChoice[] {
  const others = study.uncataloguedCodes;
  const known = new Set([...study.codebook.codes.map(({ id }) => id), ...others]);
  const leading = first.filter((id) => known.has(id));
  const choice = (id: string): CodeChoice => choiceOf(open, study, id);
  const rest = [...study.codebook.codes.map(({ id }) => id), ...others].filter((id) => !leading.includes(id));
  if (leading.length === 0) return rest.map(choice);
  return [
    separator(heading),
    ...leading.map(choice),
    ...(rest.length > 0 ? [separator(vscode.l10n.t('All codes'))] : []),
    ...rest.map(choice),
  ];
}

export function separator(label: string): CodeChoice {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

/** The choice that fits best what is typed: the code's key or name, then a name that begins so, then one that holds it. */
export function bestChoice(choices: readonly CodeChoice[], typed: string, study: Study): CodeChoice | undefined {
  const wanted = foldName(typed.trim());
  if (wanted === '') return undefined;
  const rank = ({ code, label, description = '' }: CodeChoice): number => {
    if (code === undefined) return 0;
    const name = foldName(label);
    if (study.codebook.get(code)?.key === typed.trim()) return 6;
    if (name === wanted || code === typed.trim()) return 5;
    if (name.startsWith(wanted)) return 4;
    if (name.split(/\s+/).some((word) => word.startsWith(wanted))) return 3;
    if (name.includes(wanted)) return 2;
    return foldName(description).includes(wanted) ? 1 : 0;
  };
  let best: CodeChoice | undefined;
  let most = 0;
  for (const choice of choices) {
    const points = rank(choice);
    if (points > most) [best, most] = [choice, points];
  }
  return best;
}

/**
 * Asks for one code.
 * @param first codes to stand at the top of the list.
 * @returns undefined if nothing is chosen.
 */
export async function pickCode(
  open: OpenStudy,
  study: Study,
  {
    title,
    placeholder,
    first = [],
    heading,
  }: { title: string; placeholder: string; first?: readonly string[]; heading: string },
): Promise<string | undefined> {
  const chosen = await vscode.window.showQuickPick(choicesOf(open, study, first, heading), {
    title,
    placeHolder: placeholder,
    matchOnDescription: true,
  });
  return chosen?.code;
}

/**
 * Asks under which code a new one is to stand.
 * @param last the parent of the new code before.
 * @returns the parent's id, or `top` for none; undefined if the question is not answered.
 */
export async function pickParent(
  open: OpenStudy,
  study: Study,
  name: string,
  last: string | undefined,
): Promise<{ readonly parent: string | undefined } | undefined> {
  if (study.codebook.codes.length === 0) return { parent: undefined };
  const top: CodeChoice = {
    label: vscode.l10n.t('At the top of the codebook'),
    iconPath: new vscode.ThemeIcon('list-tree'),
  };
  const lastChoice = last === undefined || study.codebook.get(last) === undefined ? [] : [choiceOf(open, study, last)];
  const others = study.codebook.codes.filter(({ id }) => id !== last).map(({ id }) => choiceOf(open, study, id));
  const chosen = await vscode.window.showQuickPick([...lastChoice, top, ...others], {
    title: vscode.l10n.t('New code “{0}”', name),
    placeHolder: vscode.l10n.t('The code above it'),
    matchOnDescription: true,
  });
  return chosen === undefined ? undefined : { parent: chosen.code };
}
