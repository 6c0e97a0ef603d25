import * as vscode from 'vscode';
import type { CsvOptions } from '../../core/analysis/render/csv.js';
import type { ExportFormat } from '../../core/analysis/render/formats.js';
import { usesDecimalComma } from '../../core/analysis/render/format.js';
import type { Study } from '../../core/study/study.js';

/** As what to write. */
export interface FormatChoice {
  readonly format: ExportFormat;
  readonly csv: CsvOptions;
  /** What people call such files. */
  readonly label?: string;
}

export async function askFormat(study: Study): Promise<FormatChoice | undefined> {
  const plain: CsvOptions = { delimiter: ',', bom: false };
  const forExcel: CsvOptions = { delimiter: usesDecimalComma(study.settings.language) ? ';' : ',', bom: true };
  const choice = (
    icon: string,
    format: ExportFormat,
    label: string,
    detail: string,
    csv: CsvOptions = plain,
  ): vscode.QuickPickItem & { readonly choice: FormatChoice } => ({
    label: `$(${icon}) ${label}`,
    description: `.${format}`,
    detail,
    choice: { format, csv, label },
  });
  const answer = await vscode.window.showQuickPick(
    [
      choice(
        'file',
        'docx',
        vscode.l10n.t('Word document'),
        vscode.l10n.t('Tables with captions, and quotations, for a text that you write'),
      ),
      choice(
        'table',
        'xlsx',
        vscode.l10n.t('Excel workbook'),
        vscode.l10n.t('A sheet for each table, with numbers to go on with'),
      ),
      choice(
        'globe',
        'html',
        vscode.l10n.t('Web page'),
        vscode.l10n.t('One file for everybody’s browser, also to print'),
      ),
      choice('markdown', 'md', vscode.l10n.t('Markdown'), vscode.l10n.t('For notes, Quarto and Pandoc')),
      choice(
        'list-flat',
        'csv',
        vscode.l10n.t('CSV for Excel'),
        forExcel.delimiter === ';'
          ? vscode.l10n.t('With semicolons and decimal commas')
          : vscode.l10n.t('With commas; Excel reads its letters'),
        forExcel,
      ),
      choice(
        'list-flat',
        'csv',
        vscode.l10n.t('CSV for other programs'),
        vscode.l10n.t('With commas and decimal points, for R, SPSS and Python'),
      ),
      choice('json', 'json', vscode.l10n.t('JSON'), vscode.l10n.t('All that the table knows, for programs')),
      choice(
        'database',
        'jsonl',
        vscode.l10n.t('JSON Lines'),
        vscode.l10n.t('A cell or a quotation a line, for DuckDB'),
      ),
    ],
    {
      title: vscode.l10n.t('Export Analysis'),
      placeHolder: vscode.l10n.t('What kind of file'),
      matchOnDescription: true,
      matchOnDetail: true,
    },
  );
  return answer?.choice;
}
