import * as vscode from 'vscode';

/** So long nobody is told that something takes time, in milliseconds. */
const patience = 600;

/**
 * Does a piece of work; where it takes long, it is shown and can be cancelled, unless it must not be left half done.
 * @param task may tell how far it has come, as a share of all.
 */
export async function withPatience<T>(
  title: string,
  task: (token: vscode.CancellationToken, report: (share: number) => void) => Promise<T>,
  { cancellable = true }: { readonly cancellable?: boolean } = {},
): Promise<T> {
  const source = new vscode.CancellationTokenSource();
  let [share, shown] = [0, 0];
  let show: (() => void) | undefined;
  const work = task(source.token, (now) => {
    share = now;
    show?.();
  });
  try {
    const isQuick = await Promise.race([
      work.then(() => true),
      new Promise<boolean>((resolve) => setTimeout(() => resolve(false), patience)),
    ]);
    if (isQuick) return await work;
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable };
    return await vscode.window.withProgress(options, (progress, token) => {
      token.onCancellationRequested(() => source.cancel());
      show = () => {
        progress.report({ increment: 100 * (share - shown) });
        shown = share;
      };
      if (share > 0) show();
      return work;
    });
  } finally {
    source.dispose();
  }
}
