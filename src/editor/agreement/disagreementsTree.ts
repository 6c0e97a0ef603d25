import * as vscode from 'vscode';
import { kindOfDisagreement, type Disagreement } from '../../core/agreement/disagreements.js';
import { asText } from '../hover.js';
import { excerpt, speak } from '../speak.js';
import { keyOf, type Disagreements } from './disagreements.js';
import { coderName, kindText, opinionsOf, opinionText, wordsOf } from './words.js';

export type DisagreementNode =
  | { readonly kind: 'document'; readonly path: string; readonly found: readonly Disagreement[] }
  | { readonly kind: 'place'; readonly disagreement: Disagreement };

/** What is in question: whether, how much, or what. */
const icons = { 'one-sided': 'question', extent: 'arrow-both', codes: 'git-compare' } as const;

/** With more than this, documents are shown folded up. */
const many = 300;

/** The view *Disagreements*: what coders have not agreed upon yet, by document. It is there for as long as they are compared. */
export class DisagreementsTree implements vscode.TreeDataProvider<DisagreementNode>, vscode.Disposable {
  readonly view: vscode.TreeView<DisagreementNode>;
  readonly #list: Disagreements;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #listeners: vscode.Disposable;
  readonly #nodes = new WeakMap<Disagreement, DisagreementNode>();
  #documents: readonly DisagreementNode[] = [];
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(list: Disagreements) {
    this.#list = list;
    this.view = vscode.window.createTreeView('emic.disagreements', { treeDataProvider: this, showCollapseAll: true });
    this.#listeners = vscode.Disposable.from(
      this.view,
      this.#changed,
      list.onDidChange(() => this.#changed.fire(undefined)),
    );
  }

  dispose(): void {
    this.#listeners.dispose();
  }

  async getChildren(node?: DisagreementNode): Promise<DisagreementNode[]> {
    if (node !== undefined) return node.kind === 'document' ? node.found.map((one) => this.nodeOf(one)) : [];
    await this.#list.resume();
    const { all, compared } = this.#list;
    const byPath = new Map<string, Disagreement[]>();
    for (const one of all) {
      const found = byPath.get(one.document.path);
      if (found === undefined) byPath.set(one.document.path, [one]);
      else found.push(one);
    }
    this.#documents = [...byPath].map(([path, found]) => ({ kind: 'document', path, found }));
    const names = this.#list.coders.map(coderName).join(', ');
    this.view.description = compared === undefined ? '' : vscode.l10n.t('{0} left', all.length);
    this.view.message =
      compared === undefined
        ? ''
        : all.length === 0
          ? vscode.l10n.t('{0} agree in all.', names)
          : [vscode.l10n.t('Compared: {0}', names), ...this.#list.remarks.map(speak)].join(' · ');
    return [...this.#documents];
  }

  /** The row of a place. */
  nodeOf(disagreement: Disagreement): DisagreementNode {
    let node = this.#nodes.get(disagreement);
    if (node === undefined) this.#nodes.set(disagreement, (node = { kind: 'place', disagreement }));
    return node;
  }

  getParent(node: DisagreementNode): DisagreementNode | undefined {
    if (node.kind === 'document') return undefined;
    return this.#documents.find((one) => one.kind === 'document' && one.found.includes(node.disagreement));
  }

  getTreeItem(node: DisagreementNode): vscode.TreeItem {
    return node.kind === 'document' ? this.#documentItem(node.path, node.found) : this.#placeItem(node);
  }

  #documentItem(path: string, found: readonly Disagreement[]): vscode.TreeItem {
    const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    const title = found[0]?.document.transcript.title ?? path;
    const item = new vscode.TreeItem(title, this.#list.all.length > many ? Collapsed : Expanded);
    item.id = path;
    item.iconPath = new vscode.ThemeIcon('comment-discussion');
    item.description = String(found.length);
    item.tooltip = path;
    item.contextValue = 'document';
    return item;
  }

  #placeItem(node: DisagreementNode & { readonly kind: 'place' }): vscode.TreeItem {
    const { disagreement } = node;
    const { study, coders } = this.#list;
    const { extent, document } = disagreement;
    const words = document.transcript.text.sliceClean(extent.start, extent.end);
    const said = study === undefined ? [] : opinionsOf(disagreement).map((one) => opinionText(study, coders, one));
    // Who says what stands first: the words are cut at a sidebar's width, and shown in the transcript.
    const item = new vscode.TreeItem(said.join(' · '), vscode.TreeItemCollapsibleState.None);
    item.id = keyOf(disagreement);
    item.contextValue = 'disagreement';
    item.iconPath = new vscode.ThemeIcon(icons[kindOfDisagreement(disagreement)]);
    item.description = excerpt(words, 200);
    item.command = {
      command: '_emic.showDisagreement',
      title: vscode.l10n.t('Show the Disagreement'),
      arguments: [node],
    };
    item.accessibilityInformation = { label: `${said.join('; ')}, ${kindText(disagreement)}, ${excerpt(words, 300)}` };
    return item;
  }

  /** Tooltips are made for the rows that the mouse rests on. */
  resolveTreeItem(item: vscode.TreeItem, node: DisagreementNode): vscode.TreeItem {
    const { study } = this.#list;
    if (node.kind === 'document' || study === undefined) return item;
    const markdown = new vscode.MarkdownString(`*${asText(kindText(node.disagreement))}*`);
    for (const opinion of opinionsOf(node.disagreement)) {
      const words = wordsOf(node.disagreement, opinion);
      markdown.appendMarkdown(`\n\n**${asText(opinionText(study, this.#list.coders, opinion))}**`);
      if (words !== '') markdown.appendMarkdown(`  \n${asText(words)}`);
    }
    item.tooltip = markdown;
    return item;
  }
}
