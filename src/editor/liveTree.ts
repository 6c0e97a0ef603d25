import * as vscode from 'vscode';
import { Study } from '../core/study/study.js';
import { disposeAll, type Disposable } from './disposables.js';
import { Pause } from './pause.js';
import type { Services } from './services.js';
import type { OpenStudy } from './studies/openStudy.js';

/** So long changes gather before a view shows them, in milliseconds. */
const gathering = 250;

/**
 * A tree view that follows the active study. It works only while it is seen, and is drawn again only when something
 * that it shows has changed.
 */
export abstract class LiveTree<Node> implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  protected readonly services: Services;
  protected readonly view: vscode.TreeView<Node>;
  protected readonly empty = Study.create({ codebook: undefined, participants: undefined, documents: [] });
  readonly #disposables: Disposable[] = [];
  readonly #changed = new vscode.EventEmitter<Node | undefined>();
  readonly #pause = new Pause(gathering, () => this.#show());
  #shown: unknown;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(
    id: string,
    services: Services,
    options: Pick<vscode.TreeViewOptions<Node>, 'canSelectMany' | 'dragAndDropController'> = {},
  ) {
    this.services = services;
    this.view = vscode.window.createTreeView<Node>(id, { treeDataProvider: this, showCollapseAll: true, ...options });
    const { studies } = services;
    this.listen(
      this.view,
      this.#changed,
      this.#pause,
      this.view.onDidChangeVisibility(({ visible }) => {
        if (visible) this.#show();
      }),
      studies.onDidChangeList(() => this.#pause.ask()),
      studies.onDidChange(({ study }) => {
        if (study === studies.active) this.#pause.ask();
      }),
      studies.onDidProgress((study) => {
        if (study === studies.active) this.#tell(study);
      }),
    );
  }

  dispose(): void {
    disposeAll(this.#disposables);
  }

  abstract getTreeItem(node: Node): vscode.TreeItem;
  abstract getParent(node: Node): Node | undefined;
  protected abstract roots(study: OpenStudy): readonly Node[];
  protected abstract children(node: Node): readonly Node[];
  /** A list that differs exactly when the rows do, as far as it can be told cheaply. */
  protected abstract signature(study: OpenStudy): unknown;
  /** What stands beside the title and above the rows. */
  protected abstract describe(study: OpenStudy): { readonly description?: string; readonly message?: string };

  /** Works out what the rows need, where that takes long. */
  protected async prepare(_study: OpenStudy): Promise<void> {
    await Promise.resolve();
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node !== undefined) return [...this.children(node)];
    const active = await this.services.studies.first();
    if (active === undefined) return [];
    void this.services.studies.find();
    await active.open();
    if (active.reading.state === 'unread') void this.#readAll(active);
    this.#tell(active);
    await this.prepare(active);
    this.#tell(active);
    this.#shown = this.signature(active);
    return [...this.roots(active)];
  }

  /** Draws the rows again, whatever has changed. */
  refresh(): void {
    this.#shown = undefined;
    this.#changed.fire(undefined);
  }

  protected listen(...disposables: readonly Disposable[]): void {
    this.#disposables.push(...disposables);
  }

  /** Asks for the rows to be looked at again soon. */
  protected ask(): void {
    this.#pause.ask();
  }

  #show(): void {
    if (!this.view.visible) return;
    const { active } = this.services.studies;
    if (active === undefined) {
      this.view.message = '';
      this.view.description = '';
      if (this.#shown !== undefined) this.refresh();
      return;
    }
    this.#tell(active);
    if (!isSame(this.signature(active), this.#shown)) this.refresh();
  }

  #tell(study: OpenStudy): void {
    const { description = '', message = '' } = this.describe(study);
    if (this.view.description !== description) this.view.description = description;
    if (this.view.message !== message) this.view.message = message;
  }

  async #readAll(study: OpenStudy): Promise<void> {
    await vscode.window.withProgress({ location: { viewId: 'emic.codes' } }, () => study.readAll());
  }
}

function isSame(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((part, i) => part === b[i]);
}
