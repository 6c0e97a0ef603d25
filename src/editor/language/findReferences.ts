import * as vscode from 'vscode';
import { referencesIn, referencesTo } from '../../core/references/references.js';
import { codebookPath } from '../../core/study/paths.js';
import { readAllOf } from '../commands/studyCommand.js';
import type { Services } from '../services.js';
import { codeAt, codedText, locationOf } from './place.js';

/** Finds all that speaks of a code, in all of the study's files, and marks what does so in the document that is shown. */
export function registerReferences(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerReferenceProvider(codedText, {
      provideReferences: async (document, position, { includeDeclaration }, token) => {
        const place = await codeAt(services, document, position);
        if (place === undefined) return undefined;
        await readAllOf(place.open);
        const study = place.open.now();
        if (study === undefined || token.isCancellationRequested) return undefined;
        const { code } = place.reference;
        const found = [...referencesTo(study, code)];
        const hasId = found.some(({ role }) => role === 'id');
        return found
          .filter(({ role }) => (role === 'name' ? includeDeclaration && !hasId : includeDeclaration || role !== 'id'))
          .map((reference) => locationOf({ open: place.open, study }, reference));
      },
    }),
    vscode.languages.registerDocumentHighlightProvider(codedText, {
      provideDocumentHighlights: async (document, position) => {
        const place = await codeAt(services, document, position);
        if (place === undefined) return undefined;
        const { Read, Write } = vscode.DocumentHighlightKind;
        return [...referencesIn(place.study, place.path, place.reference.code)].map(
          (reference) =>
            new vscode.DocumentHighlight(
              locationOf(place, reference).range,
              reference.path === codebookPath && (reference.role === 'name' || reference.role === 'id') ? Write : Read,
            ),
        );
      },
    }),
  );
}
