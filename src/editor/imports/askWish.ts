import * as vscode from 'vscode';
import { decodeText, encodings, type Encoding } from '../../core/imports/encoding.js';
import { readQuestions } from '../../core/imports/questions.js';
import { labelKey } from '../../core/transcript/labels.js';
import type { ImportDraft } from './importDraft.js';
import type { ImportWish, SpeakerFound } from './planning.js';
import { encodingNames, folderOf } from './reviewList.js';

/** Asks who a speaker is in the study, and whether that one asks the questions. */
export async function askSpeaker(
  { open, wish }: ImportDraft,
  { label }: SpeakerFound,
): Promise<Partial<ImportWish> | undefined> {
  const study = open.now();
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
  const { [label]: before, ...speakers } = wish.speakers;
  const gone = new Set([before ?? label, to].map(labelKey));
  return {
    speakers: to === label ? speakers : { ...speakers, [label]: to },
    interviewers: [
      ...wish.interviewers.filter((name) => !gone.has(labelKey(name))),
      ...(answer?.asks === true ? [to] : []),
    ],
  };
}

/** Asks for a file with questions, one a line; where there are some already, whether they go. */
export async function askQuestions({ open, wish }: ImportDraft): Promise<Pick<ImportWish, 'questions'> | undefined> {
  if (wish.questions.length > 0) {
    const another = { label: vscode.l10n.t('Another List...'), goes: false };
    const none = { label: vscode.l10n.t('No Headings From Questions'), goes: true };
    const title = vscode.l10n.t('Headings From a List of Questions');
    const answer = await vscode.window.showQuickPick([another, none], { title, ignoreFocusOut: true });
    if (answer?.goes !== false) return answer === undefined ? undefined : { questions: [] };
  }
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
    if (questions.some(({ isQuestion }) => isQuestion)) return { questions };
    void vscode.window.showWarningMessage(vscode.l10n.t('There are no questions in it, one a line.'));
  } catch {
    void vscode.window.showWarningMessage(vscode.l10n.t('{0} cannot be opened.', uri.path));
  }
  return undefined;
}

export async function askEncoding(): Promise<Pick<ImportWish, 'encoding'> | undefined> {
  const all = encodings.map((value) => ({ label: encodingNames[value], value }));
  const answer = await vscode.window.showQuickPick<vscode.QuickPickItem & { readonly value: Encoding | undefined }>(
    [{ label: vscode.l10n.t('Detect It'), value: undefined }, ...all],
    { title: vscode.l10n.t('Encoding of Text Files'), ignoreFocusOut: true },
  );
  return answer === undefined ? undefined : { encoding: answer.value };
}

/** Asks for a folder of the study; an empty one is that of the other transcripts. */
export async function askFolder(draft: ImportDraft): Promise<Pick<ImportWish, 'into'> | undefined> {
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Folder in the Study'),
    prompt: vscode.l10n.t('Where the transcripts go, as in {0}', 'transcripts/2026'),
    value: folderOf(draft) ?? '',
    ignoreFocusOut: true,
    validateInput: (text) =>
      /^[/\\]|^[a-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)/i.test(text.trim())
        ? vscode.l10n.t('Name a folder inside the study.')
        : undefined,
  });
  return typed === undefined ? undefined : { into: typed.trim() === '' ? undefined : typed.trim() };
}
