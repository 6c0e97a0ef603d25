import { unnamed } from '../../agreement/coders.js';
import type { Comparison } from '../../agreement/comparison.js';
import type { Disagreement } from '../../agreement/disagreements.js';
import type { Estimate, Interval } from '../../agreement/estimate.js';
import type { Agreement, Estimates, Measured } from '../../agreement/measure.js';
import type { UnitKind } from '../../agreement/units.js';
import { sayIn, speakIn, type Speak } from '../../queries/render/language.js';
import type { Study } from '../../study/study.js';
import { codeHeading, levelAmong } from '../codeChoice.js';
import { listTable, type ListColumn } from '../listTable.js';
import type { Place } from '../place.js';
import { Formatter } from '../render/format.js';
import type { Heading, Table } from '../table.js';

interface Row {
  readonly heading: Heading;
  readonly estimates: Estimates;
  readonly coded: readonly number[] | undefined;
  readonly disagreements: readonly Disagreement[];
}

/** What a table of agreement is made of. */
export interface Agreed {
  readonly comparison: Comparison;
  readonly agreement: Agreement;
  readonly units: UnitKind;
  readonly rest: boolean;
  readonly draws: number;
  readonly shown: readonly Measured[];
}

/**
 * Agreement as a table: codes, then all of them together. What is undefined is told below the table.
 * @param study whose language it speaks, and whose codebook orders the codes.
 */
export function agreementTable(study: Study, agreed: Agreed): Table {
  const { agreement, shown, draws } = agreed;
  const { disagreements } = agreement;
  const speak = speakIn(study.settings.language);
  const formatter = new Formatter(study.settings.language);
  const reasons = new Reasons(study.settings.language);
  const ids = new Set(agreement.codes.map(({ code }) => code));
  const rows: Row[] = agreement.codes.map(({ code, coded, estimates }) => ({
    heading: codeHeading(study, code, levelAmong(study, code, ids)),
    estimates,
    coded,
    disagreements: disagreements.filter(({ readings }) =>
      readings.some((reading) => reading?.some((given) => isOf(study, code, given.code, ids)) === true),
    ),
  }));
  const total = (id: string, name: string, estimates: Estimates): Row => ({
    heading: { id, name, level: 0, role: 'total' },
    estimates,
    coded: undefined,
    disagreements,
  });
  rows.push(
    total('(pooled)', speak('All codes, pooled'), agreement.pooled),
    total('(sets)', speak('All codes, as sets'), agreement.sets),
  );
  const columns: ListColumn<Row>[] = shown.flatMap((name) => {
    const named = coefficientName(name, agreement.coders.length, speak);
    return [
      {
        id: name,
        name: named,
        unit: 'coefficient' as const,
        value: ({ estimates }: Row) => valueOf(estimates[name], reasons),
      },
      ...(draws === 0 || !hasInterval(name, rows)
        ? []
        : [
            {
              id: `${name}-interval`,
              name: speak('95 %'),
              unit: 'text' as const,
              set: 'short' as const,
              value: ({ estimates }: Row) => intervalText(estimates[name], formatter, reasons),
            },
          ]),
    ];
  });
  agreement.coders.forEach((coder, at) =>
    columns.push({
      id: `coded-${coder}`,
      name: speak('Coded by {0}', coder === '' ? unnamed : coder),
      unit: 'number',
      value: ({ coded }) => coded?.[at] ?? null,
    }),
  );
  columns.push({
    id: 'disagreements',
    name: speak('Disagreements'),
    unit: 'number',
    value: (row) => row.disagreements.length,
    places: (row) => row.disagreements.map(placeOf),
  });
  // The reasons are gathered as the cells are made.
  for (const row of rows) for (const column of columns) column.value(row);
  return listTable(rows, columns, {
    corner: speak('Code'),
    remarks: [
      ...remarksOf(agreed, draws > 0 && shown.some((name) => hasInterval(name, rows)), speak, study.settings.language),
      ...(draws === 0
        ? []
        : withoutIntervals(
            shown,
            rows,
            (name) => coefficientName(name, agreement.coders.length, speak),
            study.settings.language,
          )),
      ...reasons.all,
    ],
  });
}

function isOf(study: Study, code: string, written: string, ids: ReadonlySet<string>): boolean {
  return written === code || (!ids.has(written) && study.codesCountedFor(code).has(written));
}

export function placeOf({ document, extent }: Disagreement): Place {
  return { document: document.path, clean: extent };
}

/**
 * Whether there is an interval to be shown. What percent agreement says needs none of its own beside those of the coefficients; where no row has
 * one, that is said below the table.
 */
function hasInterval(name: Measured, rows: readonly Row[]): boolean {
  return name !== 'percent' && rows.some(({ estimates }) => intervalOf(estimates[name])?.kind === 'defined');
}

function intervalOf(estimate: Estimate): Interval | undefined {
  return estimate.kind === 'defined' ? estimate.interval : undefined;
}

/** Why there is no interval at all, of those coefficients that have none; with their names where others have some. */
function withoutIntervals(
  shown: readonly Measured[],
  rows: readonly Row[],
  name: (name: Measured) => string,
  language: string | undefined,
): readonly string[] {
  const lacking = shown.filter((one) => one !== 'percent' && !hasInterval(one, rows));
  const reasons = new Map<string, Measured[]>();
  for (const one of lacking)
    for (const { estimates } of rows) {
      const interval = intervalOf(estimates[one]);
      if (interval?.kind !== 'undefined') continue;
      const sentence = sayIn(language, interval.reason);
      const names = reasons.get(sentence) ?? [];
      if (!names.includes(one)) reasons.set(sentence, [...names, one]);
    }
  return [...reasons].map(([sentence, names]) => `${names.map(name).join(', ')}: ${sentence}`);
}

export function coefficientName(name: Measured, coders: number, speak: Speak): string {
  switch (name) {
    case 'percent':
      return speak('Percent agreement');
    case 'cohen':
      return coders > 2 ? speak('Cohen’s kappa (Conger)') : speak('Cohen’s kappa');
    case 'scott':
      return speak('Scott’s pi');
    case 'fleiss':
      return speak('Fleiss’ kappa');
    case 'alpha':
      return speak('Krippendorff’s alpha');
    case 'alphaU':
      return speak('alpha-u (1995)');
  }
}

function valueOf(estimate: Estimate, reasons: Reasons): number | string {
  return estimate.kind === 'defined' ? rounded(estimate.value) : `– ${reasons.sign(estimate.reason)}`;
}

/** Six decimals: what is beyond them says nothing, and depends on the order of the coders. */
export function rounded(value: number): number {
  const scaled = Math.round(value * 1e6) / 1e6;
  return scaled === 0 ? 0 : scaled;
}

function intervalText(estimate: Estimate, formatter: Formatter, reasons: Reasons): string | null {
  if (estimate.kind === 'undefined' || estimate.interval === undefined) return null;
  const { interval } = estimate;
  if (interval.kind === 'undefined') return `– ${reasons.sign(interval.reason)}`;
  return `${formatter.number(interval.low, 2)} – ${formatter.number(interval.high, 2)}`;
}

/** Why something is undefined: each reason once, with a letter by which cells tell it. */
class Reasons {
  readonly #language: string | undefined;
  readonly #found: string[] = [];

  constructor(language: string | undefined) {
    this.#language = language;
  }

  sign(reason: Parameters<typeof sayIn>[1]): string {
    const sentence = sayIn(this.#language, reason);
    if (!this.#found.includes(sentence)) this.#found.push(sentence);
    return letter(this.#found.indexOf(sentence));
  }

  get all(): readonly string[] {
    return this.#found.map((sentence, i) => `– ${letter(i)}: ${sentence}`);
  }
}

function letter(index: number): string {
  return index < 26 ? String.fromCharCode(97 + index) : String(index);
}

function remarksOf(
  { comparison, agreement, units, rest, draws }: Agreed,
  hasIntervals: boolean,
  speak: Speak,
  language: string | undefined,
): readonly string[] {
  const said = [
    speak('Units compared ({0}): {1}. Documents: {2}.', unitName(units, speak), agreement.units, agreement.documents),
    rest ? speak('Units that nobody coded count as agreement.') : speak('Units that nobody coded are left out.'),
  ];
  if (hasIntervals)
    said.push(
      agreement.drawn === 'documents'
        ? speak('95 %: by bootstrap, {0} draws from {1} documents.', draws, agreement.groups)
        : speak(
            '95 %: by bootstrap, {0} draws from {1} turns, paragraphs or given units; alpha-u from the documents.',
            draws,
            agreement.groups,
          ),
    );
  if (agreement.left > 0)
    said.push(
      speak('Units that are not compared, as the texts do not have the same words there: {0}.', agreement.left),
    );
  return [...said, ...comparison.remarks.map((remark) => sayIn(language, remark))];
}

export function unitName(units: UnitKind, speak: Speak): string {
  switch (units) {
    case 'words':
      return speak('words');
    case 'characters':
      return speak('characters');
    case 'sentences':
      return speak('sentences');
    case 'paragraphs':
      return speak('paragraphs');
    case 'turns':
      return speak('turns');
    case 'given':
      return speak('given units');
  }
}
