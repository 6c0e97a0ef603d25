import * as vscode from 'vscode';
import type { ChangeRow } from '../../core/changes/rows.js';
import { theStudy } from '../commands/studyCommand.js';
import { canAskGit, gitIn, onDidChangeGit, whyNoGit } from '../git/studyGit.js';
import { whyBlind } from '../rounds/whileBlind.js';
import type { Services } from '../services.js';
import { say } from '../speak.js';
import { openChange } from './openChange.js';
import { registerPassageHistory } from './passageHistory.js';
import { ReviewTree } from './reviewTree.js';
import { chooseStates } from './states.js';
import { registerVersionDocuments } from './versionDocuments.js';

/** What changed between two states of a study, and what became of a passage: where there is git. */
export function registerReview(services: Services): vscode.Disposable {
  const common = [registerVersionDocuments(), registerPassageHistory(services)];
  const tree = new ReviewTree(services);
  const following = followGit(services, tree);
  return vscode.Disposable.from(
    ...common,
    tree,
    following,
    vscode.commands.registerCommand('emic.reviewChanges', () => choose(services, tree)),
    vscode.commands.registerCommand('emic.groupReviewByCode', () => group(tree, 'code')),
    vscode.commands.registerCommand('emic.groupReviewByDocument', () => group(tree, 'document')),
    vscode.commands.registerCommand('emic.copyReview', () => copy(tree)),
    vscode.commands.registerCommand('_emic.openChange', async (row: ChangeRow) => {
      if (tree.reviewed !== undefined) await openChange(tree.reviewed, row);
    }),
  );
}

/** Keeps the view and the context key `emic.hasGit` with what git says, without asking again and again. */
function followGit({ studies }: Services, tree: ReviewTree): vscode.Disposable {
  let listener: vscode.Disposable | undefined;
  let isFollowing = false;
  let isDisposed = false;
  let known = false;
  const note = async (): Promise<void> => {
    const study = studies.active;
    if (study !== undefined) follow();
    const hasGit = study !== undefined && (await gitIn(study.folder)) !== undefined;
    if (hasGit === known) return;
    known = hasGit;
    await vscode.commands.executeCommand('setContext', 'emic.hasGit', hasGit);
  };
  // VS Code's own git is asked for only where there is a study.
  const follow = (): void => {
    if (isFollowing) return;
    isFollowing = true;
    void onDidChangeGit((isAnother) => {
      tree.follow();
      if (isAnother) void note();
    }).then((following) => {
      if (isDisposed) following.dispose();
      else listener = following;
    });
  };
  if (!canAskGit) return vscode.Disposable.from();
  void note();
  return vscode.Disposable.from(
    studies.onDidChangeList(() => void note()),
    {
      dispose: () => {
        isDisposed = true;
        listener?.dispose();
      },
    },
  );
}

async function choose(services: Services, tree: ReviewTree): Promise<void> {
  const study = await theStudy(services);
  if (study === undefined) return;
  const blind = whyBlind(study);
  if (blind !== undefined) {
    say(blind);
    return;
  }
  const git = await gitIn(study.folder);
  if (git === undefined) {
    void vscode.window.showInformationMessage(
      whyNoGit(
        vscode.l10n.t(
          'The study is in no git repository, or git is not installed, so there is nothing to compare with.',
        ),
      ),
    );
    return;
  }
  const states = await chooseStates(git, tree.states);
  if (states === undefined) return;
  tree.compare(states);
  await vscode.commands.executeCommand('emic.review.focus');
}

async function group(tree: ReviewTree, by: 'code' | 'document'): Promise<void> {
  tree.groupBy(by);
  await vscode.commands.executeCommand('setContext', 'emic.reviewByCode', by === 'code');
}

async function copy(tree: ReviewTree): Promise<void> {
  const markdown = await tree.markdown();
  if (markdown === undefined) {
    say(vscode.l10n.t('There is nothing to copy.'));
    return;
  }
  await vscode.env.clipboard.writeText(markdown);
  say(vscode.l10n.t('The changes are copied. Paste them into a pull request.'));
}
