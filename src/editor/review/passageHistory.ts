import * as vscode from 'vscode';
import { GitError } from '../../core/repository/git.js';
import { passageHistory, type PassageHistory, type PassageStep } from '../../core/passageHistory/passageHistory.js';
import { sayCutOff, sayUncommitted } from '../../core/passageHistory/render.js';
import { sayStep } from '../../core/passageHistory/sayStep.js';
import { readHistory } from '../../core/story/readHistory.js';
import { dayOf, shortId } from '../../core/story/history.js';
import type { Passage } from '../../core/transcript/types.js';
import { gitIn, whyNoGit } from '../git/studyGit.js';
import { withPatience } from '../patience.js';
import { findAgain } from '../revealPassage.js';
import { passagesChosen } from '../selection.js';
import { whyBlind } from '../rounds/whileBlind.js';
import type { Services } from '../services.js';
import { excerpt, quoted, say } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { inWindow } from './inWindow.js';
import { withoutIcons } from './states.js';
import { versionUri } from './versionDocuments.js';

/** The command *Show a Passage's History*: of the passage at the cursor, or of a row of passages. */
export function registerPassageHistory(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand('emic.showPassageHistory', async (row?: unknown) => {
    const place = isPlace(row) ? row : await placeAtCursor(services);
    const blind = place === undefined ? undefined : whyBlind(place.study);
    if (blind !== undefined) say(blind);
    else if (place !== undefined) await show(place);
  });
}

interface Place {
  readonly study: OpenStudy;
  readonly passage: Passage;
}

function isPlace(row: unknown): row is Place {
  return typeof row === 'object' && row !== null && 'study' in row && 'passage' in row;
}

async function placeAtCursor({ active, studies }: Services): Promise<Place | undefined> {
  const editor = active.now;
  if (editor === undefined) return undefined;
  const study = await studies.findFor(editor.document);
  await study?.open();
  if (study === undefined) {
    say(vscode.l10n.t('The document belongs to no study.'));
    return undefined;
  }
  const transcript = studies.transcriptOf(editor.document);
  const coded = new Map(transcript.passages.map((passage) => [passage.coded, passage]));
  const passages = passagesChosen(editor, transcript).flatMap((one) => coded.get(one) ?? []);
  const passage = await choose(study, passages);
  return passage === undefined ? undefined : { study, passage };
}

async function choose(study: OpenStudy, passages: readonly Passage[]): Promise<Passage | undefined> {
  if (passages.length === 0) say(vscode.l10n.t('There is no passage at the cursor.'));
  if (passages.length < 2) return passages[0];
  const choices = passages.map((passage) => ({
    label: quoted(excerpt(passage.quote, 80)),
    description: namesOf(study, passage),
    passage,
  }));
  const title = vscode.l10n.t('The passage whose history is shown');
  return (await vscode.window.showQuickPick(choices, { title, matchOnDescription: true }))?.passage;
}

interface StepChoice extends vscode.QuickPickItem {
  readonly step?: PassageStep;
}

async function show({ study, passage }: Place): Promise<void> {
  const history = await read(study, passage);
  if (history === undefined) return;
  const choices: StepChoice[] = history.steps.map((step) => choiceOf(study, step));
  if (history.isCutOff) choices.push({ label: `$(info) ${sayCutOff(inWindow)}` });
  const chosen = await vscode.window.showQuickPick(choices, {
    title: vscode.l10n.t('History of {0}', quoted(excerpt(passage.quote, 50))),
    placeHolder: vscode.l10n.t('Choose a change to see it in the text. The latest stands first.'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen?.step !== undefined) await showStep(study, passage.document, chosen.step);
}

function choiceOf(study: OpenStudy, step: PassageStep): StepChoice {
  const { commit } = step;
  const codebook = study.latest?.codebook;
  const told = codebook === undefined ? [] : sayStep(step, codebook, inWindow);
  return {
    // Icons are written with signs that a person's own words may hold.
    label: `$(${commit === undefined ? 'edit' : 'git-commit'}) ${withoutIcons(told.join(' · '))}`,
    description: withoutIcons(commit === undefined ? sayUncommitted(inWindow) : `${commit.author} · ${dayOf(commit)}`),
    ...(commit === undefined ? {} : { detail: withoutIcons(`${commit.subject} (${shortId(commit.id)})`) }),
    step,
  };
}

/** Opens the change in VS Code's own comparison, at the passage. */
async function showStep(study: OpenStudy, path: string, { commit, from, to, after }: PassageStep): Promise<void> {
  const before = versionUri(study, { path: from?.path ?? to?.path ?? path, blob: from?.blob });
  const now = to === undefined ? study.uriOf(path) : versionUri(study, to);
  const name = path.slice(path.lastIndexOf('/') + 1);
  const when = commit === undefined ? sayUncommitted(inWindow) : `${dayOf(commit)} ${commit.subject}`;
  const place = new vscode.Position(after.line - 1, 0);
  const options: vscode.TextDocumentShowOptions = { preview: true, selection: new vscode.Range(place, place) };
  await vscode.commands.executeCommand('vscode.diff', before, now, `${name} (${when})`, options);
}

/** The passage's history; undefined where there is none, which the person is told, or where they stopped it. */
async function read(study: OpenStudy, passage: Passage): Promise<PassageHistory | undefined> {
  const git = await gitIn(study.folder);
  if (git === undefined) {
    void vscode.window.showInformationMessage(
      whyNoGit(
        vscode.l10n.t('The study is in no git repository, or git is not installed, so it has no history to tell.'),
      ),
    );
    return undefined;
  }
  const stop = new AbortController();
  try {
    return await withPatience(vscode.l10n.t('Reading the history'), async (token, report) => {
      token.onCancellationRequested(() => stop.abort());
      const now = await study.readAll();
      const found = findAgain(now.transcript(passage.document)?.passages ?? [], passage);
      if (found === undefined) {
        say(vscode.l10n.t('The passage is no longer there.'));
        return undefined;
      }
      const history = await readHistory(git, { signal: stop.signal });
      return passageHistory(history, now, passage.document, found.coded, async (done) => {
        report(done);
        await new Promise((resolve) => setTimeout(resolve, 0));
        if (token.isCancellationRequested) throw new vscode.CancellationError();
      });
    });
  } catch (error) {
    if (stop.signal.aborted || error instanceof vscode.CancellationError) return undefined;
    if (!(error instanceof GitError)) throw error;
    void vscode.window.showWarningMessage(vscode.l10n.t('git could not read the history: {0}', error.message));
    return undefined;
  }
}

function namesOf(study: OpenStudy, { codes }: Passage): string {
  return codes.map((code) => study.latest?.codebook.get(code)?.name ?? code).join(', ');
}
