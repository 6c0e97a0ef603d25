import * as vscode from 'vscode';
import type { Services } from '../services.js';
import { countOf, describeCode } from './codeText.js';
import { codeAt, codedText } from './place.js';
import { asText } from '../hover.js';

/** What a code is, where its id stands. In a transcript the passage's hover tells that already; there it is how much is coded. */
export function registerCodeHover(services: Services): vscode.Disposable {
  return vscode.languages.registerHoverProvider(codedText, {
    provideHover: async (document, position) => {
      const place = await codeAt(services, document, position);
      if (place === undefined) return undefined;
      const { study, reference, range } = place;
      if (reference.role !== 'coding') return new vscode.Hover(describeCode(study, reference.code), range);
      const name = study.codebook.get(reference.code)?.name ?? reference.code;
      const sentence = vscode.l10n.t('{0} in the study: {1}', name, countOf(study, reference.code));
      return new vscode.Hover(new vscode.MarkdownString(asText(sentence)), range);
    },
  });
}
