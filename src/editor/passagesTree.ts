import * as vscode from 'vscode';
import type { Study } from '../core/study/study.js';
import type { Transcript } from '../core/transcript/transcript.js';
import type { Passage } from '../core/transcript/types.js';
import { CodeIcons } from './icons.js';
import { LiveTree } from './liveTree.js';
import { documentItem, placeItem, placeTooltip, rowKey, RowIds } from './placeRows.js';
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

interface PassageRow {
  readonly kind: 'passage';
  readonly study: OpenStudy;
  readonly passage: Passage;
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

  constructor(services: Services) {
    super('emic.passages', services);
    this.listen(vscode.window.onDidChangeActiveColorTheme(() => this.refresh()));
  }

  /** The code whose passages are shown. */
  get code(): string | undefined {
    return this.#code?.id;
  }

  /** The row that is selected. */
  get selected(): PassageNode | undefined {
    return this.view.selection[0];
  }

  /** Shows the passages of a code. */
  show(study: OpenStudy, id: string): void {
    if (this.#code?.study === study && this.#code.id === id) return;
    this.#code = { study, id };
    void vscode.commands.executeCommand('setContext', 'emic.codeChosen', true);
    this.#title(study);
    this.refresh();
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
        shown = { passages, key: [transcript.path, transcript.title, ...passages.map(rowKey)].join('\n') };
        this.#known.shown.set(transcript, shown);
      }
      if (shown.passages.length > 0) all.push([transcript, shown]);
    }
    return all;
  }

  protected override children(node: PassageNode): readonly PassageNode[] {
    if (node.kind === 'passage') return [];
    const code = this.#code?.id ?? '';
    const ids = new RowIds(code);
    return node.passages.map((passage): PassageRow => ({
      kind: 'passage',
      study: node.study,
      passage,
      code,
      id: ids.of(passage),
    }));
  }

  override getParent(node: PassageNode): PassageNode | undefined {
    return node.kind === 'document' ? undefined : this.#documents.find(({ path }) => path === node.passage.document);
  }

  override getTreeItem(node: PassageNode): vscode.TreeItem {
    if (node.kind === 'document') {
      const { study, path, passages } = node;
      return documentItem(study, path, passages.length, this.#isLong, `${this.#code?.id ?? ''}\n${path}`);
    }
    const { code, passage } = node;
    const told = [passage.time ?? '', passage.memo === undefined ? '' : vscode.l10n.t('memo')];
    const item = placeItem(this.#icons, node, code, told);
    item.contextValue = passage.codes.includes(code) ? 'passage' : 'passageBelow';
    return item;
  }

  /** Tooltips are made for the rows that the mouse rests on. */
  resolveTreeItem(item: vscode.TreeItem, node: PassageNode): vscode.TreeItem {
    if (node.kind === 'passage') item.tooltip = placeTooltip(node);
    return item;
  }
}
