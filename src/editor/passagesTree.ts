import * as vscode from 'vscode';
import type { Study } from '../core/study/study.js';
import type { Passage } from '../core/transcript/types.js';
import { asText } from './hover.js';
import { CodeIcons } from './icons.js';
import { LiveTree } from './liveTree.js';
import { revealPassage, type PassagePlace } from './revealPassage.js';
import type { Services } from './services.js';
import type { OpenStudy } from './studies/openStudy.js';

/** A document with passages of the code that is shown, or one of these. */
export type PassageNode = DocumentNode | PassageRow;

interface DocumentNode {
  readonly kind: 'document';
  readonly study: OpenStudy;
  readonly path: string;
  readonly passages: readonly PassageRow[];
}

interface PassageRow extends PassagePlace {
  readonly kind: 'passage';
  /** The code whose passages are shown. */
  readonly code: string;
  readonly id: string;
}

/** What comes within so many milliseconds belongs together. */
const together = 400;

/** The view *Passages*: those of the code that is selected in *Codes*, by document. */
export class PassagesTree extends LiveTree<PassageNode> {
  readonly #icons = new CodeIcons();
  #code: { readonly study: OpenStudy; readonly id: string } | undefined;
  #documents: readonly DocumentNode[] = [];
  /** When a passage was last shown, and when somebody last asked for the focus to go there, in milliseconds. */
  #revealed = -Infinity;
  #asked = -Infinity;

  constructor(services: Services) {
    super('emic.passages', services);
    this.listen(
      vscode.window.onDidChangeActiveColorTheme(() => this.refresh()),
      vscode.commands.registerCommand('_emic.revealPassage', (row: PassageRow) => this.#reveal(row)),
      vscode.commands.registerCommand('_emic.focusPassage', () => this.#follow()),
    );
  }

  /** The code whose passages are shown. */
  get code(): string | undefined {
    return this.#code?.id;
  }

  /** Shows the passages of a code. */
  show(study: OpenStudy, id: string): void {
    if (this.#code?.study === study && this.#code.id === id) return;
    this.#code = { study, id };
    void vscode.commands.executeCommand('setContext', 'emic.codeChosen', true);
    this.#title(study);
    this.refresh();
  }

  /** A click shows a passage and leaves the focus; with Enter the focus goes there. VS Code does not tell which it was. */
  async #reveal(row: PassageRow): Promise<void> {
    const begun = performance.now();
    const isAsked = (): boolean => this.#asked > begun - together;
    const focus = isAsked();
    await revealPassage(this.services, row, { focus });
    this.#revealed = performance.now();
    if (!focus && isAsked()) await focusEditor();
  }

  /** What Enter does besides: the two come in either order. */
  async #follow(): Promise<void> {
    this.#asked = performance.now();
    if (this.#asked - this.#revealed < together) await focusEditor();
  }

  /** Brings the view to the front. */
  async focus(): Promise<void> {
    await vscode.commands.executeCommand('emic.passages.focus');
  }

  protected override signature(study: OpenStudy): unknown {
    if (this.#code?.study !== study) return [];
    const { latest } = study;
    if (latest === undefined) return [];
    return [
      latest.codebook,
      ...this.#passages(latest).map(({ document, quote, codes, time, memo }) =>
        [document, quote, codes.join(' '), time, memo !== undefined].join('\n'),
      ),
    ];
  }

  protected override describe(study: OpenStudy): Record<string, never> {
    this.#title(study);
    return {};
  }

  #title(study: OpenStudy): void {
    const code = this.#code?.study === study ? this.#code.id : undefined;
    const name = code === undefined ? undefined : (study.latest?.codebook.get(code)?.name ?? code);
    const title = name === undefined ? vscode.l10n.t('Passages') : vscode.l10n.t('Passages: {0}', name);
    if (this.view.title !== title) this.view.title = title;
  }

  protected override roots(study: OpenStudy): readonly PassageNode[] {
    if (this.#code?.study !== study || study.latest === undefined) return [];
    this.#documents = this.#group(study, study.latest, this.#code.id);
    return this.#documents;
  }

  #passages(study: Study): readonly Passage[] {
    return this.#code === undefined ? [] : study.passagesOf(this.#code.id, { aggregate: true });
  }

  #group(open: OpenStudy, study: Study, code: string): readonly DocumentNode[] {
    const documents = new Map<string, PassageRow[]>();
    const ids = new Map<string, number>();
    for (const passage of this.#passages(study)) {
      const key = [passage.document, passage.codes.join(' '), passage.quote.slice(0, 80)].join('\n');
      const number = ids.get(key) ?? 0;
      ids.set(key, number + 1);
      const row: PassageRow = { kind: 'passage', study: open, passage, code, id: `${code}\n${key}\n${number}` };
      const rows = documents.get(passage.document);
      if (rows === undefined) documents.set(passage.document, [row]);
      else rows.push(row);
    }
    return [...documents].map(([path, passages]) => ({ kind: 'document', study: open, path, passages }));
  }

  protected override children(node: PassageNode): readonly PassageNode[] {
    return node.kind === 'document' ? node.passages : [];
  }

  override getParent(node: PassageNode): PassageNode | undefined {
    return node.kind === 'document' ? undefined : this.#documents.find(({ path }) => path === node.passage.document);
  }

  override getTreeItem(node: PassageNode): vscode.TreeItem {
    return node.kind === 'document' ? this.#documentItem(node) : this.#passageItem(node);
  }

  #documentItem({ study, path, passages }: DocumentNode): vscode.TreeItem {
    const item = new vscode.TreeItem(
      study.latest?.transcript(path)?.title ?? path,
      vscode.TreeItemCollapsibleState.Expanded,
    );
    item.id = `${this.#code?.id ?? ''}\n${path}`;
    item.iconPath = new vscode.ThemeIcon('comment-discussion');
    item.description = String(passages.length);
    item.tooltip = path;
    item.contextValue = 'document';
    return item;
  }

  #passageItem(row: PassageRow): vscode.TreeItem {
    const { study, passage, code } = row;
    const { codes, quote, speakers, time, memo } = passage;
    const label = quote
      .trim()
      .replace(/\s*\n\s*\n\s*/g, ' … ')
      .replace(/\s+/g, ' ');
    const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
    item.id = row.id;
    item.contextValue = codes.includes(code) ? 'passage' : 'passageBelow';
    const colors = [...codes].sort((a, b) => Number(b === code) - Number(a === code));
    item.iconPath = this.#icons.bars(colors.map((one) => study.colors.get(one) ?? 'grey'));
    item.description = [time ?? '', memo === undefined ? '' : vscode.l10n.t('memo')].filter(Boolean).join(' · ');
    item.tooltip = this.#tooltip(row);
    item.command = { command: '_emic.revealPassage', title: vscode.l10n.t('Show the Passage'), arguments: [row] };
    const who = speakers.length > 0 ? `${speakers.join(', ')}: ` : '';
    item.accessibilityInformation = {
      label: `${who}${label}${item.description === '' ? '' : `, ${item.description}`}`,
    };
    return item;
  }

  #tooltip({ study, passage }: PassageRow): vscode.MarkdownString {
    const { quote, codes, speakers, time, memo, section } = passage;
    const names = codes.map((code) => study.latest?.codebook.get(code)?.name ?? code);
    const who = [speakers.join(', '), time ?? '', section.at(-1) ?? ''].filter(Boolean).join(' · ');
    const markdown = new vscode.MarkdownString();
    markdown.appendMarkdown(quoted(quote));
    if (who !== '') markdown.appendMarkdown(`\n\n${asText(who)}`);
    markdown.appendMarkdown(`\n\n${names.map((name) => `**${asText(name)}**`).join(', ')}`);
    if (memo !== undefined) markdown.appendMarkdown(`\n\n$(note) *${asText(memo)}*`);
    markdown.supportThemeIcons = true;
    return markdown;
  }
}

async function focusEditor(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
}

/** A quotation as a block quote, whatever signs it holds. */
function quoted(text: string): string {
  return text
    .trim()
    .split(/(?:\r?\n\s*){2,}/)
    .map((paragraph) => `> ${asText(paragraph)}`)
    .join('\n>\n');
}
