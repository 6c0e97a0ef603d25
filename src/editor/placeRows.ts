import * as vscode from 'vscode';
import type { Passage } from '../core/transcript/types.js';
import { asText } from './hover.js';
import type { CodeIcons } from './icons.js';
import { revealDocument, revealPassage, type DocumentPlace, type PassagePlace } from './revealPassage.js';
import type { Services } from './services.js';
import { excerpt } from './speak.js';
import type { OpenStudy } from './studies/openStudy.js';

/** Words of a transcript as a row shows them: a passage, or a turn, a sentence and so on. */
export type RowPlace = Pick<
  Passage,
  'document' | 'clean' | 'quote' | 'codes' | 'speakers' | 'time' | 'section' | 'memo'
>;

/** What comes within so many milliseconds belongs together. */
const together = 400;

/**
 * What rows of passages do. A click shows the words and leaves the focus; with Enter the focus goes there.
 * VS Code does not tell which it was, so the two commands that Enter brings about find each other by time.
 */
export function registerPlaceRows(services: Services): vscode.Disposable {
  /** When a passage was last shown, and when somebody last asked for the focus to go there, in milliseconds. */
  let revealed = -Infinity;
  let asked = -Infinity;
  const reveal = async (row: PassagePlace | DocumentPlace): Promise<void> => {
    const begun = performance.now();
    const isAsked = (): boolean => asked > begun - together;
    const focus = isAsked();
    if ('passage' in row) await revealPassage(services, row, { focus });
    else await revealDocument(row, { focus });
    revealed = performance.now();
    if (!focus && isAsked()) await focusEditor();
  };
  const follow = async (): Promise<void> => {
    asked = performance.now();
    if (asked - revealed < together) await focusEditor();
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand('_emic.revealPassage', reveal),
    vscode.commands.registerCommand('_emic.focusPassage', follow),
  );
}

async function focusEditor(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
}

/** A number of passages, as a screen reader says it. */
export function passagesInWords(count: number): string {
  return count === 1 ? vscode.l10n.t('1 passage') : vscode.l10n.t('{0} passages', count);
}

export function documentsInWords(count: number): string {
  return count === 1 ? vscode.l10n.t('1 document') : vscode.l10n.t('{0} documents', count);
}

/** @param isMore whether the code of the list comes to them. */
function codedWith(names: readonly string[], isMore: boolean): string {
  if (names.length === 0) return '';
  return isMore
    ? vscode.l10n.t('also coded with {0}', names.join(', '))
    : vscode.l10n.t('coded with {0}', names.join(', '));
}

/** The words in a line. */
export function lineOf(quote: string): string {
  return quote
    .trim()
    .replace(/\s*\n\s*\n\s*/g, ' … ')
    .replace(/\s+/g, ' ');
}

/** A document above its rows. */
export function documentItem(
  study: OpenStudy,
  path: string,
  count: number,
  isFolded: boolean,
  id: string,
): vscode.TreeItem {
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const title = study.latest?.transcript(path)?.title ?? path;
  const item = new vscode.TreeItem(title, isFolded ? Collapsed : Expanded);
  item.id = id;
  item.iconPath = new vscode.ThemeIcon('comment-discussion');
  item.description = String(count);
  item.accessibilityInformation = { label: `${title}, ${passagesInWords(count)}` };
  item.tooltip = path;
  item.contextValue = 'document';
  return item;
}

/**
 * A row for a place.
 * @param first the code whose colour stands first, if there is one.
 * @param told what stands beside the words.
 */
export function placeItem(
  icons: CodeIcons,
  row: PassagePlace & { readonly id: string },
  first: string | undefined,
  told: readonly string[],
): vscode.TreeItem {
  const { study, passage, id } = row;
  const { codes, quote, speakers } = passage;
  const words = lineOf(quote);
  const who = speakers.length > 0 ? `${speakers.join(', ')}: ` : '';
  // What must be seen stands first: the rest is cut at a sidebar's width.
  const item = new vscode.TreeItem(who + words, vscode.TreeItemCollapsibleState.None);
  item.id = id;
  const colors = [...codes].sort((a, b) => Number(b === first) - Number(a === first));
  item.iconPath =
    codes.length === 0
      ? new vscode.ThemeIcon('dash')
      : icons.bars(colors.map((one) => study.colors.get(one) ?? 'grey'));
  item.description = told.filter(Boolean).join(' · ');
  item.command = { command: '_emic.revealPassage', title: vscode.l10n.t('Show the Passage'), arguments: [row] };
  const others = codes.filter((code) => code !== first).map((code) => study.latest?.codebook.get(code)?.name ?? code);
  const more = [...told.filter((one) => !speakers.includes(one)), codedWith(others, first !== undefined)]
    .filter((one) => one !== '')
    .join(', ');
  item.accessibilityInformation = { label: `${who}${excerpt(words, 400)}${more === '' ? '' : `, ${more}`}` };
  return item;
}

/** Ids for rows of one document: a row keeps its id when words before it change. */
export class RowIds {
  readonly #numbers = new Map<string, number>();
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  of({ document, codes, quote }: RowPlace): string {
    const key = [document, codes.join(' '), quote.slice(0, 80)].join('\n');
    const number = this.#numbers.get(key) ?? 0;
    this.#numbers.set(key, number + 1);
    return `${this.#prefix}\n${key}\n${number}`;
  }
}

/** What a row shows, as a text that differs when the row does. */
export function rowKey({ quote, codes, time, memo }: RowPlace): string {
  return [quote, codes.join(' '), time ?? '', memo === undefined ? '' : 'memo'].join('\t');
}

/** The whole quotation, who says it where, its codes and its memo. */
export function placeTooltip({ study, passage }: PassagePlace): vscode.MarkdownString {
  const { quote, codes, speakers, time, memo, section } = passage;
  const names = codes.map((code) => study.latest?.codebook.get(code)?.name ?? code);
  const who = [speakers.join(', '), time ?? '', section.at(-1) ?? ''].filter(Boolean).join(' · ');
  const markdown = new vscode.MarkdownString();
  markdown.appendMarkdown(quoted(quote));
  if (who !== '') markdown.appendMarkdown(`\n\n${asText(who)}`);
  if (names.length > 0) markdown.appendMarkdown(`\n\n${names.map((name) => `**${asText(name)}**`).join(', ')}`);
  if (memo !== undefined) markdown.appendMarkdown(`\n\n$(note) *${asText(memo)}*`);
  markdown.supportThemeIcons = true;
  return markdown;
}

/** A quotation as a block quote, whatever signs it holds. */
function quoted(text: string): string {
  return text
    .trim()
    .split(/(?:\r?\n\s*){2,}/)
    .map((paragraph) => `> ${asText(paragraph)}`)
    .join('\n>\n');
}
