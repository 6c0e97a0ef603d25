import * as vscode from 'vscode';
import type { PlannedDocument } from '../../core/imports/planImport.js';
import { speak } from '../speak.js';
import type { ImportDraft } from './importDraft.js';
import type { SpeakerFound } from './planning.js';

/** What a line of the list stands for. */
export type Part =
  | { readonly kind: 'import' | 'beside' | 'report' | 'questions' | 'encoding' | 'folder' }
  | { readonly kind: 'speaker'; readonly speaker: SpeakerFound }
  | { readonly kind: 'document'; readonly document: PlannedDocument };

export interface Choice extends vscode.QuickPickItem {
  readonly part?: Part;
}

/** What tells a line from others, also when it is written anew. */
export function keyOf(part: Part): string {
  return part.kind === 'speaker'
    ? `speaker ${part.speaker.label}`
    : part.kind === 'document'
      ? `document ${part.document.name}`
      : part.kind;
}

/** What an import would write, and how; what is wrong stands first, as it would be lost among hundreds of documents. */
export function reviewList(draft: ImportDraft): readonly Choice[] {
  const { documents } = draft.plan;
  const of = (kind: PlannedDocument['kind']): readonly PlannedDocument[] =>
    documents.filter((one) => one.kind === kind);
  const fresh = of('new');
  const [broken, whole] = [fresh.filter(isBroken), fresh.filter((one) => !isBroken(one))];
  return [
    ...actions(draft, fresh.length, of('changed').length),
    ...section(vscode.l10n.t('Not Imported'), of('failed').map(documentChoice)),
    ...section(vscode.l10n.t('With Another Text Than Before'), of('changed').map(documentChoice)),
    ...section(vscode.l10n.t('Read in Part'), broken.map(documentChoice)),
    ...section(
      vscode.l10n.t('Who Speaks'),
      draft.speakers.map((speaker) => speakerChoice(draft, speaker)),
    ),
    ...section(vscode.l10n.t('How'), options(draft)),
    ...section(vscode.l10n.t('Documents'), whole.map(documentChoice)),
    ...section(vscode.l10n.t('In the Study Already'), of('same').map(documentChoice)),
  ];
}

/** The folder of the study that an import writes transcripts to; undefined where it writes none. */
export function folderOf({ plan, wish }: ImportDraft): string | undefined {
  return wish.into ?? plan.documents.find((one) => one.kind === 'new')?.path.replace(/\/?[^/]*$/, '');
}

function section(label: string, choices: readonly Choice[]): readonly Choice[] {
  return choices.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...choices];
}

function actions({ open, plan }: ImportDraft, fresh: number, changed: number): readonly Choice[] {
  const choices: Choice[] = [];
  if (fresh > 0)
    choices.push({
      label: `$(cloud-download) ${fresh === 1 ? vscode.l10n.t('Import 1 Transcript') : vscode.l10n.t('Import {0} Transcripts', fresh)}`,
      description: open.title,
      detail: vscode.l10n.t('The originals are kept beside, untouched.'),
      part: { kind: 'import' },
    });
  if (changed > 0)
    choices.push({
      label: `$(copy) ${vscode.l10n.t('Import What Has Changed Beside the First')}`,
      detail: vscode.l10n.t('Documents with another text than before become transcripts of their own: {0}', changed),
      part: { kind: 'beside' },
    });
  if (plan.documents.some(({ notes, kind }) => kind === 'failed' || notes.length > 0))
    choices.push({
      label: `$(list-unordered) ${vscode.l10n.t('Show the Report')}`,
      description: weightOf(plan.documents),
      part: { kind: 'report' },
    });
  return choices;
}

/** How many documents are not as one would wish. */
function weightOf(documents: readonly PlannedDocument[]): string {
  const failed = documents.filter(({ kind }) => kind === 'failed').length;
  const broken = documents.filter((one) => one.kind !== 'failed' && isBroken(one)).length;
  const parts: string[] = [];
  if (failed > 0) parts.push(vscode.l10n.t('not imported: {0}', failed));
  if (broken > 0) parts.push(vscode.l10n.t('read in part: {0}', broken));
  return parts.join(' · ');
}

function speakerChoice({ open, wish, plan }: ImportDraft, speaker: SpeakerFound): Choice {
  const name = wish.speakers[speaker.label] ?? speaker.id;
  const asks = speaker.asks || wish.interviewers.includes(name);
  const known = open.now()?.people.some(({ id }) => id === name) ?? false;
  const who = asks
    ? vscode.l10n.t('asks the questions')
    : known
      ? vscode.l10n.t('participant')
      : vscode.l10n.t('not among the participants yet');
  const parts = [who, turnsOf(speaker.turns)];
  if (plan.documents.length > 1)
    parts.push(
      speaker.documents === 1 ? vscode.l10n.t('1 document') : vscode.l10n.t('{0} documents', speaker.documents),
    );
  return {
    label: `$(${asks ? 'mic' : 'person'}) ${speaker.label}${name === speaker.label ? '' : ` → ${name}`}`,
    description: parts.join(' · '),
    part: { kind: 'speaker', speaker },
  };
}

function turnsOf(turns: number): string {
  return turns === 1 ? vscode.l10n.t('1 turn') : vscode.l10n.t('{0} turns', turns);
}

function options(draft: ImportDraft): readonly Choice[] {
  const { questions, encoding } = draft.wish;
  const asked = questions.filter(({ isQuestion }) => isQuestion).length;
  const folder = folderOf(draft);
  return [
    {
      label: `$(list-tree) ${vscode.l10n.t('Headings From a List of Questions...')}`,
      description:
        asked === 0
          ? vscode.l10n.t('none')
          : asked === 1
            ? vscode.l10n.t('1 question')
            : vscode.l10n.t('{0} questions', asked),
      part: { kind: 'questions' },
    },
    {
      label: `$(symbol-string) ${vscode.l10n.t('Encoding of Text Files...')}`,
      description: encoding === undefined ? vscode.l10n.t('detected') : encodingNames[encoding],
      part: { kind: 'encoding' },
    },
    {
      label: `$(folder) ${vscode.l10n.t('Folder in the Study...')}`,
      description: folder ?? vscode.l10n.t('that of the other transcripts'),
      part: { kind: 'folder' },
    },
  ];
}

export const encodingNames = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'windows-1252': 'Windows-1252',
} as const;

function isBroken({ notes }: PlannedDocument): boolean {
  return notes.some(({ kind }) => kind === 'broken');
}

function documentChoice(document: PlannedDocument): Choice {
  const icons = { new: 'file-add', same: 'check', changed: 'diff', failed: 'error' } as const;
  const icon = document.kind === 'new' && isBroken(document) ? 'warning' : icons[document.kind];
  const name = document.name.slice(document.name.lastIndexOf('/') + 1);
  const notes = document.notes.map(({ message }) => speak(message));
  return {
    label: `$(${icon}) ${name}`,
    description: shortly(document),
    detail: (document.kind === 'changed' ? [speak(document.sentence), ...notes] : notes).join(' '),
    buttons: [{ iconPath: new vscode.ThemeIcon('close'), tooltip: vscode.l10n.t('Leave Out') }],
    part: { kind: 'document', document },
  };
}

/** What becomes of a document, beside its name. */
function shortly(document: PlannedDocument): string {
  switch (document.kind) {
    case 'failed':
      return '';
    case 'same':
    case 'changed':
      return document.path;
    case 'new': {
      const { turns, speakers, paragraphs } = document.size;
      const parts = [`→ ${document.path}`];
      if (turns > 0)
        parts.push(
          turnsOf(turns),
          speakers === 1 ? vscode.l10n.t('1 speaker') : vscode.l10n.t('{0} speakers', speakers),
        );
      else if (paragraphs > 0)
        parts.push(paragraphs === 1 ? vscode.l10n.t('1 paragraph') : vscode.l10n.t('{0} paragraphs', paragraphs));
      return parts.join(' · ');
    }
  }
}
