import * as vscode from 'vscode';
import { foldName } from '../../core/codebook/ids.js';
import { codebookPath } from '../../core/study/paths.js';
import type { Study } from '../../core/study/study.js';
import { pathOfCode } from '../codePicker.js';
import type { Services } from '../services.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { symbolKinds } from './documentSymbols.js';
import { rangeIn } from './place.js';

/** Codes of all studies by their names (Ctrl+T). Headings of transcripts are found by VS Code itself. */
export function registerWorkspaceSymbols(services: Services): vscode.Disposable {
  return vscode.languages.registerWorkspaceSymbolProvider({
    provideWorkspaceSymbols: async (query, token) => {
      const matches = matcherOf(query);
      const found: vscode.SymbolInformation[] = [];
      for (const open of await services.studies.find()) {
        const study = await open.open();
        if (token.isCancellationRequested) return found;
        found.push(...codesIn(open, study, matches));
      }
      return found;
    },
  });
}

function* codesIn(open: OpenStudy, study: Study, matches: Matcher): Generator<vscode.SymbolInformation> {
  for (const code of study.codebook.codes) {
    if (!matches(code.name) && !matches(code.id)) continue;
    const range = rangeIn(study, { path: codebookPath, ...code.heading });
    const above = pathOfCode(study, code);
    yield new vscode.SymbolInformation(
      code.name,
      symbolKinds[code.kind],
      above === '' ? open.title : above,
      new vscode.Location(open.codebookUri, range),
    );
  }
}

type Matcher = (name: string) => boolean;

/** Names that hold the letters of a query in their order, whatever case and accents: as VS Code finds symbols. */
function matcherOf(query: string): Matcher {
  const letters = Array.from(foldName(query)).filter((sign) => sign.trim() !== '');
  return (name) => {
    const folded = foldName(name);
    let at = 0;
    for (const letter of letters) {
      at = folded.indexOf(letter, at) + 1;
      if (at === 0) return false;
    }
    return true;
  };
}
