import { linksFrom } from '../analysis/documents/links.js';
import { refreshBlocks } from '../analysis/documents/refresh.js';
import { speakIn } from '../queries/render/language.js';
import type { Study } from '../study/study.js';
import { applyEdits } from '../text/edits.js';
import { isIn, type Round } from './round.js';
import { decoded } from './roundFiles.js';

/** Where the document stands that compares the coders of a round. */
export function comparisonPath({ id }: Pick<Round, 'id'>): string {
  return `analysis/round-${id}.md`;
}

/**
 * The document that compares the coders of a round, with its results. They are made again like those of any analysis.
 * @param study with what all of them coded.
 * @param before the document, where it is there already: only its results are made again.
 */
export async function compareIn(
  study: Study,
  round: Round,
  coders: readonly string[],
  before: string | undefined,
): Promise<string> {
  const { bom, body } = decoded(before ?? comparisonOf(round, coders, study));
  const { edits } = await refreshBlocks(study, body, linksFrom(study, comparisonPath(round)));
  return bom + applyEdits(body, edits);
}

function comparisonOf(round: Round, coders: readonly string[], study: Study): string {
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
