import * as vscode from 'vscode';
import type { Decision } from '../../core/agreement/deciding.js';
import type { Disagreement } from '../../core/agreement/disagreements.js';
import { CodesQuickPick } from '../codesQuickPick.js';
import type { Services } from '../services.js';
import { excerpt, quoted, say } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { applyDecision, mayLoseMemos, type Deciding, type Made } from './deciding.js';
import { keyOf, type Disagreements } from './disagreements.js';
import type { Highlight } from './highlight.js';
import { codesOf, kindText, namesOf, opinionsOf, wordsOf } from './words.js';

type Answer = { readonly decision: Decision; readonly said: string } | 'third' | 'memo' | 'later' | 'back' | 'stop';

interface AnswerItem extends vscode.QuickPickItem {
  readonly answer?: Answer;
  /** The key that chooses it at once. */
  readonly key?: string;
}

/** Asks about each disagreement, one after the other, and shows it in its transcript. */
export class Walk {
  readonly #services: Services;
  readonly #list: Disagreements;
  readonly #highlight: Highlight;

  constructor(services: Services, list: Disagreements, highlight: Highlight) {
    this.#services = services;
    this.#list = list;
    this.#highlight = highlight;
  }

  /** @param from the first to be asked about; the first of all where it is left out. @param only whether it is the only one. */
  async run(from: Disagreement | undefined, only = false): Promise<void> {
    const { study } = this.#list;
    if (study === undefined) return;
    /** What is asked about later. */
    const later = new Set<string>();
    /** In which order places were left without a change of the text, and what asks about them again. */
    const trail: { readonly key: string; readonly askAgain: () => Promise<void> | void }[] = [];
    let decided = 0;
    let isStopped = false;
    let now = from ?? this.#list.all[0];
    while (now !== undefined) {
      await this.#highlight.show(study, this.#list.coders, now, { focus: false });
      const answer = await this.#decide(study, now, trail.length > 0);
      if (answer === 'stop') {
        isStopped = true;
        break;
      }
      const key = keyOf(now);
      if (answer === 'back') {
        const before = trail.pop();
        await before?.askAgain();
        now = this.#list.all.find((one) => keyOf(one) === before?.key) ?? now;
        continue;
      }
      if (answer === 'later') {
        later.add(key);
        trail.push({ key, askAgain: () => void later.delete(key) });
      } else {
        decided++;
        const { takeBack } = answer;
        if (takeBack !== undefined)
          trail.push({
            key,
            askAgain: async () => {
              decided--;
              await takeBack();
            },
          });
      }
      if (only) break;
      now = this.#next(now, later);
    }
    this.#highlight.clear();
    const left = this.#list.all.length;
    if (left === 0) say(vscode.l10n.t('Nothing is left to decide: the coders agree in all.'));
    else if (decided > 0) say(vscode.l10n.t('Decided: {0}. Left: {1}.', decided, left));
    // Whoever answers by keys may press one more: it is not to be typed into the transcript.
    if (!isStopped) await vscode.commands.executeCommand(left === 0 ? 'emic.codes.focus' : 'emic.disagreements.focus');
  }

  /** The next place that was not left for later: from where it was on, then from the beginning. */
  #next({ document, extent }: Disagreement, later: ReadonlySet<string>): Disagreement | undefined {
    const open = this.#list.all.filter((one) => !later.has(keyOf(one)));
    return (
      open.find(
        (one) =>
          one.document.path > document.path ||
          (one.document.path === document.path && one.extent.start >= extent.start),
      ) ?? open[0]
    );
  }

  /** Asks until something is decided. */
  async #decide(study: OpenStudy, place: Disagreement, hasBefore: boolean): Promise<'later' | 'back' | 'stop' | Made> {
    let withMemo = false;
    for (;;) {
      const answer = await this.#ask(study, place, { hasBefore, withMemo });
      if (answer === 'memo') {
        withMemo = !withMemo;
        continue;
      }
      if (answer === 'later' || answer === 'back' || answer === 'stop') return answer;
      const deciding = answer === 'third' ? await this.#askThird(study, place) : answer;
      if (deciding === undefined || !(await mayLoseMemos(place, deciding.decision, this.#list.coders))) continue;
      const isKept = keepsAny(place, deciding.decision);
      const memo = withMemo && isKept ? await askMemo(deciding.said) : undefined;
      if (withMemo && isKept && memo === undefined) continue;
      const whole: Deciding = { ...deciding, ...(memo === undefined || memo.trim() === '' ? {} : { memo }) };
      const made = await applyDecision(this.#services, this.#list, place, whole);
      if (made === undefined) continue;
      say(vscode.l10n.t('Decided: {0}', deciding.said));
      return made;
    }
  }

  async #ask(
    study: OpenStudy,
    place: Disagreement,
    state: { readonly hasBefore: boolean; readonly withMemo: boolean },
  ): Promise<Answer> {
    const pick = vscode.window.createQuickPick<AnswerItem>();
    const items = this.#answersFor(study, place, state);
    const { all } = this.#list;
    const at = all.findIndex((one) => keyOf(one) === keyOf(place));
    const { title } = place.document.transcript;
    const { start, end } = place.extent;
    pick.title = [vscode.l10n.t('Disagreement {0} of {1}', at + 1, all.length), title, kindText(place)].join(' · ');
    const words = quoted(excerpt(place.document.transcript.text.sliceClean(start, end), 40));
    pick.placeholder = vscode.l10n.t('{0}: press the key beside an answer, or choose it', words);
    pick.ignoreFocusOut = true;
    pick.items = items;
    return new Promise((resolve) => {
      const give = (answer: Answer | undefined): void => {
        if (answer === undefined) return;
        resolve(answer);
        pick.hide();
      };
      pick.onDidChangeValue((value) =>
        give(items.find(({ key }) => key !== undefined && key === value.trim())?.answer),
      );
      pick.onDidAccept(() => give(pick.activeItems[0]?.answer));
      pick.onDidHide(() => {
        resolve('stop');
        pick.dispose();
      });
      pick.show();
    });
  }

  #answersFor(
    study: OpenStudy,
    place: Disagreement,
    { hasBefore, withMemo }: { readonly hasBefore: boolean; readonly withMemo: boolean },
  ): readonly AnswerItem[] {
    const { coders } = this.#list;
    const opinions = opinionsOf(place);
    const item = (key: string, label: string, icon: string, answer: Answer, words = ''): AnswerItem => ({
      label,
      description: [vscode.l10n.t('key {0}', key), words].filter((part) => part !== '').join(' · '),
      key,
      answer,
      iconPath: new vscode.ThemeIcon(icon),
      alwaysShow: true,
    });
    const separator: AnswerItem = { label: '', kind: vscode.QuickPickItemKind.Separator };
    const keep = (kept: readonly number[], said: string): Answer => ({
      decision: { kind: 'keep', coders: kept },
      said,
    });
    const one = opinions.map((opinion, i) => {
      const said = `${namesOf(coders, opinion)}: ${codesOf(study, opinion)}`;
      return item(String(i + 1), said, 'account', keep(opinion.coders, said), wordsOf(place, opinion));
    });
    const coding = opinions.filter(({ given }) => given.length > 0);
    const label = coding.length === 2 ? vscode.l10n.t('Both') : vscode.l10n.t('All of them');
    const nothing = vscode.l10n.t('Nothing is coded here');
    return [
      ...one,
      ...(coding.length > 1
        ? [
            item(
              '+',
              label,
              'layers',
              keep(
                coding.flatMap((opinion) => opinion.coders),
                label,
              ),
            ),
          ]
        : []),
      ...(coding.length === opinions.length ? [item('0', nothing, 'circle-slash', keep([], nothing))] : []),
      item('t', vscode.l10n.t('Something else …'), 'edit', 'third'),
      separator,
      item(
        'm',
        withMemo ? vscode.l10n.t('Decide without a memo') : vscode.l10n.t('Decide with a memo'),
        withMemo ? 'pass-filled' : 'note',
        'memo',
      ),
      separator,
      item('s', vscode.l10n.t('Later'), 'debug-step-over', 'later'),
      ...(hasBefore ? [item('<', vscode.l10n.t('Back to the one before'), 'arrow-left', 'back')] : []),
      item('.', vscode.l10n.t('Stop here; what is decided stands in the text'), 'debug-stop', 'stop'),
    ];
  }

  /** Asks for other codes, and for which words. */
  async #askThird(study: OpenStudy, place: Disagreement): Promise<(Deciding & { readonly said: string }) | undefined> {
    const now = study.now() ?? (await study.open());
    const given = opinionsOf(place).flatMap((opinion) => opinion.given);
    const pick = new CodesQuickPick(study, now, [...new Set(given.map(({ code }) => code))]);
    pick.subject = vscode.l10n.t('Something else …');
    pick.placeholder = vscode.l10n.t('Codes that all agree upon, or a name for a new one');
    const answer = await pick.ask(undefined);
    if (answer === undefined || (answer.codes.length === 0 && answer.newName === undefined)) return undefined;
    const extent = await this.#askWords(study, place);
    if (extent === undefined) return undefined;
    const names = [...answer.codes.map((code) => now.codebook.get(code)?.name ?? code), answer.newName ?? ''];
    return {
      decision: { kind: 'third', codes: answer.codes, extent },
      said: names.filter((name) => name !== '').join(', '),
      ...(answer.newName === undefined ? {} : { newCode: answer.newName }),
    };
  }

  /** The words of one of the passages, all that is in question, or what is selected in the transcript. */
  async #askWords(study: OpenStudy, place: Disagreement): Promise<Disagreement['extent'] | undefined> {
    const { text } = place.document.transcript;
    const extents = new Map<string, Disagreement['extent']>();
    const note = (extent: Disagreement['extent']): void => void extents.set(`${extent.start} ${extent.end}`, extent);
    for (const { given } of opinionsOf(place)) for (const { coding } of given) note(coding.extent);
    note(place.extent);
    const uri = study.uriOf(place.document.path).toString();
    const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri);
    if (editor !== undefined && !editor.selection.isEmpty) {
      const { start, end } = editor.selection;
      note({ start: text.toClean(editor.document.offsetAt(start)), end: text.toClean(editor.document.offsetAt(end)) });
    }
    const [only, ...others] = [...extents.values()];
    if (others.length === 0) return only;
    const items = [...extents.values()].map((extent) => ({
      label: quoted(excerpt(text.sliceClean(extent.start, extent.end), 150)),
      extent,
    }));
    const chosen = await vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Something else …'),
      placeHolder: vscode.l10n.t('The words that it is about'),
      ignoreFocusOut: true,
    });
    return chosen?.extent;
  }
}

/** Whether anything is left there that a memo can stand on. */
function keepsAny({ readings }: Disagreement, decision: Decision): boolean {
  return decision.kind === 'third' || decision.coders.some((coder) => (readings[coder] ?? []).length > 0);
}

async function askMemo(said: string): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: said,
    prompt: vscode.l10n.t('Why it was decided so: a memo on the passage'),
    ignoreFocusOut: true,
  });
}
