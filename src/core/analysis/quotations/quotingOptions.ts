import { findAttribute } from '../../queries/attributes.js';
import {
  longestRange,
  questionChoices,
  quotationStyles,
  readAttribution,
  type Quoting,
} from '../../quoting/quoting.js';
import { fieldsOf } from '../../quoting/template.js';
import { TemplateError } from '../../quoting/templateError.js';
import type { Study } from '../../study/study.js';
import { message } from '../../text/message.js';
import { AnalysisError } from '../analysisError.js';
import { optional, optionalChoice, optionalNumber, type Values } from '../options.js';

/** The options of analyses that show quotations; what is left out is as the codebook's front matter says. */
export const quotingOptions = {
  style: optionalChoice(
    quotationStyles,
    message('How quotations look: block (set apart), guillemets («…») or curly (“…”).'),
  ),
  attribution: optional(
    'text',
    message(
      'What stands below a quotation: participant, document, none, or a template such as {participant}, {attr:role}, {time}.',
    ),
  ),
  questions: optionalChoice(
    questionChoices,
    message('Whether the interviewer’s words stay in a quotation: keep, or omit with [...] in their place.'),
  ),
  longest: optionalNumber(
    message('How many words of a quotation are shown at most, with [...] for the rest; 0 for all.'),
    0,
    longestRange[1],
  ),
} as const;

/**
 * How an analysis quotes.
 * @throws AnalysisError when the template cannot be read; QueryError when the study does not have an attribute that it names.
 */
export function quotingOf(study: Study, options: Values<typeof quotingOptions>): Quoting {
  const { quotations } = study.settings;
  const { style, attribution, questions, longest } = options;
  return {
    style: style ?? quotations.style,
    attribution: attribution === undefined ? quotations.attribution : templateOf(study, attribution),
    questions: questions ?? quotations.questions,
    longest: longest === undefined ? quotations.longest : longest === 0 ? undefined : Math.ceil(longest),
  };
}

function templateOf(study: Study, text: string): Quoting['attribution'] {
  try {
    const template = readAttribution(text);
    for (const { name, attribute } of fieldsOf(template)) if (name === 'attr') findAttribute(study, attribute);
    return template;
  } catch (error) {
    throw error instanceof TemplateError ? new AnalysisError(error.sentence, 'attribution') : error;
  }
}
