import * as vscode from 'vscode';
import { plainHeading } from '../../core/markdown/headingText.js';
import type { Study } from '../../core/study/study.js';
import { pathOfCode } from '../codePicker.js';
import { asText } from '../hover.js';

/** How much is coded with a code and what counts for it: `12 passages · 4 participants`. */
export function countOf(study: Study, id: string): string {
  const { passages, participants } = study.count(id, { aggregate: true });
  if (passages === 0) return vscode.l10n.t('no passages');
  return [
    passages === 1 ? vscode.l10n.t('1 passage') : vscode.l10n.t('{0} passages', passages),
    participants === 1 ? vscode.l10n.t('1 participant') : vscode.l10n.t('{0} participants', participants),
  ].join(' · ');
}

/** Name, themes, how much is coded, and the definition's first paragraph; untrusted, as all that is written by people. */
export function describeCode(study: Study, id: string): vscode.MarkdownString {
  const code = study.codebook.get(id);
  const markdown = new vscode.MarkdownString();
  const path = code === undefined ? vscode.l10n.t('Not in the codebook') : pathOfCode(study, code);
  const further = code?.themes.map((theme) => study.codebook.get(theme)?.name ?? theme) ?? [];
  const about = [path, ...further].filter((text) => text !== '').map(asText);
  markdown.appendMarkdown([`**${asText(code?.name ?? id)}**`, ...about].join(' · '));
  const [definition = ''] = code?.definition.split(/(?:\n[ \t]*){2,}/) ?? [];
  if (definition !== '') markdown.appendMarkdown(`\n\n${asText(plainHeading(definition, definition))}`);
  markdown.appendMarkdown(`\n\n${asText(countOf(study, id))}`);
  return markdown;
}
