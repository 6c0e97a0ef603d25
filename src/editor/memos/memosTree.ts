import * as vscode from 'vscode';
import { findMemos, type MemoFilter, type StudyMemo } from '../../core/notes/studyMemos.js';
import { codebookPath } from '../../core/study/paths.js';
import type { Study } from '../../core/study/study.js';
import { asText } from '../hover.js';
import { LiveTree } from '../liveTree.js';
import type { Services } from '../services.js';
import { excerpt, quoted } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';

/** A document with the memos in it: a transcript with those on its passages, or the codebook; or a memo. */
export type MemoNode = DocumentNode | MemoRow;

interface DocumentNode {
  readonly kind: 'document';
  readonly path: string;
  readonly title: string;
  readonly rows: readonly MemoRow[];
}

export interface MemoRow {
  readonly kind: 'memo';
  readonly study: OpenStudy;
  readonly memo: StudyMemo;
  readonly id: string;
}

/** The view *Memos*: those on passages by transcript, those on codes, then those in files. */
export class MemosTree extends LiveTree<MemoNode> {
  #filter: MemoFilter = {};
  #nodes: readonly MemoNode[] = [];
  #found: { readonly study: Study; readonly filter: MemoFilter; readonly memos: readonly StudyMemo[] } | undefined;

  constructor(services: Services) {
    super('emic.memos', services);
  }

  /** What the memos are filtered by. */
  get filter(): MemoFilter {
    return this.#filter;
  }

  /** Shows other memos. */
  show(filter: MemoFilter): void {
    this.#filter = filter;
    const isFiltered = Object.values(filter).some((values: readonly string[]) => values.length > 0);
    void vscode.commands.executeCommand('setContext', 'emic.memosFiltered', isFiltered);
    this.refresh();
  }

  /** Those that are shown. */
  shown(study: Study): readonly StudyMemo[] {
    const known = this.#found;
    if (known?.study === study && known.filter === this.#filter) return known.memos;
    const memos = findMemos(study, this.#filter);
    this.#found = { study, filter: this.#filter, memos };
    return memos;
  }

  protected override signature(study: OpenStudy): unknown {
    if (study.latest === undefined) return [];
    return this.shown(study.latest).map(keyOf);
  }

  protected override describe(study: OpenStudy): { readonly description: string } {
    const { kinds = [], codes = [], texts = [], authors = [] } = this.#filter;
    const names = codes.map((code) => study.latest?.codebook.get(code)?.name ?? code);
    return { description: [...kinds, ...names, ...texts.map(quoted), ...authors].join(' · ') };
  }

  protected override roots(study: OpenStudy): readonly MemoNode[] {
    if (study.latest === undefined) return [];
    const latest = study.latest;
    const documents = new Map<string, MemoRow[]>();
    const files: MemoRow[] = [];
    const taken = new Set<string>();
    for (const memo of this.shown(latest)) {
      const row: MemoRow = { kind: 'memo', study, memo, id: freeId(memo, taken) };
      if (isFile(memo)) {
        files.push(row);
        continue;
      }
      const rows = documents.get(memo.path);
      if (rows === undefined) documents.set(memo.path, [row]);
      else rows.push(row);
    }
    this.#nodes = [
      ...[...documents].map(([path, rows]): DocumentNode => {
        const title = path === codebookPath ? vscode.l10n.t('Codebook') : (latest.transcript(path)?.title ?? path);
        return { kind: 'document', path, title, rows };
      }),
      ...files,
    ];
    return this.#nodes;
  }

  protected override children(node: MemoNode): readonly MemoNode[] {
    return node.kind === 'document' ? node.rows : [];
  }

  override getParent(node: MemoNode): MemoNode | undefined {
    return this.#nodes.find((one) => one.kind === 'document' && one.rows.some((row) => row === node));
  }

  override getTreeItem(node: MemoNode): vscode.TreeItem {
    if (node.kind === 'memo') return memoItem(node);
    const isCodebook = node.path === codebookPath;
    const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    // What the codebook says is long and known; what strikes one on the way is what is looked for.
    const item = new vscode.TreeItem(node.title, isCodebook ? Collapsed : Expanded);
    item.id = node.path;
    item.iconPath = new vscode.ThemeIcon(isCodebook ? 'book' : 'comment-discussion');
    item.description = String(node.rows.length);
    const { length } = node.rows;
    const memos = length === 1 ? vscode.l10n.t('1 memo') : vscode.l10n.t('{0} memos', length);
    item.accessibilityInformation = { label: `${node.title}, ${memos}` };
    item.tooltip = node.path;
    return item;
  }

  /** Tooltips are made for the rows that the mouse rests on. */
  resolveTreeItem(item: vscode.TreeItem, node: MemoNode): vscode.TreeItem {
    if (node.kind === 'memo') {
      const { title, text, passage } = node.memo;
      const quote = passage === undefined ? `**${asText(title)}**` : `> ${asText(excerpt(title, 300))}`;
      item.tooltip = new vscode.MarkdownString(`${quote}\n\n${asText(excerpt(text, 600))}`);
    }
    return item;
  }
}

function isFile({ passage, path }: StudyMemo): boolean {
  return passage === undefined && path !== codebookPath;
}

/** An id that rows keep while others come and go; where an id of a passage is there twice, so is its memo. */
function freeId({ path, passage, codes }: StudyMemo, taken: Set<string>): string {
  const base = [path, passage?.id ?? codes[0] ?? ''].join('\n');
  let id = base;
  for (let number = 2; taken.has(id); number++) id = `${base}\n${String(number)}`;
  taken.add(id);
  return id;
}

const icons: Readonly<Record<StudyMemo['on'], string>> = {
  passage: 'note',
  document: 'file-text',
  code: 'tag',
  study: 'notebook',
};

function memoItem(row: MemoRow): vscode.TreeItem {
  const { memo, study } = row;
  const isOfCode = memo.path === codebookPath;
  const label = memo.passage === undefined ? memo.title : plain(memo.text, 120);
  const codes = isOfCode ? [] : memo.codes;
  const names = codes.map((code) => study.latest?.codebook.get(code)?.name ?? code);
  const prose = isOfCode ? plain(memo.text, 120) : undefined;
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  item.id = row.id;
  item.iconPath = new vscode.ThemeIcon(icons[memo.on]);
  item.description = [memo.kind, names.join(', '), memo.author, memo.date, prose].filter(Boolean).join(' · ');
  item.contextValue = memo.on;
  const place =
    memo.passage === undefined
      ? { study, path: memo.path, ...(isFile(memo) ? {} : { at: memo.at }) }
      : { study, passage: memo.passage };
  const command = memo.passage === undefined ? '_emic.revealPassage' : '_emic.showMemo';
  item.command = { command, title: vscode.l10n.t('Show the Memo'), arguments: [place] };
  const about: Readonly<Record<StudyMemo['on'], string>> = {
    passage: vscode.l10n.t('memo of a passage'),
    document: vscode.l10n.t('memo of a document'),
    code: vscode.l10n.t('memo of a code'),
    study: vscode.l10n.t('memo of the study'),
  };
  const told = [label, about[memo.on], memo.kind, names.join(', '), memo.author, memo.date, prose];
  item.accessibilityInformation = { label: told.filter(Boolean).join(', ') };
  return item;
}

/** What a memo says, on one line and without the signs of Markdown that a list does not draw. */
function plain(markdown: string, most: number): string {
  const text = markdown
    .slice(0, 6 * most)
    .replace(/!?\[([^\]]*)\]\((?:<[^>\n]*>|[^()\s]*)\)/g, '$1')
    .replace(/\[\[(?:[^\]|]*\|)?([^\]]*)\]\]/g, '$1')
    .replace(/(\*\*|__|~~)(?=\S)(.*?\S)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]*[^\s*])\*/gu, '$1')
    .replace(/^\s*(?:#{1,6}|>|[-+*])\s+/gm, '');
  return excerpt(text, most);
}

function keyOf({ path, at, kind, author, date, title, text, codes, passage }: StudyMemo): string {
  // Passages are looked up again by what they are, codes by where they stand.
  const place = path === codebookPath ? at : passage?.id;
  return JSON.stringify([path, place, kind, author, date, title, text, codes]);
}
