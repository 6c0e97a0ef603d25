import * as vscode from 'vscode';
import { originalsFolder } from '../../core/pseudonyms/originals.js';
import type { Proposal } from '../../core/pseudonyms/proposals.js';
import type { Suggestion } from '../../core/pseudonyms/suggestions.js';
import { asText } from '../hover.js';
import type { FileLeaks } from './fileLeaks.js';
import type { NameEntry, NameGroup, NameList } from './nameList.js';

export type NameNode =
  | { readonly kind: 'name'; readonly group: NameGroup }
  | { readonly kind: 'place'; readonly entry: NameEntry }
  | { readonly kind: 'originals' }
  | { readonly kind: 'original'; readonly path: string; readonly names: number }
  | { readonly kind: 'missed' }
  | { readonly kind: 'suggestion'; readonly suggestion: Suggestion };

/** With more places than this, names are shown folded up. */
const many = 60;

/** So much is shown around a name. */
const around = 60;

/** The view *Real Names*: where they stand, by name, and what the key may have missed. It is there only while names wait. */
export class NameTree implements vscode.TreeDataProvider<NameNode>, vscode.Disposable {
  readonly view: vscode.TreeView<NameNode>;
  readonly #list: NameList;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #listeners: vscode.Disposable;
  readonly #originalsNode: NameNode = { kind: 'originals' };
  readonly #files: FileLeaks;
  readonly #nodes = new WeakMap<object, NameNode>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(list: NameList, files: FileLeaks) {
    this.#list = list;
    this.#files = files;
    this.view = vscode.window.createTreeView('emic.realNames', {
      treeDataProvider: this,
      showCollapseAll: true,
      manageCheckboxStateManually: true,
    });
    this.#listeners = vscode.Disposable.from(
      this.view,
      this.#changed,
      list.onDidChange(() => this.#refresh()),
      files.onDidChange((study) => {
        if (study === list.found?.study) this.#refresh();
      }),
      this.view.onDidChangeCheckboxState(({ items }) => {
        for (const [node, state] of items) list.choose(entriesOf(node), state === vscode.TreeItemCheckboxState.Checked);
      }),
    );
  }

  dispose(): void {
    this.#listeners.dispose();
  }

  #refresh(): void {
    const { entries, chosen } = this.#list;
    this.view.description =
      entries.length === 0 ? '' : vscode.l10n.t('{0} of {1} chosen', chosen.length, entries.length);
    this.view.message =
      this.#list.found !== undefined && entries.length === 0
        ? vscode.l10n.t('No real name of the key stands in the study any more.')
        : '';
    this.#changed.fire(undefined);
  }

  /** The originals that hold names of the key, and how many. */
  get originals(): readonly (readonly [string, number])[] {
    const { found } = this.#list;
    if (found === undefined) return [];
    return [...this.#files.found(found.study)].filter(([path]) => path.startsWith(originalsFolder)).sort();
  }

  #node(of: object, make: () => NameNode): NameNode {
    let node = this.#nodes.get(of);
    if (node === undefined) this.#nodes.set(of, (node = make()));
    return node;
  }

  getChildren(node?: NameNode): NameNode[] {
    const { found } = this.#list;
    if (found === undefined) return [];
    switch (node?.kind) {
      case undefined:
        return [
          ...found.groups.map((group) => this.#node(group, () => ({ kind: 'name', group }))),
          ...(this.originals.length === 0 ? [] : [this.#originalsNode]),
          ...(found.missed.length === 0 ? [] : [this.#node(found.missed, () => ({ kind: 'missed' }))]),
        ];
      case 'name':
        return node.group.entries.map((entry) => this.#node(entry, () => ({ kind: 'place', entry })));
      case 'originals':
        return this.originals.map(([path, names]) => ({ kind: 'original', path, names }));
      case 'missed':
        return found.missed.map((suggestion) => this.#node(suggestion, () => ({ kind: 'suggestion', suggestion })));
      default:
        return [];
    }
  }

  getParent(): undefined {
    return undefined;
  }

  getTreeItem(node: NameNode): vscode.TreeItem {
    switch (node.kind) {
      case 'name':
        return this.#nameItem(node.group);
      case 'place':
        return this.#placeItem(node);
      case 'originals':
        return this.#originalsItem();
      case 'original':
        return originalItem(node);
      case 'missed':
        return this.#missedItem();
      case 'suggestion':
        return this.#suggestionItem(node);
    }
  }

  #nameItem({ row, real, replacement, entries }: NameGroup): vscode.TreeItem {
    const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(
      `${real} → ${replacement}`,
      this.#list.entries.length > many ? Collapsed : Expanded,
    );
    item.id = String(row);
    item.description = String(entries.length);
    item.contextValue = 'name';
    item.checkboxState = checkbox(entries.every(({ isChosen }) => isChosen));
    return item;
  }

  #placeItem(node: Extract<NameNode, { kind: 'place' }>): vscode.TreeItem {
    const { proposal, isChosen } = node.entry;
    const { found, path, line, zone, replacement } = proposal;
    const { before, after } = this.#around(proposal);
    const label = zone === 'file-name' ? path : `${shortened(before)}${found}${after}`.replace(/\s+/g, ' ').trimEnd();
    const start = zone === 'file-name' ? -1 : label.indexOf(found, shortened(before).length);
    const item = new vscode.TreeItem(
      start < 0 ? label : { label, highlights: [[start, start + found.length]] },
      vscode.TreeItemCollapsibleState.None,
    );
    item.description =
      zone === 'file-name' ? vscode.l10n.t('name of the file') : `${path.split('/').at(-1) ?? path}:${line + 1}`;
    item.contextValue = 'place';
    item.checkboxState = checkbox(isChosen);
    item.tooltip = new vscode.MarkdownString(`${asText(found)} → ${asText(replacement)}`);
    item.command = { command: '_emic.showName', title: vscode.l10n.t('Show the Place'), arguments: [node] };
    item.accessibilityInformation = { label: `${label}, ${replacement}` };
    return item;
  }

  /** What a reader sees before and after a name on its line, without marks. */
  #around({ path, start, end, before, after }: Proposal): { readonly before: string; readonly after: string } {
    const { snapshot } = this.#list.found ?? {};
    const text = (snapshot?.transcript(path) ?? snapshot?.note(path))?.text;
    if (text === undefined || text.clean.trim() === '') return { before, after };
    const [from, to] = [text.toClean(start), text.toClean(end)];
    // Facts of marks, labels and front matter stand in no clean text.
    if (to <= from) return { before, after };
    return {
      before: text.clean.slice(Math.max(0, from - around), from).replace(/^[\s\S]*\n/, ''),
      after: text.clean.slice(to, to + around).replace(/\n[\s\S]*$/, ''),
    };
  }

  #originalsItem(): vscode.TreeItem {
    const item = new vscode.TreeItem(
      vscode.l10n.t('Originals that hold real names'),
      vscode.TreeItemCollapsibleState.Expanded,
    );
    item.id = 'originals';
    item.description = String(this.originals.length);
    item.iconPath = new vscode.ThemeIcon('archive');
    item.contextValue = 'originals';
    item.tooltip = vscode.l10n.t('Originals are never rewritten. They can be moved out of the study, beside the key.');
    return item;
  }

  #missedItem(): vscode.TreeItem {
    const { missed = [] } = this.#list.found ?? {};
    const item = new vscode.TreeItem(
      vscode.l10n.t('Perhaps missed by the key'),
      this.#list.entries.length === 0
        ? vscode.TreeItemCollapsibleState.Expanded
        : vscode.TreeItemCollapsibleState.Collapsed,
    );
    item.id = 'missed';
    item.description = String(missed.length);
    item.iconPath = new vscode.ThemeIcon('question');
    item.contextValue = 'missed';
    return item;
  }

  #suggestionItem(node: Extract<NameNode, { kind: 'suggestion' }>): vscode.TreeItem {
    const { text, rule, places } = node.suggestion;
    const item = new vscode.TreeItem(text.replace(/\s+/g, ' '), vscode.TreeItemCollapsibleState.None);
    item.description = `${ruleName(rule)} · ${String(places.length)}`;
    item.contextValue = 'suggestion';
    item.command = { command: '_emic.showName', title: vscode.l10n.t('Show the Place'), arguments: [node] };
    return item;
  }
}

function originalItem({ path, names }: Extract<NameNode, { kind: 'original' }>): vscode.TreeItem {
  const item = new vscode.TreeItem(path.slice(originalsFolder.length), vscode.TreeItemCollapsibleState.None);
  item.id = path;
  item.description = names === 1 ? vscode.l10n.t('1 real name') : vscode.l10n.t('{0} real names', names);
  item.contextValue = 'original';
  return item;
}

/** The places that a row stands for. */
function entriesOf(node: NameNode): readonly NameEntry[] {
  return node.kind === 'name' ? node.group.entries : node.kind === 'place' ? [node.entry] : [];
}

function checkbox(isChosen: boolean): vscode.TreeItemCheckboxState {
  return isChosen ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked;
}

/** So many characters stand before a name, so that it is seen in a narrow view. */
const most = 18;

function shortened(before: string): string {
  const text = before.replace(/\s+/g, ' ').trimStart();
  return text.length <= most ? text : `… ${text.slice(-most).replace(/^\S*\s/, '')}`;
}

/** Why something may be a name, in a word or two. */
function ruleName(rule: Suggestion['rule']): string {
  switch (rule) {
    case 'capitalised-word':
      return vscode.l10n.t('capital letter');
    case 'small-letters':
      return vscode.l10n.t('name in small letters');
    case 'e-mail':
      return vscode.l10n.t('e-mail address');
    case 'url':
      return vscode.l10n.t('web address');
    case 'telephone':
      return vscode.l10n.t('telephone number');
    case 'iban':
    case 'kontonummer':
      return vscode.l10n.t('account number');
    default:
      return vscode.l10n.t('identity number');
  }
}
