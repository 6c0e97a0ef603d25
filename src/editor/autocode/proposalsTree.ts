import * as vscode from 'vscode';
import { describeProposal, type ProposalText } from '../../core/autocode/describe.js';
import { asText } from '../hover.js';
import type { Entry, Group, ProposalList } from './proposalList.js';

export type ProposalNode =
  { readonly kind: 'document'; readonly group: Group } | { readonly kind: 'proposal'; readonly entry: Entry };

/** With more proposals than this, documents are shown folded up. */
const many = 300;

/** So many characters stand before what was found, so that it is seen in a narrow view. */
const most = 18;

/** The view *Proposals*: what autocoding has found, by document. It is there only while there is some. */
export class ProposalsTree implements vscode.TreeDataProvider<ProposalNode>, vscode.Disposable {
  readonly view: vscode.TreeView<ProposalNode>;
  readonly #list: ProposalList;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #listeners: vscode.Disposable;
  readonly #nodes = new WeakMap<object, ProposalNode>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(list: ProposalList) {
    this.#list = list;
    this.view = vscode.window.createTreeView('emic.proposals', {
      treeDataProvider: this,
      showCollapseAll: true,
      manageCheckboxStateManually: true,
    });
    this.#listeners = vscode.Disposable.from(
      this.view,
      this.#changed,
      list.onDidChange(() => this.#refresh()),
      this.view.onDidChangeCheckboxState(({ items }) => {
        for (const [node, state] of items) {
          list.choose(
            node.kind === 'document' ? node.group.entries : [node.entry],
            state === vscode.TreeItemCheckboxState.Checked,
          );
        }
      }),
    );
  }

  dispose(): void {
    this.#listeners.dispose();
  }

  #refresh(): void {
    const { entries, purpose } = this.#list;
    const chosen = entries.filter(({ isChosen }) => isChosen).length;
    this.view.description = entries.length === 0 ? '' : vscode.l10n.t('{0} of {1} chosen', chosen, entries.length);
    this.view.message = purpose?.subject ?? '';
    this.#changed.fire(undefined);
  }

  /** The row of a proposal. */
  nodeOf(entry: Entry): ProposalNode {
    let node = this.#nodes.get(entry);
    if (node === undefined) this.#nodes.set(entry, (node = { kind: 'proposal', entry }));
    return node;
  }

  #nodeOfGroup(group: Group): ProposalNode {
    let node = this.#nodes.get(group);
    if (node === undefined) this.#nodes.set(group, (node = { kind: 'document', group }));
    return node;
  }

  getChildren(node?: ProposalNode): ProposalNode[] {
    if (node === undefined) return this.#list.groups.map((group) => this.#nodeOfGroup(group));
    return node.kind === 'document' ? node.group.entries.map((entry) => this.nodeOf(entry)) : [];
  }

  getParent(node: ProposalNode): ProposalNode | undefined {
    const group = node.kind === 'proposal' ? this.#list.groupOf(node.entry) : undefined;
    return group === undefined ? undefined : this.#nodeOfGroup(group);
  }

  getTreeItem(node: ProposalNode): vscode.TreeItem {
    return node.kind === 'document' ? this.#documentItem(node.group) : this.#proposalItem(node.entry);
  }

  #documentItem({ path, entries }: Group): vscode.TreeItem {
    const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    const title = this.#list.purpose?.study.latest?.transcript(path)?.title ?? path;
    const item = new vscode.TreeItem(title, this.#list.entries.length > many ? Collapsed : Expanded);
    item.id = path;
    item.description = String(entries.length);
    item.tooltip = path;
    item.contextValue = 'document';
    item.checkboxState = checkbox(entries.every(({ isChosen }) => isChosen));
    return item;
  }

  #proposalItem(entry: Entry): vscode.TreeItem {
    const text = this.#textOf(entry);
    const { label, highlights } = labelOf(text);
    const item = new vscode.TreeItem({ label, highlights }, vscode.TreeItemCollapsibleState.None);
    item.id = String(entry.id);
    item.description = text?.time ?? '';
    item.contextValue = 'proposal';
    item.checkboxState = checkbox(entry.isChosen);
    item.command = {
      command: '_emic.showProposal',
      title: vscode.l10n.t('Show the Proposal'),
      arguments: [this.nodeOf(entry)],
    };
    item.accessibilityInformation = { label: this.wordsOf(entry) ?? label };
    return item;
  }

  /** What would be coded, and who says it, in words. */
  wordsOf(entry: Entry): string | undefined {
    const text = this.#textOf(entry);
    return text === undefined ? undefined : `${voiceOf(text)}${text.words}`;
  }

  /** Tooltips are made for the rows that the mouse rests on. */
  resolveTreeItem(item: vscode.TreeItem, node: ProposalNode): vscode.TreeItem {
    const text = node.kind === 'proposal' ? this.#textOf(node.entry) : undefined;
    if (text === undefined) return item;
    const who = [text.speaker ?? '', text.time ?? '', text.section ?? ''].filter(Boolean).join(' · ');
    const markdown = new vscode.MarkdownString();
    const before = text.before === '' ? '' : `${asText(text.before)} `;
    markdown.appendMarkdown(`${before}**${asText(text.words.trim())}** ${asText(text.after)}`);
    if (who !== '') markdown.appendMarkdown(`\n\n${asText(who)}`);
    item.tooltip = markdown;
    return item;
  }

  #textOf({ proposal }: Entry): ProposalText | undefined {
    const transcript = this.#list.purpose?.study.latest?.transcript(proposal.document);
    return transcript === undefined ? undefined : describeProposal(transcript, proposal);
  }
}

function checkbox(isChosen: boolean): vscode.TreeItemCheckboxState {
  return isChosen ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked;
}

/** Who says it, before the words: behind them a long line would hide it. */
function voiceOf({ speaker }: ProposalText): string {
  return speaker === undefined ? '' : `${speaker}: `;
}

/** The words with what was found near their beginning, so that a narrow view shows it. */
function labelOf(text: ProposalText | undefined): { label: string; highlights: [number, number][] } {
  if (text === undefined) return { label: '…', highlights: [] };
  const whole = `${text.before}${text.words}${text.after}`;
  const hits = text.hits.map(({ start, end }): [number, number] => [
    start + text.before.length,
    end + text.before.length,
  ]);
  const first = hits[0]?.[0] ?? text.before.length;
  // What would be coded is shown from its beginning, if what was found is not far.
  let from = text.before.length;
  if (first - from > most || text.words.length < 30) from = Math.max(0, first - most);
  if (from > 0) from = whole.lastIndexOf(' ', from) + 1;
  const lines = whole.slice(from, from + 300);
  const lead = `${voiceOf(text)}${from > 0 && from !== text.before.length ? '… ' : ''}`;
  const highlights = hits
    .map(([start, end]): [number, number] => [
      start - from + lead.length,
      Math.min(end - from, lines.length) + lead.length,
    ])
    .filter(([start, end]) => start < end)
    .slice(0, 20);
  // All of it was found: nothing stands out.
  const isAll = highlights.length === 1 && text.hits[0]?.start === 0 && text.hits[0].end === text.words.length;
  return { label: lead + lines, highlights: isAll && text.words.length > 60 ? [] : highlights };
}
