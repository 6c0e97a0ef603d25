import * as vscode from 'vscode';
import type { Git } from '../../core/repository/git.js';
import { closeRound, type Closing } from '../../core/rounds/closeRound.js';
import { branchOf, type Round } from '../../core/rounds/round.js';
import { startRound } from '../../core/rounds/startRound.js';
import { theStudy } from '../commands/studyCommand.js';
import { showRendered } from '../preview/showRendered.js';
import { withPatience } from '../patience.js';
import type { Services } from '../services.js';
import { say } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { gitIn } from '../git/studyGit.js';
import { askInFolders, askNewRound } from './askNewRound.js';
import { openRounds, pickRound } from './pickRound.js';
import { atFolders, atWork, writerIn } from './atWork.js';
import { askFolders, askPlace, closeFromFolders, startInFolders } from './byFolders.js';
import { RoundStatus } from './roundStatus.js';

/** The commands of blind coding, and the status bar's word that others' codings are hidden. */
export function registerRounds(services: Services): vscode.Disposable {
  const command = (name: string, run: (study: OpenStudy) => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(name, async () => {
      const study = await theStudy(services);
      if (study !== undefined) await run(study);
    });
  return vscode.Disposable.from(
    new RoundStatus(services),
    command('emic.startRound', start),
    command('emic.showRounds', (study) => pickRound(study, { go, close })),
    command('emic.goToRound', async (study) => {
      const round = await chooseOpen(study);
      if (round?.inFolders === true)
        say(
          vscode.l10n.t('In the round {0} each coder has a folder. Open yours with File › Open Folder.', round.title),
        );
      else if (round !== undefined) await go(study, round);
    }),
    command('emic.closeRound', async (study) => {
      const round = await chooseOpen(study);
      if (round !== undefined) await close(study, round);
    }),
  );
}

async function chooseOpen(study: OpenStudy): Promise<Round | undefined> {
  await study.rounds.read();
  const rounds = openRounds(study);
  if (rounds.length === 0) {
    say(vscode.l10n.t('No round of blind coding is open.'));
    return undefined;
  }
  if (rounds.length === 1) return rounds[0];
  const chosen = await vscode.window.showQuickPick(
    rounds.map((round) => ({ label: round.title, description: round.coders.join(', '), round })),
    { title: vscode.l10n.t('Blind coding'), placeHolder: vscode.l10n.t('Which round') },
  );
  return chosen?.round;
}

async function start(study: OpenStudy): Promise<void> {
  const inFolders = await askInFolders((await gitIn(study.folder)) !== undefined);
  if (inFolders === undefined) return;
  if (inFolders) {
    await atFolders(study, () => startByFolders(study));
    return;
  }
  await atWork(study, async (git) => {
    const round = await askNewRound(study, false);
    if (round === undefined) return;
    const started = await withPatience(vscode.l10n.t('Starting the round'), () =>
      startRound(git, round, writerIn(study)),
    );
    await study.noteRounds();
    const branches = started.map(({ branch }) => branch).join(', ');
    const now = vscode.l10n.t('Go to My Branch');
    const answer = await vscode.window.showInformationMessage(
      vscode.l10n.t(
        'The round {0} has begun. Push these branches, so that each coder can fetch their own: {1}',
        round.title,
        branches,
      ),
      now,
    );
    if (answer === now) await go(study, round);
  });
}

async function startByFolders(study: OpenStudy): Promise<void> {
  const round = await askNewRound(study, true);
  const where = round && (await askPlace(round));
  if (round === undefined || where === undefined) return;
  await withPatience(vscode.l10n.t('Starting the round'), () => startInFolders(study, round, where));
  await study.noteRounds();
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'The round {0} has begun. Give each coder the folder of that name, and no other, and put it back when it is coded: {1}',
      round.title,
      where.scheme === 'file' ? where.fsPath : where.path,
    ),
  );
}

/** Makes a person one of the round's coders: the branch, and the name that codings are signed with. */
async function go(study: OpenStudy, round: Round): Promise<void> {
  await atWork(study, async (git) => {
    const known = study.rounds.coder;
    const chosen = await vscode.window.showQuickPick(
      round.coders.map((coder) => ({
        label: coder,
        description: branchOf(round, coder),
        picked: coder === known,
      })),
      {
        title: vscode.l10n.t('Blind coding: {0}', round.title),
        placeHolder: vscode.l10n.t('Who are you? Your codings are signed with this name; those of others are hidden'),
      },
    );
    if (chosen === undefined) return;
    const coder = chosen.label;
    await vscode.workspace
      .getConfiguration('emic', study.folder)
      .update('coder', coder, vscode.ConfigurationTarget.Global);
    await git.text(['switch', '-q', branchOf(round, coder)]);
    await study.noteRounds();
    say(vscode.l10n.t('You are {0} on the branch {1}.', coder, branchOf(round, coder)));
  });
}

async function close(study: OpenStudy, round: Round): Promise<void> {
  if (round.inFolders) {
    await atFolders(study, async () => {
      const where = await askFolders(round);
      if (where !== undefined) await tellClosing(study, round, await closeFromFolders(study, round, where));
    });
    return;
  }
  await atWork(study, async (git) => {
    const here = (await git.ask(['branch', '--show-current'])) ?? '';
    const branch = await meetingBranch(git, round, here);
    if (branch === undefined) return;
    const join = vscode.l10n.t('Close the Round');
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t('Close the round {0}?', round.title),
      {
        modal: true,
        detail: vscode.l10n.t(
          'The codings of {0} are brought together on the branch {1}, and you are taken there. Then they are compared, and nothing is hidden any more.',
          round.coders.join(', '),
          branch,
        ),
      },
      join,
    );
    if (answer !== join) return;
    if (branch !== here) await git.text(['switch', '-q', branch]);
    const closing = await withPatience(vscode.l10n.t('Closing the round'), () =>
      closeRound(git, round, writerIn(study)),
    );
    await tellClosing(study, round, closing);
  });
}

async function tellClosing(study: OpenStudy, round: Round, closing: Closing): Promise<void> {
  const { comparison, undecided, joined } = closing;
  await study.noteRounds();
  if (comparison === undefined) {
    const [first] = undecided;
    if (first !== undefined) await vscode.window.showTextDocument(study.uriOf(first));
    void vscode.window.showWarningMessage(
      round.inFolders
        ? vscode.l10n.t(
            '{0} changed the same words as another coder. Decide where the conflict markers stand, and close the round again.',
            joined.at(-1) ?? '',
          )
        : vscode.l10n.t(
            '{0} changed the same words as another coder. Decide where the conflict markers stand, commit, and close the round again.',
            joined.at(-1) ?? '',
          ),
    );
    return;
  }
  await showRendered(study.uriOf(comparison));
  say(vscode.l10n.t('The round {0} is closed. The document compares its coders.', round.title));
}

/** Where the codings of a round come together: where the person is, but on none of its coders' branches. */
async function meetingBranch(git: Git, round: Round, here: string): Promise<string | undefined> {
  const own = new Set(round.coders.map((coder) => branchOf(round, coder)));
  if (!own.has(here)) return here;
  const said = await git.text(['for-each-ref', '--sort=-committerdate', '--format=%(refname:short)', 'refs/heads']);
  const others = said.split('\n').filter((name) => name !== '' && !name.startsWith('round/'));
  if (others.length < 2) return others[0] ?? here;
  return vscode.window.showQuickPick(others, {
    title: vscode.l10n.t('Close the Round'),
    placeHolder: vscode.l10n.t('You are on the branch of one coder. On which branch do all come together?'),
  });
}
