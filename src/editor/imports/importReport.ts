import * as vscode from 'vscode';
import type { ImportPlan, PlannedDocument } from '../../core/imports/planImport.js';
import { speak } from '../speak.js';
import { plainLine } from './markdownText.js';

export type Kind = PlannedDocument['kind'];

/**
 * What is imported and what not, as a Markdown document.
 * @param isDone false where somebody is still looking at what would be.
 */
export function importReport(study: string, { documents, files }: ImportPlan, { isDone = true } = {}): string {
  const of = (kind: Kind): readonly PlannedDocument[] => documents.filter((one) => one.kind === kind);
  const section = (title: string, kind: Kind): readonly string[] => {
    const own = of(kind);
    return own.length === 0 ? [] : [`## ${title} (${String(own.length)})`, own.map(linesOf).join('\n')];
  };
  const written = files.filter((file) => 'content' in file).length;
  const parts = [
    `# ${isDone ? vscode.l10n.t('Imported into {0}', plainLine(study)) : vscode.l10n.t('Import Into {0}', plainLine(study))}`,
    !isDone
      ? vscode.l10n.t('Nothing is written yet.')
      : written === 0
        ? vscode.l10n.t('Nothing was written.')
        : vscode.l10n.t('The originals are kept beside, untouched, in the folder “originals”.'),
    ...section(isDone ? vscode.l10n.t('Imported') : vscode.l10n.t('To Be Imported'), 'new'),
    ...section(vscode.l10n.t('Not Imported'), 'failed'),
    ...section(vscode.l10n.t('With Another Text Than Before'), 'changed'),
    ...section(vscode.l10n.t('In the Study Already'), 'same'),
  ];
  return `${parts.join('\n\n')}\n`;
}

function linesOf({ sentence, notes }: PlannedDocument): string {
  const lines = [`- ${plainLine(speak(sentence))}`];
  for (const { kind, message } of notes) {
    const said = plainLine(speak(message));
    lines.push(`  - ${kind === 'broken' ? `**${vscode.l10n.t('Broken:')}** ` : ''}${said}`);
  }
  return lines.join('\n');
}

/** Whether all went so plainly that one sentence says it. */
export function isPlain({ documents }: ImportPlan): boolean {
  const [one] = documents;
  return documents.length === 1 && one?.kind === 'new' && one.notes.length === 0;
}

/** Opens a report behind what is opened next. */
export async function showReport(content: string, preserveFocus = false): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ content, language: 'markdown' });
  await vscode.window.showTextDocument(document, { preview: false, preserveFocus });
}
