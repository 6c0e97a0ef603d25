import * as vscode from 'vscode';
import { textsOf } from '../../core/pseudonyms/studyTexts.js';
import type { Study } from '../../core/study/study.js';
import { differenceOf } from '../../core/text/difference.js';
import type { TextEdit } from '../../core/text/edits.js';
import { gitNote } from '../../core/withdrawal/gitNote.js';
import { kindNames, placeLine, withdrawalReport } from '../../core/withdrawal/report.js';
import type { FoundKind, WithdrawalPlan, Withdrawn } from '../../core/withdrawal/types.js';
import { planWithdrawal } from '../../core/withdrawal/withdrawal.js';
import { readAllOf, theStudy } from '../commands/studyCommand.js';
import { gitIn } from '../git/studyGit.js';
import { showReport } from '../imports/importReport.js';
import { pathsIn } from '../newFiles.js';
import { withPatience } from '../patience.js';
import type { Refactorer } from '../refactoring/refactor.js';
import { passagesChosen } from '../selection.js';
import type { Services } from '../services.js';
import { excerpt, quoted, say, speak } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';

/** Withdrawal: takes out what a participant said, or one passage, with all that repeats it. */
export function registerWithdrawal(services: Services, refactorer: Refactorer): vscode.Disposable {
  const withdrawal = new Withdrawal(services, refactorer);
  const command = (name: string, run: (...given: unknown[]) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(name, run);
  return vscode.Disposable.from(
    command('emic.withdrawParticipant', (id, isConfirmed) =>
      withdrawal.participant(typeof id === 'string' ? id : undefined, isConfirmed === true),
    ),
    command('emic.withdrawPassage', (isConfirmed) => withdrawal.passage(isConfirmed === true)),
  );
}

class Withdrawal {
  readonly #services: Services;
  readonly #refactorer: Refactorer;

  constructor(services: Services, refactorer: Refactorer) {
    this.#services = services;
    this.#refactorer = refactorer;
  }

  /** @param given, isConfirmed what a test says in place of a person. */
  async participant(given: string | undefined, isConfirmed: boolean): Promise<void> {
    const open = await theStudy(this.#services);
    const study = open === undefined ? undefined : await readWhole(open);
    if (open === undefined || study === undefined) return;
    const id = given ?? (await choosePerson(study));
    if (id === undefined) return;
    const title = vscode.l10n.t('Withdraw {0}', id);
    await this.#withdraw(open, study, { kind: 'participant', id }, title, isConfirmed);
  }

  async passage(isConfirmed: boolean): Promise<void> {
    const editor = this.#services.active.now;
    if (editor === undefined) return;
    const open = await this.#services.studies.findFor(editor.document);
    await open?.open();
    const path = open?.pathOf(editor.document.uri);
    if (open === undefined || path === undefined || !open.isTranscript(path)) {
      say(vscode.l10n.t('The document belongs to no study.'));
      return;
    }
    const transcript = this.#services.studies.transcriptOf(editor.document);
    const chosen = passagesChosen(editor, transcript);
    const [first] = chosen;
    if (first === undefined) {
      say(vscode.l10n.t('There is no passage at the cursor.'));
      return;
    }
    const wordsOf = (one: typeof first): string => transcript.text.sliceClean(one.clean.start, one.clean.end);
    const items = chosen.map((one) => ({ label: excerpt(wordsOf(one), 80), one }));
    const picked =
      items.length === 1
        ? items[0]
        : await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Which passage is withdrawn?') });
    if (picked === undefined) return;
    const study = await readWhole(open);
    if (study === undefined) return;
    const title = vscode.l10n.t('Withdraw {0}', quoted(excerpt(wordsOf(picked.one), 40)));
    const withdrawn: Withdrawn = { kind: 'passage', path, at: picked.one.source.start };
    await this.#withdraw(open, study, withdrawn, title, isConfirmed);
  }

  async #withdraw(
    open: OpenStudy,
    study: Study,
    withdrawn: Withdrawn,
    title: string,
    isConfirmed: boolean,
  ): Promise<void> {
    const found = await withPatience(vscode.l10n.t('Looking for what is withdrawn'), async () => {
      const plan = await planWithdrawal(study, withdrawn, await pathsIn(open.folder));
      if (plan.kind === 'refused') return plan;
      const git = await gitIn(open.folder);
      return { kind: plan.kind, plan, history: git === undefined ? '' : await gitNote(git, plan, speak) };
    });
    if (found.kind === 'refused') {
      tellRefused(open, found);
      return;
    }
    const { plan, history } = found;
    if (!isConfirmed && !(await confirm(title, plan, history))) return;
    if (open.now() !== study) {
      say(vscode.l10n.t('The study has changed meanwhile. Try again.'));
      return;
    }
    if (!(await this.#remove(open, study, plan, vscode.l10n.t('Withdrawal')))) return;
    const report = withdrawalReport(plan, today(), history, speak);
    await showReport(report);
    say(vscode.l10n.t('Withdrawn. The report has none of the words: save it where you keep consents.'));
  }

  /** Takes the words out of all files, then files that are nothing else, past the recycle bin. */
  async #remove(open: OpenStudy, study: Study, plan: WithdrawalPlan, title: string): Promise<boolean> {
    const before = textsOf(study);
    const edits = new Map<string, readonly TextEdit[]>();
    for (const [path, after] of plan.texts) edits.set(path, [differenceOf(before.get(path) ?? '', after)]);
    if (edits.size > 0 && !(await this.#refactorer.change(open, title, edits))) return false;
    const left: string[] = [];
    for (const path of plan.deleted) {
      const isGone = await vscode.workspace.fs.delete(open.uriOf(path), { useTrash: false }).then(
        () => true,
        () => false,
      );
      if (!isGone) left.push(path);
    }
    await open.refresh(plan.deleted.map((path) => open.uriOf(path)));
    if (left.length > 0) {
      void vscode.window.showWarningMessage(
        vscode.l10n.t('These files could not be deleted. Delete them yourself: {0}', left.join(', ')),
      );
    }
    return true;
  }
}

async function readWhole(open: OpenStudy): Promise<Study | undefined> {
  await readAllOf(open);
  await open.refresh([]);
  if (open.reading.state !== 'stopped') return open.now();
  void vscode.window.showWarningMessage(
    vscode.l10n.t('Not all transcripts are read, so that not all of it would be found. Read them first.'),
  );
  return undefined;
}

async function choosePerson(study: Study): Promise<string | undefined> {
  const items = study.people.map(({ id, attributes }) => ({
    label: id,
    description: Object.values(attributes)
      .filter((value) => value !== '')
      .join(' · '),
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Withdraw a Participant'),
    placeHolder: vscode.l10n.t('Who takes back their consent?'),
    matchOnDescription: true,
  });
  return picked?.label;
}

/** So many places a dialog names. */
const mostShown = 12;

/** Asks before anything is removed, with what was found; all of it is shown in a document if need be. */
async function confirm(title: string, plan: WithdrawalPlan, history: string): Promise<boolean> {
  const counts = new Map<FoundKind, number>();
  for (const { kind } of plan.found) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const lines = [...counts].slice(0, mostShown).map(([kind, count]) => `${String(count)} × ${speak(kindNames[kind])}`);
  if (plan.left.length > 0) lines.push('', vscode.l10n.t('Left for you to look at: {0}', plan.left.length));
  if (history !== '')
    lines.push('', vscode.l10n.t('git still holds earlier versions; the report says how to take them out.'));
  lines.push('', vscode.l10n.t('Undo brings the words back until the window is closed; deleted files stay deleted.'));
  const remove = vscode.l10n.t('Remove');
  const show = vscode.l10n.t('Show All Places');
  const options = { modal: true, detail: lines.join('\n') };
  const answer = await vscode.window.showWarningMessage(`${title}?`, options, remove, show);
  if (answer !== show) return answer === remove;
  const places = plan.found.map((place) => `- ${placeLine(place, speak)}`);
  const left = plan.left.map((place) => `- ${placeLine(place, speak)}`);
  const parts = [
    `# ${title}`,
    vscode.l10n.t('Nothing is removed yet.'),
    places.join('\n'),
    ...(left.length === 0 ? [] : [`## ${vscode.l10n.t('Left for you to look at')}`, left.join('\n')]),
  ];
  await showReport(`${parts.join('\n\n')}\n`);
  return (await vscode.window.showWarningMessage(`${title}?`, remove)) === remove;
}

function tellRefused(
  open: OpenStudy,
  { message, path, line }: Extract<Awaited<ReturnType<typeof planWithdrawal>>, { kind: 'refused' }>,
): void {
  const look = vscode.l10n.t('Open File');
  const sentence = `${speak(message)} ${vscode.l10n.t('Nothing was removed.')}`;
  void vscode.window.showWarningMessage(sentence, ...(path === undefined ? [] : [look])).then((answer) => {
    if (answer !== look || path === undefined) return;
    const selection = new vscode.Range(line ?? 0, 0, line ?? 0, 0);
    void vscode.window.showTextDocument(open.uriOf(path), { selection });
  });
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
