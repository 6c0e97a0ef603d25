import * as vscode from 'vscode';
import { progressOf, type CoderProgress } from '../../core/rounds/progress.js';
import type { Round } from '../../core/rounds/round.js';
import { gitIn } from '../git/studyGit.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { sayProgress } from './askComing.js';

type Act = (study: OpenStudy, round: Round) => Promise<void>;

/** The study's rounds that are open. */
export function openRounds(study: OpenStudy): readonly Round[] {
  return study.rounds.all.filter(({ isOpen }) => isOpen);
}

/** Shows the rounds, how far their coders have come (never what they coded), and what can be done. */
export async function pickRound(study: OpenStudy, acts: { readonly go: Act; readonly close: Act }): Promise<void> {
  await study.rounds.read();
  const git = await gitIn(study.folder);
  const picks: (vscode.QuickPickItem & { readonly run?: () => PromiseLike<unknown> })[] = [];
  for (const round of [...study.rounds.all].sort((a, b) => Number(b.isOpen) - Number(a.isOpen))) {
    const state = round.isOpen ? vscode.l10n.t('open') : vscode.l10n.t('closed');
    picks.push({ label: `${round.title} (${state})`, kind: vscode.QuickPickItemKind.Separator });
    const progress =
      git === undefined || !round.isOpen || round.inFolders
        ? []
        : await progressOf(git, round).catch((): CoderProgress[] => []);
    for (const coder of round.coders) {
      const one = progress.find((each) => each.coder === coder);
      picks.push({
        label: `$(person) ${coder}`,
        description:
          one === undefined ? (round.joined.includes(coder) ? vscode.l10n.t('in the study') : '') : sayProgress(one),
        run: () => vscode.window.showTextDocument(study.uriOf(`rounds/${round.id}.md`)).then(() => undefined),
      });
    }
    if (!round.isOpen || (git === undefined && !round.inFolders)) continue;
    if (!round.inFolders)
      picks.push({ label: `$(git-branch) ${vscode.l10n.t('Go to My Branch')}`, run: () => acts.go(study, round) });
    picks.push({ label: `$(pass) ${vscode.l10n.t('Close the Round')}`, run: () => acts.close(study, round) });
  }
  picks.push(
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    {
      label: `$(add) ${vscode.l10n.t('Start a Round')}`,
      run: () => vscode.commands.executeCommand<undefined>('emic.startRound'),
    },
  );
  const chosen = await vscode.window.showQuickPick(picks, {
    title: vscode.l10n.t('Blind coding'),
    placeHolder:
      study.rounds.hides === undefined
        ? vscode.l10n.t('Nothing is hidden from you here')
        : vscode.l10n.t('You code as {0}; what others coded is hidden', study.rounds.coder),
  });
  await chosen?.run?.();
}
