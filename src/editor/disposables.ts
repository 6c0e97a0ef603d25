/** Whatever ends with its owner: VS Code's own things, and ours. */
export interface Disposable {
  dispose(): unknown;
}

export function disposeAll(disposables: readonly Disposable[]): void {
  for (const disposable of disposables) disposable.dispose();
}
