import { speakIn } from '../../queries/render/language.js';
import { escapeInline } from '../../queries/render/markdownText.js';
import type { Study } from '../../study/study.js';
import { analysisMarkdown, type PlaceLink } from '../render/markdown.js';
import { agreementTable, type Agreed } from './agreementTable.js';
import { disagreementsMarkdown, nameOf } from './disagreementList.js';

/** Agreement as a document: who, the table, and, if there is a way to link to places, the places where they disagree. */
export function agreementMarkdown(study: Study, agreed: Agreed, linkTo?: PlaceLink): string {
  const speak = speakIn(study.settings.language);
  const { coders, disagreements } = agreed.agreement;
  const parts = [
    `# ${escapeInline(`${speak('Agreement between coders')}: ${coders.map(nameOf).join(', ')}`)}`,
    analysisMarkdown(study, agreementTable(study, agreed), () => undefined),
    linkTo === undefined ? '' : disagreementsMarkdown(study, coders, disagreements, linkTo),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
