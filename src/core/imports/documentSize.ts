import { message, type Message } from '../text/message.js';
import { labelKey } from '../transcript/labels.js';
import type { SourceText } from './source.js';

/** How much is in a document. Where it has no turns, it does not tell who speaks; Markdown, which is taken as it is, has nothing. */
export interface DocumentSize {
  readonly turns: number;
  readonly speakers: number;
  readonly paragraphs: number;
}

export function sizeOf({ text, paragraphs }: SourceText): DocumentSize {
  const turns = paragraphs.flatMap(({ speaker }) => (speaker === null ? [] : [labelKey(speaker)]));
  const filled = paragraphs.filter(({ start, end }) => text.slice(start, end).trim() !== '').length;
  return { turns: turns.length, speakers: new Set(turns).size, paragraphs: filled };
}

export function sentenceOfNew(name: string, path: string, { turns, speakers, paragraphs }: DocumentSize): Message {
  if (turns > 0) return message('{0} becomes {1}; turns: {2}, speakers: {3}.', name, path, turns, speakers);
  return paragraphs === 0
    ? message('{0} becomes {1}, as it is.', name, path)
    : message('{0} becomes {1}; paragraphs: {2}.', name, path, paragraphs);
}
