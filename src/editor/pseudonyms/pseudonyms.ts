import * as vscode from 'vscode';
import { withName } from '../../core/pseudonyms/keyRow.js';
import type { NameKind } from '../../core/pseudonyms/key.js';
import { KeyNames } from '../../core/pseudonyms/names.js';
import { findProposals, type Proposal } from '../../core/pseudonyms/proposals.js';
import { suggest } from '../../core/pseudonyms/suggestions.js';
import { readAllOf, theStudy } from '../commands/studyCommand.js';
import { pathsIn } from '../newFiles.js';
import { withPatience } from '../patience.js';
import type { Refactorer } from '../refactoring/refactor.js';
import type { Services } from '../services.js';
import { say } from '../speak.js';
import { replaceFile } from '../studies/files.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { askForKey, KnownKeys, tellRefused, readKeyFile, type KeyFile } from './keyFile.js';
import { leakRule, LeakWatch } from './leaks.js';
import { NameList } from './nameList.js';
import { NameTree, type NameNode } from './nameTree.js';
import { moveOriginals } from './originals.js';
import { Replacer } from './replacing.js';

/** Real names: where they stand, what replaces them, and how they come back. */
export function registerPseudonyms(services: Services, refactorer: Refactorer): vscode.Disposable {
  const pseudonyms = new Pseudonyms(services, refactorer);
  const command = (name: string, run: (...given: unknown[]) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(name, run);
  return vscode.Disposable.from(
    pseudonyms,
    command('emic.pseudonymize', (argument) => pseudonyms.begin(keyOf(argument))),
    command('emic.replaceNames', () => pseudonyms.replaceChosen()),
    command('emic.closeNames', () => pseudonyms.close()),
    command('emic.restoreNames', (argument) => pseudonyms.restore(keyOf(argument))),
    command('emic.addNameToKey', (node) => pseudonyms.addToKey(node)),
    command('emic.forgetKey', () => pseudonyms.forget()),
    command('emic.moveOriginals', (node, isConfirmed) => pseudonyms.moveOriginals(node, isConfirmed === true)),
    command('emic.openKey', () => pseudonyms.openKey()),
    command('_emic.replaceNameAt', (uri, range) => pseudonyms.replaceAt(uri, range)),
    command('_emic.showName', (node) => pseudonyms.show(node)),
    command('_emic.names', () => pseudonyms.told),
    vscode.languages.registerCodeActionsProvider({ scheme: '*' }, new LeakFixes(), {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
  );
}

/** A key that a test gives in place of an answer. */
function keyOf(argument: unknown): vscode.Uri | undefined {
  return argument instanceof vscode.Uri ? argument : undefined;
}

class Pseudonyms implements vscode.Disposable {
  readonly #services: Services;
  readonly #known: KnownKeys;
  readonly #list = new NameList();
  readonly #tree: NameTree;
  readonly #leaks: LeakWatch;
  readonly #replacer: Replacer;
  readonly #listeners: vscode.Disposable;

  constructor(services: Services, refactorer: Refactorer) {
    this.#services = services;
    this.#known = new KnownKeys(services);
    this.#leaks = new LeakWatch(services, this.#known);
    this.#tree = new NameTree(this.#list, this.#leaks.files);
    this.#replacer = new Replacer(refactorer);
    let isShown = false;
    this.#listeners = vscode.Disposable.from(
      this.#list,
      this.#tree,
      this.#leaks,
      this.#list.onDidChange(() => {
        const isNow = this.#list.found !== undefined;
        if (isNow === isShown) return;
        isShown = isNow;
        void vscode.commands.executeCommand('setContext', 'emic.hasNames', isNow);
      }),
    );
  }

  dispose(): void {
    this.#listeners.dispose();
  }

  /** What is listed now, for tests: path, what stands there, what would replace it, and what may be missed. */
  get told(): {
    names: readonly (readonly [string, string, string, boolean])[];
    missed: readonly string[];
    originals: readonly string[];
  } {
    return {
      originals: this.#tree.originals.map(([path]) => path),
      names: this.#list.entries.map(({ proposal: { path, found, replacement }, isChosen }) => [
        path,
        found,
        replacement,
        isChosen,
      ]),
      missed: this.#list.found?.missed.map(({ text }) => text) ?? [],
    };
  }

  async begin(given?: vscode.Uri): Promise<void> {
    const open = await theStudy(this.#services);
    if (open === undefined) return;
    const key = await askForKey(open, this.#known, given);
    if (key === undefined) return;
    this.#leaks.watch(open, key);
    if (key.key.entries.length === 0) {
      await vscode.window.showTextDocument(key.uri, { preview: false });
      void vscode.window.showInformationMessage(
        vscode.l10n.t(
          'The key has no names yet. Write one a row: the real name, and what is to stand in its place. What may be a name is listed in the view Real Names.',
        ),
      );
    }
    if (await this.#find(open, key)) await vscode.commands.executeCommand('emic.realNames.focus');
  }

  /** Lists the names of a key. @returns whether all of the study could be looked through. */
  async #find(open: OpenStudy, key: KeyFile): Promise<boolean> {
    await readAllOf(open);
    if (open.reading.state === 'stopped') {
      say(vscode.l10n.t('Not all transcripts are read, so names were not looked for.'));
      return false;
    }
    const snapshot = open.now();
    if (snapshot === undefined) return false;
    const files = await pathsIn(open.folder);
    const { proposals, missed } = await withPatience(vscode.l10n.t('Looking for real names'), async () => {
      await new Promise<void>((resolve) => setTimeout(resolve, 0));
      const finder = new KeyNames(key.key.entries, snapshot.settings.language);
      const found = findProposals(snapshot, finder, files);
      return { proposals: found, missed: await suggest(snapshot, key.key.entries) };
    });
    this.#list.fill({ study: open, snapshot, key, missed }, proposals);
    const sentence =
      proposals.length === 1
        ? vscode.l10n.t('1 real name was found.')
        : vscode.l10n.t('{0} real names were found.', proposals.length);
    say(sentence);
    return true;
  }

  async replaceChosen(): Promise<void> {
    const { found, chosen } = this.#list;
    if (found === undefined) return;
    if (chosen.length === 0) {
      say(vscode.l10n.t('No name is ticked.'));
      return;
    }
    await this.#replace(found.study, chosen, found.key, found.snapshot);
  }

  async #replace(open: OpenStudy, chosen: readonly Proposal[], key: KeyFile, snapshot = open.now()): Promise<void> {
    if (snapshot === undefined) return;
    if (open.now() !== snapshot) {
      await this.#find(open, key);
      say(vscode.l10n.t('The study has changed meanwhile. Look at the list again.'));
      return;
    }
    if (await this.#replacer.replace(open, snapshot, chosen, key)) await this.#refresh(open, key);
  }

  /** What is left, once the study has read what was changed. */
  async #refresh(open: OpenStudy, key: KeyFile): Promise<void> {
    if (this.#list.found !== undefined) await this.#find(open, key);
  }

  close(): void {
    this.#list.clear();
  }

  async restore(given?: vscode.Uri): Promise<void> {
    const open = await theStudy(this.#services);
    if (open === undefined) return;
    const key = await askForKey(open, this.#known, given);
    if (key === undefined) return;
    await readAllOf(open);
    await open.refresh([]);
    const snapshot = open.now();
    if (snapshot === undefined) return;
    this.#leaks.watch(open, key);
    if (await this.#replacer.restore(open, snapshot, key)) await this.#refresh(open, key);
  }

  async show(node: unknown): Promise<void> {
    const { found } = this.#list;
    if (found === undefined) return;
    const known = node as NameNode;
    const place =
      known.kind === 'suggestion'
        ? known.suggestion.places[0]
        : known.kind === 'place'
          ? known.entry.proposal
          : undefined;
    if (place === undefined) return;
    const lines = found.snapshot.lines(place.path);
    const [from, to] = [lines.positionAt(place.start), lines.positionAt(place.end)];
    await vscode.window.showTextDocument(found.study.uriOf(place.path), {
      selection: new vscode.Range(from.line, from.character, to.line, to.character),
      preserveFocus: true,
      preview: true,
    });
  }

  /** Writes what may be a name into the key, with what is to stand in its place. */
  async addToKey(node: unknown): Promise<void> {
    const { found } = this.#list;
    const known = node as NameNode | undefined;
    if (found === undefined || known?.kind !== 'suggestion') return;
    const real = known.suggestion.text.replace(/\s+/g, ' ').trim();
    const kinds: readonly (vscode.QuickPickItem & { readonly name: NameKind; readonly proposed: string })[] = [
      { label: vscode.l10n.t('A person'), name: 'person', proposed: vscode.l10n.t('Participant') },
      { label: vscode.l10n.t('A place'), name: 'place', proposed: vscode.l10n.t('[place]') },
      { label: vscode.l10n.t('A firm or an organisation'), name: 'firm', proposed: vscode.l10n.t('[firm]') },
      { label: vscode.l10n.t('Something else'), name: 'other', proposed: vscode.l10n.t('[left out]') },
    ];
    const kind = await vscode.window.showQuickPick(kinds, {
      title: vscode.l10n.t('Add “{0}” to the Key', real),
      placeHolder: vscode.l10n.t('What is it the name of?'),
    });
    if (kind === undefined) return;
    const replacement = await vscode.window.showInputBox({
      title: vscode.l10n.t('Add “{0}” to the Key', real),
      prompt: vscode.l10n.t('What is to stand in its place'),
      value: kind.proposed,
      validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('Something has to stand there.') : undefined),
    });
    if (replacement === undefined) return;
    const now = await readKeyFile(found.study, found.key.uri);
    if (now.kind === 'refused') {
      tellRefused(found.key.uri, now.sentence, now.line);
      return;
    }
    const text = withName(now.file.text, { real, replacement: replacement.trim(), kind: kind.name });
    await replaceFile(found.key.uri, new TextEncoder().encode(text));
    const after = await readKeyFile(found.study, found.key.uri);
    if (after.kind === 'refused') {
      tellRefused(found.key.uri, after.sentence, after.line);
      return;
    }
    this.#leaks.watch(found.study, after.file);
    await this.#find(found.study, after.file);
  }

  /** Moves originals that hold names out of the study: the one that is given, else all that the view shows. */
  async moveOriginals(node: unknown, isConfirmed: boolean): Promise<void> {
    const { found } = this.#list;
    if (found === undefined) return;
    const known = node as NameNode | undefined;
    const paths = known?.kind === 'original' ? [known.path] : this.#tree.originals.map(([path]) => path);
    if (paths.length === 0) say(vscode.l10n.t('No original of this study holds a real name of the key.'));
    else await moveOriginals(found.study, found.key, paths, isConfirmed);
  }

  async openKey(): Promise<void> {
    const open = await theStudy(this.#services);
    const uri = open === undefined ? undefined : this.#known.of(open);
    if (uri !== undefined) await vscode.window.showTextDocument(uri);
    else say(vscode.l10n.t('No key is chosen for this study.'));
  }

  /** Does not look for the names of the key any more. The key itself stays. */
  async forget(): Promise<void> {
    const open = await theStudy(this.#services);
    if (open === undefined) return;
    await this.#known.keep(open, undefined);
    this.#leaks.watch(open, undefined);
    if (this.#list.found?.study === open) this.#list.clear();
    say(vscode.l10n.t('Emic does not know the key of this study any more.'));
  }

  /** Replaces the names at one place, as the fix of a problem. */
  async replaceAt(uri: unknown, range: unknown): Promise<void> {
    if (!(uri instanceof vscode.Uri) || !(range instanceof vscode.Range)) return;
    const document = await vscode.workspace.openTextDocument(uri);
    const open = await this.#services.studies.findFor(document);
    const keyUri = open === undefined ? undefined : this.#known.of(open);
    if (open === undefined || keyUri === undefined) return;
    const read = await readKeyFile(open, keyUri);
    if (read.kind === 'refused') {
      tellRefused(keyUri, read.sentence, read.line);
      return;
    }
    await readAllOf(open);
    const snapshot = open.now();
    if (snapshot === undefined) return;
    const finder = new KeyNames(read.file.key.entries, snapshot.settings.language);
    const path = open.pathOf(uri);
    const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    const here = findProposals(snapshot, finder, await pathsIn(open.folder)).filter(
      (one) => one.path === path && (one.zone === 'file-name' ? end === 0 : one.start < end && start < one.end),
    );
    if (here.length === 0) {
      say(vscode.l10n.t('Here it cannot be replaced by itself: use Pseudonymize.'));
      return;
    }
    await this.#replace(open, here, read.file, snapshot);
  }
}

/** What can be done about a real name where it stands. */
class LeakFixes implements vscode.CodeActionProvider {
  provideCodeActions(
    { uri }: vscode.TextDocument,
    _range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    return diagnostics
      .filter(({ source, code }) => source === 'Emic' && code === leakRule)
      .map((diagnostic) => {
        const title = vscode.l10n.t('Replace by the Pseudonym');
        const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
        action.diagnostics = [diagnostic];
        action.isPreferred = true;
        action.command = { command: '_emic.replaceNameAt', title, arguments: [uri, diagnostic.range] };
        return action;
      });
  }
}
