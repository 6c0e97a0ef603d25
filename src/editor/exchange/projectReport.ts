import * as vscode from 'vscode';
import type { FileDifference } from '../../core/exchange/compareStudy.js';
import type { ProjectNotice } from '../../core/imports/codedProject.js';
import { inOrderOfWeight, writeReport } from '../../core/refi/report.js';
import type { Message } from '../../core/text/message.js';
import { plainLine } from '../imports/markdownText.js';
import { speak } from '../speak.js';

/** What somebody should know of an import or an export, as a Markdown document. */
export function noticesReport(title: Message, notices: readonly ProjectNotice[], lines: readonly string[]): string {
  const [heading = '', ...rest] = writeReport(title, notices, speak).split('\n\n');
  return [heading, ...lines.map(plainLine), ...rest].join('\n\n');
}

/** How a study differs from a project, as a Markdown document. */
export function differencesReport(name: string, study: string, differences: readonly FileDifference[]): string {
  const parts = [`# ${vscode.l10n.t('{0}, compared with {1}', plainLine(name), plainLine(study))}`];
  if (differences.length === 0) parts.push(vscode.l10n.t('The study is what this file says already.'));
  else
    parts.push(
      vscode.l10n.t('Nothing was written. Import it into an empty folder to look at both, or to merge them.'),
      differences.map((difference) => `- ${plainLine(lineOf(difference))}`).join('\n'),
    );
  return `${parts.join('\n\n')}\n`;
}

function lineOf({ path, isMissing, lines }: FileDifference): string {
  if (isMissing) return vscode.l10n.t('{0} is not in the study.', path);
  if (lines === undefined) return vscode.l10n.t('{0} is another file now.', path);
  return vscode.l10n.t(
    '{0} differs from line {1} on; lines of the project that are not there: {2}',
    path,
    lines.first,
    lines.count,
  );
}

/** How many things of each kind there are to know, in a line; undefined where there is nothing. */
export function weightOf(notices: readonly ProjectNotice[]): string | undefined {
  const count = (kind: ProjectNotice['kind']): number => notices.filter((notice) => notice.kind === kind).length;
  const [broken, leftOut, info] = [count('broken'), count('left-out'), count('info')];
  const parts: string[] = [];
  if (broken > 0) parts.push(vscode.l10n.t('could not be read: {0}', broken));
  if (leftOut > 0) parts.push(vscode.l10n.t('have no place in a study: {0}', leftOut));
  if (info > 0) parts.push(vscode.l10n.t('how it was read: {0}', info));
  return parts.length === 0 ? undefined : parts.join(' · ');
}

/** The gravest of them, for a list. */
export function gravest(notices: readonly ProjectNotice[], most: number): readonly ProjectNotice[] {
  return inOrderOfWeight(notices).slice(0, most);
}
