import type { FrontMatterValue } from '../markdown/frontMatterData.js';
import { message, type Message } from '../text/message.js';
import {
  defaultQuoting,
  longestRange,
  questionChoices,
  quotationStyles,
  readAttribution,
  type Quoting,
  type QuotingChange,
} from './quoting.js';
import { TemplateError } from './templateError.js';

/**
 * Reads how a study quotes: `quotations: {style: guillemets, attribution: "{participant}, {attr:role}", questions: omit, longest: 60}`.
 * What is missing or cannot be read has its default.
 * @param refuse is told which key is wrong, and why; no key where it is all of it.
 */
export function readQuoting(
  value: FrontMatterValue,
  refuse: (key: string | undefined, sentence: Message) => void,
): Quoting {
  if (value === null) return defaultQuoting;
  if (typeof value !== 'object' || Array.isArray(value)) {
    refuse(
      undefined,
      message(
        'quotations says how quotations look, as in quotations: {style: guillemets, attribution: "{participant}"}',
      ),
    );
    return defaultQuoting;
  }
  const read: { -readonly [K in keyof QuotingChange]: QuotingChange[K] } = {};
  for (const [key, written] of Object.entries(value as Readonly<Record<string, FrontMatterValue>>)) {
    if (written === null) continue;
    const text = typeof written === 'object' ? '' : String(written).trim();
    switch (key) {
      case 'style':
        read.style = oneOf(quotationStyles, text, (sentence) => refuse(key, sentence)) ?? defaultQuoting.style;
        break;
      case 'questions':
        read.questions = oneOf(questionChoices, text, (sentence) => refuse(key, sentence)) ?? defaultQuoting.questions;
        break;
      case 'attribution':
        try {
          read.attribution = readAttribution(text);
        } catch (error) {
          if (!(error instanceof TemplateError)) throw error;
          refuse(key, error.sentence);
        }
        break;
      case 'longest': {
        const most = Number(text === '' ? NaN : text);
        if (Number.isInteger(most) && most >= longestRange[0] && most <= longestRange[1]) read.longest = most;
        else refuse(key, message('This is a number from {0} to {1}, and not {2}.', ...longestRange, text));
        break;
      }
      default:
        refuse(
          key,
          message('There is no option {0} here. There are {1}.', key, 'style, attribution, questions, longest'),
        );
    }
  }
  return { ...defaultQuoting, ...read };
}

function oneOf<T extends string>(
  choices: readonly T[],
  text: string,
  refuse: (sentence: Message) => void,
): T | undefined {
  const found = choices.find((choice) => choice === text);
  if (found === undefined) refuse(message('This is one of {0}, and not {1}.', choices.join(', '), text));
  return found;
}
