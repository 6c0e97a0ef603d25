import * as vscode from 'vscode';
import { completeQuery, type Completion } from '../../core/queries/language/complete.js';
import type { QueryTextError } from '../../core/queries/language/queryTextError.js';
import type { FoundPlace } from '../../core/queries/evaluation/findings.js';
import type { Study } from '../../core/study/study.js';
import { differenceOf } from '../../core/text/difference.js';
import { choiceOf } from '../codePicker.js';
import { CodeIcons } from '../icons.js';
import { Pause } from '../pause.js';
import { documentsInWords, lineOf } from '../placeRows.js';
import { speak, excerpt } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { examplesFor, meaningOf } from './queryWords.js';
import { lookThrough, StudyQuery } from './studyQuery.js';

/** What somebody wants to see. */
export interface QueryWish {
  readonly text: string;
  /** The name of the saved query that was chosen and left as it was. */
  readonly name: string | undefined;
  /** The place that was chosen from the list. */
  readonly place: FoundPlace | undefined;
}

interface QueryChoice extends vscode.QuickPickItem {
  /** What the text is to be then; the list stays open. */
  readonly text?: string;
  /** Shows what the query finds. */
  readonly isAnswer?: boolean;
  readonly saved?: Saved;
  readonly place?: FoundPlace;
}

/** A query to choose from. */
export interface Saved {
  readonly name: string;
  readonly query: string;
}

/** So many completions and findings are listed. */
const mostCompletions = 8;
const mostPlaces = 20;

/** So long typing has to pause before the query is answered, in milliseconds. */
const typingPause = 80;

/**
 * Asks for a query in a list that answers while one types: how much it finds or what is wrong with it, what may be written next,
 * and the first places that it finds.
 */
export class QueryInput {
  readonly #pick = vscode.window.createQuickPick<QueryChoice>();
  readonly #open: OpenStudy;
  readonly #saved: readonly Saved[];
  readonly #onQuery: (query: StudyQuery) => void;
  readonly #icons = new CodeIcons();
  readonly #pause = new Pause(typingPause, () => void this.#renew());
  #query: StudyQuery | undefined;
  /** What stood there when it was last looked at, and the place in it where somebody was typing. */
  #typed = { text: '', at: 0 };

  /** @param onQuery is told of each query that can be answered, while it is typed. */
  constructor(open: OpenStudy, saved: readonly Saved[], onQuery: (query: StudyQuery) => void) {
    this.#open = open;
    this.#saved = saved;
    this.#onQuery = onQuery;
  }

  /** @param text what stands there at first. */
  async ask(text: string): Promise<QueryWish | undefined> {
    const pick = this.#pick;
    pick.title = vscode.l10n.t('Query');
    pick.placeholder = vscode.l10n.t('Codes and conditions, such as: cost and not trust');
    pick.ignoreFocusOut = true;
    pick.value = text;
    this.#typed = { text, at: text.length };
    const follow = this.#open.onDidChange(() => this.#pause.ask());
    pick.onDidChangeValue((value) => {
      this.#typed = { text: value, at: endOfChange(this.#typed.text, value) };
      this.#pause.restart();
    });
    return new Promise((resolve) => {
      pick.onDidAccept(() => {
        const wish = this.#take();
        if (wish === undefined) return;
        resolve(wish);
        pick.hide();
      });
      pick.onDidHide(() => {
        resolve(undefined);
        follow.dispose();
        this.#pause.dispose();
        pick.dispose();
      });
      pick.show();
      this.#pause.now();
    });
  }

  /** What Enter does with the entry in focus. @returns undefined where the list stays open. */
  #take(): QueryWish | undefined {
    const text = this.#pick.value.trim();
    const [active] = this.#pick.activeItems;
    // The list may be slower than the keys.
    const isCurrent = this.#query?.text === this.#pick.value;
    if (isCurrent && active?.text !== undefined) {
      this.#pick.value = active.text;
      // The cursor goes to the end.
      this.#typed = { text: active.text, at: active.text.length };
      this.#pause.now();
      return undefined;
    }
    if (active?.saved !== undefined && text === '') {
      return { text: active.saved.query, name: active.saved.name, place: undefined };
    }
    const study = this.#open.now();
    if (text === '' || study === undefined || new StudyQuery(text).in(study).error !== undefined) {
      this.#pause.now();
      return undefined;
    }
    return { text, name: undefined, place: isCurrent ? active?.place : undefined };
  }

  async #renew(): Promise<void> {
    const study = this.#open.now();
    const text = this.#pick.value;
    if (study === undefined) return;
    if (this.#query?.text !== text) this.#query = new StudyQuery(text);
    const query = this.#query;
    if (text.trim() === '') {
      this.#show([...this.#beginnings(study)], undefined);
      return;
    }
    const { findings, error } = query.in(study);
    const at = this.#typed.text === text ? this.#typed.at : text.length;
    const completions = completeQuery(study, text, at).map((one) => this.#completion(study, text, one));
    if (error !== undefined) {
      const fixes = error.suggestions.map((edit): QueryChoice => {
        const fixed = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
        return {
          label: fixed,
          description: vscode.l10n.t('change to this'),
          iconPath: icon('lightbulb'),
          text: fixed,
          alwaysShow: true,
        };
      });
      const known = new Set(fixes.map((fix) => fix.text?.trim()));
      const others = completions.filter((one) => !known.has(one.text?.trim())).slice(0, mostCompletions);
      const offers = error.isUnfinished ? [...others, ...fixes] : [...fixes, ...others];
      this.#show([told(error, text), ...offers], offers[0]);
      return;
    }
    this.#pick.busy = true;
    const isWanted = (): boolean => this.#query === query;
    const isDone = await lookThrough(findings, isWanted);
    if (!isDone) return;
    this.#pick.busy = false;
    this.#onQuery(query);
    const documents = [...findings.documents()];
    const count = documents.reduce((sum, one) => sum + one.count, 0);
    const places: FoundPlace[] = [];
    for (const one of documents) {
      if (places.length >= mostPlaces) break;
      places.push(...one.places.slice(0, mostPlaces - places.length));
    }
    // What is written already is no offer.
    const others = completions.filter((one) => one.text?.trim() !== text.trim());
    const answer: QueryChoice = {
      label: vscode.l10n.t('Found: {0} in {1}', count, documentsInWords(documents.length)),
      description: vscode.l10n.t('Enter shows them in the sidebar'),
      iconPath: icon('search'),
      isAnswer: true,
      alwaysShow: true,
    };
    this.#show(
      [answer, ...others.slice(0, mostCompletions), ...places.map((place) => this.#place(study, place))],
      answer,
    );
  }

  #show(items: readonly QueryChoice[], active: QueryChoice | undefined): void {
    this.#pick.items = items;
    if (active !== undefined) this.#pick.activeItems = [active];
  }

  /** Where nothing is written yet: queries that were saved, and examples with the study's own codes. */
  *#beginnings(study: Study): Generator<QueryChoice> {
    if (this.#saved.length > 0) yield separator(vscode.l10n.t('Saved queries'));
    for (const saved of this.#saved) {
      yield { label: saved.name, description: saved.query, iconPath: icon('bookmark'), saved, alwaysShow: true };
    }
    yield separator(vscode.l10n.t('Examples to begin with'));
    for (const [text, about] of examplesFor(study)) {
      yield { label: text, description: about, iconPath: icon('lightbulb'), text, alwaysShow: true };
    }
  }

  #completion(study: Study, text: string, { start, end, text: inserted, kind, name }: Completion): QueryChoice {
    const isComplete = /[:=]$/.test(inserted);
    const after = text.slice(end);
    const completed = text.slice(0, start) + inserted + (isComplete || /^[\s),]/.test(after) ? '' : ' ') + after;
    const about = { text: completed, alwaysShow: true };
    if (kind !== 'code')
      return { label: name, iconPath: icon(kindIcons[kind]), description: meaningOf(name), ...about };
    const { label, description, iconPath } = choiceOf(this.#open, study, name);
    return {
      label,
      ...(description === undefined ? {} : { description }),
      ...(iconPath === undefined ? {} : { iconPath }),
      ...about,
    };
  }

  #place(study: Study, place: FoundPlace): QueryChoice {
    const title = study.transcript(place.document)?.title ?? place.document;
    return {
      label: escapeIcons(excerpt(lineOf(place.quote), 120)),
      description: [place.speakers.join(', '), title].filter(Boolean).join(' · '),
      iconPath:
        place.codes.length === 0
          ? icon('dash')
          : this.#icons.bars(place.codes.map((code) => this.#open.colors.get(code) ?? 'grey')),
      place,
      alwaysShow: true,
    };
  }
}

const kindIcons = {
  operator: 'symbol-operator',
  field: 'symbol-field',
  unit: 'list-unordered',
  value: 'symbol-constant',
} as const;

/** VS Code tells an extension the text of its box, and not where the cursor is: that is where the text has changed. */
function endOfChange(before: string, after: string): number {
  const { start, text } = differenceOf(before, after);
  return start + text.length;
}

/** What is wrong, with the place in the text. */
function told(error: QueryTextError, text: string): QueryChoice {
  const { start, end, isUnfinished } = error;
  const before = text.slice(Math.max(0, start - 30), start);
  return {
    label: speak(error.sentence),
    detail: isUnfinished ? '' : `${before} → ${text.slice(start, end)} ← ${text.slice(end, end + 30)}`,
    iconPath: icon(isUnfinished ? 'edit' : 'error'),
    alwaysShow: true,
  };
}

function icon(id: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(id);
}

function separator(label: string): QueryChoice {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

/** In a label `$(name)` would be an icon. */
function escapeIcons(text: string): string {
  return text.replace(/\$\(/g, '\\$(');
}
