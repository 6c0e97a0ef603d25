import { message, type Message } from '../text/message.js';
import type { FoundKind, FoundPlace, WithdrawalPlan } from './types.js';

/** What each kind of place is called. */
export const kindNames: Readonly<Record<FoundKind, Message>> = {
  transcript: message('the whole transcript'),
  turn: message('a turn'),
  words: message('words of the passage'),
  passage: message('a coded passage'),
  'trimmed-passage': message('a passage that now holds less'),
  memo: message('a memo on a passage'),
  'memo-file': message('a memo that is about nothing else'),
  row: message('a row of the participants’ table'),
  'front-matter': message('an entry of the front matter'),
  quotation: message('a quotation'),
  summary: message('a summary of answers'),
  link: message('a link to what is gone'),
  result: message('a result, made again'),
  original: message('the file that the transcript was made of'),
  kept: message('kept from an import: it may hold these words as well'),
  mention: message('the participant is named'),
  question: message('the participant is asked for in an analysis'),
};

const headings = {
  title: message('Withdrawal'),
  removed: message('Removed'),
  left: message('Not removed: look at these yourself'),
  nothing: message('Nothing.'),
  history: message('What git still holds'),
};

/**
 * The report of a withdrawal in Markdown: what was removed and where, and what is left, without any of the words.
 * @param date of the withdrawal, as `2024-03-12`. @param history what git still holds, in Markdown; empty where the study is in no repository.
 * @param say gives a sentence in the reader's language.
 */
export function withdrawalReport(
  plan: WithdrawalPlan,
  date: string,
  history: string,
  say: (sentence: Message) => string,
): string {
  const list = (places: readonly FoundPlace[]): string =>
    places.length === 0 ? `${say(headings.nothing)}\n` : places.map((place) => `- ${placeLine(place, say)}\n`).join('');
  const parts = [
    `# ${say(headings.title)}, ${date}\n`,
    `## ${say(headings.removed)}\n`,
    list(plan.found),
    `## ${say(headings.left)}\n`,
    list(plan.left),
  ];
  if (history !== '') parts.push(`## ${say(headings.history)}\n`, history);
  return parts.join('\n');
}

/** `transcripts/a.md:12: a turn (31 words)` */
export function placeLine({ kind, path, line, words }: FoundPlace, say: (sentence: Message) => string): string {
  const place = line === undefined ? path : `${path}:${String(line + 1)}`;
  const size = words === 0 ? '' : ` (${say(message('words: {0}', words))})`;
  return `${place}: ${say(kindNames[kind])}${size}`;
}
