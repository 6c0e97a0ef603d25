import * as vscode from 'vscode';
import { codebookPath } from '../../core/study/paths.js';
import { Pause } from '../pause.js';
import type { Services } from '../services.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { countOf } from './codeText.js';
import { placeOf, rangeIn } from './place.js';

/** So long a study is left to change before the numbers follow, in milliseconds. */
const changePause = 500;

interface CountLens extends vscode.CodeLens {
  readonly open: OpenStudy;
  readonly code: string;
}

/** Above each heading of the codebook how much is coded; a click shows the passages. */
export function registerLenses(services: Services): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const pause = new Pause(changePause, () => changed.fire());
  const isShown = (): boolean =>
    vscode.window.visibleTextEditors.some(({ document }) => document.uri.path.endsWith(`/${codebookPath}`));
  return vscode.Disposable.from(
    changed,
    pause,
    services.studies.onDidChange(() => {
      if (isShown()) pause.ask();
    }),
    services.studies.onDidChangeList(() => pause.ask()),
    vscode.languages.registerCodeLensProvider(
      { language: 'markdown', pattern: `**/${codebookPath}` },
      {
        onDidChangeCodeLenses: changed.event,
        provideCodeLenses: async (document) => {
          const place = await placeOf(services, document);
          if (place?.path !== codebookPath) return [];
          const { open, study } = place;
          const { codebook } = study;
          return codebook.codes.map((code): CountLens => {
            const lens = new vscode.CodeLens(rangeIn(study, { path: codebookPath, ...code.heading }));
            return Object.assign(lens, { open, code: code.id });
          });
        },
        resolveCodeLens: async (lens) => {
          const { open, code } = lens as CountLens;
          const study = await open.readAll();
          const { passages } = study.count(code, { aggregate: true });
          lens.command = {
            title: countOf(study, code),
            tooltip: vscode.l10n.t('Show the passages'),
            command: passages === 0 ? '' : 'emic.showPassages',
            arguments: [code],
          };
          return lens;
        },
      },
    ),
  );
}
