import * as vscode from 'vscode';
import type { Study } from '../core/study/study.js';
import type { Transcript } from '../core/transcript/transcript.js';
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
  readonly passages: readonly Passage[];
}

interface PassageRow extends PassagePlace {
  readonly kind: 'passage';
  /** The code whose passages are shown. */
  readonly code: string;
  readonly id: string;
}

/** With more passages than this, documents are shown folded up. */
const manyPassages = 500;

/** The passages of one transcript that are shown, and a text that differs when their rows do. */
interface Shown {
  readonly passages: readonly Passage[];
  readonly key: string;
}

/** What comes within so many milliseconds belongs together. */
const together = 400;

/** The view *Passages*: those of the code that is selected in *Codes*, by document. */
export class PassagesTree extends LiveTree<PassageNode> {
  readonly #icons = new CodeIcons();
  #code: { readonly study: OpenStudy; readonly id: string } | undefined;
  #documents: readonly DocumentNode[] = [];
  #isLong = false;
  #known: { readonly codes: ReadonlySet<string>; readonly shown: WeakMap<Transcript, Shown> } = {
    codes: new Set(),
    shown: new WeakMap(),
  };
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
    if (this.#code?.study !== study || study.latest === undefined) return [];
    return [study.latest.codebook, ...this.#shownIn(study.latest, this.#code.id).map(([, { key }]) => key)];
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
    const shown = this.#shownIn(study.latest, this.#code.id);
    this.#documents = shown.map(([{ path }, { passages }]) => ({ kind: 'document', study, path, passages }));
    this.#isLong = shown.reduce((sum, [, { passages }]) => sum + passages.length, 0) > manyPassages;
    return this.#documents;
  }

  /** The transcripts that have passages of a code; each is looked through once, until it or the tree of codes changes. */
  #shownIn(study: Study, code: string): readonly (readonly [Transcript, Shown])[] {
    const codes = study.codesCountedFor(code);
    if (this.#known.codes !== codes) this.#known = { codes, shown: new WeakMap() };
    const all: (readonly [Transcript, Shown])[] = [];
    for (const transcript of study.transcripts) {
      let shown = this.#known.shown.get(transcript);
      if (shown === undefined) {
        const passages = transcript.passages.filter((passage) => passage.codes.some((one) => codes.has(one)));
        shown = { passages, key: [transcript.path, transcript.title, ...passages.map(keyOf)].join('\n') };
        this.#known.shown.set(transcript, shown);
      }
      if (shown.passages.length > 0) all.push([transcript, shown]);
    }
    return all;
  }

  protected override children(node: PassageNode): readonly PassageNode[] {
    if (node.kind === 'passage') return [];
    const code = this.#code?.id ?? '';
    const numbers = new Map<string, number>();
    return node.passages.map((passage): PassageRow => {
      // A row keeps its id when words before it change.
      const key = [node.path, passage.codes.join(' '), passage.quote.slice(0, 80)].join('\n');
      const number = numbers.get(key) ?? 0;
      numbers.set(key, number + 1);
      return { kind: 'passage', study: node.study, passage, code, id: `${code}\n${key}\n${number}` };
    });
  }

  override getParent(node: PassageNode): PassageNode | undefined {
    return node.kind === 'document' ? undefined : this.#documents.find(({ path }) => path === node.passage.document);
  }

  override getTreeItem(node: PassageNode): vscode.TreeItem {
    return node.kind === 'document' ? this.#documentItem(node) : this.#passageItem(node);
  }

  #documentItem({ study, path, passages }: DocumentNode): vscode.TreeItem {
    const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    const title = study.latest?.transcript(path)?.title ?? path;
    const item = new vscode.TreeItem(title, this.#isLong ? Collapsed : Expanded);
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
    item.command = { command: '_emic.revealPassage', title: vscode.l10n.t('Show the Passage'), arguments: [row] };
    const who = speakers.length > 0 ? `${speakers.join(', ')}: ` : '';
    item.accessibilityInformation = {
      label: `${who}${label}${item.description === '' ? '' : `, ${item.description}`}`,
    };
    return item;
  }

  /** Tooltips are made for the rows that the mouse rests on. */
  resolveTreeItem(item: vscode.TreeItem, node: PassageNode): vscode.TreeItem {
    if (node.kind === 'passage') item.tooltip = this.#tooltip(node);
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

function keyOf({ quote, codes, time, memo }: Passage): string {
  return [quote, codes.join(' '), time ?? '', memo === undefined ? '' : 'memo'].join('\t');
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
