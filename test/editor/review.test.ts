import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ActiveText } from '../../src/editor/activeText.js';
import { Documents } from '../../src/editor/documents.js';
import { gitIn, onDidChangeGit } from '../../src/editor/git/studyGit.js';
import { RecentCodes } from '../../src/editor/recentCodes.js';
import { openChange } from '../../src/editor/review/openChange.js';
import { ReviewTree, type ChangeNode, type ReviewNode } from '../../src/editor/review/reviewTree.js';
import type { Reviewed } from '../../src/editor/review/reviewing.js';
import { choicesIn, filesName, stagedName } from '../../src/editor/review/states.js';
import { Studies } from '../../src/editor/studies/studies.js';
import { git, hasGit } from './repository.js';
import { closeAll, codebook, makeFolder, openEditor, until, writeFile } from './study.js';

const talk = 'I: Hvordan gikk det?\n\nA1: [Det var dyrt]{.kostnad} for [bygda]{.tillit by=ol} vår.\n\nA1: Ja, ja.\n';
const other = 'I: Og du?\n\nB1: Vi hadde [ikke tid]{.tid}.\n';

/** A view that somebody looks at, or not. */
class View {
  visible = true;
  message = '';
  description = '';
  readonly #turned = new vscode.EventEmitter<vscode.TreeViewVisibilityChangeEvent>();
  readonly onDidChangeVisibility = this.#turned.event;

  turn(visible: boolean): void {
    this.visible = visible;
    this.#turned.fire({ visible });
  }

  dispose(): void {
    this.#turned.dispose();
  }
}

const inNode = hasGit ? describe : describe.skip;

inNode('the review of a study in git', () => {
  let folder: vscode.Uri;
  let documents: Documents;
  let studies: Studies;
  let active: ActiveText;
  let view: View;
  let tree: ReviewTree;
  /** How often the view was told to look again. */
  let told: number;

  before(() => vscode.extensions.getExtension('emic.emic')?.activate());
  beforeEach(async () => {
    folder = await makeFolder({
      'codebook.md': codebook,
      'transcripts/Åse 1.md': talk,
      'transcripts/b.md': other,
    });
    await git(folder, 'init', '-q', '-b', 'main');
    await commit('The interviews');
    documents = new Documents();
    studies = new Studies(documents);
    active = new ActiveText();
    view = new View();
    const recent = new RecentCodes({} as vscode.Memento);
    const services = { context: {} as vscode.ExtensionContext, active, documents, studies, recent };
    studies.activate(studies.add(folder));
    tree = new ReviewTree(services, () => view);
    told = 0;
    tree.onDidChangeTreeData(() => told++);
  });
  afterEach(async () => {
    tree.dispose();
    active.dispose();
    studies.dispose();
    documents.dispose();
    await closeAll();
  });

  async function commit(subject: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
    for (const [path, text] of Object.entries(files)) await writeFile(folder, path, text);
    await git(folder, 'add', '-A');
    await git(folder, 'commit', '-q', '-m', subject);
    return git(folder, 'rev-parse', 'HEAD');
  }
  /** The tree as lines: groups, and their rows below them. */
  const lines = async (): Promise<string[]> => {
    const all: string[] = [];
    for (const group of await tree.getChildren()) {
      all.push(lineOf(group));
      for (const row of await tree.getChildren(group)) {
        assert.equal(tree.getParent(row), group);
        all.push(`  ${lineOf(row)}`);
      }
    }
    return all;
  };
  const lineOf = (node: ReviewNode): string => {
    const { label, description } = tree.getTreeItem(node);
    return `${typeof label === 'string' ? label : ''} (${String(description)})`;
  };
  /** The tree as whoever looks at it has it after the last time that it was told to look again. */
  const shows = (what: RegExp): Promise<unknown> =>
    until(`the view shows ${String(what)}`, async () => what.test((await lines()).join('\n')));
  const reviewedNow = (): Reviewed => {
    const { reviewed } = tree;
    assert.ok(reviewed);
    return reviewed;
  };
  const rowOf = async (words: string): Promise<ChangeNode> => {
    for (const group of await tree.getChildren())
      for (const row of await tree.getChildren(group)) if ('row' in row && lineOf(row).includes(words)) return row;
    throw new Error(`There is no row with “${words}”.`);
  };
  const open = async (words: string): Promise<vscode.TabInputTextDiff> => {
    const { row } = await rowOf(words);
    await openChange(reviewedNow(), row);
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    return input;
  };
  const textOf = async (uri: vscode.Uri): Promise<string> => (await vscode.workspace.openTextDocument(uri)).getText();

  it('should group what changed since the last commit by document and by code', async () => {
    assert.deepEqual(await lines(), []);
    assert.equal(view.message, 'Nothing changed.');
    await writeFile(
      folder,
      'transcripts/Åse 1.md',
      talk.replace('{.tillit by=ol}', '{.tid by=ol}').replace('Ja, ja', 'Jo, [ja]{.tid}'),
    );
    await writeFile(folder, 'transcripts/b.md', other.replace('{.tid}', '{.kostnad}'));
    await writeFile(folder, 'transcripts/ny.md', 'C1: [Nytt]{.tid}.\n');
    tree.follow();
    assert.deepEqual(await lines(), [
      'b (1)',
      '  Tid → Kostnad: ikke tid (Recoded)',
      'ny (2)',
      '  transcripts/ny.md (New transcript)',
      '  Tid: Nytt (Added)',
      'Åse 1 (3)',
      '  Tillit → Tid: bygda (Recoded · by=ol)',
      '  Tid: ja (Added)',
      '  Jo (Words changed)',
    ]);
    assert.equal(view.message, '');
    assert.equal(view.description, 'the last commit → the files as they are');
    tree.groupBy('code');
    assert.deepEqual(await lines(), [
      'Kostnad (1)',
      '  ikke tid (Recoded · b.md)',
      'Tid (3)',
      '  Nytt (Added · ny.md)',
      '  bygda (Recoded · by=ol · Åse 1.md)',
      '  ja (Added · Åse 1.md)',
      'Transcripts and memos (2)',
      '  transcripts/ny.md (New transcript · ny.md)',
      '  Jo (Words changed · Åse 1.md)',
    ]);
    assert.match((await tree.markdown()) ?? '', /ikke tid/);
  });

  it('should say so where nothing is committed yet', async () => {
    await git(folder, 'update-ref', '-d', 'HEAD');
    tree.follow();
    assert.deepEqual(await lines(), []);
    assert.equal(view.message, 'Nothing of the study is committed yet.');
  });

  it('should compare two commits, and what is staged', async () => {
    const first = await git(folder, 'rev-parse', 'HEAD');
    const second = await commit('Trust', { 'transcripts/b.md': other.replace('Vi hadde', '[Vi]{.tillit} hadde') });
    await commit('Time', { 'transcripts/b.md': other.replace('Vi hadde', '[Vi hadde]{.tid}') });
    tree.compare({ from: first, to: second });
    assert.deepEqual(await lines(), ['b (1)', '  Tillit: Vi (Added)']);
    assert.equal(view.description, `${first.slice(0, 8)} → ${second.slice(0, 8)}`);
    await writeFile(folder, 'transcripts/b.md', other);
    await git(folder, 'add', '-A');
    await writeFile(folder, 'transcripts/b.md', '');
    tree.compare({ from: 'HEAD', to: stagedName });
    assert.deepEqual(await lines(), ['b (1)', '  Tid: Vi hadde (Removed)']);
    tree.compare({ from: 'nothing', to: filesName });
    assert.deepEqual(await lines(), []);
    assert.match(view.message, /git could not read these states/);
  });

  it('should open a row as the comparison of the two states, at its place', async () => {
    const first = await git(folder, 'rev-parse', 'HEAD');
    const changed = talk.replace('Ja, ja', 'Jo, [ja]{.tid}');
    await writeFile(folder, 'transcripts/Åse 1.md', changed);
    tree.follow();
    await shows(/Tid: ja/);
    const files = await open('Tid: ja');
    assert.equal(files.modified.toString(), vscode.Uri.joinPath(folder, 'transcripts/Åse 1.md').toString());
    assert.equal(await textOf(files.original), talk);
    const editor = await until('the file’s side', () =>
      vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === files.modified.toString()),
    );
    const at = editor.document.positionAt(changed.indexOf('ja]'));
    await until('its place', () => editor.selection.active.isEqual(at));
    const second = await commit('Time');
    tree.compare({ from: first, to: second });
    const commits = await open('Tid: ja');
    assert.deepEqual([await textOf(commits.original), await textOf(commits.modified)], [talk, changed]);
    assert.equal(commits.modified.scheme, 'emic-version');
    // A transcript that is gone has nothing on its later side.
    await git(folder, 'rm', '-q', 'transcripts/b.md');
    tree.compare({ from: second, to: filesName });
    const gone = await open('ikke tid');
    assert.deepEqual([await textOf(gone.original), await textOf(gone.modified)], [other, '']);
  });

  it('should not keep the old contents that were opened and closed', async () => {
    await commit('Much', { 'transcripts/b.md': other.repeat(3) });
    const old = (): number => vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === 'emic-version').length;
    for (let i = 0; i < 6; i++) {
      await writeFile(folder, 'transcripts/b.md', other.repeat(3).replace('ikke', `ikke ${'lenger '.repeat(i + 1)}`));
      await commit(`Step ${String(i)}`);
      tree.compare({ from: 'HEAD~1', to: 'HEAD' });
      await shows(/b \(/);
      await openChange(reviewedNow(), (await rowOf('lenger')).row);
      await until(
        'one comparison with its two sides',
        () => old() <= 2 && vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length === 1,
      );
    }
    await closeAll();
    await until('nothing of it', () => old() === 0);
  });

  it('should count what is typed, and look again after it is saved and committed', async () => {
    assert.deepEqual(await lines(), []);
    const editor = await openEditor(folder, 'transcripts/b.md');
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 4), 'Kodiak '));
    await until('it is told to look again', () => told > 0);
    await shows(/Kodiak \(Words added\)/);
    assert.doesNotMatch(await textOf(vscode.Uri.joinPath(folder, 'transcripts/Åse 1.md')), /Kodiak/);
    // Typed on: the earlier text is not told any more.
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 10), 'n'));
    await shows(/Kodiakn \(Words added\)/);
    told = 0;
    await editor.document.save();
    await until('it is told of the save', () => told > 0);
    await shows(/Kodiakn \(Words added\)/);
    await commit('Words');
    tree.follow();
    await until('it is told of the commit', async () => (await lines()).length === 0);
    assert.equal(view.message, 'Nothing changed.');
    // What is given up is gone.
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 4), 'Given up '));
    await shows(/Given up/);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await until('nothing changed', async () => (await lines()).length === 0);
  });

  it('should do nothing while nobody sees it, and look once somebody does', async () => {
    assert.deepEqual(await lines(), []);
    view.turn(false);
    const editor = await openEditor(folder, 'transcripts/b.md');
    // All of it is older than the longest pause once this is seen.
    let isOver = false;
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 4), 'Unseen '));
    tree.follow();
    setTimeout(() => (isOver = true), 1_500);
    await until('the pauses are over', () => isOver);
    assert.equal(told, 0);
    view.turn(true);
    assert.equal(told, 1);
    await shows(/Unseen/);
  });

  it('should wait until a round of blind coding is closed', async () => {
    const round = '---\nstate: open\ncoders: [kn, ol]\n---\n';
    await writeFile(folder, 'rounds/one.md', round);
    await writeFile(folder, 'transcripts/b.md', other.replace('{.tid}', '{.kostnad}'));
    const setCoder = (name: string | undefined): Thenable<void> =>
      vscode.workspace.getConfiguration('emic').update('coder', name, vscode.ConfigurationTarget.Global);
    try {
      await setCoder('kn');
      await studies.active?.noteRounds();
      tree.follow();
      await until('nothing is told', async () => (await lines()).length === 0 && view.message !== '');
      assert.match(view.message, /round/);
    } finally {
      await setCoder(undefined);
    }
    await until('all is told', async () => (await lines()).join('\n').includes('ikke tid'));
  });

  it('should say nothing where the repository is gone', async () => {
    await writeFile(folder, 'transcripts/b.md', other.replace('{.tid}', '{.kostnad}'));
    tree.follow();
    await shows(/ikke tid/);
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, '.git'), { recursive: true });
    tree.follow();
    // The tests' own workspace may stand in a repository of somebody's.
    if ((await gitIn(folder)) !== undefined) return;
    assert.deepEqual(await lines(), []);
    assert.equal(await tree.markdown(), undefined);
  });

  it('should offer the place where this branch left the main one, once they have parted', async () => {
    const found = await gitIn(folder);
    assert.ok(found);
    const parting = async (): Promise<readonly string[]> =>
      (await choicesIn(found)).filter(({ label }) => label.includes('left')).map(({ name = '' }) => name);
    assert.deepEqual(await parting(), []);
    const left = await git(folder, 'rev-parse', 'HEAD');
    await git(folder, 'switch', '-q', '-c', 'åse');
    await commit('Mine', { 'transcripts/b.md': other.replace('{.tid}', '{.kostnad}') });
    await git(folder, 'switch', '-q', 'main');
    await commit('Theirs', { 'transcripts/Åse 1.md': talk.replace('Ja', 'Jo') });
    await git(folder, 'switch', '-q', 'åse');
    assert.deepEqual(await parting(), [left]);
    const labels = (await choicesIn(found)).map(({ label }) => label);
    assert.ok(labels.includes('$(git-branch) Where this branch left main'));
    // What others did on the main branch since then is none of its changes.
    tree.compare({ from: left, to: 'HEAD' });
    assert.deepEqual(await lines(), ['b (1)', '  Tid → Kostnad: ikke tid (Recoded)']);
  });

  it('should hear of commits and of repositories from VS Code’s own git', async () => {
    const setting = vscode.workspace.getConfiguration('git');
    // The windows of the tests do without it.
    await setting.update('enabled', true, vscode.ConfigurationTarget.Workspace);
    try {
      const api = await until('VS Code’s own git', builtInGit);
      let [others, changes] = [0, 0];
      const listener = await onDidChangeGit((isAnother) => (isAnother ? others++ : changes++));
      try {
        const isOpen = (): boolean => api.repositories.some(({ rootUri }) => rootUri.path === folder.path);
        const repository = await until('the repository', () => api.openRepository(folder));
        await until('it is heard to open', () => others > 0 && isOpen());
        changes = 0;
        await commit('Words', { 'transcripts/b.md': other.replace('Vi', 'De') });
        await repository.status();
        await until('a commit is heard', () => changes > 0);
        others = 0;
        await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, '.git'), { recursive: true });
        await repository.status().catch(() => undefined);
        await until('it is heard to close', () => others > 0 && !isOpen());
      } finally {
        listener.dispose();
      }
    } finally {
      await setting.update('enabled', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });
});

interface BuiltInGit {
  readonly repositories: readonly { readonly rootUri: vscode.Uri }[];
  openRepository(root: vscode.Uri): Promise<{ readonly rootUri: vscode.Uri; status(): Promise<void> } | null>;
}

async function builtInGit(): Promise<BuiltInGit | undefined> {
  const extension = vscode.extensions.getExtension<{ readonly enabled: boolean; getAPI(version: 1): BuiltInGit }>(
    'vscode.git',
  );
  const git = await extension?.activate();
  return git?.enabled === true ? git.getAPI(1) : undefined;
}

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string; readonly enablement?: string }[] };
}

describe('the review where there is no git to ask', () => {
  /** What is said while something is done. */
  async function saidIn(work: () => Thenable<unknown>): Promise<readonly string[]> {
    const { showInformationMessage } = vscode.window;
    const said: string[] = [];
    Object.assign(vscode.window, {
      showInformationMessage: (text: string) => {
        said.push(text);
        return Promise.resolve(undefined);
      },
    });
    try {
      await work();
    } finally {
      Object.assign(vscode.window, { showInformationMessage });
    }
    return said;
  }

  it('should be said in one sentence by the commands, and not be offered', async () => {
    const folder = await makeFolder({ 'codebook.md': codebook, 'transcripts/a.md': talk });
    const editor = await openEditor(folder, 'transcripts/a.md');
    if ((await gitIn(folder)) !== undefined) return;
    const at = editor.document.positionAt(talk.indexOf('var dyrt'));
    editor.selection = new vscode.Selection(at, at);
    const why = hasGit ? /is in no git repository/ : /git cannot be reached in a browser/;
    for (const command of ['emic.reviewChanges', 'emic.showPassageHistory']) {
      const said = await saidIn(() => vscode.commands.executeCommand(command));
      assert.equal(said.length, 1, command);
      assert.match(said[0] ?? '', why, command);
    }
    const { contributes } = vscode.extensions.getExtension('emic.emic')?.packageJSON as Manifest;
    for (const name of ['emic.groupReviewByCode', 'emic.groupReviewByDocument', 'emic.copyReview'])
      assert.match(
        contributes.commands.find(({ command }) => command === name)?.enablement ?? '',
        /emic\.hasGit/,
        name,
      );
    await closeAll();
  });
});
