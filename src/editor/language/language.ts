import * as vscode from 'vscode';
import type { Services } from '../services.js';
import { registerCompletion } from './completion.js';
import { registerDefinition } from './definition.js';
import { registerReferences } from './findReferences.js';
import { registerFolding } from './folding.js';
import { registerCodeHover } from './hover.js';
import { registerLenses } from './lenses.js';
import { registerRename } from './rename.js';
import { registerDocumentSymbols } from './documentSymbols.js';
import { registerWorkspaceSymbols } from './workspaceSymbols.js';

/** Makes codes symbols: VS Code's own gestures work on them. */
export function registerLanguage(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    registerCompletion(services),
    registerCodeHover(services),
    registerDefinition(services),
    registerReferences(services),
    registerRename(services),
    registerDocumentSymbols(services),
    registerWorkspaceSymbols(services),
    registerLenses(services),
    registerFolding(services),
  );
}
