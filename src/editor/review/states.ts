import * as vscode from 'vscode';
import type { Git } from '../../core/repository/git.js';
import { message, type Message } from '../../core/text/message.js';
import { speak } from '../speak.js';

/** The names by which a state that is no commit is known. */
export const filesName = ':files';
export const stagedName = ':staged';

/** The two states that are compared, by the names that git or Emic knows them by. */
export interface ComparedStates {
  readonly from: string;
  readonly to: string;
}

/** What a state is called, in the language of the window. */
export function sayState(name: string): string {
  const title = titleOfState(name);
  return typeof title === 'string' ? title : speak(title);
}

/** What a state is called; a message where it has a name in each language. */
export function titleOfState(name: string): string | Message {
  if (name === filesName) return message('the files as they are');
  if (name === stagedName) return message('what is staged');
  if (name === 'HEAD') return message('the last commit');
  return /^[\da-f]{40,}$/.test(name) ? name.slice(0, 8) : name;
}

export interface StateChoice extends vscode.QuickPickItem {
  readonly name?: string;
}

/** So many commits are offered; others are found by typing what git knows them by. */
const mostCommits = 200;

/** Asks for two states; undefined where the person does not answer. */
export async function chooseStates(git: Git, now: ComparedStates): Promise<ComparedStates | undefined> {
  const choices = await choicesIn(git);
  const ask = async (placeHolder: string, step: number, current: string): Promise<string | undefined> => {
    const title = vscode.l10n.t('Compare Two States ({0} of 2)', step);
    // What is compared now is offered first: Enter leaves it.
    const isCurrent = ({ name }: StateChoice): boolean => name === current;
    const ordered = [...choices.filter(isCurrent).slice(0, 1), ...choices.filter((one) => !isCurrent(one))];
    const chosen = await vscode.window.showQuickPick(ordered, {
      title,
      placeHolder,
      matchOnDescription: true,
      matchOnDetail: true,
    });
    return chosen?.name;
  };
  const from = await ask(vscode.l10n.t('The earlier state (now: {0})', sayState(now.from)), 1, now.from);
  if (from === undefined) return undefined;
  const to = await ask(vscode.l10n.t('The later state (now: {0})', sayState(now.to)), 2, now.to);
  return to === undefined ? undefined : { from, to };
}

/** The states that are offered. */
export async function choicesIn(git: Git): Promise<readonly StateChoice[]> {
  const [branches, commits, parting] = await Promise.all([branchesOf(git), commitsOf(git), partingOf(git)]);
  const heading = (label: string): StateChoice => ({ label, kind: vscode.QuickPickItemKind.Separator });
  return [
    {
      label: `$(files) ${vscode.l10n.t('The files as they are')}`,
      description: vscode.l10n.t('saved or not, committed or not'),
      name: filesName,
    },
    {
      label: `$(inbox) ${vscode.l10n.t('What is staged')}`,
      description: vscode.l10n.t('for the next commit'),
      name: stagedName,
    },
    { label: `$(git-commit) ${vscode.l10n.t('The last commit')}`, description: 'HEAD', name: 'HEAD' },
    ...parting,
    heading(vscode.l10n.t('Branches and tags')),
    ...branches,
    heading(vscode.l10n.t('Commits of this study')),
    ...commits,
  ];
}

/** Where this branch left the main one, as a pull request begins; none where they have not parted. */
async function partingOf(git: Git): Promise<readonly StateChoice[]> {
  const told = await git.ask(['symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD']);
  const head = await git.commit('HEAD');
  for (const main of [told ?? '', 'main', 'master']) {
    const tip = await git.commit(main);
    if (tip === undefined || head === undefined || tip === head) continue;
    const name = await git.ask(['merge-base', head, tip]);
    if (name === undefined || name === head) continue;
    const label = `$(git-branch) ${withoutIcons(vscode.l10n.t('Where this branch left {0}', main))}`;
    return [{ label, description: name.slice(0, 8), name }];
  }
  return [];
}

async function branchesOf(git: Git): Promise<readonly StateChoice[]> {
  const format = '--format=%(refname)%09%(refname:short)%09%(committerdate:short)%09%(subject)';
  const said = await git.ask([
    'for-each-ref',
    '--sort=-committerdate',
    format,
    'refs/heads',
    'refs/remotes',
    'refs/tags',
  ]);
  return (said ?? '').split('\n').flatMap((line): StateChoice[] => {
    const [name = '', short = '', date = '', ...subject] = line.split('\t');
    if (name === '' || name.endsWith('/HEAD')) return [];
    const icon = name.startsWith('refs/tags/') ? 'tag' : 'git-branch';
    return [
      {
        label: `$(${icon}) ${withoutIcons(short)}`,
        description: date,
        detail: withoutIcons(subject.join(' ')),
        name: short,
      },
    ];
  });
}

async function commitsOf(git: Git): Promise<readonly StateChoice[]> {
  const args = [
    'log',
    '-z',
    `--max-count=${String(mostCommits)}`,
    '--no-show-signature',
    '--format=%H%x09%aN%x09%as%x09%s',
  ];
  const commits = await git.parts([...args, 'HEAD', '--', '.']).catch(() => []);
  return commits.map((commit): StateChoice => {
    const [name = '', author = '', date = '', ...subject] = commit.split('\t');
    const label = `$(git-commit) ${withoutIcons(subject.join(' '))}`;
    return { label, description: withoutIcons(`${author} · ${date} · ${name.slice(0, 8)}`), name };
  });
}

/** Signs that a quick pick would read as an icon stay signs. */
export function withoutIcons(text: string): string {
  return text.replace(/\$\(/g, '$\u2060(');
}
