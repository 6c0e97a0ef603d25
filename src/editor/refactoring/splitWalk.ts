import * as vscode from 'vscode';
import { keyOf, type SplitDecision } from '../../core/refactoring/split.js';
import type { Passage } from '../../core/transcript/types.js';
import { revealPassage } from '../revealPassage.js';
import type { Services } from '../services.js';
import { excerpt, quoted } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';
import type { NewCodeChoice } from './splitTargets.js';

export interface Walk {
  readonly name: string;
  /** The code that is split. */
  readonly code: string;
  readonly passages: readonly Passage[];
  readonly to: readonly NewCodeChoice[];
  /** What has been decided, by passage; the walk adds to it. */
  readonly decisions: Map<string, SplitDecision>;
  /** To be told of each decision. */
  readonly note: () => Thenable<void>;
}

type Answer = { readonly to: readonly string[] } | 'back' | 'stop' | 'several';

interface AnswerItem extends vscode.QuickPickItem {
  readonly answer?: Answer;
  /** The key that chooses it at once. */
  readonly key?: string;
}

/** Asks about each passage that is not decided yet, one after the other, and shows it in its transcript. */
export async function walkThrough(services: Services, study: OpenStudy, walk: Walk): Promise<void> {
  const { passages, decisions } = walk;
  const isDecided = (passage: Passage): boolean => decisions.has(keyOf(passage.document, passage));
  let at = passages.findIndex((passage) => !isDecided(passage));
  if (at < 0) return;
  const passed: number[] = [];
  for (let passage = passages[at]; passage !== undefined; passage = passages[at]) {
    await revealPassage(services, { study, passage }, { focus: false, inCenter: true });
    let answer = await ask(walk, passage, at, inContext(study, passage), passed.length > 0);
    if (answer === 'several') answer = await askSeveral(walk, passage);
    if (answer === 'stop') return;
    if (answer === 'several') continue;
    if (answer === 'back') {
      at = passed.pop() ?? at;
      continue;
    }
    decisions.set(keyOf(passage.document, passage), {
      path: passage.document,
      clean: passage.clean,
      codes: passage.codes,
      to: answer.to,
    });
    await walk.note();
    passed.push(at);
    at = passages.findIndex((other, i) => i > passed.at(-1)! && !isDecided(other));
  }
}

/** Asks about one passage; a key chooses at once. */
async function ask(walk: Walk, passage: Passage, at: number, words: string, hasBefore: boolean): Promise<Answer> {
  const pick = vscode.window.createQuickPick<AnswerItem>();
  const known = walk.decisions.get(keyOf(passage.document, passage));
  const items = answersFor(walk, hasBefore);
  pick.title = `${vscode.l10n.t('Split “{0}”', walk.name)} · ${vscode.l10n.t('{0} of {1}', at + 1, walk.passages.length)} · ${whereIs(passage)}`;
  pick.placeholder = words;
  pick.ignoreFocusOut = true;
  pick.items = items;
  const before = items.find(({ answer }) => typeof answer === 'object' && answer.to.join(' ') === known?.to.join(' '));
  if (before !== undefined) pick.activeItems = [before];
  return new Promise((resolve) => {
    const give = (answer: Answer | undefined): void => {
      if (answer === undefined) return;
      resolve(answer);
      pick.hide();
    };
    pick.onDidChangeValue((value) => {
      const pressed = items.find(({ key }) => key !== undefined && key === value.trim());
      give(pressed?.answer);
    });
    pick.onDidAccept(() => give(pick.activeItems[0]?.answer));
    pick.onDidHide(() => {
      resolve('stop');
      pick.dispose();
    });
    pick.show();
  });
}

function answersFor({ to, code, name }: Walk, hasBefore: boolean): readonly AnswerItem[] {
  const withKey = (key: string, label: string, answer: Answer, icon: string): AnswerItem => ({
    label,
    description: key,
    answer,
    key,
    iconPath: new vscode.ThemeIcon(icon),
    alwaysShow: true,
  });
  const codes = to.map((each, i): AnswerItem => {
    const key = i < 9 ? String(i + 1) : undefined;
    const item = withKey(key ?? '', each.name, { to: [each.id] }, 'tag');
    return key === undefined ? { label: item.label, answer: { to: [each.id] }, alwaysShow: true } : item;
  });
  const both: AnswerItem[] =
    to.length === 2
      ? [withKey('+', vscode.l10n.t('Both'), { to: to.map(({ id }) => id) }, 'layers')]
      : to.length > 2
        ? [withKey('+', vscode.l10n.t('Several …'), 'several', 'layers')]
        : [];
  return [
    ...codes,
    ...both,
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    withKey('0', vscode.l10n.t('Leave it as “{0}”', name), { to: [code] }, 'circle-slash'),
    withKey('-', vscode.l10n.t('Remove the code from it'), { to: [] }, 'trash'),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    ...(hasBefore ? [withKey('<', vscode.l10n.t('Back to the one before'), 'back', 'arrow-left')] : []),
    withKey('.', vscode.l10n.t('Stop here; what is decided can be done now or later'), 'stop', 'debug-stop'),
  ];
}

async function askSeveral({ to, name }: Walk, passage: Passage): Promise<Answer> {
  const items = to.map(({ id, name: label }) => ({ label, id }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: `${vscode.l10n.t('Split “{0}”', name)} · ${whereIs(passage)}`,
    placeHolder: quoted(excerpt(passage.quote, 110)),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  return chosen === undefined || chosen.length === 0 ? 'several' : { to: chosen.map(({ id }) => id) };
}

/** The words of a passage with some of those before and after. */
function inContext(study: OpenStudy, { document, clean, quote }: Passage): string {
  const text = study.now()?.transcript(document)?.text.clean ?? '';
  const before = text.slice(0, clean.start).split('\n').at(-1) ?? '';
  const after = text.slice(clean.end).split('\n', 1)[0] ?? '';
  const from = before.length <= around ? before : `…${before.slice(-around).replace(/^\S*\s/, '')}`;
  const to = after.length <= around ? after : `${after.slice(0, around).replace(/\s\S*$/, '')}…`;
  return `${from}${quoted(excerpt(quote, 110))}${to}`.replace(/\s+/g, ' ').trim();
}

/** So many characters are shown on each side. */
const around = 40;

/** The transcript and who speaks. */
function whereIs({ document, speakers }: Passage): string {
  const file = document.slice(document.lastIndexOf('/') + 1).replace(/\.md$/, '');
  return speakers.length === 0 ? file : `${file}, ${speakers.join(', ')}`;
}
