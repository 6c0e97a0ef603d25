import * as vscode from 'vscode';
import { draggedWords } from '../codingView/protocol.js';
import type { CodeNode } from '../codesTree.js';
import { moveTo } from './askPlace.js';
import type { OpenStudy } from '../studies/openStudy.js';
import type { Refactorer } from './refactor.js';

const format = 'application/vnd.code.tree.emic.codes';

/**
 * Codes can be dragged in their tree: dropped on a code they come to stand below it, dropped on nothing at the top. Words of the
 * coding view that are dropped on a code are coded with it.
 */
export class CodesDragging implements vscode.TreeDragAndDropController<CodeNode> {
  readonly dragMimeTypes = [];
  readonly dropMimeTypes = [format, draggedWords];
  readonly #refactorer: Refactorer;

  readonly #dropped = new vscode.EventEmitter<string>();
  #dragged: readonly CodeNode[] = [];

  readonly #moved = new vscode.EventEmitter<{ readonly study: OpenStudy; readonly codes: readonly string[] }>();

  /** Codes have been dropped, and stand in their new place. */
  readonly onDidMove = this.#moved.event;

  /** Words have been dropped on a code. */
  readonly onDidDropWords = this.#dropped.event;

  readonly #begun = new vscode.EventEmitter<{ readonly study: OpenStudy; readonly code: string }>();

  /** A code of a study is being dragged. */
  readonly onDidDrag = this.#begun.event;

  /** The code that was dragged last, wherever it may be dropped. */
  get dragged(): string | undefined {
    return this.#dragged[0]?.code;
  }

  constructor(refactorer: Refactorer) {
    this.#refactorer = refactorer;
  }

  handleDrag(source: readonly CodeNode[], data: vscode.DataTransfer): void {
    this.#dragged = source;
    const nodes = source.filter(({ code, study }) => code !== undefined && study.latest?.codebook.has(code));
    if (nodes.length > 0) data.set(format, new vscode.DataTransferItem(nodes));
    const [first] = source;
    if (first?.code !== undefined) this.#begun.fire({ study: first.study, code: first.code });
  }

  async handleDrop(target: CodeNode | undefined, data: vscode.DataTransfer): Promise<void> {
    // VS Code holds on to codes that were dropped outside their tree, and brings them along with whatever is dropped next.
    if (data.get(draggedWords) !== undefined) {
      if (target?.code !== undefined) this.#dropped.fire(target.code);
      return;
    }
    const dragged = data.get(format)?.value as readonly CodeNode[] | undefined;
    const study = dragged?.[0]?.study;
    if (dragged === undefined || study === undefined) return;
    // A code that the codebook does not have cannot hold another.
    if (target !== undefined && (target.study !== study || target.code === undefined)) return;
    const codes = dragged.flatMap(({ code }) => code ?? []);
    const settings = vscode.workspace.getConfiguration('emic', study.folder);
    const isMoved = await this.#refactorer.run(study, {
      ...moveTo(study, codes, target?.code),
      isConfirmed: !settings.get('confirmDragAndDrop', true),
      also: {
        button: vscode.l10n.t('Move, and Don’t Ask Again'),
        then: () => settings.update('confirmDragAndDrop', false, vscode.ConfigurationTarget.Global),
      },
    });
    if (isMoved) this.#moved.fire({ study, codes });
  }
}
