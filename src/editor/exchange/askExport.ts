import * as vscode from 'vscode';
import type { Program } from '../../core/refi/export/fromStudy.js';

export const projectFormats = ['qdpx', 'qdc', 'csv', 'annotations', 'markdown', 'html'] as const;
export type ProjectFormat = (typeof projectFormats)[number];

/** As what a study is to be written. */
export interface ExportWish {
  readonly format: ProjectFormat;
  /** Which program is to read a `.qdpx`. */
  readonly program: Program;
  /** Whether what an import has kept goes along in a `.qdpx`. */
  readonly withKept: boolean;
  /** Whether several files go into one archive, or into a folder. */
  readonly isZipped: boolean;
}

export const plainExport: Omit<ExportWish, 'format'> = { program: 'any', withKept: false, isZipped: true };

/** What a format is called, and the ending of its file. */
export function endingOf({ format, isZipped }: ExportWish): string | undefined {
  switch (format) {
    case 'annotations':
      return 'jsonld';
    case 'markdown':
    case 'html':
      return isZipped ? 'zip' : undefined;
    default:
      return format;
  }
}

type Choice<T> = vscode.QuickPickItem & { readonly value?: T };

/**
 * Asks as what a study is to be written.
 * @param kept the name of the imported project that is kept in the study, where there is one.
 */
export async function askExport(title: string, kept: string | undefined): Promise<ExportWish | undefined> {
  const format = await ask(title, vscode.l10n.t('What for?'), formats());
  switch (format) {
    case undefined:
      return undefined;
    case 'qdpx': {
      const program = await ask(title, vscode.l10n.t('Which program is to read it?'), programs());
      if (program === undefined) return undefined;
      const withKept = kept === undefined ? false : await askKept(title, kept);
      return withKept === undefined ? undefined : { ...plainExport, format, program, withKept };
    }
    case 'markdown':
    case 'html': {
      const isZipped = await ask(title, vscode.l10n.t('One file, or many?'), packings());
      return isZipped === undefined ? undefined : { ...plainExport, format, isZipped };
    }
    default:
      return { ...plainExport, format };
  }
}

async function ask<T>(title: string, placeHolder: string, choices: readonly Choice<T>[]): Promise<T | undefined> {
  const options = { title, placeHolder, matchOnDescription: true, matchOnDetail: true, ignoreFocusOut: true };
  return (await vscode.window.showQuickPick(choices, options))?.value;
}

function formats(): readonly Choice<ProjectFormat>[] {
  const heading = (label: string): Choice<ProjectFormat> => ({ label, kind: vscode.QuickPickItemKind.Separator });
  return [
    heading(vscode.l10n.t('For Other Programs')),
    {
      label: `$(archive) ${vscode.l10n.t('Project (REFI-QDA)')}`,
      description: '.qdpx',
      detail: vscode.l10n.t('All of the study, for NVivo, MAXQDA, ATLAS.ti, QualCoder and others'),
      value: 'qdpx',
    },
    {
      label: `$(book) ${vscode.l10n.t('Codebook (REFI-QDA)')}`,
      description: '.qdc',
      detail: vscode.l10n.t('The codes and their definitions alone'),
      value: 'qdc',
    },
    {
      label: `$(table) ${vscode.l10n.t('Table of Coded Segments')}`,
      description: '.csv',
      detail: vscode.l10n.t('A row for each passage and code, for R, Python and spreadsheets'),
      value: 'csv',
    },
    {
      label: `$(json) ${vscode.l10n.t('W3C Web Annotations')}`,
      description: '.jsonld',
      detail: vscode.l10n.t('Each passage with its codes and its place, for archives and programs'),
      value: 'annotations',
    },
    heading(vscode.l10n.t('For Readers')),
    {
      label: `$(markdown) ${vscode.l10n.t('Clean Transcripts')}`,
      description: vscode.l10n.t('.zip or a folder'),
      detail: vscode.l10n.t('Markdown as it was before coding, without marks and memos'),
      value: 'markdown',
    },
    {
      label: `$(globe) ${vscode.l10n.t('Coded Pages')}`,
      description: vscode.l10n.t('.zip or a folder'),
      detail: vscode.l10n.t('Each transcript with its codings as a page for everybody’s browser'),
      value: 'html',
    },
  ];
}

function programs(): readonly Choice<Program>[] {
  return [
    {
      label: vscode.l10n.t('Any program'),
      detail: vscode.l10n.t('Counts characters as the standard says: ATLAS.ti, QualCoder, Emic and others'),
      value: 'any',
    },
    {
      label: 'NVivo',
      detail: vscode.l10n.t('Counts emoji and rare letters as two, as NVivo does'),
      value: 'nvivo',
    },
    { label: 'MAXQDA', value: 'maxqda' },
  ];
}

function packings(): readonly Choice<boolean>[] {
  return [
    {
      label: `$(file-zip) ${vscode.l10n.t('One archive')}`,
      description: '.zip',
      detail: vscode.l10n.t('To send, or to put away'),
      value: true,
    },
    {
      label: `$(new-folder) ${vscode.l10n.t('A new folder')}`,
      detail: vscode.l10n.t('To look at at once'),
      value: false,
    },
  ];
}

async function askKept(title: string, kept: string): Promise<boolean | undefined> {
  return ask(
    title,
    vscode.l10n.t('This study was imported from {0}, which is kept as it came. Does it go along?', kept),
    [
      {
        label: `$(shield) ${vscode.l10n.t('No, only what the study says now')}`,
        detail: vscode.l10n.t('Nothing goes out that is not in the transcripts, the codebook and the memos.'),
        value: false,
      },
      {
        label: `$(archive) ${vscode.l10n.t('Yes, give back all that came with it')}`,
        detail: vscode.l10n.t(
          'Recordings, pictures, links, times, notes, as they came: real names in them, too, whatever was replaced here since.',
        ),
        value: true,
      },
    ],
  );
}
