import * as vscode from 'vscode';
import { codebookPath } from '../../core/study/paths.js';
import type { Services } from '../services.js';
import { codeAt, codedText, rangeIn } from './place.js';

/** Goes from a code to its heading in the codebook. On the heading itself VS Code shows what refers to it. */
export function registerDefinition(services: Services): vscode.Disposable {
  return vscode.languages.registerDefinitionProvider(codedText, {
    provideDefinition: async (document, position): Promise<vscode.LocationLink[] | undefined> => {
      const place = await codeAt(services, document, position);
      const heading = place?.study.codebook.headings.find(({ id }) => id === place.reference.code);
      if (place === undefined || heading === undefined) return undefined;
      const { open, study, range } = place;
      return [
        {
          originSelectionRange: range,
          targetUri: open.uriOf(codebookPath),
          targetRange: rangeIn(study, { path: codebookPath, ...heading.entry }),
          targetSelectionRange: rangeIn(study, { path: codebookPath, ...heading.content }),
        },
      ];
    },
  });
}
