import * as vscode from 'vscode';
import { withPatience } from '../patience.js';

/** So long the window waits for work at a time, in milliseconds. */
const slice = 12;

/** Is thrown in the middle of work that somebody has cancelled. */
class Stopped extends Error {}

/**
 * Does long work that tells how far it has come; a click on *Cancel* is heard whenever it does.
 * @returns undefined where somebody has cancelled it.
 */
export async function untilStopped<T>(
  title: string,
  task: (breathe: (share: number) => Promise<void>) => Promise<T>,
): Promise<T | undefined> {
  try {
    return await withPatience(title, (token, report) => {
      let begun = performance.now();
      return task(async (share) => {
        if (performance.now() - begun > slice) {
          report(share);
          await new Promise<void>((resolve) => setTimeout(resolve, 0));
          begun = performance.now();
        }
        if (token.isCancellationRequested) throw new Stopped();
      });
    });
  } catch (error) {
    if (error instanceof Stopped || error instanceof vscode.CancellationError) return undefined;
    throw error;
  }
}
