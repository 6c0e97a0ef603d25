import * as vscode from 'vscode';
import { attributeLines, attributesPath, driverOf, withAttributes, withoutAttributes } from '../../core/merge/setUp.js';
import type { Git } from '../../core/repository/git.js';
import { theStudy } from '../commands/studyCommand.js';
import { gitIn } from '../git/studyGit.js';
import { withGit } from '../rounds/atWork.js';
import type { Services } from '../services.js';
import { readText, replaceFile } from '../studies/files.js';
import type { OpenStudy } from '../studies/openStudy.js';

const driverKey = 'merge.emic.driver';

/** What a Node process knows of itself; there is none in a browser's worker. */
interface NodeProcess {
  readonly execPath: string;
  readonly platform: string;
}

/**
 * The commands that let git merge the study by Emic, and take that back. The driver runs a copy of the command line in the extension's
 * storage, where updates of the extension leave it in place, by VS Code's own Node: neither `emic` nor `node` has to be on the path.
 */
export function registerMergeSetUp(services: Services): vscode.Disposable {
  const setUp = new MergeSetUp(services.context);
  const seen = new Set<string>();
  const command = (name: string, run: (study: OpenStudy, git: Git) => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(name, async () => {
      const study = await theStudy(services);
      const none = vscode.l10n.t(
        'The study is in no git repository, or git is not installed, so there is nothing to merge.',
      );
      if (study !== undefined) await withGit(study, none, (git) => run(study, git));
    });
  const renew = (): void => {
    const study = services.studies.active;
    if (study === undefined || seen.has(study.folder.toString())) return;
    seen.add(study.folder.toString());
    void setUp.renew(study).catch(() => undefined);
  };
  return vscode.Disposable.from(
    services.studies.onDidChangeList(renew),
    command('emic.setUpMerging', (study, git) => setUp.install(study, git)),
    command('emic.removeMerging', (study, git) => setUp.remove(study, git)),
  );
}

class MergeSetUp {
  readonly #context: vscode.ExtensionContext;

  constructor(context: vscode.ExtensionContext) {
    this.#context = context;
  }

  async install(study: OpenStudy, git: Git): Promise<void> {
    const driver = await this.#driver();
    if (driver === undefined) return;
    const now = await study.open();
    const lines = attributeLines(now.codebook.text.text);
    const file = vscode.Uri.joinPath(study.folder, attributesPath);
    const before = await readText(file);
    if (before.kind !== 'text' && before.kind !== 'missing') {
      void vscode.window.showWarningMessage(vscode.l10n.t('{0} cannot be read.', attributesPath));
      return;
    }
    const text = before.kind === 'text' ? before.text : '';
    const after = withAttributes(text, lines);
    if (after !== text) await replaceFile(file, new TextEncoder().encode(after));
    await git.text(['config', '--local', 'merge.emic.name', 'Emic merges coded texts']);
    await git.text(['config', '--local', driverKey, driver]);
    const show = vscode.l10n.t('Show {0}', attributesPath);
    const answer = await vscode.window.showInformationMessage(
      vscode.l10n.t(
        'From now on git merges this study by Emic. Commit {0}, which Emic wrote in the study’s folder: it holds for everyone. Emic also wrote {1} in the git settings of this copy of the repository, so everyone who merges runs this command once in their own copy.',
        attributesPath,
        driverKey,
      ),
      show,
      vscode.l10n.t('Remove Merging'),
    );
    if (answer === show) await vscode.window.showTextDocument(file);
    else if (answer !== undefined) await this.remove(study, git);
  }

  async remove(study: OpenStudy, git: Git): Promise<void> {
    const file = vscode.Uri.joinPath(study.folder, attributesPath);
    const before = await readText(file);
    const text = before.kind === 'text' ? before.text : '';
    const after = withoutAttributes(text);
    if (after === '' && text !== '') await vscode.workspace.fs.delete(file);
    else if (after !== text) await replaceFile(file, new TextEncoder().encode(after));
    const wasSet = (await git.ask(['config', '--local', '--remove-section', 'merge.emic'])) !== undefined;
    void vscode.window.showInformationMessage(
      wasSet || after !== text
        ? vscode.l10n.t(
            'git merges this study as text again: Emic’s lines are gone from {0} and from git’s settings.',
            attributesPath,
          )
        : vscode.l10n.t('git merges this study as text: merging by Emic was not set up here.'),
    );
  }

  /** Where merging was set up here by an older version, or VS Code has moved, the driver is brought up to date. */
  async renew(study: OpenStudy): Promise<void> {
    const git = await gitIn(study.folder);
    const known = await git?.ask(['config', '--local', '--get', driverKey]);
    if (git === undefined || known?.includes(scriptName) !== true) return;
    const driver = await this.#driver();
    if (driver !== undefined && driver !== known) await git.text(['config', '--local', driverKey, driver]);
  }

  /** What git is to run, with the command line in its place; undefined where no program can be started. */
  async #driver(): Promise<string | undefined> {
    const { process } = globalThis as { readonly process?: NodeProcess };
    if (process === undefined) return undefined;
    const { extensionUri, globalStorageUri } = this.#context;
    const script = vscode.Uri.joinPath(globalStorageUri, scriptName);
    await vscode.workspace.fs.createDirectory(globalStorageUri);
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'dist', 'cli.js'));
    // Replaced as a whole: git may be running it.
    await replaceFile(script, bytes);
    return driverOf({
      words: [process.execPath, script.fsPath],
      // What VS Code runs is no Node unless it is told so; a Node does not mind.
      environment: { ELECTRON_RUN_AS_NODE: '1' },
      isWindows: process.platform === 'win32',
    });
  }
}

/** Told by its name to be ours. */
const scriptName = 'emic-merge.cjs';
