import * as vscode from 'vscode';
import { findMemos, type MemoFilter, type StudyMemo } from '../../core/notes/studyMemos.js';
import type { Study } from '../../core/study/study.js';
import { asText } from '../hover.js';
import { LiveTree } from '../liveTree.js';
import type { Services } from '../services.js';
import { excerpt } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';

/** A transcript with memos on its passages, or a memo. */
export type MemoNode = TranscriptNode | MemoRow;

interface TranscriptNode {
  readonly kind: 'transcript';
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

/** The view *Memos*: those on passages by transcript, then those in files. */
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
    return { description: [...kinds, ...names, ...texts.map((text) => `“${text}”`), ...authors].join(' · ') };
  }

  protected override roots(study: OpenStudy): readonly MemoNode[] {
    if (study.latest === undefined) return [];
    const transcripts = new Map<string, MemoRow[]>();
    const files: MemoRow[] = [];
    for (const [number, memo] of this.shown(study.latest).entries()) {
      const row: MemoRow = { kind: 'memo', study, memo, id: `${memo.path}\n${memo.passage?.id ?? String(number)}` };
      if (memo.passage === undefined) files.push(row);
      else transcripts.set(memo.path, [...(transcripts.get(memo.path) ?? []), row]);
    }
    const latest = study.latest;
    this.#nodes = [
      ...[...transcripts].map(([path, rows]): TranscriptNode => {
        return { kind: 'transcript', path, title: latest.transcript(path)?.title ?? path, rows };
      }),
      ...files,
    ];
    return this.#nodes;
  }

  protected override children(node: MemoNode): readonly MemoNode[] {
    return node.kind === 'transcript' ? node.rows : [];
  }

  override getParent(node: MemoNode): MemoNode | undefined {
    return this.#nodes.find((one) => one.kind === 'transcript' && one.rows.some((row) => row === node));
  }

  override getTreeItem(node: MemoNode): vscode.TreeItem {
    if (node.kind === 'memo') return memoItem(node);
    const item = new vscode.TreeItem(node.title, vscode.TreeItemCollapsibleState.Expanded);
    item.id = node.path;
    item.iconPath = new vscode.ThemeIcon('comment-discussion');
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

const icons: Readonly<Record<StudyMemo['on'], string>> = {
  passage: 'note',
  document: 'file-text',
  code: 'tag',
  study: 'notebook',
};

function memoItem(row: MemoRow): vscode.TreeItem {
  const { memo, study } = row;
  const label = memo.passage === undefined ? memo.title : excerpt(memo.text, 120);
  const names = memo.codes.map((code) => study.latest?.codebook.get(code)?.name ?? code);
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  item.id = row.id;
  item.iconPath = new vscode.ThemeIcon(icons[memo.on]);
  item.description = [memo.kind, names.join(', '), memo.author, memo.date].filter(Boolean).join(' · ');
  item.contextValue = memo.on;
  const place = memo.passage === undefined ? { study, path: memo.path } : { study, passage: memo.passage };
  item.command = { command: '_emic.revealPassage', title: vscode.l10n.t('Show the Memo'), arguments: [place] };
  const about: Readonly<Record<StudyMemo['on'], string>> = {
    passage: vscode.l10n.t('memo of a passage'),
    document: vscode.l10n.t('memo of a document'),
    code: vscode.l10n.t('memo of a code'),
    study: vscode.l10n.t('memo of the study'),
  };
  const told = [label, about[memo.on], memo.kind, names.join(', '), memo.author, memo.date];
  item.accessibilityInformation = { label: told.filter(Boolean).join(', ') };
  return item;
}

function keyOf({ path, kind, author, date, title, text, codes, passage }: StudyMemo): string {
  return JSON.stringify([path, passage?.id, kind, author, date, title, text, codes]);
}
