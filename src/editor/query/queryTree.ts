import * as vscode from 'vscode';
import type { DocumentFindings, FoundPlace } from '../../core/queries/evaluation/findings.js';
import { CodeIcons } from '../icons.js';
import { LiveTree } from '../liveTree.js';
import { documentsInWords, documentItem, placeItem, placeTooltip, rowKey, RowIds } from '../placeRows.js';
import type { Services } from '../services.js';
import { speak } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { lookThrough, type StudyQuery } from './studyQuery.js';

/** A document in which the query finds something, or one of the places. */
export type QueryNode = QueryDocument | QueryRow;

interface QueryDocument {
  readonly kind: 'document';
  readonly study: OpenStudy;
  readonly found: DocumentFindings;
}

interface QueryRow {
  readonly kind: 'place';
  readonly study: OpenStudy;
  readonly passage: FoundPlace;
  readonly id: string;
}

/** With more places than this, documents are shown folded up. */
const manyPlaces = 300;

/** The view *Query*: what a query finds, by document, while one types and codes. */
export class QueryTree extends LiveTree<QueryNode> {
  readonly #icons = new CodeIcons();
  readonly #keys = new WeakMap<DocumentFindings, string>();
  #query: StudyQuery | undefined;
  #name: string | undefined;
  #documents: readonly QueryDocument[] = [];
  #count = 0;

  constructor(services: Services) {
    super('emic.query', services);
    this.listen(vscode.window.onDidChangeActiveColorTheme(() => this.refresh()));
  }

  /** The query whose findings are shown. */
  get query(): StudyQuery | undefined {
    return this.#query;
  }

  /** The name under which it was saved. */
  get name(): string | undefined {
    return this.#name;
  }

  /** Shows what a query finds; without one, the view is empty. */
  show(query: StudyQuery | undefined, name?: string): void {
    if (this.#query?.text === query?.text && this.#name === name) return;
    this.#query = query;
    this.#name = name;
    void vscode.commands.executeCommand('setContext', 'emic.queryAsked', query !== undefined);
    this.#title();
    this.refresh();
  }

  async focus(): Promise<void> {
    await vscode.commands.executeCommand('emic.query.focus');
  }

  get isVisible(): boolean {
    return this.view.visible;
  }

  protected override async prepare(study: OpenStudy): Promise<void> {
    const query = this.#query;
    const now = study.latest;
    const findings = now === undefined ? undefined : query?.in(now).findings;
    if (findings !== undefined) await lookThrough(findings, () => this.#query === query);
  }

  protected override signature(study: OpenStudy): unknown {
    const query = this.#query;
    const now = study.latest;
    if (query === undefined || now === undefined) return [query?.text];
    const { findings, error } = query.in(now);
    if (error !== undefined) return [query.text, error.message];
    return [query.text, now.codebook, ...[...findings.documents()].map((found) => this.#keyOf(found))];
  }

  /** Each document's rows are looked at once, until it changes. */
  #keyOf(found: DocumentFindings): string {
    let key = this.#keys.get(found);
    if (key === undefined) {
      const { path, title } = found.transcript;
      const places = found.count > manyPlaces ? [] : found.places;
      key = [path, title, found.count, ...places.map(rowKey)].join('\n');
      this.#keys.set(found, key);
    }
    return key;
  }

  protected override describe(study: OpenStudy): { readonly description?: string; readonly message?: string } {
    this.#title();
    const query = this.#query;
    const now = study.latest;
    if (query === undefined || now === undefined) return {};
    const { findings, error } = query.in(now);
    if (error !== undefined) return { message: speak(error.sentence) };
    const documents = [...findings.documents()];
    this.#count = documents.reduce((sum, { count }) => sum + count, 0);
    if (this.#count === 0) return { message: nothing(study, query.text) };
    const counted = vscode.l10n.t('{0} in {1}', this.#count, documentsInWords(documents.length));
    return { description: String(this.#count), message: `${query.text} · ${counted}` };
  }

  #title(): void {
    const title = this.#name === undefined ? vscode.l10n.t('Query') : vscode.l10n.t('Query: {0}', this.#name);
    if (this.view.title !== title) this.view.title = title;
  }

  protected override roots(study: OpenStudy): readonly QueryNode[] {
    const now = study.latest;
    const findings = now === undefined ? undefined : this.#query?.in(now).findings;
    const documents = findings === undefined ? [] : [...findings.documents()];
    this.#count = documents.reduce((sum, { count }) => sum + count, 0);
    this.#documents = documents.map((found) => ({ kind: 'document', study, found }));
    return this.#documents;
  }

  protected override children(node: QueryNode): readonly QueryNode[] {
    if (node.kind === 'place') return [];
    const ids = new RowIds(this.#query?.text ?? '');
    return node.found.places.map((passage): QueryRow => ({
      kind: 'place',
      study: node.study,
      passage,
      id: ids.of(passage),
    }));
  }

  override getParent(node: QueryNode): QueryNode | undefined {
    if (node.kind === 'document') return undefined;
    return this.#documents.find(({ found }) => found.transcript.path === node.passage.document);
  }

  override getTreeItem(node: QueryNode): vscode.TreeItem {
    if (node.kind === 'document') {
      const { study, found } = node;
      const { path } = found.transcript;
      return documentItem(study, path, found.count, this.#count > manyPlaces, `${this.#query?.text ?? ''}\n${path}`);
    }
    const { time, memo, passage } = node.passage;
    const told = [time ?? '', memo === undefined ? '' : vscode.l10n.t('memo')];
    const item = placeItem(this.#icons, node, undefined, told);
    item.contextValue = passage === undefined ? 'place' : 'passageFound';
    return item;
  }

  /** Tooltips are made for the rows that the mouse rests on. */
  resolveTreeItem(item: vscode.TreeItem, node: QueryNode): vscode.TreeItem {
    if (node.kind === 'place') item.tooltip = placeTooltip(node);
    return item;
  }
}

function nothing({ reading }: OpenStudy, text: string): string {
  if (reading.state === 'reading' || reading.state === 'unread') return vscode.l10n.t('Reading transcripts');
  return vscode.l10n.t('Nothing fits: {0}', text);
}
