import * as vscode from 'vscode';
import { planKind, planMove, planRecolor, planThemes } from '../../core/refactoring/codebookChanges.js';
import { deletedWith, heirOf, planDelete, type DeleteOptions } from '../../core/refactoring/delete.js';
import { planMerge, type MergeOptions } from '../../core/refactoring/merge.js';
import { planRename, planRenameId } from '../../core/refactoring/renameId.js';
import type { CodeKind } from '../../core/codebook/types.js';
import { isDerived } from '../../core/references/rename.js';
import type { Study } from '../../core/study/study.js';
import { choiceOf, type CodeChoice } from '../codePicker.js';
import type { CodesTree } from '../codesTree.js';
import type { Services } from '../services.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { chooseCodes, listOf, type ChosenCodes } from './chosen.js';
import { pickColour } from './colours.js';
import type { RefactoringHistory } from './history.js';
import type { Refactorer, Refactoring } from './refactor.js';

/** The commands that change codes in the codebook and wherever they are used. */
export function registerRefactoring(
  services: Services,
  tree: CodesTree,
  refactorer: Refactorer,
  history: RefactoringHistory,
): vscode.Disposable {
  const register = (
    id: string,
    title: string,
    ask: (chosen: ChosenCodes) => Promise<Refactoring | undefined>,
  ): vscode.Disposable =>
    vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      const chosen = await chooseCodes(services, tree, args, title);
      if (chosen === undefined || chosen.codes.length === 0) return false;
      const refactoring = await ask(chosen);
      if (refactoring === undefined) return false;
      return refactorer.run(chosen.study, { isConfirmed: chosen.given.confirm === false, ...refactoring });
    });
  return vscode.Disposable.from(
    register('emic.renameCode', vscode.l10n.t('Rename Code'), askName),
    register('emic.changeCodeId', vscode.l10n.t('Change Id of Code'), askId),
    register('emic.moveCodes', vscode.l10n.t('Move Code'), askPlace),
    register('emic.mergeCodes', vscode.l10n.t('Merge Code'), (chosen) => askTarget(refactorer, chosen)),
    register('emic.deleteCodes', vscode.l10n.t('Delete Code'), askDeletion),
    register('emic.recolorCodes', vscode.l10n.t('Change Colour'), askColour),
    register('emic.setKind', vscode.l10n.t('Make Theme, Category or Code'), askKind),
    register('emic.setThemes', vscode.l10n.t('Further Themes'), askThemes),
    vscode.commands.registerCommand('emic.undoRefactoring', () => history.undo()),
  );
}

function nameOf(study: OpenStudy, code: string): string {
  return study.now()?.codebook.get(code)?.name ?? code;
}

/** One code's name in quotes, or how many there are. */
export function namesOf(study: OpenStudy, codes: readonly string[]): string {
  const [first = ''] = codes;
  return codes.length === 1 ? `“${nameOf(study, first)}”` : vscode.l10n.t('{0} codes', codes.length);
}

async function askName({ study, codes: [code = ''], given }: ChosenCodes): Promise<Refactoring | undefined> {
  const now = nameOf(study, code);
  if (study.now()?.codebook.has(code) !== true) return askId({ study, codes: [code], given });
  const name =
    typeof given.name === 'string'
      ? given.name
      : await vscode.window.showInputBox({
          title: vscode.l10n.t('Rename “{0}”', now),
          prompt: isIdDerived(study, code)
            ? vscode.l10n.t('Its new name. The id {0} follows it, in transcripts and wherever else it stands.', code)
            : vscode.l10n.t('Its new name. Passages keep the id {0}, so no transcript changes.', code),
          value: now,
          validateInput: (value) => (value.trim() === '' ? vscode.l10n.t('A code needs a name.') : undefined),
        });
  if (name === undefined || name.trim() === now) return undefined;
  return {
    title: vscode.l10n.t('Rename “{0}” to “{1}”', now, name.trim()),
    button: vscode.l10n.t('Rename'),
    plan: (latest) => planRename(latest, code, name),
    needsAll: true,
    // The name has been typed and Enter pressed: that is asking enough where no transcript changes.
    isConfirmed: given.confirm === false || (({ counts }) => counts.passages === 0),
  };
}

function isIdDerived(study: OpenStudy, code: string): boolean {
  const heading = study.now()?.codebook.headings.find(({ id }) => id === code);
  return heading !== undefined && isDerived(heading);
}

async function askId({ study, codes: [code = ''], given }: ChosenCodes): Promise<Refactoring | undefined> {
  const id =
    typeof given.id === 'string'
      ? given.id
      : await vscode.window.showInputBox({
          title: vscode.l10n.t('Change the Id of “{0}”', nameOf(study, code)),
          prompt: vscode.l10n.t('The id stands in each passage’s mark, as in {0}.', `{.${code}}`),
          value: code,
        });
  if (id === undefined || id.trim() === code) return undefined;
  return {
    title: vscode.l10n.t('Change the id {0} to {1}', code, id.trim()),
    button: vscode.l10n.t('Change'),
    plan: (latest) => planRenameId(latest, code, id.trim()),
    needsAll: true,
  };
}

async function askPlace({ study, codes, given }: ChosenCodes): Promise<Refactoring | undefined> {
  const latest = await study.open();
  let under = typeof given.under === 'string' ? given.under : undefined;
  if (!Object.hasOwn(given, 'under')) {
    const below = new Set(codes.flatMap((code) => latest.codebook.descendants(code).map(({ id }) => id)));
    const top: CodeChoice = {
      label: vscode.l10n.t('At the top of the codebook'),
      iconPath: new vscode.ThemeIcon('list-tree'),
    };
    const others = latest.codebook.codes.filter(({ id }) => !codes.includes(id) && !below.has(id));
    const chosen = await vscode.window.showQuickPick([top, ...others.map(({ id }) => choiceOf(study, latest, id))], {
      title: vscode.l10n.t('Move {0}', namesOf(study, codes)),
      placeHolder: vscode.l10n.t('The code above it'),
      matchOnDescription: true,
    });
    if (chosen === undefined) return undefined;
    under = chosen.code;
  }
  return moveTo(study, codes, under);
}

/** The refactoring that moves codes under another, or to the top. */
export function moveTo(study: OpenStudy, codes: readonly string[], under: string | undefined): Refactoring {
  return {
    title:
      under === undefined
        ? vscode.l10n.t('Move {0} to the top of the codebook', namesOf(study, codes))
        : vscode.l10n.t('Move {0} under “{1}”', namesOf(study, codes), nameOf(study, under)),
    button: vscode.l10n.t('Move'),
    plan: (latest) => planMove(latest, codes, under),
    needsAll: false,
  };
}

async function askTarget(
  refactorer: Refactorer,
  { study, codes, given }: ChosenCodes,
): Promise<Refactoring | undefined> {
  const latest = await study.readAll();
  let into = typeof given.into === 'string' ? given.into : undefined;
  if (into === undefined) {
    // Of several that are selected, one of them is most likely the one that stays.
    const first = codes.length > 1 ? codes.filter((code) => latest.codebook.has(code)) : [];
    const others = latest.codebook.codes.map(({ id }) => id).filter((id) => !codes.includes(id));
    const chosen = await vscode.window.showQuickPick(
      [...first, ...others].map((id) => choiceOf(study, latest, id)),
      {
        title: vscode.l10n.t('Merge {0}', namesOf(study, codes)),
        placeHolder: vscode.l10n.t('The code that stays and gets all passages'),
        matchOnDescription: true,
      },
    );
    into = chosen?.code;
  }
  if (into === undefined) return undefined;
  const target = into;
  const sources = codes.filter((code) => code !== target);
  const merge = (touching: MergeOptions['touching']): Refactoring => ({
    title: vscode.l10n.t('Merge {0} into “{1}”', namesOf(study, sources), nameOf(study, target)),
    button: vscode.l10n.t('Merge'),
    plan: (now) => planMerge(now, sources, target, { touching }),
    needsAll: true,
    details: [
      vscode.l10n.t(
        'What the codebook says about them is added to “{0}”, and codes below them move below “{0}”.',
        nameOf(study, target),
      ),
    ],
  });
  if (given.touching === 'join' || given.touching === 'apart') return merge(given.touching);
  if (given.confirm === false) return merge('apart');
  const joining = await refactorer.plan(study, merge('join'));
  if (joining === undefined) return undefined;
  if (joining.counts.joined === 0) return merge('apart');
  const chosen = await vscode.window.showQuickPick(
    [
      {
        label: vscode.l10n.t('Keep them apart'),
        description: vscode.l10n.t('each passage stays as it is'),
        iconPath: new vscode.ThemeIcon('split-horizontal'),
        touching: 'apart' as const,
      },
      {
        label: vscode.l10n.t('Make one passage of those that touch or overlap'),
        iconPath: new vscode.ThemeIcon('combine'),
        touching: 'join' as const,
      },
    ],
    {
      title: vscode.l10n.t('Merge {0} into “{1}”', namesOf(study, sources), nameOf(study, target)),
      placeHolder: vscode.l10n.t(
        'Passages of these codes that touch or overlap: {0}. What is to become of them?',
        joining.counts.joined,
      ),
    },
  );
  return chosen === undefined ? undefined : merge(chosen.touching);
}

async function askDeletion({ study, codes, given }: ChosenCodes): Promise<Refactoring | undefined> {
  const latest = await study.readAll();
  const { codebook } = latest;
  let below: DeleteOptions['below'] = given.below === 'delete' ? 'delete' : 'keep';
  const under = new Set(codes.flatMap((code) => codebook.descendants(code).map(({ id }) => id)));
  for (const code of codes) under.delete(code);
  if (under.size > 0 && given.below === undefined && given.confirm !== false) {
    const chosen = await vscode.window.showQuickPick(
      [
        {
          label: vscode.l10n.t('Keep the codes below'),
          description: vscode.l10n.t('they come to stand in its place: {0}', under.size),
          below: 'keep' as const,
        },
        {
          label: vscode.l10n.t('Delete the codes below, too'),
          description: vscode.l10n.t('{0} more', under.size),
          below: 'delete' as const,
        },
      ],
      { title: vscode.l10n.t('Delete {0}', namesOf(study, codes)) },
    );
    if (chosen === undefined) return undefined;
    below = chosen.below;
  }
  let passages: DeleteOptions['passages'] = given.passages === 'parent' ? 'parent' : 'uncode';
  if (given.passages === undefined && given.confirm !== false) {
    const answer = await askPassages(study, latest, codes, below);
    if (answer === undefined) return undefined;
    passages = answer;
  }
  const gone = deletedWith(latest, codes, { below });
  return {
    title: vscode.l10n.t('Delete {0}', namesOf(study, [...gone])),
    button: vscode.l10n.t('Delete'),
    plan: (now) => planDelete(now, codes, { passages, below }),
    needsAll: true,
    details: [vscode.l10n.t('What the codebook says about it is deleted, too.')],
  };
}

/** Asks what becomes of the passages, where there is a choice. */
async function askPassages(
  study: OpenStudy,
  latest: Study,
  codes: readonly string[],
  below: DeleteOptions['below'],
): Promise<DeleteOptions['passages'] | undefined> {
  const gone = deletedWith(latest, codes, { below });
  const count = [...gone].reduce((sum, code) => sum + latest.count(code).passages, 0);
  const used = [...gone].filter((code) => latest.count(code).passages > 0);
  const heirs = new Set(used.map((code) => heirOf(latest, code, gone)));
  if (count === 0 || heirs.has(undefined)) return 'uncode';
  const [heir = ''] = heirs;
  const chosen = await vscode.window.showQuickPick(
    [
      {
        label:
          heirs.size === 1
            ? vscode.l10n.t('Move the passages to “{0}”', nameOf(study, heir))
            : vscode.l10n.t('Move the passages to the code above'),
        iconPath: new vscode.ThemeIcon('arrow-up'),
        passages: 'parent' as const,
      },
      {
        label: vscode.l10n.t('Remove the code from the passages'),
        iconPath: new vscode.ThemeIcon('trash'),
        passages: 'uncode' as const,
      },
    ],
    {
      title: vscode.l10n.t('Delete {0}', namesOf(study, codes)),
      placeHolder: vscode.l10n.t('Passages: {0}. What is to become of them?', count),
    },
  );
  return chosen?.passages;
}

async function askColour({ study, codes, given }: ChosenCodes): Promise<Refactoring | undefined> {
  const title = vscode.l10n.t('Colour of {0}', namesOf(study, codes));
  const now = study.now()?.codebook.get(codes[0] ?? '')?.ownColor;
  const color = typeof given.color === 'string' ? given.color : await pickColour(title, now);
  if (color === undefined) return undefined;
  return {
    title,
    button: vscode.l10n.t('Change'),
    plan: (latest) => planRecolor(latest, codes, color),
    needsAll: false,
    isConfirmed: true,
  };
}

async function askKind({ study, codes, given }: ChosenCodes): Promise<Refactoring | undefined> {
  const kinds: readonly (vscode.QuickPickItem & { readonly value: CodeKind })[] = [
    { label: vscode.l10n.t('Theme'), description: vscode.l10n.t('what the analysis is about'), value: 'theme' },
    { label: vscode.l10n.t('Category'), description: vscode.l10n.t('a group of codes'), value: 'category' },
    { label: vscode.l10n.t('Code'), description: vscode.l10n.t('what passages are coded with'), value: 'code' },
  ];
  const names = namesOf(study, codes);
  const title = vscode.l10n.t('What {0} is', names);
  const value =
    kinds.find((kind) => kind.value === given.kind)?.value ??
    (await vscode.window.showQuickPick(kinds, { title }))?.value;
  if (value === undefined) return undefined;
  return {
    title,
    button: vscode.l10n.t('Change'),
    plan: (latest) => planKind(latest, codes, value),
    needsAll: false,
    isConfirmed: true,
  };
}

async function askThemes({ study, codes, given }: ChosenCodes): Promise<Refactoring | undefined> {
  const { codebook } = await study.open();
  const now = new Set(codes.flatMap((code) => codebook.get(code)?.themes ?? []));
  let wanted: ReadonlySet<string>;
  if (given.themes === undefined) {
    const choices = codebook.codes
      .filter(({ id, kind }) => (kind === 'theme' || now.has(id)) && !codes.includes(id))
      .map(({ id }) => ({ ...choiceOf(study, study.latest!, id), picked: now.has(id) }));
    const chosen = await vscode.window.showQuickPick(choices, {
      title: vscode.l10n.t('Further Themes of {0}', namesOf(study, codes)),
      placeHolder: vscode.l10n.t('Themes that it supports besides the one that it stands under'),
      canPickMany: true,
      matchOnDescription: true,
    });
    if (chosen === undefined) return undefined;
    wanted = new Set(chosen.flatMap(({ code }) => code ?? []));
  } else {
    wanted = new Set(listOf(given.themes));
  }
  const add = [...wanted].filter((theme) => !now.has(theme));
  const remove = [...now].filter((theme) => !wanted.has(theme));
  return {
    title: vscode.l10n.t('Further Themes of {0}', namesOf(study, codes)),
    button: vscode.l10n.t('Change'),
    plan: (latest) => planThemes(latest, codes, { add, remove }),
    needsAll: false,
    isConfirmed: true,
  };
}
