import { speakIn } from '../../queries/render/language.js';
import { escapeInline } from '../../queries/render/markdownText.js';
import { Attribution } from '../../quoting/attribution.js';
import type { Study } from '../../study/study.js';
import type { Passage } from '../../transcript/types.js';
import { passagesOfCode } from '../codeChoice.js';
import { placeOf } from '../place.js';
import { quotationMarkdown } from '../render/markdown.js';
import { linksFrom } from './links.js';

/**
 * The beginnings of a finding for a theme or a code: a lead quotation, room for the finding, who speaks of it, a matrix, quotations by code.
 * The blocks in it have no results yet.
 * @param path where the document will stand, inside the study.
 */
export function findingsSkeleton(study: Study, id: string, path: string): string {
  const speak = speakIn(study.settings.language);
  const name = study.codebook.get(id)?.name ?? id;
  const found = leadOf(passagesOfCode(study, id, true));
  const lead = found === undefined ? undefined : placeOf(found);
  const { quotations: quoting } = study.settings;
  const attribution = new Attribution(study, quoting.attribution);
  const linkTo = linksFrom(study, path);
  const block = (...lines: readonly string[]): string => ['```emic', ...lines, '```'].join('\n');
  const hasBelow = (study.codebook.get(id)?.children.length ?? 0) > 0;
  const parts = [
    `# ${escapeInline(name)}`,
    ...(lead === undefined ? [] : [quotationMarkdown(study, lead, { quoting, attribution, target: linkTo(lead) })]),
    `## ${speak('The finding')}`,
    speak(
      'Write here what the words below say together, in one paragraph: the claim, for whom it holds, and for whom it does not.',
    ),
    `## ${speak('Who speaks of it')}`,
    block('show: who', `codes: ${hasBelow ? [id, ...childrenOf(study, id)].join(', ') : id}`),
    block(
      'show: matrix',
      `rows: ${hasBelow ? [id, ...childrenOf(study, id)].join(', ') : id}`,
      'columns: participants',
      'aggregate: true',
    ),
    `## ${speak('Against it')}`,
    block('show: deviant', `codes: ${id}`, 'aggregate: true'),
    `## ${speak('Quotations')}`,
    block('show: quotations', `codes: ${id}`, 'aggregate: true', 'by: codes'),
  ];
  return `${parts.join('\n\n')}\n`;
}

function childrenOf(study: Study, id: string): readonly string[] {
  return study.codebook.get(id)?.children ?? [];
}

/** Words enough to stand for a theme, and not more than a reader takes in at once. */
const [fewest, mostWords] = [8, 60];

/** The passage to begin with: one that has a memo first, then the longest that is not too long. */
function leadOf(passages: readonly Passage[]): Passage | undefined {
  const fits = passages.filter(({ quote }) => {
    const words = quote.split(/\s+/).length;
    return words >= fewest && words <= mostWords;
  });
  const rank = ({ memo, quote }: Passage): number => (memo === undefined ? 0 : 1_000_000) + quote.length;
  return [...(fits.length > 0 ? fits : passages)].sort((a, b) => rank(b) - rank(a))[0];
}
