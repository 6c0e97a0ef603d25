import * as vscode from 'vscode';
import { theStudy } from '../commands/studyCommand.js';
import type { Services } from '../services.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { AnalysisPanel } from './panel.js';
import type { PageState } from './protocol.js';

const viewType = 'emic.analysis';

/** The view *Analysis* in the editor area: tables, charts and what stands behind each number. */
export function registerAnalysisView(services: Services): vscode.Disposable {
  const panels = new Map<OpenStudy, AnalysisPanel>();
  const adopt = (study: OpenStudy, view: vscode.WebviewPanel): void => {
    const panel = new AnalysisPanel(services, study, view);
    panels.set(study, panel);
    view.onDidDispose(() => {
      panel.dispose();
      if (panels.get(study) === panel) panels.delete(study);
    });
  };
  const open = async (): Promise<void> => {
    const study = await theStudy(services);
    if (study === undefined) return;
    const shown = panels.get(study);
    if (shown !== undefined) {
      shown.reveal();
      return;
    }
    const title = vscode.l10n.t('Analysis');
    adopt(study, vscode.window.createWebviewPanel(viewType, title, vscode.ViewColumn.Active));
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand('emic.openAnalysis', open),
    vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (view: vscode.WebviewPanel, state: Partial<PageState> | undefined) => {
        const studies = await services.studies.find();
        const study = studies.find(({ folder }) => folder.toString() === state?.folder) ?? services.studies.active;
        if (study === undefined) view.dispose();
        else adopt(study, view);
      },
    }),
    { dispose: () => panels.forEach((panel) => panel.dispose()) },
  );
}
