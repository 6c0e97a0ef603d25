import * as vscode from 'vscode';
import { chartOption } from '../../core/analysis/charts/chartOption.js';
import type { AnalysisKind } from '../../core/analysis/kind.js';
import { analysisKinds } from '../../core/analysis/kinds.js';
import { groupingAttribute } from '../../core/analysis/groupingAttribute.js';
import type { Option } from '../../core/analysis/options.js';
import { speak } from '../speak.js';
import type { ParticipantTable } from '../../core/study/participants.js';
import type { KindForm, OptionForm, Preset } from './protocol.js';

/** The form of each kind of analysis, made from what the kind says of its options. */
export function kindForms(): readonly KindForm[] {
  return analysisKinds.map((kind: AnalysisKind) => ({
    name: kind.name,
    label: kindLabels()[kind.name] ?? kind.name,
    about: speak(kind.about),
    // The view has tabs for charts.
    options: Object.entries(kind.options)
      .filter(([name]) => name !== chartOption)
      .map(([name, option]) => optionForm(kind.name, name, option)),
  }));
}

function optionForm(kind: string, name: string, option: Option<unknown>): OptionForm {
  const { type, about, isRequired, fallback, choices = [] } = option;
  const [labels, choicesOf] = [optionLabels(), choiceLabels()];
  return {
    name,
    label: labels[`${kind}.${name}`] ?? labels[name] ?? name,
    about: speak(about),
    type,
    isRequired,
    fallback: ['string', 'number', 'boolean'].includes(typeof fallback) ? String(fallback) : '',
    choices: choices.map((value) => ({ value, label: choicesOf[`${kind}.${value}`] ?? choicesOf[value] ?? value })),
  };
}

/** The questions that most people have, in plain words. */
export function presets(participants: ParticipantTable): readonly Preset[] {
  const attribute = groupingAttribute(participants);
  const ofGroups = (options: Readonly<Record<string, string>>): Readonly<Record<string, string>> => options;
  return [
    {
      label: vscode.l10n.t('Who says what: codes by participants'),
      question: { show: 'matrix', options: { rows: 'codes', columns: 'participants' } },
    },
    {
      label: vscode.l10n.t('Themes by participants'),
      question: { show: 'matrix', options: { rows: 'themes > codes', columns: 'participants' } },
    },
    ...(attribute === undefined
      ? []
      : [
          {
            label: vscode.l10n.t('How groups differ: codes by {0}', attribute),
            question: { show: 'crosstab', options: ofGroups({ attribute }) },
          },
          {
            label: vscode.l10n.t('Participants in groups by {0}', attribute),
            question: {
              show: 'matrix',
              options: ofGroups({ rows: 'themes > codes', columns: `attr:${attribute} > participants` }),
            },
          },
        ]),
    {
      label: vscode.l10n.t('Question by participant (framework matrix)'),
      question: { show: 'framework', options: { rows: 'questions' } },
    },
    { label: vscode.l10n.t('Which codes stand together'), question: { show: 'cooccurrence', options: {} } },
    { label: vscode.l10n.t('How many speak of each code, and who does not'), question: { show: 'who', options: {} } },
    { label: vscode.l10n.t('Are there still new codes? (saturation)'), question: { show: 'saturation', options: {} } },
    { label: vscode.l10n.t('Where in each transcript (timeline)'), question: { show: 'timeline', options: {} } },
    { label: vscode.l10n.t('How far the coding has come'), question: { show: 'coverage', options: {} } },
  ];
}

function kindLabels(): Readonly<Record<string, string>> {
  return {
    summary: vscode.l10n.t('Summary of a theme'),
    quotations: vscode.l10n.t('Quotations'),
    matrix: vscode.l10n.t('Matrix'),
    framework: vscode.l10n.t('Framework matrix'),
    crosstab: vscode.l10n.t('Crosstab by attribute'),
    cooccurrence: vscode.l10n.t('Codes together'),
    who: vscode.l10n.t('n of N participants'),
    balance: vscode.l10n.t('Balance of voices'),
    deviant: vscode.l10n.t('Deviant cases'),
    saturation: vscode.l10n.t('Saturation'),
    coverage: vscode.l10n.t('Coverage'),
    triage: vscode.l10n.t('Answers left to code'),
    timeline: vscode.l10n.t('Timeline'),
    words: vscode.l10n.t('Word frequencies'),
    concordance: vscode.l10n.t('Words in context'),
  };
}

/** What options are called, in plain words; with the kind before the name where it means something else there. */
function optionLabels(): Readonly<Record<string, string>> {
  return {
    rows: vscode.l10n.t('Rows'),
    columns: vscode.l10n.t('Columns'),
    cell: vscode.l10n.t('Cells show'),
    where: vscode.l10n.t('Only where'),
    section: vscode.l10n.t('Only in sections'),
    sections: vscode.l10n.t('Questions'),
    aggregate: vscode.l10n.t('With all codes below'),
    totals: vscode.l10n.t('Totals'),
    reasons: vscode.l10n.t('Why cells are empty'),
    empty: vscode.l10n.t('Empty rows and columns'),
    participants: vscode.l10n.t('Participants'),
    documents: vscode.l10n.t('Documents'),
    codes: vscode.l10n.t('Codes'),
    code: vscode.l10n.t('Code'),
    theme: vscode.l10n.t('Theme'),
    attribute: vscode.l10n.t('Attribute'),
    by: vscode.l10n.t('Grouped by'),
    'cooccurrence.by': vscode.l10n.t('Together means'),
    turns: vscode.l10n.t('Turns apart'),
    with: vscode.l10n.t('Together with'),
    most: vscode.l10n.t('Show at most'),
    'who.most': vscode.l10n.t('Participants at most'),
    'who.least': vscode.l10n.t('Participants at least'),
    'words.least': vscode.l10n.t('Said at least so often'),
    'coverage.least': vscode.l10n.t('Words in an answer at least'),
    'triage.least': vscode.l10n.t('Words in an answer at least'),
    order: vscode.l10n.t('Order'),
    query: vscode.l10n.t('Only what a query finds'),
    any: vscode.l10n.t('One of these codes'),
    not: vscode.l10n.t('None of these codes'),
    'quotations.codes': vscode.l10n.t('All of these codes'),
    text: vscode.l10n.t('Only with the words'),
    quotations: vscode.l10n.t('Show quotations'),
    style: vscode.l10n.t('Look of quotations'),
    attribution: vscode.l10n.t('Below a quotation'),
    questions: vscode.l10n.t('Interviewer’s words'),
    longest: vscode.l10n.t('Words in a quotation at most'),
    of: vscode.l10n.t('Look through'),
    words: vscode.l10n.t('Words to find'),
    inflections: vscode.l10n.t('Forms of a word together'),
    stop: vscode.l10n.t('Leave out small words'),
    without: vscode.l10n.t('Leave out these words, too'),
    shortest: vscode.l10n.t('Letters in a word at least'),
    context: vscode.l10n.t('Characters at either side'),
  };
}

function choiceLabels(): Readonly<Record<string, string>> {
  return {
    count: vscode.l10n.t('passages'),
    passages: vscode.l10n.t('passages'),
    participants: vscode.l10n.t('participants'),
    words: vscode.l10n.t('words'),
    share: vscode.l10n.t('share of words'),
    mark: vscode.l10n.t('a mark'),
    stance: vscode.l10n.t('stances'),
    quotes: vscode.l10n.t('quotations'),
    percent: vscode.l10n.t('percent'),
    coefficient: vscode.l10n.t('coefficient (0 to 1)'),
    overlap: vscode.l10n.t('passages overlap'),
    passage: vscode.l10n.t('the same passage'),
    turn: vscode.l10n.t('the same turn'),
    near: vscode.l10n.t('turns near each other'),
    both: vscode.l10n.t('summaries, else answers'),
    summary: vscode.l10n.t('summaries'),
    answers: vscode.l10n.t('answers'),
    questions: vscode.l10n.t('questions'),
    date: vscode.l10n.t('by date'),
    path: vscode.l10n.t('by path'),
    list: vscode.l10n.t('as listed'),
    least: vscode.l10n.t('least first'),
    codes: vscode.l10n.t('codes'),
    documents: vscode.l10n.t('documents'),
    sections: vscode.l10n.t('sections'),
    nothing: vscode.l10n.t('not at all'),
    block: vscode.l10n.t('set apart, without marks'),
    guillemets: '«…»',
    curly: '“…”',
    keep: vscode.l10n.t('stay in the quotation'),
    omit: vscode.l10n.t('left out, with [...]'),
    all: vscode.l10n.t('all that is said'),
    coded: vscode.l10n.t('coded passages'),
    place: vscode.l10n.t('in the order of the text'),
    left: vscode.l10n.t('by the words before'),
    right: vscode.l10n.t('by the words after'),
  };
}
