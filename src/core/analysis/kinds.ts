import type { FrontMatterData } from '../markdown/frontMatterData.js';
import type { Study } from '../study/study.js';
import { message } from '../text/message.js';
import { AnalysisError } from './analysisError.js';
import { agreementKind } from './agreement/agreementKind.js';
import { crosstabKind } from './crosstab/crosstabKind.js';
import { frameworkKind } from './framework/frameworkKind.js';
import type { AnalysisKind } from './kind.js';
import { coverageKind } from './progress/coverageKind.js';
import { saturationKind } from './progress/saturationKind.js';
import { triageKind } from './progress/triageKind.js';
import { balanceKind } from './voices/balanceKind.js';
import { deviantKind } from './voices/deviantKind.js';
import { whoKind } from './voices/whoKind.js';
import { cooccurrenceKind } from './cooccurrence/cooccurrenceKind.js';
import { matrixKind } from './matrix/matrixKind.js';
import { quotationsKind } from './quotations/quotationsKind.js';
import { summaryKind } from './summary/summaryKind.js';
import { timelineKind } from './timeline/timelineKind.js';
import type { Analysis } from './table.js';
import { concordanceKind } from './words/concordanceKind.js';
import { wordsKind } from './words/wordsKind.js';

/** All kinds of analysis, in the order in which they are offered. */
export const analysisKinds: readonly AnalysisKind[] = [
  summaryKind,
  quotationsKind,
  matrixKind,
  frameworkKind,
  crosstabKind,
  cooccurrenceKind,
  whoKind,
  balanceKind,
  deviantKind,
  saturationKind,
  wordsKind,
  concordanceKind,
  coverageKind,
  triageKind,
  timelineKind,
  agreementKind,
];

/** The option that says which kind is asked for. */
export const kindOption = 'show';

export function findKind(name: string): AnalysisKind | undefined {
  return analysisKinds.find((kind) => kind.name === name);
}

/**
 * Makes what is asked for: `show` names the kind, the rest are its options.
 * @throws AnalysisError when it cannot be made as asked.
 */
export function analyze(study: Study, asked: FrontMatterData): Analysis | Promise<Analysis> {
  const { [kindOption]: _, ...written } = asked;
  return kindOf(asked).run(study, written);
}

/**
 * Looks whether what is asked for can be made, as far as that is told without making it.
 * @throws AnalysisError when it cannot.
 */
export function checkAnalysis(study: Study, asked: FrontMatterData): void {
  const { [kindOption]: _, ...written } = asked;
  kindOf(asked).check(study, written);
}

function kindOf({ [kindOption]: name }: FrontMatterData): AnalysisKind {
  const kinds = analysisKinds.map((kind) => kind.name).join(', ');
  if (typeof name !== 'string') {
    throw new AnalysisError(message('It does not say what to show. Begin with show: and one of {0}.', kinds));
  }
  const kind = findKind(name.trim());
  if (kind === undefined) {
    throw new AnalysisError(message('{0} cannot be shown. There are {1}.', name, kinds), kindOption);
  }
  return kind;
}
