import * as vscode from 'vscode';
import type { Proposal } from '../../core/autocode/proposals.js';
import type { Search, SearchResult } from '../../core/autocode/search.js';

/** What a search has found. */
export interface Found extends SearchResult {
  readonly proposals: readonly Proposal[];
  /** Whether somebody stopped it before its end. */
  readonly isStopped: boolean;
}

/** So long the window waits for a search at a time, in milliseconds. */
const slice = 12;

/** Runs a search a little at a time, so that typing goes on meanwhile; where it takes long, it shows how far it has come and can be stopped. */
export async function runSearch(search: Search): Promise<Found> {
  const stop = new vscode.CancellationTokenSource();
  const proposals: Proposal[] = [];
  let share = 0;
  let report: ((share: number) => void) | undefined;
  const run = async (): Promise<Found> => {
    const steps = search.run();
    let pausedAt = performance.now();
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done === true) return { ...step.value, proposals, isStopped: false };
      for (const found of step.value.found) proposals.push(found);
      if (performance.now() - pausedAt < slice) continue;
      share = step.value.done / Math.max(1, step.value.of);
      report?.(share);
      await new Promise<void>((resolve) => setTimeout(resolve, 0));
      if (stop.token.isCancellationRequested) return { coded: 0, isCut: false, proposals, isStopped: true };
      pausedAt = performance.now();
    }
  };
  const running = run();
  const isQuick = await Promise.race([
    running.then(() => true),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 800)),
  ]);
  if (isQuick) return running;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Looking for what to code'),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    token.onCancellationRequested(() => stop.cancel());
    let shown = 0;
    report = (now) => {
      const message = vscode.l10n.t('{0} %, {1} found', Math.floor(now * 100), proposals.length);
      progress.report({ message, increment: 100 * (now - shown) });
      shown = now;
    };
    report(share);
    return running;
  });
}
