import { decodeString } from 'micromark-util-decode-string';
import type { Event } from 'micromark-util-types';
import { readEvents } from './syntax/readEvents.js';

/** Characters that may be more than text. */
const sign = /[\\`*_[\]&<>~!^{}#\r\n]/;

/**
 * A heading's text as it reads: without marks, emphasis signs, attributes, notes and raw HTML, on one line.
 * @param heading the whole heading, which stands outside quotes and lists.
 * @param content its content, without attributes.
 */
export function plainHeading(heading: string, content: string): string {
  return sign.test(content) ? plainText(readEvents(heading, false, false), heading) : content;
}

function plainText(events: readonly Event[], source: string): string {
  let text = '';
  /** How many tokens are open that hold no text. */
  let hidden = 0;
  for (const [kind, { type, start, end }] of events) {
    if (type === 'resource' || type === 'htmlText' || type === 'setextHeadingLine') hidden += kind === 'enter' ? 1 : -1;
    if (kind !== 'enter' || hidden > 0) continue;
    switch (type) {
      case 'data':
      case 'characterEscapeValue':
      case 'codeTextData':
      case 'autolinkProtocol':
      case 'autolinkEmail':
        text += source.slice(start.offset, end.offset);
        break;
      case 'characterReference':
        text += decodeString(source.slice(start.offset, end.offset));
        break;
      case 'lineEnding':
        text += ' ';
        break;
      default:
    }
  }
  return text.trim();
}
