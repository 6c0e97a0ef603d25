import * as vscode from 'vscode';
import type { ExchangeFormat } from '../../core/exchange/formats.js';

/** What somebody wants to import. */
export interface ChosenProject {
  readonly uris: readonly vscode.Uri[];
  /** What it is to be read as where it cannot be told by what stands in it. */
  readonly format: ExchangeFormat | undefined;
}

interface Program extends vscode.QuickPickItem {
  /** Endings of its files; undefined where a folder is chosen. */
  readonly endings?: readonly string[];
  readonly isSeveral?: boolean;
  readonly format?: ExchangeFormat;
}

/** Asks which program a project comes from, and for its files or its folder. */
export async function askProject(): Promise<ChosenProject | undefined> {
  const title = vscode.l10n.t('Import Project');
  const program = await vscode.window.showQuickPick(programs(), {
    title,
    placeHolder: vscode.l10n.t('Which program does it come from? Emic tells by the files what they are.'),
    matchOnDescription: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  if (program === undefined) return undefined;
  const { endings, isSeveral = false, format } = program;
  const isFolder = endings === undefined;
  const uris = await vscode.window.showOpenDialog({
    title: program.label.replace(/^\$\([a-z-]+\) /, ''),
    openLabel: vscode.l10n.t('Import'),
    canSelectFiles: !isFolder,
    canSelectFolders: isFolder,
    canSelectMany: isSeveral,
    ...(isFolder || endings.length === 0
      ? {}
      : { filters: { [title]: [...endings], [vscode.l10n.t('All files')]: ['*'] } }),
  });
  return uris === undefined || uris.length === 0 ? undefined : { uris, format };
}

function programs(): readonly Program[] {
  const folder = vscode.l10n.t('a folder');
  const heading = (label: string): Program => ({ label, kind: vscode.QuickPickItemKind.Separator });
  return [
    {
      label: '$(archive) NVivo, MAXQDA, ATLAS.ti, Quirkos, QDA Miner ...',
      description: '.qdpx, .qdc',
      detail: vscode.l10n.t('Export a REFI-QDA project or codebook there, and choose that file here.'),
      endings: ['qdpx', 'qdc'],
    },
    {
      label: '$(tag) Taguette',
      description: '.sqlite3, .csv',
      detail: vscode.l10n.t('The whole project as an SQLite database, or its codebook as CSV.'),
      endings: ['sqlite3', 'sqlite', 'db', 'csv'],
    },
    {
      label: '$(database) QualCoder',
      description: vscode.l10n.t('a folder whose name ends in .qda'),
      detail: vscode.l10n.t('The project’s folder. Close it in QualCoder first.'),
      format: 'qualcoder',
    },
    { label: '$(database) RQDA', description: '.rqda', endings: ['rqda'], format: 'rqda' },
    {
      label: '$(terminal) qualitative-coding (qc)',
      description: folder,
      detail: vscode.l10n.t('The folder with settings.yaml.'),
      format: 'qc',
    },
    {
      label: '$(notebook) Quadro (Obsidian)',
      description: folder,
      detail: vscode.l10n.t('The vault.'),
      format: 'quadro',
    },
    {
      label: '$(markdown) Anselm',
      description: '.md',
      detail: vscode.l10n.t('Markdown files with <mark class="code">; several can be chosen.'),
      endings: ['md', 'markdown'],
      isSeveral: true,
      format: 'anselm',
    },
    {
      label: '$(markdown) QCoder',
      description: folder,
      detail: vscode.l10n.t('The project’s folder, with “documents” in it.'),
      format: 'qcoder',
    },
    heading(vscode.l10n.t('From Anywhere')),
    {
      label: `$(table) ${vscode.l10n.t('Table of Coded Segments')}`,
      description: '.csv, .tsv',
      detail: vscode.l10n.t(
        'A row for each passage: document, words or place, code. The documents’ texts lie beside it.',
      ),
      endings: ['csv', 'tsv'],
      format: 'csv',
    },
    {
      label: '$(json) W3C Web Annotations',
      description: '.jsonld, .json',
      detail: vscode.l10n.t('From Hypothesis and others; the documents’ texts lie beside the file.'),
      endings: ['jsonld', 'json'],
      format: 'annotations',
    },
    { label: `$(file) ${vscode.l10n.t('Another File or Archive...')}`, endings: [], isSeveral: true },
    { label: `$(folder) ${vscode.l10n.t('Another Folder...')}` },
  ];
}
