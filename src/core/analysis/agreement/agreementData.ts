import { unnamed } from '../../agreement/coders.js';
import type { Estimate } from '../../agreement/estimate.js';
import { measured, type Estimates } from '../../agreement/measure.js';
import { formatCsv } from '../../queries/render/csv.js';
import { sayIn } from '../../queries/render/language.js';
import type { Study } from '../../study/study.js';
import { rounded, type Agreed } from './agreementTable.js';

/** One figure of agreement, for programs; what there is none of is null, and the reason told. */
interface Figure {
  readonly value: number | null;
  readonly observed: number | null;
  readonly expected: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly reason: string | null;
}

interface Row {
  /** A code's id, or `(pooled)` or `(sets)`. */
  readonly code: string;
  readonly estimates: Estimates;
}

function rowsOf({ agreement }: Agreed): readonly Row[] {
  return [
    ...agreement.codes,
    { code: '(pooled)', estimates: agreement.pooled },
    { code: '(sets)', estimates: agreement.sets },
  ];
}

function figureOf(study: Study, estimate: Estimate): Figure {
  const { language } = study.settings;
  if (estimate.kind === 'undefined')
    return {
      value: null,
      observed: null,
      expected: null,
      low: null,
      high: null,
      reason: sayIn(language, estimate.reason),
    };
  const { value, observed, expected, interval } = estimate;
  const within = interval?.kind === 'defined' ? interval : undefined;
  return {
    value: rounded(value),
    observed: rounded(observed),
    expected: rounded(expected),
    low: within === undefined ? null : rounded(within.low),
    high: within === undefined ? null : rounded(within.high),
    reason: interval?.kind === 'undefined' ? sayIn(language, interval.reason) : null,
  };
}

/** All coefficients, one a row, for statistics programs. */
export function agreementCsv(study: Study, agreed: Agreed): string {
  const header = ['code', 'coefficient', 'value', 'observed', 'expected', 'low', 'high', 'reason'];
  const rows = rowsOf(agreed).flatMap(({ code, estimates }) =>
    measured.map((name) => [
      code,
      name,
      ...Object.values(figureOf(study, estimates[name])).map((cell: Figure[keyof Figure]) => cell ?? ''),
    ]),
  );
  return formatCsv([header, ...rows]);
}

/** All that was worked out. Observed and expected are agreement, of alpha-u disagreement. */
export function agreementJson(study: Study, agreed: Agreed): string {
  const { comparison, agreement, units, rest, draws } = agreed;
  return `${JSON.stringify(
    {
      coders: agreement.coders.map((name) => (name === '' ? unnamed : name)),
      units,
      rest,
      draws,
      compared: { documents: agreement.documents, units: agreement.units, notAligned: agreement.left },
      disagreements: agreement.disagreements.length,
      remarks: comparison.remarks.map((remark) => sayIn(study.settings.language, remark)),
      rows: rowsOf(agreed).map(({ code, estimates }) => ({
        code,
        coded: agreement.codes.find((one) => one.code === code)?.coded ?? null,
        coefficients: Object.fromEntries(measured.map((name) => [name, figureOf(study, estimates[name])])),
      })),
    },
    undefined,
    2,
  )}\n`;
}
