import { speakIn } from '../queries/render/language.js';
import { isIn, type Round } from './round.js';
import type { Study } from '../study/study.js';

/** Where the document stands that compares the coders of a round. */
export function comparisonPath({ id }: Pick<Round, 'id'>): string {
  return `analysis/round-${id}.md`;
}

/** A document that compares the coders of a round: its results are made again like those of any analysis. */
export function comparisonOf(round: Round, coders: readonly string[], study: Study): string {
  const speak = speakIn(study.settings.language);
  const isAll = study.transcripts.every(({ path }) => isIn(round)(path));
  return [
    `# ${speak('Agreement of the round {0}', round.title)}`,
    '',
    '```emic',
    'show: agreement',
    `coders: [${coders.map((coder) => JSON.stringify(coder)).join(', ')}]`,
    // Who found nothing to code in a transcript of the round looked at it all the same.
    ...(isAll ? ['everywhere: true'] : []),
    '```',
    '',
  ].join('\n');
}
