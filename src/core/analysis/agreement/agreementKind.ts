import type { CodeChoice } from '../../agreement/choice.js';
import { codesToCompare } from '../../agreement/codeChoice.js';
import { compareCoders } from '../../agreement/coders.js';
import { AgreementError, type Comparison } from '../../agreement/comparison.js';
import { measureAgreement, measured, type Measured, type MeasureOptions } from '../../agreement/measure.js';
import { unitKinds } from '../../agreement/units.js';
import { findCode } from '../../queries/names.js';
import type { Study } from '../../study/study.js';
import { message } from '../../text/message.js';
import { AnalysisError, wrong } from '../analysisError.js';
import { defineAnalysis } from '../kind.js';
import { choice, flag, list, number, optional, type Values } from '../options.js';
import { agreementTable, type Agreed } from './agreementTable.js';

/** How agreement is measured, whoever the coders are and however they are told apart. */
export const measureOptions = {
  units: choice(unitKinds, message('What is compared, one by one.')),
  given: optional('code', message('The code whose passages are the units; units: given goes without saying.')),
  codes: list('codes', message('Which codes; all that were used if it is left out.')),
  aggregate: flag(message('Codes with all that stands below them.')),
  rest: flag(message('Whether units that nobody coded count as agreement.'), true),
  coefficients: list(
    'texts',
    message('Which of percent, cohen, scott, fleiss, alpha and alphaU, or all; some that fit if it is left out.'),
  ),
  everywhere: flag(message('Whether all coders looked at all documents; else only at those in which they coded.')),
  draws: number(message('How often the bootstrap draws for the intervals; 0 for none.'), 1000, 0, 100_000),
  seed: number(message('The number that the draws begin with: the same one draws the same.'), 1, 0, 0xffffffff),
};

/** How far coders agree, told apart by `by`. */
export const agreementKind = defineAnalysis({
  name: 'agreement',
  title: message('Agreement between coders'),
  about: message('How far coders agree, code by code and in all: percent, kappa, pi, alpha.'),
  options: {
    coders: list('texts', message('Who is compared, as by= names them; - is who is not named. All if it is left out.')),
    ...measureOptions,
  },
  make: (study, values) => {
    const comparison = comparing(() => compareCoders(study, values));
    return agreementTable(study, agree([study], comparison, values));
  },
});

/** Says in the words of analyses why nothing can be compared. */
export function comparing(compare: () => Comparison): Comparison {
  try {
    return compare();
  } catch (error) {
    if (error instanceof AgreementError) throw new AnalysisError(error.sentence, 'coders');
    throw error;
  }
}

/**
 * Works out agreement and disagreements.
 * @param studies what is compared; the codebook and the language of the first hold.
 * @throws AnalysisError, QueryError where something is asked that is not there.
 */
export function agree(
  studies: readonly [Study, ...Study[]],
  comparison: Comparison,
  values: Values<typeof measureOptions>,
): Agreed {
  const { draws, seed, rest } = values;
  const options: MeasureOptions = {
    ...measuring(studies, comparison, values),
    rest,
    draws: Math.floor(draws),
    seed: Math.floor(seed),
  };
  return {
    comparison,
    agreement: measureAgreement(comparison, options),
    units: options.units,
    rest,
    draws: options.draws,
    shown: shownOf(values.coefficients, comparison.coders.length),
  };
}

/** What disagreements are told by. */
export function measuring(
  studies: readonly [Study, ...Study[]],
  comparison: Comparison,
  { units, given, codes, aggregate }: Pick<Values<typeof measureOptions>, 'units' | 'given' | 'codes' | 'aggregate'>,
): CodeChoice {
  if (units === 'given' && given === undefined)
    throw new AnalysisError(message('Say which code has the units: given: and its name.'), 'given');
  const [study] = studies;
  const apart = given === undefined ? undefined : findCodeIn(studies, given);
  const named = codes.map((code) => findCodeIn(studies, code));
  return {
    units: apart === undefined ? units : 'given',
    codes: codesToCompare(study, comparison, { named, aggregate, apart }),
    language: study.settings.language,
    ...(apart === undefined ? {} : { given: apart }),
  };
}

/** The code that a person means, in the first study that has it. */
function findCodeIn(studies: readonly [Study, ...Study[]], name: string): string {
  const having = studies.find(
    ({ codebook, uncataloguedCodes }) => codebook.has(name) || uncataloguedCodes.includes(name),
  );
  return findCode(having ?? studies[0], name);
}

function shownOf(asked: readonly string[], coders: number): readonly Measured[] {
  if (asked.includes('all')) return measured;
  if (asked.length === 0) return ['percent', coders > 2 ? 'fleiss' : 'cohen', 'alpha', 'alphaU'];
  return asked.map((name) => {
    const found = measured.find((one) => one.toLowerCase() === name.toLowerCase());
    if (found === undefined) throw wrong('This is one of {0}, and not {1}.', [...measured, 'all'].join(', '), name);
    return found;
  });
}
