import * as vscode from 'vscode';
import { loadPatterns } from '../../core/autocode/pattern.js';
import { PatternError } from '../../core/autocode/patternError.js';
import type { AutocodeQuery, Reach, Wanted } from '../../core/autocode/query.js';
import { languageOf } from '../../core/autocode/search.js';
import type { Study } from '../../core/study/study.js';
import { wordExtents } from '../../core/words/wordExtents.js';
import { stemmedLanguage } from '../../core/words/stemmedLanguages.js';
import { choicesOf, pickParent, type CodeChoice } from '../codePicker.js';
import { CodesQuickPick } from '../codesQuickPick.js';
import type { CodeToMake } from '../commands/coding.js';
import type { Services } from '../services.js';
import { excerpt, speak } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';

/** What somebody wants to be looked for, and coded with what. */
export interface Wish {
  readonly query: AutocodeQuery;
  readonly newCode: CodeToMake | undefined;
}

type Kind = Wanted['kind'] | 'participants' | 'sections' | 'within';

interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/** Asks what to look for and what to code it with: a few steps, then all of it in one list, where each part can be changed. */
export class AutocodeForm {
  readonly #services: Services;
  readonly #open: OpenStudy;
  readonly #study: Study;
  #query: AutocodeQuery;
  #newCode: CodeToMake | undefined;

  constructor(
    services: Services,
    open: OpenStudy,
    study: Study,
    before: Partial<Wish> & { codes?: readonly string[] },
  ) {
    this.#services = services;
    this.#open = open;
    this.#study = study;
    this.#query = before.query ?? { reach: 'sentence', codes: before.codes ?? [] };
    this.#newCode = before.newCode;
  }

  /** @returns undefined if somebody thinks better of it. */
  async ask(): Promise<Wish | undefined> {
    const kind = await this.#askKind();
    if (kind === undefined || !(await this.#askPart(kind, true))) return undefined;
    if (!this.#hasCodes && !(await this.#askCodes(true))) return undefined;
    return this.review();
  }

  /** Shows what will be looked for, to be changed or begun. */
  async review(): Promise<Wish | undefined> {
    for (;;) {
      const part = await vscode.window.showQuickPick(this.#parts(), {
        title: vscode.l10n.t('Autocode: {0}', this.subject),
        placeHolder: vscode.l10n.t(
          'Enter finds it; nothing is coded before you have seen it. Choose a line to change it.',
        ),
        ignoreFocusOut: true,
      });
      if (part === undefined) return undefined;
      if (part.value === 'find') return { query: this.#query, newCode: this.#newCode };
      await this.#change(part.value);
    }
  }

  /** What is looked for, in a few words. */
  get subject(): string {
    return subjectOf(this.#query, (code) => this.#nameOf(code));
  }

  get #hasCodes(): boolean {
    return this.#query.codes.length > 0 || this.#newCode !== undefined;
  }

  #nameOf(code: string): string {
    return this.#study.codebook.get(code)?.name ?? code;
  }

  #set(part: Partial<AutocodeQuery>): true {
    this.#query = { ...this.#query, ...part };
    return true;
  }

  async #askKind(): Promise<Kind | undefined> {
    const { l10n } = vscode;
    const kinds: Choice<Kind>[] = [
      {
        value: 'words',
        label: l10n.t('Words in All Inflections'),
        iconPath: new vscode.ThemeIcon('whole-word'),
        detail: this.#inflections(),
      },
      {
        value: 'text',
        label: l10n.t('Text as It Is Written'),
        iconPath: new vscode.ThemeIcon('quote'),
        detail: l10n.t('A word, a part of one or a phrase, across line ends and emphasis'),
      },
      {
        value: 'pattern',
        label: l10n.t('Regular Expression'),
        iconPath: new vscode.ThemeIcon('regex'),
        detail: l10n.t('For those who know them: a pattern such as \\bsam(arbeid|skap)\\w*'),
      },
      {
        value: 'participants',
        label: l10n.t('What Somebody Says'),
        iconPath: new vscode.ThemeIcon('person'),
        detail: l10n.t('All turns of one or more participants'),
      },
      {
        value: 'sections',
        label: l10n.t('Answers to a Question'),
        iconPath: new vscode.ThemeIcon('list-tree'),
        detail: l10n.t('All that is answered under a heading of the interview guide'),
      },
      {
        value: 'within',
        label: l10n.t('Passages of Another Code'),
        iconPath: new vscode.ThemeIcon('symbol-color'),
        detail: l10n.t('All that is coded with it, or what is said there'),
      },
    ];
    const chosen = await vscode.window.showQuickPick(kinds, {
      title: vscode.l10n.t('Autocode (1 of 3): What to Look For'),
      placeHolder: vscode.l10n.t('Conditions can be combined in the last step'),
      ignoreFocusOut: true,
    });
    return chosen?.value;
  }

  #inflections(): string {
    const tags = new Set(this.#study.transcripts.map((transcript) => languageOf(this.#study, transcript)));
    const known = [...tags].some((tag) => stemmedLanguage(tag) !== undefined);
    return known
      ? vscode.l10n.t('“farm” finds “farming” and “farmed”')
      : vscode.l10n.t('Needs a line such as “language: en” in the codebook’s front matter');
  }

  /** Asks for what the first step chose. @returns false if the question is not answered. */
  async #askPart(kind: Kind, isStep = false): Promise<boolean> {
    const step = (title: string): string => (isStep ? vscode.l10n.t('Autocode (2 of 3): {0}', title) : title);
    switch (kind) {
      case 'words':
      case 'text':
      case 'pattern': {
        const wanted = await this.#askWanted(kind, step);
        return wanted !== undefined && this.#set({ wanted });
      }
      case 'participants': {
        const people = this.#study.people.map(({ id, attributes }) => ({
          value: id,
          label: id,
          description: Object.values(attributes).filter(Boolean).join(', '),
        }));
        const chosen = await this.#several(people, this.#query.participants, step(vscode.l10n.t('Participants')), {
          placeHolder: vscode.l10n.t('Whose words; none for everybody'),
        });
        return chosen !== undefined && this.#structural(isStep, chosen, { participants: chosen });
      }
      case 'sections': {
        const sections = this.#study.guide.map(({ key, text, level }) => ({
          value: key,
          label: `${'\u2003'.repeat(level)}${text}`,
        }));
        const chosen = await this.#several(sections, this.#query.sections, step(vscode.l10n.t('Headings')), {
          placeHolder: vscode.l10n.t('What stands below these headings; none for all'),
        });
        return chosen !== undefined && this.#structural(isStep, chosen, { sections: chosen });
      }
      case 'within': {
        const codes = choicesOf(this.#open, this.#study, [], '').flatMap((choice: CodeChoice) =>
          choice.code === undefined ? [] : [{ ...choice, value: choice.code }],
        );
        const chosen = await this.#several(codes, this.#query.within, step(vscode.l10n.t('Within Codes')), {
          placeHolder: vscode.l10n.t('What is coded with one of these already; none for anywhere'),
        });
        return chosen !== undefined && this.#structural(isStep, chosen, { within: chosen }, 'match');
      }
    }
  }

  /** Without words to look for, all that is said is taken: turn by turn. */
  #structural(
    isStep: boolean,
    chosen: readonly string[],
    part: Partial<AutocodeQuery>,
    reach: Reach = 'turn',
  ): boolean {
    if (!isStep) return this.#set(part);
    return chosen.length > 0 && this.#set({ ...part, wanted: undefined, reach });
  }

  async #askWanted(kind: Wanted['kind'], step: (title: string) => string): Promise<Wanted | undefined> {
    const before = this.#query.wanted;
    const same = before?.kind === kind ? before : undefined;
    const compile = kind === 'pattern' ? await loadPatterns() : undefined;
    const check = (value: string): string | undefined => {
      if (value.trim() === '') return vscode.l10n.t('Write what to look for.');
      if (kind === 'words' && wordExtents(value).next().done === true) return vscode.l10n.t('Write at least one word.');
      try {
        compile?.(value, false);
        return undefined;
      } catch (error) {
        return error instanceof PatternError ? speak(error.sentence) : String(error);
      }
    };
    const questions = {
      words: [
        vscode.l10n.t('Words in All Inflections'),
        vscode.l10n.t('A word, or words that follow each other. Commas part several: cost, price, too dear'),
      ],
      text: [vscode.l10n.t('Text as It Is Written'), vscode.l10n.t('Capitals do not count, and parts of words do.')],
      pattern: [
        vscode.l10n.t('Regular Expression'),
        vscode.l10n.t(
          'Looked for in each paragraph as it reads, without signs. \\b is the edge of a word, \\w a letter of any alphabet.',
        ),
      ],
    } as const;
    const [title, prompt] = questions[kind];
    const value = await vscode.window.showInputBox({
      title: step(title),
      prompt,
      value: same === undefined ? '' : same.kind === 'pattern' ? same.pattern : same.text,
      validateInput: (typed) => (typed === '' ? undefined : check(typed)),
      ignoreFocusOut: true,
    });
    if (value === undefined || check(value) !== undefined) return undefined;
    if (kind === 'pattern') return { ...(same?.kind === 'pattern' ? same : {}), kind, pattern: value };
    if (kind === 'words') return { kind, text: value };
    return { ...(same?.kind === 'text' ? same : {}), kind, text: value };
  }

  async #askCodes(isStep = false): Promise<boolean> {
    const recent = this.#services.recent.of(this.#open);
    const pick = new CodesQuickPick(this.#open, this.#study, recent);
    pick.subject = isStep ? vscode.l10n.t('Autocode (3 of 3): Codes') : vscode.l10n.t('Codes');
    pick.placeholder = vscode.l10n.t('Codes for what is found, or a name for a new one');
    const answer = await pick.ask(undefined);
    if (answer === undefined) return false;
    let newCode: CodeToMake | undefined;
    if (answer.newName !== undefined) {
      const last = this.#services.recent.lastParent(this.#open);
      const place = await pickParent(this.#open, this.#study, answer.newName, last);
      if (place === undefined) return false;
      newCode = { name: answer.newName, parent: place.parent };
    }
    this.#newCode = newCode;
    return this.#set({ codes: answer.codes });
  }

  async #several(
    choices: readonly Choice<string>[],
    before: readonly string[] = [],
    title: string,
    { placeHolder }: { placeHolder: string },
  ): Promise<readonly string[] | undefined> {
    const chosen = await vscode.window.showQuickPick(
      choices.map((choice) => ({ ...choice, picked: before.includes(choice.value) })),
      { title, placeHolder, canPickMany: true, matchOnDescription: true, ignoreFocusOut: true },
    );
    return chosen?.map(({ value }) => value);
  }

  #parts(): Choice<string>[] {
    const { l10n } = vscode;
    const { wanted, participants = [], sections = [], within = [], where = [], documents, voices } = this.#query;
    const codes = [
      ...this.#query.codes.map((code) => this.#nameOf(code)),
      ...(this.#newCode ? [this.#newCode.name] : []),
    ];
    const all = (values: readonly string[], none: string): string => (values.length === 0 ? none : values.join(', '));
    const line = (value: string, icon: string, label: string, description: string): Choice<string> => ({
      value,
      label,
      description,
      iconPath: new vscode.ThemeIcon(icon),
    });
    const heading = (label: string): Choice<string> => ({ value: '', label, kind: vscode.QuickPickItemKind.Separator });
    const lines = [line('find', 'search', l10n.t('Find'), l10n.t('shows proposals to accept or reject'))];
    lines.push(heading(l10n.t('What and where')), line('wanted', 'quote', l10n.t('Words'), this.#wantedInWords()));
    if (wanted?.kind === 'text')
      lines.push(line('whole', 'whole-word', l10n.t('Whole words only'), yesOrNo(wanted.wholeWords)));
    if (wanted?.kind === 'text' || wanted?.kind === 'pattern') {
      lines.push(line('case', 'case-sensitive', l10n.t('Capitals count'), yesOrNo(wanted.matchCase)));
    }
    lines.push(line('participants', 'person', l10n.t('Participants'), all(participants, l10n.t('everybody'))));
    if (this.#study.participants.columns.length > 1) {
      const conditions = where.map(({ name, value }) => `${name}: ${value === '' ? '–' : value}`);
      lines.push(line('where', 'organization', l10n.t('With attributes'), all(conditions, l10n.t('any'))));
    }
    lines.push(
      line(
        'voices',
        'comment-discussion',
        l10n.t('What interviewers say'),
        voices === 'all' ? l10n.t('looked through, too') : l10n.t('left out'),
      ),
      line(
        'sections',
        'list-tree',
        l10n.t('Under headings'),
        all(
          sections.map((key) => this.#heading(key)),
          l10n.t('all'),
        ),
      ),
      line(
        'within',
        'symbol-color',
        l10n.t('Within passages of'),
        all(
          within.map((code) => this.#nameOf(code)),
          l10n.t('anywhere'),
        ),
      ),
      line(
        'documents',
        'files',
        l10n.t('Documents'),
        documents === undefined
          ? l10n.t('all')
          : all(
              documents.map((path) => this.#title(path)),
              l10n.t('none'),
            ),
      ),
      heading(l10n.t('What is coded')),
      line('codes', 'tag', l10n.t('Codes'), codes.join(', ')),
      line('reach', 'arrow-both', l10n.t('How much'), reachInWords(this.#query)),
    );
    return lines;
  }

  #wantedInWords(): string {
    return this.#query.wanted === undefined ? vscode.l10n.t('all that is said') : wantedInWords(this.#query.wanted);
  }

  #heading(key: string): string {
    return this.#study.guide.find((section) => section.key === key)?.text ?? key;
  }

  #title(path: string): string {
    return this.#study.transcript(path)?.title ?? path;
  }

  async #change(part: string): Promise<void> {
    const { wanted } = this.#query;
    switch (part) {
      case 'wanted':
        await this.#changeWanted();
        return;
      case 'whole':
        if (wanted?.kind === 'text') this.#set({ wanted: { ...wanted, wholeWords: wanted.wholeWords !== true } });
        return;
      case 'case':
        if (wanted?.kind === 'text' || wanted?.kind === 'pattern') {
          this.#set({ wanted: { ...wanted, matchCase: wanted.matchCase !== true } });
        }
        return;
      case 'voices':
        this.#set({ voices: this.#query.voices === 'all' ? 'answers' : 'all' });
        return;
      case 'participants':
      case 'sections':
      case 'within':
        await this.#askPart(part);
        return;
      case 'where':
        await this.#askWhere();
        return;
      case 'documents': {
        const choices = this.#study.transcripts.map(({ path, title }) => ({
          value: path,
          label: title,
          description: path,
        }));
        const all = choices.map(({ value }) => value);
        const chosen = await this.#several(choices, this.#query.documents ?? all, vscode.l10n.t('Documents'), {
          placeHolder: vscode.l10n.t('The documents to look through'),
        });
        if (chosen !== undefined && chosen.length > 0) {
          const { documents: _, ...rest } = this.#query;
          this.#query = chosen.length === all.length ? rest : { ...rest, documents: chosen };
        }
        return;
      }
      case 'codes':
        await this.#askCodes();
        return;
      case 'reach': {
        const reaches: Reach[] = ['match', 'sentence', 'paragraph', 'turn'];
        const chosen = await vscode.window.showQuickPick(
          reaches.map((reach) => ({ label: reachInWords({ ...this.#query, reach }), value: reach })),
          { title: vscode.l10n.t('How Much Is Coded'), ignoreFocusOut: true },
        );
        if (chosen !== undefined) this.#set({ reach: chosen.value });
      }
    }
  }

  async #changeWanted(): Promise<void> {
    const kinds: Choice<Wanted['kind'] | 'all'>[] = [
      { value: 'words', label: vscode.l10n.t('Words in All Inflections') },
      { value: 'text', label: vscode.l10n.t('Text as It Is Written') },
      { value: 'pattern', label: vscode.l10n.t('Regular Expression') },
      {
        value: 'all',
        label: vscode.l10n.t('All that is said'),
        description: vscode.l10n.t('where the other conditions hold'),
      },
    ];
    const chosen = await vscode.window.showQuickPick(kinds, { title: vscode.l10n.t('Words'), ignoreFocusOut: true });
    if (chosen === undefined) return;
    if (chosen.value === 'all') this.#set({ wanted: undefined });
    else await this.#askPart(chosen.value);
  }

  async #askWhere(): Promise<void> {
    const columns = this.#study.participants.columns.slice(1);
    const choices = columns.flatMap((name) => {
      const values = [...new Set(this.#study.people.map(({ attributes }) => attributes[name]?.trim() ?? ''))].sort();
      return values.map((value) => ({
        value: `${name}=${value}`,
        label: value === '' ? '–' : value,
        description: name,
      }));
    });
    const before = (this.#query.where ?? []).map(({ name, value }) => `${name}=${value}`);
    const chosen = await this.#several(choices, before, vscode.l10n.t('Participants with Attributes'), {
      placeHolder: vscode.l10n.t('Of one attribute, one value must fit; of several, each; none for any'),
    });
    if (chosen === undefined) return;
    const where = chosen.map((condition) => {
      const at = condition.indexOf('=');
      return { name: condition.slice(0, at), value: condition.slice(at + 1) };
    });
    this.#set({ where });
  }
}

function yesOrNo(value: boolean | undefined): string {
  return value === true ? vscode.l10n.t('yes') : vscode.l10n.t('no');
}

function wantedInWords(wanted: Wanted): string {
  switch (wanted.kind) {
    case 'words':
      return vscode.l10n.t('“{0}” in all inflections', excerpt(wanted.text, 50));
    case 'text':
      return vscode.l10n.t('“{0}”', excerpt(wanted.text, 50));
    case 'pattern':
      return `/${excerpt(wanted.pattern, 50)}/`;
  }
}

function reachInWords({ reach, wanted }: AutocodeQuery): string {
  switch (reach) {
    case 'match':
      return wanted === undefined ? vscode.l10n.t('each stretch by itself') : vscode.l10n.t('only the words found');
    case 'sentence':
      return vscode.l10n.t('the sentence');
    case 'paragraph':
      return vscode.l10n.t('the paragraph');
    case 'turn':
      return vscode.l10n.t('the whole turn');
  }
}

/** What is looked for, in a few words, for titles. */
export function subjectOf(query: AutocodeQuery, nameOf: (code: string) => string): string {
  const { wanted, participants = [], sections = [], within = [], where = [] } = query;
  const parts = [
    ...(wanted === undefined ? [] : [wantedInWords(wanted)]),
    participants.join(', '),
    where.map(({ value }) => value).join(', '),
    sections.join(', '),
    within.map(nameOf).join(', '),
  ].filter((part) => part !== '');
  return parts.length === 0 ? vscode.l10n.t('all that is said') : excerpt(parts.join(' · '), 100);
}
