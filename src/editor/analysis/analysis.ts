import * as vscode from 'vscode';
import type { Services } from '../services.js';
import { registerBlockLanguage } from './blockLanguage.js';
import { registerBlockProblems } from './blockProblems.js';
import { registerNewFindings } from './newFindings.js';
import { registerRefreshing } from './refreshing.js';

/** Analysis documents in the editor: their results, what is wrong with their blocks, help in writing them. */
export function registerAnalysis(services: Services): vscode.Disposable {
  const problems = registerBlockProblems(services);
  return vscode.Disposable.from(
    registerRefreshing(services),
    { dispose: () => problems.dispose() },
    registerBlockLanguage(services),
    registerNewFindings(services),
  );
}
