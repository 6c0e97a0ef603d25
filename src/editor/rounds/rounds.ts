import * as vscode from 'vscode';
import type { Git } from '../../core/repository/git.js';
import { closeRound, type Closing } from '../../core/rounds/closeRound.js';
import type { FolderClosing } from '../../core/rounds/folders/closeFolders.js';
import { folderOf } from '../../core/rounds/folders/roundFolders.js';
import { branchOf, type Round } from '../../core/rounds/round.js';
import { startRound } from '../../core/rounds/startRound.js';
import { theStudy } from '../commands/studyCommand.js';
import { showRendered } from '../preview/showRendered.js';
import { withPatience } from '../patience.js';
import type { Services } from '../services.js';
import { say } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { gitIn } from '../git/studyGit.js';
import { askComing, comingByBranches, comingByFolders } from './askComing.js';
import { askInFolders, askNewRound } from './askNewRound.js';
import { openRounds, pickRound } from './pickRound.js';
import { atFolders, atWork, writerIn } from './atWork.js';
import { askFolders, askPlace, closeFromFolders, readFolders, startInFolders } from './byFolders.js';
import { RoundStatus } from './roundStatus.js';

/** The commands of blind coding, and the status bar's word that others' codings are hidden. */
export function registerRounds(services: Services): vscode.Disposable {
  const command = (name: string, run: (study: OpenStudy, given: Given) => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(name, async (argument?: unknown) => {
      const study = await theStudy(services);
      const isGiven = typeof argument === 'object' && argument !== null && 'folders' in argument;
      if (study !== undefined) await run(study, isGiven ? (argument as Given) : {});
    });
  return vscode.Disposable.from(
    new RoundStatus(services),
    command('emic.startRound', start),
    command('emic.showRounds', (study) => pickRound(study, { go, close: (of, round) => close(of, round, {}) })),
    command('emic.goToRound', async (study) => {
      const round = await chooseOpen(study);
      if (round?.inFolders === true)
        say(
          vscode.l10n.t('In the round {0} each coder has a folder. Open yours with File › Open Folder.', round.title),
        );
      else if (round !== undefined) await go(study, round);
    }),
    command('emic.closeRound', async (study, given) => {
      const round = await chooseOpen(study, given.round);
      if (round !== undefined) await close(study, round, given);
    }),
  );
}

/** What the commands of a round by folders can be told instead of asking for it. */
interface Given {
  /** The address of the folder in which the coders' folders are, or are to be. */
  readonly folders?: string;
  /** To start one: the round. */
  readonly begins?: Round;
  /** To close one: its id, and who is left out. */
  readonly round?: string;
  readonly without?: readonly string[];
}

/** A round is not begun or closed by halves. */
const whole = { cancellable: false };

async function chooseOpen(study: OpenStudy, id?: string): Promise<Round | undefined> {
  await study.rounds.read();
  const rounds = openRounds(study).filter((round) => id === undefined || round.id === id);
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

async function start(study: OpenStudy, { folders, begins }: Given): Promise<void> {
  if (folders !== undefined && begins !== undefined) {
    await atFolders(study, () => startByFolders(study, begins, vscode.Uri.parse(folders)));
    return;
  }
  const inFolders = await askInFolders((await gitIn(study.folder)) !== undefined);
  if (inFolders === undefined) return;
  if (inFolders) {
    await atFolders(study, async () => {
      const round = await askNewRound(study, true);
      const where = round && (await askPlace(round));
      if (round !== undefined && where !== undefined) await startByFolders(study, round, where);
    });
    return;
  }
  await atWork(study, async (git) => {
    const round = await askNewRound(study, false);
    if (round === undefined) return;
    const started = await withPatience(
      vscode.l10n.t('Starting the round'),
      () => startRound(git, round, writerIn(study)),
      whole,
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

async function startByFolders(study: OpenStudy, round: Round, where: vscode.Uri): Promise<void> {
  await withPatience(vscode.l10n.t('Starting the round'), () => startInFolders(study, round, where), whole);
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

async function close(study: OpenStudy, round: Round, given: Given): Promise<void> {
  const patient = <T>(work: () => Promise<T>): Promise<T> =>
    withPatience(vscode.l10n.t('Closing the round'), work, whole);
  if (round.inFolders) {
    await atFolders(study, async () => {
      const where = given.folders === undefined ? await askFolders(round) : vscode.Uri.parse(given.folders);
      if (where === undefined) return;
      const folders = await patient(() => readFolders(round, where));
      const without = given.without ?? (await askComing(round, await comingByFolders(folders, round)));
      if (without === undefined) return;
      await tellClosing(study, round, await patient(() => closeFromFolders(study, round, folders, without)));
    });
    return;
  }
  await atWork(study, async (git) => {
    const here = (await git.ask(['branch', '--show-current'])) ?? '';
    const without = await askComing(round, await comingByBranches(git, round));
    if (without === undefined) return;
    const branch = await meetingBranch(git, round, here);
    if (branch === undefined) return;
    const join = vscode.l10n.t('Close the Round');
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t('Close the round {0}?', round.title),
      {
        modal: true,
        detail: vscode.l10n.t(
          'The codings of {0} are brought together on the branch {1}, and you are taken there. Then they are compared, and nothing is hidden any more.',
          round.coders.filter((coder) => !without.includes(coder)).join(', '),
          branch,
        ),
      },
      join,
    );
    if (answer !== join) return;
    if (branch !== here) await git.text(['switch', '-q', branch]);
    const closing = await patient(() => closeRound(git, round, writerIn(study), without));
    await tellClosing(study, round, closing);
  });
}

async function tellClosing(study: OpenStudy, round: Round, closing: Closing | FolderClosing): Promise<void> {
  const { comparison, undecided, joined } = closing;
  await study.noteRounds();
  if ('left' in closing) tellLeft(closing.left);
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

/** Names the files that coders have and that were not brought along: nobody is to believe that they are in the study. */
function tellLeft(left: FolderClosing['left']): void {
  if (left.length === 0) return;
  const files = left.flatMap(({ coder, paths }) => paths.map((path) => `${folderOf(coder)}/${path}`));
  const [first = '', ...others] = files;
  void vscode.window.showInformationMessage(
    files.length > mostNamed
      ? vscode.l10n.t(
          'Left where they are, as the study has no use for them or has its own: {0}, and {1} others',
          files.slice(0, mostNamed).join(', '),
          files.length - mostNamed,
        )
      : others.length === 0
        ? vscode.l10n.t('Left where it is, as the study has no use for it or has its own: {0}', first)
        : vscode.l10n.t('Left where they are, as the study has no use for them or has its own: {0}', files.join(', ')),
  );
}

/** So many files are named. */
const mostNamed = 12;

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
