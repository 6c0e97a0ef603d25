import * as vscode from 'vscode';
import { groupChanges, type ChangeGroup, type Grouping } from '../../core/changes/grouping.js';
import { changesMarkdown } from '../../core/changes/changesMarkdown.js';
import { readChanges } from '../../core/changes/readChanges.js';
import { changeRows, type ChangeRow } from '../../core/changes/rows.js';
import { sayCode, sayFacts, sayGroup, sayHappening } from '../../core/changes/sayHappening.js';
import type { StudyChanges } from '../../core/changes/types.js';
import { GitError, type Git } from '../../core/repository/git.js';
import { StateReader } from '../../core/repository/stateReader.js';
import type { StudyState } from '../../core/repository/studyState.js';
import { asText } from '../hover.js';
import { gitIn, stateNamed } from '../git/studyGit.js';
import { Pause } from '../pause.js';
import { lineOf } from '../placeRows.js';
import { whyBlind } from '../rounds/whileBlind.js';
import type { Services } from '../services.js';
import { excerpt } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { inWindow } from './inWindow.js';
import { filesName, sayState, type ComparedStates } from './states.js';
import { withUnsaved } from './unsaved.js';

interface GroupNode {
  readonly group: ChangeGroup;
}
export interface ChangeNode {
  readonly parent: GroupNode;
  readonly row: ChangeRow;
}
export type ReviewNode = GroupNode | ChangeNode;

/** What was compared, and what came of it. */
export interface Reviewed {
  readonly study: OpenStudy;
  readonly states: ComparedStates;
  readonly before: StudyState;
  readonly after: StudyState;
  readonly changes: StudyChanges;
  readonly rows: readonly ChangeRow[];
}

/** So long changes of git gather before the view follows them, in milliseconds. */
const gathering = 500;

/** So long after the last key the view follows what is typed, in milliseconds. */
const afterTyping = 1_000;

/** The view *Review*: what changed in the coding between two states of the active study. It works only while it is seen. */
export class ReviewTree implements vscode.TreeDataProvider<ReviewNode>, vscode.Disposable {
  readonly #services: Services;
  readonly #view: vscode.TreeView<ReviewNode>;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #pause = new Pause(gathering, () => this.#show());
  readonly #typing = new Pause(afterTyping, () => this.#show());
  readonly #disposable: vscode.Disposable;
  #states: ComparedStates = { from: 'HEAD', to: filesName };
  #grouping: Grouping = 'document';
  #reviewed: Reviewed | undefined;
  #isStale = true;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(services: Services) {
    this.#services = services;
    this.#view = vscode.window.createTreeView<ReviewNode>('emic.review', {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.#disposable = vscode.Disposable.from(
      this.#view,
      this.#changed,
      this.#pause,
      this.#view.onDidChangeVisibility(() => this.#show()),
      services.studies.onDidChangeList(() => this.follow()),
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
    this.#isStale = true;
    if (this.#view.visible) this.#pause.ask();
  }

  #followTyping({ uri }: vscode.TextDocument): void {
    const { from, to } = this.#states;
    if (from !== filesName && to !== filesName) return;
    if (this.#services.studies.active?.pathOf(uri) === undefined) return;
    this.#isStale = true;
    if (this.#view.visible) this.#typing.restart();
  }

  compare(states: ComparedStates): void {
    this.#states = states;
    this.#isStale = true;
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
    return changesMarkdown(reviewed.changes, { from: sayState(from), to: sayState(to), by: this.#grouping });
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

  getTreeItem(node: ReviewNode): vscode.TreeItem {
    return 'group' in node ? groupItem(node.group) : changeItem(node.row, node.parent.group);
  }

  #show(): void {
    if (this.#view.visible && this.#isStale) this.#changed.fire(undefined);
  }

  async #now(): Promise<Reviewed | undefined> {
    const study = await this.#services.studies.first();
    if (!this.#isStale && this.#reviewed?.study === study) return this.#reviewed;
    const { from, to } = this.#states;
    this.#isStale = false;
    this.#view.description = `${sayState(from)} → ${sayState(to)}`;
    await study?.open();
    const blind = study === undefined ? undefined : whyBlind(study);
    if (blind !== undefined) return this.#tell(undefined, blind);
    const git = study === undefined ? undefined : await gitIn(study.folder);
    if (study === undefined || git === undefined) return this.#tell(undefined, '');
    const work = this.#compare(study, git);
    try {
      const reviewed = await vscode.window.withProgress({ location: { viewId: 'emic.review' } }, () => work);
      return this.#tell(reviewed, reviewed.rows.length === 0 ? vscode.l10n.t('Nothing changed.') : '');
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      return this.#tell(undefined, vscode.l10n.t('git could not read these states: {0}', error.message));
    }
  }

  #tell(reviewed: Reviewed | undefined, message: string): Reviewed | undefined {
    this.#reviewed = reviewed;
    this.#view.message = message;
    return reviewed;
  }

  async #compare(study: OpenStudy, git: Git): Promise<Reviewed> {
    const states = this.#states;
    const named = async (name: string): Promise<StudyState> => {
      const state = await stateNamed(git, name);
      return name === filesName ? withUnsaved(state, study) : state;
    };
    const [before, after] = await Promise.all([named(states.from), named(states.to)]);
    const changes = await readChanges(new StateReader(), before, after);
    return { study, states, before, after, changes, rows: changeRows(changes, inWindow) };
  }
}

function groupItem(group: ChangeGroup): vscode.TreeItem {
  const { kind, key, rows } = group;
  const name = sayGroup(group, inWindow);
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
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
