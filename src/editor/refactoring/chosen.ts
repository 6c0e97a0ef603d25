import * as vscode from 'vscode';
import { pickCode } from '../codePicker.js';
import type { CodeNode, CodesTree } from '../codesTree.js';
import { theStudy } from '../commands/studyCommand.js';
import type { Services } from '../services.js';
import type { OpenStudy } from '../studies/openStudy.js';

/** The codes that a command is about, and what it was told besides. */
export interface ChosenCodes {
  readonly study: OpenStudy;
  readonly codes: readonly string[];
  /** What a keybinding or another extension gave along; nothing else is asked then. */
  readonly given: Readonly<Record<string, unknown>>;
}

/**
 * Finds the codes that a command is about: those that it was given (`{"codes": ["kostnad"]}`), the tree's, the one whose heading holds
 * the cursor in the codebook, or else one that is chosen from a list.
 */
export async function chooseCodes(
  services: Services,
  tree: CodesTree,
  args: readonly unknown[],
  title: string,
): Promise<ChosenCodes | undefined> {
  const [first, others] = args;
  if (isNode(first)) {
    const nodes = Array.isArray(others) ? others.filter(isNode) : [];
    const all = nodes.includes(first) ? nodes : [first];
    const codes = all.filter(({ study }) => study === first.study).flatMap(({ code }) => code ?? []);
    await first.study.open();
    return { study: first.study, codes, given: {} };
  }
  const given = (typeof first === 'object' && first !== null ? first : {}) as Readonly<Record<string, unknown>>;
  const study = await theStudy(services);
  if (study === undefined) return undefined;
  const named = typeof first === 'string' ? [first] : listOf(given.codes);
  if (named.length > 0) return { study, codes: named, given };
  const selected = tree.selected.filter((node) => node.study === study).flatMap(({ code }) => code ?? []);
  // Keys that are pressed in the tree mean what is selected there, wherever the cursor stands.
  if (given.inTree === true && selected.length > 0) return { study, codes: selected, given: {} };
  const here = codeAtCursor(study);
  if (here !== undefined) return { study, codes: [here], given };
  const code = await pickCode(study, await study.readAll(), {
    title,
    placeholder: vscode.l10n.t('The theme, category or code'),
    first: selected,
    heading: vscode.l10n.t('Selected'),
  });
  return code === undefined ? undefined : { study, codes: [code], given };
}

export function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

/** The code in whose entry of the codebook the cursor stands. */
function codeAtCursor(study: OpenStudy): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.toString() !== study.codebookUri.toString()) return undefined;
  study.noteDocument(editor.document);
  return codeAt(study, editor.document.offsetAt(editor.selection.active));
}

/** The code whose entry holds a place of the codebook. */
export function codeAt(study: OpenStudy, offset: number): string | undefined {
  return study
    .now()
    ?.codebook.codes.filter(({ entry }) => entry.start <= offset)
    .at(-1)?.id;
}

function isNode(value: unknown): value is CodeNode {
  return typeof value === 'object' && value !== null && 'study' in value && 'code' in value;
}
