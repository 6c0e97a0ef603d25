import * as vscode from 'vscode';
import type { Transcript } from '../../core/transcript/transcript.js';
import type { Services } from '../services.js';
import { codedText } from './place.js';

/** Folds turns of more than one line; headings are folded by VS Code itself. */
export function registerFolding(services: Services): vscode.Disposable {
  return vscode.languages.registerFoldingRangeProvider(codedText, {
    provideFoldingRanges: (document) => {
      const study = services.studies.studyOf(document.uri);
      const path = study?.pathOf(document.uri);
      if (study === undefined || path === undefined || !study.isTranscript(path)) return undefined;
      return foldsOf(document, study.transcriptOf(document));
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
