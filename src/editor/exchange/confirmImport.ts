import * as vscode from 'vscode';
import type { ImportedStudy } from '../../core/imports/codedProject.js';
import { message } from '../../core/text/message.js';
import { speak } from '../speak.js';
import { gravest, noticesReport, weightOf } from './projectReport.js';

type Choice = vscode.QuickPickItem & { readonly answer?: 'import' | 'report' };

/** So many of the things to know are listed; all stand in the report. */
const mostListed = 8;

/**
 * Shows what an import of a project would make, before anything is written.
 * @param folder what the study's folder is called.
 */
export async function confirmImport(name: string, folder: string, made: ImportedStudy): Promise<boolean> {
  const { notices } = made;
  let active: Choice['answer'] = 'import';
  for (;;) {
    const choices = choicesOf(folder, made);
    const pick = vscode.window.createQuickPick<Choice>();
    pick.title = vscode.l10n.t('Import {0}', name);
    pick.placeholder = vscode.l10n.t('Enter imports it; nothing is written before.');
    pick.ignoreFocusOut = true;
    pick.items = choices;
    pick.activeItems = choices.filter(({ answer }) => answer === active);
    const answer = await new Promise<Choice['answer']>((resolve) => {
      pick.onDidAccept(() => {
        // Lines that only tell something lead to the report.
        const [chosen] = pick.selectedItems;
        resolve(chosen === undefined ? undefined : (chosen.answer ?? 'report'));
        pick.dispose();
      });
      pick.onDidHide(() => {
        resolve(undefined);
        pick.dispose();
      });
      pick.show();
    });
    if (answer !== 'report') return answer === 'import';
    active = 'report';
    const content = noticesReport(message('Import of {0}', name), notices, [countsOf(made)]);
    const document = await vscode.workspace.openTextDocument({ content, language: 'markdown' });
    await vscode.window.showTextDocument(document, { preview: true, preserveFocus: true });
  }
}

function choicesOf(folder: string, made: ImportedStudy): readonly Choice[] {
  const { notices } = made;
  const weight = weightOf(notices);
  const choices: Choice[] = [
    {
      label: `$(cloud-download) ${vscode.l10n.t('Import Into {0}', folder)}`,
      detail: countsOf(made),
      answer: 'import',
    },
  ];
  if (weight !== undefined)
    choices.push(
      { label: `$(list-unordered) ${vscode.l10n.t('Show the Report')}`, detail: weight, answer: 'report' },
      { label: vscode.l10n.t('Worth Knowing'), kind: vscode.QuickPickItemKind.Separator },
      ...gravest(notices, mostListed).map(({ kind, message: said }) => ({ label: `$(${icons[kind]}) ${speak(said)}` })),
    );
  if (hasOriginals(made))
    choices.push(
      { label: vscode.l10n.t('What Is Kept'), kind: vscode.QuickPickItemKind.Separator },
      {
        label: `$(archive) ${vscode.l10n.t('The project itself is kept beside, untouched, in the folder “originals”.')}`,
        detail: vscode.l10n.t(
          'All that was in it is in there, real names too. Pseudonyms do not change it; “Real Names” can move it out of the study, beside the key.',
        ),
      },
    );
  return choices;
}

const icons = { broken: 'error', 'left-out': 'circle-slash', info: 'info' } as const;

function hasOriginals({ files }: ImportedStudy): boolean {
  return [...files].some(([path, content]) => path.startsWith('originals/') && typeof content !== 'string');
}

/** How much there is, in a line. */
export function countsOf({ transcripts, passages, codes }: ImportedStudy): string {
  return vscode.l10n.t('Transcripts: {0} · passages: {1} · codes: {2}', transcripts, passages, codes);
}
