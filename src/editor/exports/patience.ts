import * as vscode from 'vscode';

/** So long nobody is told that something takes time, in milliseconds. */
const patience = 600;

/** Does a piece of work; where it takes long, it is shown and can be cancelled. */
export async function withPatience<T>(
  title: string,
  task: (token: vscode.CancellationToken) => Promise<T>,
): Promise<T> {
  const source = new vscode.CancellationTokenSource();
  const work = task(source.token);
  try {
    const isQuick = await Promise.race([
      work.then(() => true),
      new Promise<boolean>((resolve) => setTimeout(() => resolve(false), patience)),
    ]);
    if (isQuick) return await work;
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    return await vscode.window.withProgress(options, (_progress, token) => {
      token.onCancellationRequested(() => source.cancel());
      return work;
    });
  } finally {
    source.dispose();
  }
}
