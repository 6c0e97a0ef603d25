import * as vscode from 'vscode';
import { AutocodeError } from '../../core/autocode/finders.js';
import { mostProposals, prepareSearch, type Search } from '../../core/autocode/search.js';
import { QueryError } from '../../core/queries/queryError.js';
import { codeOfArgument } from '../commands/codeSelection.js';
import { readAllOf, theStudy } from '../commands/studyCommand.js';
import type { Refactorer } from '../refactoring/refactor.js';
import type { Services } from '../services.js';
import { excerpt, isReadAloud, say, speak } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { acceptProposals } from './acceptProposals.js';
import { AutocodeForm, subjectOf, type Wish } from './form.js';
import { Preview } from './preview.js';
import { ProposalList, type Entry } from './proposalList.js';
import { ProposalsTree, type ProposalNode } from './proposalsTree.js';
import { runSearch } from './runSearch.js';

/** Autocoding: looks for words, people, sections or codes, and proposes what to code. */
export function registerAutocode(services: Services, refactorer: Refactorer): vscode.Disposable {
  const autocode = new Autocode(services, refactorer);
  const command = (name: string, run: (node?: unknown) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(name, run);
  return vscode.Disposable.from(
    autocode,
    command('emic.autocode', (argument) => autocode.begin(argument)),
    command('emic.acceptProposal', (node) => autocode.accept(entriesOf(node))),
    command('emic.rejectProposal', (node) => autocode.reject(entriesOf(node))),
    command('emic.codeChosenProposals', () => autocode.codeChosen()),
    command('emic.acceptAllProposals', () => autocode.acceptAll()),
    command('emic.rejectAllProposals', () => autocode.rejectAll()),
    command('emic.nextProposal', () => autocode.move(1)),
    command('emic.previousProposal', () => autocode.move(-1)),
    command('_emic.showProposal', (node) => autocode.show(entriesOf(node)?.[0])),
    command('_emic.proposals', () => autocode.told),
  );
}

/** A wish that a test or another feature gives in place of answers. */
function wishOf(argument: unknown): Wish | undefined {
  if (typeof argument !== 'object' || argument === null || !('query' in argument)) return undefined;
  return { newCode: undefined, ...(argument as Omit<Wish, 'newCode'>) };
}

function entriesOf(node: unknown): readonly Entry[] | undefined {
  if (typeof node !== 'object' || node === null || !('kind' in node)) return undefined;
  const known = node as ProposalNode;
  return known.kind === 'document' ? known.group.entries : [known.entry];
}

class Autocode implements vscode.Disposable {
  readonly #services: Services;
  readonly #refactorer: Refactorer;
  readonly #list = new ProposalList();
  readonly #tree: ProposalsTree;
  readonly #preview: Preview;
  readonly #listeners: vscode.Disposable;
  #hasProposals = false;

  constructor(services: Services, refactorer: Refactorer) {
    this.#services = services;
    this.#refactorer = refactorer;
    this.#tree = new ProposalsTree(this.#list);
    this.#preview = new Preview(services, this.#list);
    this.#listeners = vscode.Disposable.from(
      this.#list,
      this.#tree,
      this.#preview,
      this.#list.onDidChange(() => this.#note()),
      this.#list.onDidLose((count) =>
        say(
          count === 1
            ? vscode.l10n.t('A proposal is gone: its words have changed.')
            : vscode.l10n.t('{0} proposals are gone: their words have changed.', count),
        ),
      ),
      this.#list.onDidReturn((count) =>
        say(
          count === 1
            ? vscode.l10n.t('A proposal is there again, as its coding was undone.')
            : vscode.l10n.t('{0} proposals are there again, as their coding was undone.', count),
        ),
      ),
      services.studies.onDidChange(({ study }) => {
        if (study === this.#list.study) this.#list.follow((path) => study.latest?.transcript(path));
      }),
    );
  }

  dispose(): void {
    this.#listeners.dispose();
  }

  /** What is proposed now, for tests: document, start, end, whether it is chosen. */
  get told(): readonly (readonly [string, number, number, boolean])[] {
    return this.#list.entries.map(({ proposal, isChosen }) => {
      const { document, extent } = proposal;
      return [document, extent.start, extent.end, isChosen] as const;
    });
  }

  #note(): void {
    const has = this.#list.groups.length > 0;
    if (has === this.#hasProposals) return;
    this.#hasProposals = has;
    void vscode.commands.executeCommand('setContext', 'emic.hasProposals', has);
  }

  /** @param argument a code to code with, or a whole wish. */
  async begin(argument: unknown): Promise<void> {
    const open = await theStudy(this.#services);
    if (open === undefined) return;
    await readAllOf(open);
    const given = wishOf(argument);
    if (given !== undefined) {
      await this.#find(open, given);
      return;
    }
    const study = open.now();
    if (study === undefined) return;
    if (study.transcripts.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('There are no transcripts to look through yet.'));
      return;
    }
    const code = codeOfArgument(argument);
    const wish = await new AutocodeForm(this.#services, open, study, { codes: code === undefined ? [] : [code] }).ask();
    if (wish !== undefined) await this.#find(open, wish);
  }

  async #find(open: OpenStudy, wish: Wish): Promise<void> {
    const study = open.now();
    if (study === undefined) return;
    // A code that is not there yet has no passages to leave out.
    const search = await prepared(() =>
      prepareSearch(study, wish.newCode === undefined ? wish.query : { ...wish.query, codes: [] }),
    );
    if (search === undefined) return;
    const { proposals, coded, isCut, isStopped } = await runSearch(search);
    const subject = subjectOf(wish.query, (code) => study.codebook.get(code)?.name ?? code);
    if (proposals.length === 0) {
      if (!isStopped) this.#sayNothing(open, wish, subject, coded);
      return;
    }
    this.#list.fill({ study: open, codes: wish.query.codes, newCode: wish.newCode, subject }, proposals, (path) =>
      study.transcript(path),
    );
    // What was typed while the search ran.
    const now = open.now();
    this.#list.follow((path) => now?.transcript(path));
    const sentences = [
      proposals.length === 1 ? vscode.l10n.t('1 proposal') : vscode.l10n.t('{0} proposals', proposals.length),
      ...(coded === 0 ? [] : [vscode.l10n.t('{0} left out that are coded so already', coded)]),
      ...(isStopped ? [vscode.l10n.t('stopped before the end')] : []),
    ];
    say(sentences.join(' · '));
    if (isCut) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t(
          'There are more than {0} finds. The first are shown: accept or reject them, and search again.',
          mostProposals,
        ),
      );
    }
    await vscode.commands.executeCommand('emic.proposals.focus');
    await this.#goTo(this.#list.entries[0]);
  }

  #sayNothing(open: OpenStudy, wish: Wish, subject: string, coded: number): void {
    const sentence =
      coded > 0
        ? vscode.l10n.t('All {0} finds for {1} are coded so already.', coded, subject)
        : vscode.l10n.t('Nothing was found for {0}.', subject);
    const again = vscode.l10n.t('Change the Search');
    void vscode.window.showInformationMessage(sentence, again).then(async (answer) => {
      const study = open.now();
      if (answer !== again || study === undefined) return;
      const changed = await new AutocodeForm(this.#services, open, study, wish).review();
      if (changed !== undefined) await this.#find(open, changed);
    });
  }

  /** Shows a proposal in the text, and leaves the focus where it is. */
  async show(entry: Entry | undefined): Promise<void> {
    if (entry !== undefined) await this.#preview.show(entry, { focus: false });
  }

  async accept(given: readonly Entry[] | undefined): Promise<void> {
    await this.#take(given, (entries) => acceptProposals(this.#services, this.#refactorer, this.#list, entries));
  }

  async reject(given: readonly Entry[] | undefined): Promise<void> {
    await this.#take(given, (entries) => {
      this.#list.remove(new Set(entries));
      const left = this.#list.entries.length;
      say(
        left === 0
          ? vscode.l10n.t('Rejected. No proposal is left.')
          : vscode.l10n.t('Rejected. Proposals that are left: {0}', left),
      );
      return true;
    });
  }

  /** Does something with proposals, and goes on to the one after them. */
  async #take(
    given: readonly Entry[] | undefined,
    act: (entries: readonly Entry[]) => boolean | Promise<boolean>,
  ): Promise<void> {
    const entries = given ?? this.#current();
    const last = entries.at(-1);
    if (last === undefined) {
      say(vscode.l10n.t('There is no proposal to accept or reject.'));
      return;
    }
    const all = this.#list.entries;
    const place = all.indexOf(last);
    const next = all[place + 1] ?? all[place - entries.length];
    if (await act(entries)) await this.#goTo(next);
  }

  #current(): readonly Entry[] {
    const shown = this.#preview.shown;
    if (shown !== undefined) return [shown];
    const [node] = this.#tree.view.selection;
    return (node === undefined ? undefined : entriesOf(node)) ?? this.#list.entries.slice(0, 1);
  }

  async codeChosen(): Promise<void> {
    const chosen = this.#list.entries.filter(({ isChosen }) => isChosen);
    if (chosen.length === 0) {
      say(vscode.l10n.t('No proposal is ticked.'));
      return;
    }
    if (await acceptProposals(this.#services, this.#refactorer, this.#list, chosen))
      await this.#goTo(this.#list.entries[0]);
  }

  async acceptAll(): Promise<void> {
    await acceptProposals(this.#services, this.#refactorer, this.#list, this.#list.entries);
  }

  rejectAll(): void {
    const { entries } = this.#list;
    this.#list.remove(new Set(entries));
    say(vscode.l10n.t('{0} proposals are rejected. Nothing was changed.', entries.length));
  }

  async move(step: 1 | -1): Promise<void> {
    const all = this.#list.entries;
    const [current] = this.#current();
    const place = current === undefined ? -1 : all.indexOf(current);
    await this.#goTo(all[(place + step + all.length) % Math.max(1, all.length)]);
  }

  async #goTo(entry: Entry | undefined): Promise<void> {
    if (entry === undefined || this.#list.groupOf(entry)?.entries.includes(entry) !== true) return;
    if (this.#tree.view.visible) {
      await this.#tree.view
        .reveal(this.#tree.nodeOf(entry), { select: true, focus: false })
        .then(undefined, () => undefined);
    }
    await this.#preview.show(entry, { focus: false });
    if (isReadAloud()) this.#sayShown(entry);
  }

  /** The focus stays where it is, so a screen reader would not read what is shown now. */
  #sayShown(entry: Entry): void {
    const all = this.#list.entries;
    const words = this.#tree.wordsOf(entry);
    if (words !== undefined)
      say(vscode.l10n.t('{0} of {1}: {2}', all.indexOf(entry) + 1, all.length, excerpt(words, 300)));
  }
}

async function prepared(prepare: () => Promise<Search>): Promise<Search | undefined> {
  try {
    return await prepare();
  } catch (error) {
    if (!(error instanceof AutocodeError) && !(error instanceof QueryError)) throw error;
    void vscode.window.showWarningMessage(speak(error.sentence));
    return undefined;
  }
}
