import * as vscode from 'vscode';
import { groupChanges, type ChangeGroup, type Grouping } from '../../core/changes/grouping.js';
import { changesMarkdown } from '../../core/changes/changesMarkdown.js';
import type { ChangeRow } from '../../core/changes/rows.js';
import { sayCode, sayFacts, sayGroup, sayHappening } from '../../core/changes/sayHappening.js';
import { GitError } from '../../core/repository/git.js';
import { asText } from '../hover.js';
import { gitIn } from '../git/studyGit.js';
import { Pause } from '../pause.js';
import { lineOf } from '../placeRows.js';
import { whyBlind } from '../rounds/whileBlind.js';
import type { Services } from '../services.js';
import { excerpt } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { inWindow } from './inWindow.js';
import { Reviewing, type Reviewed } from './reviewing.js';
import { filesName, sayState, titleOfState, type ComparedStates } from './states.js';

interface GroupNode {
  readonly group: ChangeGroup;
}
export interface ChangeNode {
  readonly parent: GroupNode;
  readonly row: ChangeRow;
}
export type ReviewNode = GroupNode | ChangeNode;

/** Of more changes than so many the groups are listed first, each to be opened. */
const mostUnfolded = 200;

/** What a tree has to do with its view. */
export type ReviewView = Pick<
  vscode.TreeView<ReviewNode>,
  'visible' | 'onDidChangeVisibility' | 'message' | 'description' | 'dispose'
>;

/** So long changes of git gather before the view follows them, in milliseconds. */
const gathering = 500;

/** So long after the last key the view follows what is typed, in milliseconds. */
const afterTyping = 1_000;

/** The view *Review*: what changed in the coding between two states of the active study. It works only while it is seen. */
export class ReviewTree implements vscode.TreeDataProvider<ReviewNode>, vscode.Disposable {
  readonly #services: Services;
  readonly #view: ReviewView;
  readonly #reviewing = new Reviewing();
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #pause = new Pause(gathering, () => this.#show());
  readonly #typing = new Pause(afterTyping, () => this.#show());
  readonly #disposable: vscode.Disposable;
  #states: ComparedStates = { from: 'HEAD', to: filesName };
  #grouping: Grouping = 'document';
  #reviewed: Reviewed | undefined;
  /** The last comparison, which may go on still. */
  #work: Promise<Reviewed | undefined> = Promise.resolve(undefined);
  /** What may have changed since then. */
  #stale: 'typed' | 'all' | undefined = 'all';
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(services: Services, makeView: (tree: ReviewTree) => ReviewView = viewOf) {
    this.#services = services;
    this.#view = makeView(this);
    this.#disposable = vscode.Disposable.from(
      this.#view,
      this.#changed,
      this.#pause,
      this.#view.onDidChangeVisibility(() => this.#show()),
      services.studies.onDidChangeList(() => this.follow()),
      // A round that begins or ends, or another coder.
      services.studies.onDidChange(({ paths }) => {
        if (paths === 'all') this.follow();
      }),
      vscode.workspace.onDidSaveTextDocument(() => this.follow()),
      this.#typing,
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#followTyping(document)),
      // What was typed and is given up comes back as it is saved.
      vscode.workspace.onDidCloseTextDocument((document) => this.#followTyping(document)),
    );
  }

  dispose(): void {
    this.#disposable.dispose();
  }

  get states(): ComparedStates {
    return this.#states;
  }

  get reviewed(): Reviewed | undefined {
    return this.#reviewed;
  }

  /** Something may have changed: it is looked at again once somebody sees the view. */
  follow(): void {
    this.#stale = 'all';
    if (this.#view.visible) this.#pause.ask();
  }

  #followTyping({ uri }: vscode.TextDocument): void {
    const { from, to } = this.#states;
    if (from !== filesName && to !== filesName) return;
    if (this.#services.studies.active?.pathOf(uri) === undefined) return;
    this.#stale ??= 'typed';
    if (this.#view.visible) this.#typing.restart();
  }

  compare(states: ComparedStates): void {
    this.#states = states;
    this.#stale = 'all';
    this.#changed.fire(undefined);
  }

  groupBy(grouping: Grouping): void {
    this.#grouping = grouping;
    this.#changed.fire(undefined);
  }

  /** The changes as Markdown; undefined where there is nothing to compare. */
  async markdown(): Promise<string | undefined> {
    const reviewed = await this.#now();
    if (reviewed === undefined) return undefined;
    const { from, to } = reviewed.states;
    return changesMarkdown(reviewed.changes, { from: titleOfState(from), to: titleOfState(to), by: this.#grouping });
  }

  async getChildren(node?: ReviewNode): Promise<ReviewNode[]> {
    if (node !== undefined) return 'group' in node ? node.group.rows.map((row) => ({ parent: node, row })) : [];
    const reviewed = await this.#now();
    if (reviewed === undefined) return [];
    return groupChanges(reviewed.changes, reviewed.rows, this.#grouping).map((group) => ({ group }));
  }

  getParent(node: ReviewNode): ReviewNode | undefined {
    return 'parent' in node ? node.parent : undefined;
  }

  get #isLong(): boolean {
    return (this.#reviewed?.rows.length ?? 0) > mostUnfolded;
  }

  getTreeItem(node: ReviewNode): vscode.TreeItem {
    return 'group' in node ? groupItem(node.group, this.#isLong) : changeItem(node.row, node.parent.group);
  }

  #show(): void {
    if (this.#view.visible && this.#stale !== undefined) this.#changed.fire(undefined);
  }

  async #now(): Promise<Reviewed | undefined> {
    const study = await this.#services.studies.first();
    if (this.#reviewed !== undefined && this.#reviewed.study !== study) this.#stale = 'all';
    const stale = this.#stale;
    if (stale === undefined) return this.#work;
    this.#stale = undefined;
    // One after the other: they share what they have read.
    const begin = (): Promise<Reviewed | undefined> => this.#compare(study, stale === 'typed');
    this.#work = this.#work.then(begin, begin);
    return this.#work;
  }

  async #compare(study: OpenStudy | undefined, isOnlyTyped: boolean): Promise<Reviewed | undefined> {
    const states = this.#states;
    this.#view.description = `${sayState(states.from)} → ${sayState(states.to)}`;
    await study?.open();
    const blind = study === undefined ? undefined : whyBlind(study);
    if (blind !== undefined) return this.#tell(undefined, blind);
    const git = study === undefined ? undefined : await gitIn(study.folder);
    if (study === undefined || git === undefined) return this.#tell(undefined, '');
    const compare = (): Promise<Reviewed> => this.#reviewing.compare(study, git, states, isOnlyTyped);
    try {
      const reviewed = isOnlyTyped
        ? await compare()
        : await vscode.window.withProgress({ location: { viewId: 'emic.review' } }, compare);
      return this.#tell(reviewed, reviewed.rows.length === 0 ? vscode.l10n.t('Nothing changed.') : '');
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      if ((await git.commit('HEAD')) === undefined)
        return this.#tell(undefined, vscode.l10n.t('Nothing of the study is committed yet.'));
      return this.#tell(undefined, vscode.l10n.t('git could not read these states: {0}', error.message));
    }
  }

  #tell(reviewed: Reviewed | undefined, message: string): Reviewed | undefined {
    this.#reviewed = reviewed;
    this.#view.message = message;
    return reviewed;
  }
}

function viewOf(tree: ReviewTree): ReviewView {
  return vscode.window.createTreeView<ReviewNode>('emic.review', { treeDataProvider: tree, showCollapseAll: true });
}

function groupItem(group: ChangeGroup, isLong: boolean): vscode.TreeItem {
  const { kind, key, rows } = group;
  const name = sayGroup(group, inWindow);
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(name, isLong ? Collapsed : Expanded);
  item.id = `${kind}\n${key}`;
  item.iconPath = new vscode.ThemeIcon(groupIcons[kind]);
  item.description = String(rows.length);
  const count = rows.length === 1 ? vscode.l10n.t('1 change') : vscode.l10n.t('{0} changes', rows.length);
  item.accessibilityInformation = { label: `${name}, ${count}` };
  item.tooltip = key === '' ? name : key;
  return item;
}

const groupIcons: Readonly<Record<ChangeGroup['kind'], string>> = {
  codebook: 'book',
  document: 'comment-discussion',
  code: 'symbol-key',
  participants: 'organization',
  notes: 'note',
  words: 'edit',
};

function changeItem(row: ChangeRow, group: ChangeGroup): vscode.TreeItem {
  const { subject, before, after, told } = row;
  const side = after ?? before;
  const happening = sayHappening(row, inWindow);
  // What must be seen stands first: the rest is cut at a sidebar's width.
  const code = subject === 'coding' && group.kind !== 'code' ? sayCode(row) : '';
  const words = told !== '' && subject === 'codebook' ? told : wordsOf(row);
  const label = code === '' ? words : `${code}: ${words}`;
  const item = new vscode.TreeItem(label === '' ? happening : label, vscode.TreeItemCollapsibleState.None);
  item.iconPath = iconOf(row);
  const path = side?.path ?? '';
  const where = group.kind === 'document' ? '' : path.slice(path.lastIndexOf('/') + 1);
  const said = subject === 'codebook' ? [] : [happening, sayFacts(before, after), where].filter((one) => one !== '');
  item.description = said.join(' · ');
  item.accessibilityInformation = { label: [excerpt(label, 400), ...said].filter((one) => one !== '').join(', ') };
  item.tooltip = tooltipOf(row, said);
  item.command = { command: '_emic.openChange', title: vscode.l10n.t('Compare in the Text'), arguments: [row] };
  item.contextValue = 'change';
  return item;
}

function wordsOf({ subject, before, after, told }: ChangeRow): string {
  const words = subject === 'memo' ? (after?.memo ?? before?.memo) : (after?.words ?? before?.words);
  const line = lineOf(words ?? '');
  if (subject === 'participant' && told !== '') return `${line}: ${told}`;
  if (line !== '') return line;
  // Words that were removed have no place on the other side.
  const gone = lineOf(before?.words ?? '');
  return gone === '' ? ((after ?? before)?.path ?? '') : gone;
}

function iconOf({ happening }: ChangeRow): vscode.ThemeIcon {
  const color = (name: string): vscode.ThemeColor => new vscode.ThemeColor(`gitDecoration.${name}ResourceForeground`);
  switch (happening) {
    case 'added':
      return new vscode.ThemeIcon('diff-added', color('added'));
    case 'removed':
      return new vscode.ThemeIcon('diff-removed', color('deleted'));
    case 'renamed':
      return new vscode.ThemeIcon('diff-renamed', color('renamed'));
    default:
      return new vscode.ThemeIcon('diff-modified', color('modified'));
  }
}

function tooltipOf({ subject, before, after, told }: ChangeRow, said: readonly string[]): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(`**${asText(said.join(' · '))}**`);
  const of = (side: ChangeRow['before']): string => (subject === 'memo' ? side?.memo : side?.words) ?? '';
  const texts = of(before) === of(after) ? [of(after)] : [of(before), of(after)];
  for (const [i, text] of [...texts, told].entries())
    if (text !== '') markdown.appendMarkdown(`\n\n${texts.length === 2 && i === 1 ? '→ ' : ''}${asText(text)}`);
  return markdown;
}
