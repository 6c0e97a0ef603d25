import * as vscode from 'vscode';
import type { Disposable } from '../disposables.js';

/** So long VS Code may gather changes before it renders a preview, and a bit, in milliseconds. */
const gathering = 600;

/** So often it is asked. */
const most = 3;

/**
 * Lets VS Code render its Markdown previews again. A preview that is about to look whether its text has changed takes no notice of
 * that, so it is asked again where nothing was rendered. Where there is no preview, there is no such command.
 */
export class RenderingAgain implements Disposable {
  #rendered = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  dispose(): void {
    clearTimeout(this.#timer);
  }

  /** To be told of each rendering. */
  note(): void {
    this.#rendered++;
  }

  readonly ask = (times = most): void => {
    const before = this.#rendered;
    void vscode.commands.executeCommand('markdown.preview.refresh').then(undefined, () => undefined);
    clearTimeout(this.#timer);
    if (times > 1)
      this.#timer = setTimeout(() => {
        if (this.#rendered === before) this.ask(times - 1);
      }, gathering);
  };
}
