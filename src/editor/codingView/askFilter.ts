import * as vscode from 'vscode';
import { choiceOf } from '../codePicker.js';
import type { Services } from '../services.js';
import type { Filter } from './protocol.js';
import type { CodingView } from './view.js';

interface Choice extends vscode.QuickPickItem {
  readonly part?: keyof Filter;
  readonly value?: string;
}

/** Asks which passages are to be shown: of which codes and themes, by whom, of which stance. */
export async function askFilter({ studies }: Services, view: CodingView): Promise<void> {
  const study = studies.studyOf(view.document.uri);
  const now = await study?.open();
  const { passages } = studies.transcriptOf(view.document);
  const used = new Set(passages.flatMap(({ codes }) => codes));
  const { filter } = view;
  const choice = (part: keyof Filter, value: string, label: string): Choice => ({
    label,
    part,
    value,
    picked: filter[part].includes(value),
  });
  const codeChoice = (id: string): Choice => ({
    ...(study === undefined || now === undefined ? {} : choiceOf(study, now, id)),
    ...choice('codes', id, now?.codebook.get(id)?.name ?? id),
  });
  const listed = now?.codebook.codes ?? [];
  const others = [...used].filter((code) => now?.codebook.get(code) === undefined);
  const valuesOf = (key: string): readonly string[] =>
    [...new Set(passages.map(({ attributes }) => attributes[key] ?? ''))].sort();
  const coders = valuesOf('by');
  const stances = valuesOf('stance');
  const heading = (label: string): Choice => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const items: Choice[] = [
    heading(vscode.l10n.t('Codes')),
    ...listed.map(({ id }) => codeChoice(id)),
    ...others.map((id) => codeChoice(id)),
    ...(coders.length < 2
      ? []
      : [
          heading(vscode.l10n.t('Coders')),
          ...coders.map((coder) => choice('coders', coder, coder === '' ? vscode.l10n.t('no coder') : coder)),
        ]),
    ...(stances.length < 2
      ? []
      : [
          heading(vscode.l10n.t('Stances')),
          ...stances.map((stance) => choice('stances', stance, stance === '' ? vscode.l10n.t('no stance') : stance)),
        ]),
  ];
  const answer = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Filter the Coding View'),
    placeHolder: vscode.l10n.t('The codes, themes, coders and stances whose passages are shown; none for all'),
    canPickMany: true,
    matchOnDescription: true,
  });
  if (answer === undefined) return;
  const of = (part: keyof Filter): string[] =>
    answer.flatMap((one) => (one.part === part && one.value !== undefined ? [one.value] : []));
  view.setFilter({ codes: of('codes'), coders: of('coders'), stances: of('stances') });
}
