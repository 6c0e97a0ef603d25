import * as vscode from 'vscode';
import type { AnalysisKind } from '../../core/analysis/kind.js';
import type { OptionType } from '../../core/analysis/options.js';
import type { FrontMatterData } from '../../core/markdown/frontMatterData.js';
import type { Study } from '../../core/study/study.js';
import { pickCode } from '../codePicker.js';
import { speak } from '../speak.js';
import type { OpenStudy } from '../studies/openStudy.js';

/** Asks for what a kind of analysis has to know. Undefined where a question is not answered. */
export async function askOptions(
  open: OpenStudy,
  study: Study,
  kind: AnalysisKind,
): Promise<FrontMatterData | undefined> {
  const title = kind.title === undefined ? kind.name : speak(kind.title);
  const asked: Record<string, FrontMatterData[string]> = {};
  if (kind.options.rows?.type === 'axis' && kind.options.columns?.type === 'axis') {
    const axes = await askAxes(study, title);
    if (axes === undefined) return undefined;
    Object.assign(asked, axes);
    const cell = await askCell(title);
    if (cell === undefined) return undefined;
    asked.cell = cell;
  }
  for (const [name, { type, about, isRequired }] of Object.entries(kind.options)) {
    if (!isRequired || asked[name] !== undefined) continue;
    const answer = await askFor(open, study, type, title, speak(about));
    if (answer === undefined) return undefined;
    asked[name] = answer;
  }
  // Who exports quotations wants all of them.
  if (kind.name === 'quotations') {
    const by = await askGroups(title);
    if (by === undefined) return undefined;
    Object.assign(asked, { by, most: 1_000_000 });
  }
  return asked;
}

type Choice<T> = vscode.QuickPickItem & { readonly value: T };

async function choose<T>(title: string, placeHolder: string, choices: readonly Choice<T>[]): Promise<T | undefined> {
  return (await vscode.window.showQuickPick(choices, { title, placeHolder, matchOnDescription: true }))?.value;
}

interface Axes {
  readonly rows: string;
  readonly columns: string;
}

async function askAxes(study: Study, title: string): Promise<Axes | undefined> {
  const attributes = attributesOf(study);
  const names = axisNames();
  const by = (
    rows: string,
    columns: string,
    label = `${names.get(rows) ?? rows} × ${names.get(columns) ?? columns}`,
  ): Choice<Axes> => ({
    label,
    value: { rows, columns },
  });
  const other: Choice<undefined> = { label: vscode.l10n.t('Other rows and columns …'), value: undefined };
  const answer = await vscode.window.showQuickPick<Choice<Axes | undefined>>(
    [
      by('themes', 'participants'),
      by('themes > codes', 'participants', vscode.l10n.t('Themes with their codes × Participants')),
      by('codes', 'participants'),
      by('codes', 'documents'),
      by('codes', 'sections'),
      ...attributes.map((name) => by('themes', `attr:${name}`, `${names.get('themes') ?? ''} × ${name}`)),
      other,
    ],
    { title, placeHolder: vscode.l10n.t('Rows × columns') },
  );
  if (answer === undefined || answer.value !== undefined) return answer?.value;
  const all = [
    ...[...names].map(([value, label]) => ({ label, value })),
    ...attributes.map((name) => ({ label: name, description: vscode.l10n.t('attribute'), value: `attr:${name}` })),
  ];
  const rows = await choose(title, vscode.l10n.t('What the rows are'), all);
  if (rows === undefined) return undefined;
  const columns = await choose(
    title,
    vscode.l10n.t('What the columns are'),
    all.filter(({ value }) => value !== rows),
  );
  return columns === undefined ? undefined : { rows, columns };
}

function axisNames(): ReadonlyMap<string, string> {
  return new Map([
    ['themes', vscode.l10n.t('Themes')],
    ['codes', vscode.l10n.t('Codes')],
    ['participants', vscode.l10n.t('Participants')],
    ['documents', vscode.l10n.t('Documents')],
    ['sections', vscode.l10n.t('Sections')],
  ]);
}

function askCell(title: string): Promise<string | undefined> {
  return choose(title, vscode.l10n.t('What the cells say'), [
    { label: vscode.l10n.t('How many passages'), value: 'count' },
    { label: vscode.l10n.t('How many participants'), value: 'participants' },
    { label: vscode.l10n.t('How many words'), value: 'words' },
    { label: vscode.l10n.t('Share of the words'), value: 'share' },
    { label: vscode.l10n.t('Whether it is mentioned'), description: 'x', value: 'mark' },
    { label: vscode.l10n.t('The stances'), description: 'x  o', value: 'stance' },
    { label: vscode.l10n.t('The quotations'), value: 'quotes' },
  ]);
}

function askGroups(title: string): Promise<string | undefined> {
  return choose(title, vscode.l10n.t('How the quotations are grouped'), [
    { label: vscode.l10n.t('By code'), value: 'codes' },
    { label: vscode.l10n.t('By participant'), value: 'participants' },
    { label: vscode.l10n.t('By document'), value: 'documents' },
    { label: vscode.l10n.t('By section'), value: 'sections' },
    { label: vscode.l10n.t('Not at all'), value: 'nothing' },
  ]);
}

async function askFor(
  open: OpenStudy,
  study: Study,
  type: OptionType,
  title: string,
  about: string,
): Promise<string | undefined> {
  switch (type) {
    case 'code': {
      const themes = study.codebook.codes.filter(({ kind }) => kind === 'theme').map(({ id }) => id);
      return pickCode(open, study, { title, placeholder: about, first: themes, heading: vscode.l10n.t('Themes') });
    }
    case 'attribute':
      return choose(
        title,
        about,
        attributesOf(study).map((name) => ({ label: name, value: name })),
      );
    case 'participant':
      return choose(
        title,
        about,
        study.people.map(({ id }) => ({ label: id, value: id })),
      );
    case 'document':
      return choose(
        title,
        about,
        study.transcripts.map((one) => ({ label: one.title, description: one.path, value: one.path })),
      );
    case 'section':
      return choose(
        title,
        about,
        study.guide.map(({ text, key }) => ({ label: text, value: key })),
      );
    default:
      return vscode.window.showInputBox({ title, prompt: about });
  }
}

/** Columns of the participants' table, and what is derived from them. */
function attributesOf(study: Study): readonly string[] {
  return [...new Set([...study.participants.columns.slice(1), ...study.settings.derived.keys()])];
}
