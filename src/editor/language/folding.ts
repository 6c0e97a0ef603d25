import * as vscode from 'vscode';
import type { Transcript } from '../../core/transcript/transcript.js';
import type { Services } from '../services.js';
import { codedText, placeOf } from './place.js';

/** Folds turns of more than one line; headings are folded by VS Code itself. */
export function registerFolding(services: Services): vscode.Disposable {
  return vscode.languages.registerFoldingRangeProvider(codedText, {
    provideFoldingRanges: async (document) => {
      const place = await placeOf(services, document);
      if (place?.open.isTranscript(place.path) !== true) return undefined;
      return foldsOf(document, place.open.transcriptOf(document));
    },
  });
}

function foldsOf(document: vscode.TextDocument, { text, turns }: Transcript): vscode.FoldingRange[] {
  const folds: vscode.FoldingRange[] = [];
  for (const { head, speech } of turns) {
    const first = document.positionAt(text.toSource(head.start, 'start')).line;
    const last = document.positionAt(text.toSource(Math.max(head.end, speech.end), 'end')).line;
    if (last > first) folds.push(new vscode.FoldingRange(first, last));
  }
  return folds;
}
