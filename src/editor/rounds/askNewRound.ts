import * as vscode from 'vscode';
import { coderWord, roundId, roundPath, type Round } from '../../core/rounds/round.js';
import { exists } from '../studies/files.js';
import type { OpenStudy } from '../studies/openStudy.js';

/** Asks whether the coders of a new round get folders, which needs no git, and no branches. */
export async function askInFolders(hasGit: boolean): Promise<boolean | undefined> {
  const folders = {
    label: `$(folder) ${vscode.l10n.t('In a folder each')}`,
    detail: vscode.l10n.t(
      'Copies that you hand out and get back, in a ZIP file or as you like; the coders need no git',
    ),
    inFolders: true,
  };
  const branches = {
    label: `$(git-branch) ${vscode.l10n.t('On a branch each')}`,
    detail: vscode.l10n.t('For those who work in one git repository'),
    inFolders: false,
  };
  const chosen = await vscode.window.showQuickPick(hasGit ? [branches, folders] : [folders], {
    title: vscode.l10n.t('New round'),
    placeHolder: vscode.l10n.t('Where each coder works'),
  });
  return chosen?.inFolders;
}

/** Asks what a new round is to be: its name, its coders, its transcripts, what coders begin with. */
export async function askNewRound(study: OpenStudy, inFolders: boolean): Promise<Round | undefined> {
  const title = await askTitle(study, inFolders);
  if (title === undefined) return undefined;
  const coders = await askCoders(study);
  if (coders === undefined) return undefined;
  const { transcripts: all } = await study.readAll();
  const chosen = await vscode.window.showQuickPick(
    all.map(({ path, title: label }) => ({ label, description: path, picked: true, path })),
    {
      title: vscode.l10n.t('New round (3 of 4)'),
      placeHolder: vscode.l10n.t('Which transcripts are coded blindly'),
      canPickMany: true,
      matchOnDescription: true,
    },
  );
  if (chosen === undefined || chosen.length === 0) return undefined;
  const begins = await vscode.window.showQuickPick(
    [
      {
        label: vscode.l10n.t('With what is agreed'),
        detail: vscode.l10n.t('Codings that nobody signed stay; what other coders signed is left out'),
        begins: 'agreed' as const,
      },
      {
        label: vscode.l10n.t('With the bare words'),
        detail: vscode.l10n.t('All codings of these transcripts are left out, so that everybody begins anew'),
        begins: 'bare' as const,
      },
    ],
    { title: vscode.l10n.t('New round (4 of 4)'), placeHolder: vscode.l10n.t('What coders begin with') },
  );
  if (begins === undefined) return undefined;
  return {
    id: roundId(title),
    title,
    coders,
    transcripts: chosen.length === all.length ? [] : chosen.map(({ path }) => path),
    begins: begins.begins,
    isOpen: true,
    inFolders,
    joined: [],
  };
}

async function askTitle(study: OpenStudy, inFolders: boolean): Promise<string | undefined> {
  const title = await vscode.window.showInputBox({
    title: vscode.l10n.t('New round (1 of 4)'),
    prompt: inFolders
      ? vscode.l10n.t('What the round is called. A folder gets this name.')
      : vscode.l10n.t('What the round is called. Each coder gets a branch of this name.'),
    placeHolder: vscode.l10n.t('First round'),
    validateInput: async (value) => {
      if (value.trim() === '') return '';
      const id = roundId(value);
      if (id === '') return vscode.l10n.t('The name needs a letter.');
      return (await exists(study.uriOf(roundPath(id))))
        ? vscode.l10n.t('There is a round of this name already.')
        : undefined;
    },
  });
  return title === undefined || title.trim() === '' ? undefined : title.trim();
}

async function askCoders(study: OpenStudy): Promise<readonly string[] | undefined> {
  const known = new Set<string>([study.rounds.coder, ...study.rounds.all.flatMap(({ coders }) => coders)]);
  for (const { attributes } of study.latest?.passages ?? []) if (attributes.by !== undefined) known.add(attributes.by);
  known.delete('');
  const value = await vscode.window.showInputBox({
    title: vscode.l10n.t('New round (2 of 4)'),
    prompt: vscode.l10n.t('Who codes, with commas between: short names, as codings are signed with them.'),
    placeHolder: 'kn, ol',
    value: known.size > 1 ? [...known].join(', ') : '',
    validateInput: (text) => {
      const coders = codersIn(text);
      const words = coders.map((coder) => coderWord(coder).toLowerCase());
      if (coders.length < 2) return text.trim() === '' ? '' : vscode.l10n.t('A round needs two coders or more.');
      return words.includes('') || new Set(words).size < words.length
        ? vscode.l10n.t('Each coder needs a name of their own, with letters or digits.')
        : undefined;
    },
  });
  const coders = codersIn(value ?? '');
  return coders.length < 2 ? undefined : coders;
}

function codersIn(text: string): readonly string[] {
  return [...new Set(text.split(/[,;]/).map((part) => part.trim().replace(/\s+/g, ' ')))].filter((part) => part !== '');
}
