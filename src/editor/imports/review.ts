import * as vscode from 'vscode';
import { decodeText, encodings, type Encoding } from '../../core/imports/encoding.js';
import type { ImportFile, ImportPlan, PlannedDocument } from '../../core/imports/planImport.js';
import { readQuestions } from '../../core/imports/questions.js';
import { labelKey } from '../../core/transcript/labels.js';
import { speak } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { plainWish, planned, speakersIn, type ImportWish, type SpeakerFound } from './planning.js';
import type { PlannedTexts } from './plannedTexts.js';

/** What is to be written, after somebody has looked at it. */
export interface Reviewed {
  readonly plan: ImportPlan;
  readonly wish: ImportWish;
}

type Part =
  | { readonly kind: 'import' | 'beside' | 'questions' | 'encoding' | 'folder' }
  | { readonly kind: 'speaker'; readonly speaker: SpeakerFound }
  | { readonly kind: 'document'; readonly document: PlannedDocument };

interface Choice extends vscode.QuickPickItem {
  readonly part?: Part;
}

const leaveOut = (): vscode.QuickInputButton => ({
  iconPath: new vscode.ThemeIcon('close'),
  tooltip: vscode.l10n.t('Leave Out'),
});

/** Shows in one list what an import would write; each part can be changed. Nothing is written before somebody says so. */
export class ImportReview {
  readonly #open: OpenStudy;
  readonly #texts: PlannedTexts;
  #files: readonly ImportFile[];
  #wish: ImportWish = plainWish;
  #plan: ImportPlan;
  /** As the documents name them, whatever they are called in the plan. */
  readonly #speakers: readonly SpeakerFound[];

  constructor(open: OpenStudy, texts: PlannedTexts, files: readonly ImportFile[], plan: ImportPlan) {
    this.#open = open;
    this.#texts = texts;
    this.#files = files;
    this.#plan = plan;
    const study = open.now();
    this.#speakers = study === undefined ? [] : speakersIn(plan, study);
  }

  /** @returns undefined if somebody thinks better of it. */
  async ask(): Promise<Reviewed | undefined> {
    let last: string | undefined;
    for (;;) {
      const answer = await this.#pick(last);
      if (answer === undefined) return undefined;
      const { part, isLeftOut } = answer;
      last = labelOf(part);
      if (part.kind === 'import') return { plan: this.#plan, wish: this.#wish };
      if (part.kind === 'document' && !isLeftOut) await this.#texts.show(this.#plan, part.document);
      else if (part.kind === 'document') {
        const at = this.#plan.documents.indexOf(part.document);
        this.#files = this.#files.filter((_, i) => i !== at);
        if (this.#files.length === 0) return undefined;
        await this.#again(this.#wish);
      } else {
        const wish = await this.#change(part);
        if (wish !== undefined) await this.#again(wish);
      }
    }
  }

  async #again(wish: ImportWish): Promise<void> {
    const plan = await planned(this.#open, this.#files, wish);
    if (plan === undefined) return;
    this.#plan = plan;
    this.#wish = wish;
  }

  #pick(last: string | undefined): Promise<{ part: Part; isLeftOut: boolean } | undefined> {
    const pick = vscode.window.createQuickPick<Choice>();
    pick.title = vscode.l10n.t('Import Transcripts');
    pick.placeholder = vscode.l10n.t(
      'Enter imports them; nothing is written before. Choose a line to look at it or to change it.',
    );
    pick.ignoreFocusOut = true;
    pick.matchOnDescription = true;
    pick.items = this.#choices();
    const active = pick.items.find(({ part }) => part !== undefined && labelOf(part) === last);
    if (active !== undefined) pick.activeItems = [active];
    return new Promise((resolve) => {
      const done = (answer: { part: Part; isLeftOut: boolean } | undefined): void => {
        resolve(answer);
        pick.dispose();
      };
      pick.onDidAccept(() => {
        const part = pick.selectedItems[0]?.part;
        if (part !== undefined) done({ part, isLeftOut: false });
      });
      pick.onDidTriggerItemButton(({ item }) => {
        if (item.part !== undefined) done({ part: item.part, isLeftOut: true });
      });
      pick.onDidHide(() => done(undefined));
      pick.show();
    });
  }

  #choices(): readonly Choice[] {
    const { documents } = this.#plan;
    const count = (kind: PlannedDocument['kind']): number => documents.filter((one) => one.kind === kind).length;
    const heading = (label: string): Choice => ({ label, kind: vscode.QuickPickItemKind.Separator });
    const [fresh, changed] = [count('new'), count('changed')];
    const choices: Choice[] = [];
    if (fresh > 0)
      choices.push({
        label: `$(cloud-download) ${fresh === 1 ? vscode.l10n.t('Import 1 Transcript') : vscode.l10n.t('Import {0} Transcripts', fresh)}`,
        description: this.#open.title,
        detail: vscode.l10n.t('The originals are kept beside, untouched.'),
        part: { kind: 'import' },
      });
    if (changed > 0)
      choices.push({
        label: `$(copy) ${vscode.l10n.t('Import What Has Changed Beside the First')}`,
        detail: vscode.l10n.t('Documents with another text than before become transcripts of their own: {0}', changed),
        part: { kind: 'beside' },
      });
    if (this.#speakers.length > 0) {
      choices.push(heading(vscode.l10n.t('Who Speaks')));
      for (const speaker of this.#speakers) choices.push(this.#speakerChoice(speaker));
    }
    choices.push(heading(vscode.l10n.t('How')), ...this.#options());
    choices.push(heading(vscode.l10n.t('Documents')), ...documents.map(documentChoice));
    return choices;
  }

  #speakerChoice(speaker: SpeakerFound): Choice {
    const to = this.#wish.speakers[speaker.label];
    const name = to ?? speaker.id;
    const asks = speaker.asks || this.#wish.interviewers.includes(name);
    const known = this.#open.now()?.people.some(({ id }) => id === name) ?? false;
    const who = asks
      ? vscode.l10n.t('asks the questions')
      : known
        ? vscode.l10n.t('participant')
        : vscode.l10n.t('not among the participants yet');
    const turns = speaker.turns === 1 ? vscode.l10n.t('1 turn') : vscode.l10n.t('{0} turns', speaker.turns);
    return {
      label: `$(${asks ? 'mic' : 'person'}) ${speaker.label}${name === speaker.label ? '' : ` → ${name}`}`,
      description: `${who} · ${turns}`,
      part: { kind: 'speaker', speaker },
    };
  }

  #options(): readonly Choice[] {
    const { questions, encoding, into } = this.#wish;
    const asked = questions.filter(({ isQuestion }) => isQuestion).length;
    return [
      {
        label: `$(list-tree) ${vscode.l10n.t('Headings From a List of Questions...')}`,
        description: asked === 0 ? vscode.l10n.t('none') : vscode.l10n.t('{0} questions', asked),
        part: { kind: 'questions' },
      },
      {
        label: `$(symbol-string) ${vscode.l10n.t('Encoding of Text Files...')}`,
        description: encoding ?? vscode.l10n.t('detected'),
        part: { kind: 'encoding' },
      },
      {
        label: `$(folder) ${vscode.l10n.t('Folder in the Study...')}`,
        description: into ?? folderOf(this.#plan) ?? vscode.l10n.t('that of the other transcripts'),
        part: { kind: 'folder' },
      },
    ];
  }

  async #change(part: Part): Promise<ImportWish | undefined> {
    switch (part.kind) {
      case 'beside':
        return { ...this.#wish, beside: true };
      case 'speaker':
        return this.#askSpeaker(part.speaker);
      case 'questions': {
        const questions = await askQuestions(this.#open);
        return questions === undefined ? undefined : { ...this.#wish, questions };
      }
      case 'encoding': {
        const encoding = await askEncoding();
        return encoding === undefined ? undefined : { ...this.#wish, encoding: encoding.value };
      }
      case 'folder': {
        const into = await vscode.window.showInputBox({
          title: vscode.l10n.t('Folder in the Study'),
          prompt: vscode.l10n.t('Where the transcripts go, as in {0}', 'transcripts/2026'),
          value: this.#wish.into ?? folderOf(this.#plan) ?? '',
          ignoreFocusOut: true,
          validateInput: (text) =>
            /^[/\\]|^[a-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)/i.test(text.trim())
              ? vscode.l10n.t('Name a folder inside the study.')
              : undefined,
        });
        return into === undefined ? undefined : { ...this.#wish, into: into.trim() === '' ? undefined : into.trim() };
      }
      default:
        return undefined;
    }
  }

  async #askSpeaker({ label }: SpeakerFound): Promise<ImportWish | undefined> {
    const study = this.#open.now();
    type Answer = vscode.QuickPickItem & { readonly to?: string; readonly asks?: boolean; readonly isOther?: boolean };
    const heading = (text: string): Answer => ({ label: text, kind: vscode.QuickPickItemKind.Separator });
    const interviewers = study?.settings.interviewers ?? [];
    const answers: Answer[] = [
      { label: `$(check) ${label}`, description: vscode.l10n.t('as the document says'), to: label },
      { label: `$(mic) ${vscode.l10n.t('Asks the Questions')}`, description: label, to: label, asks: true },
      { label: `$(edit) ${vscode.l10n.t('Another Name...')}`, isOther: true },
      heading(vscode.l10n.t('Participants')),
      ...(study?.people ?? []).map(({ id, attributes }) => ({
        label: `$(person) ${id}`,
        description: Object.values(attributes).filter(Boolean).join(', '),
        to: id,
      })),
      heading(vscode.l10n.t('Interviewers')),
      ...interviewers.map((id) => ({ label: `$(mic) ${id}`, to: id, asks: true })),
    ];
    const answer = await vscode.window.showQuickPick(answers, {
      title: vscode.l10n.t('Who Is {0}?', label),
      placeHolder: vscode.l10n.t('The name that this speaker has in the study'),
      matchOnDescription: true,
      ignoreFocusOut: true,
    });
    let to = answer?.to;
    if (answer?.isOther === true) {
      const typed = await vscode.window.showInputBox({
        title: vscode.l10n.t('Who Is {0}?', label),
        prompt: vscode.l10n.t('The name that this speaker has in the study'),
        ignoreFocusOut: true,
        validateInput: (text) => (/[:*[\]{}\n]/.test(text) ? vscode.l10n.t('A name without : * [ ] { }') : undefined),
      });
      to = typed?.trim();
    }
    if (to === undefined || to === '') return undefined;
    const { [label]: before, ...speakers } = this.#wish.speakers;
    const gone = new Set([before ?? label, to].map(labelKey));
    return {
      ...this.#wish,
      speakers: to === label ? speakers : { ...speakers, [label]: to },
      interviewers: [
        ...this.#wish.interviewers.filter((name) => !gone.has(labelKey(name))),
        ...(answer?.asks === true ? [to] : []),
      ],
    };
  }
}

function labelOf(part: Part): string {
  return part.kind === 'speaker'
    ? `speaker ${part.speaker.label}`
    : part.kind === 'document'
      ? `document ${part.document.name}`
      : part.kind;
}

function documentChoice(document: PlannedDocument): Choice {
  const icons = { new: 'file-add', same: 'check', changed: 'diff', failed: 'error' } as const;
  const isBroken = document.notes.some(({ kind }) => kind === 'broken');
  const icon = document.kind === 'new' && isBroken ? 'warning' : icons[document.kind];
  const name = document.name.slice(document.name.lastIndexOf('/') + 1);
  return {
    label: `$(${icon}) ${name}`,
    description: speak(document.sentence),
    detail: document.notes.map(({ message }) => speak(message)).join(' '),
    buttons: [leaveOut()],
    part: { kind: 'document', document },
  };
}

function folderOf({ documents }: ImportPlan): string | undefined {
  const path = documents.find((one) => one.kind === 'new')?.path;
  return path?.replace(/\/?[^/]*$/, '');
}

async function askQuestions(open: OpenStudy): Promise<ImportWish['questions'] | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('A list of questions, one a line'),
      openLabel: vscode.l10n.t('Use These Questions'),
      defaultUri: open.folder,
      filters: { [vscode.l10n.t('Texts')]: ['txt', 'md'] },
    })) ?? [];
  if (uri === undefined) return undefined;
  try {
    const questions = readQuestions(decodeText(await vscode.workspace.fs.readFile(uri)).text);
    if (questions.some(({ isQuestion }) => isQuestion)) return questions;
    void vscode.window.showWarningMessage(vscode.l10n.t('There are no questions in it, one a line.'));
  } catch {
    void vscode.window.showWarningMessage(vscode.l10n.t('{0} cannot be opened.', uri.path));
  }
  return undefined;
}

async function askEncoding(): Promise<{ readonly value: Encoding | undefined } | undefined> {
  const names: Readonly<Record<Encoding, string>> = {
    'utf-8': 'UTF-8',
    'utf-16le': 'UTF-16 LE',
    'utf-16be': 'UTF-16 BE',
    'windows-1252': 'Windows-1252',
  };
  const all = encodings.map((value) => ({ label: names[value], value }));
  return vscode.window.showQuickPick<vscode.QuickPickItem & { readonly value: Encoding | undefined }>(
    [{ label: vscode.l10n.t('Detect It'), value: undefined }, ...all],
    { title: vscode.l10n.t('Encoding of Text Files'), ignoreFocusOut: true },
  );
}
