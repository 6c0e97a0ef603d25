import { labelKey } from '../transcript/labels.js';
import { plainParagraph, type SourceParagraph, type SourceText } from './source.js';

/** A question or a section of an interview guide. */
export interface GuideHeading {
  readonly text: string;
  /** Of the heading that it becomes. */
  readonly level: number;
  readonly isQuestion: boolean;
}

/** How much of a question has to be said, in its order, for a turn to be that question. */
const enough = 0.7;
/** How much longer than the question the stretch may be in which it is said. */
const stretch = 2;

/**
 * Reads a file of questions: each line is one; signs and numbers of lists do not count. Lines with `#` are sections of the guide.
 * @param text with whatever line ends.
 */
export function readQuestions(text: string): readonly GuideHeading[] {
  const headings: GuideHeading[] = [];
  let level = 2;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const section = /^\s*(#{1,5})\s+(.*)$/.exec(line);
    if (section?.[1] !== undefined) {
      const depth = Math.max(2, section[1].length);
      const name = (section[2] ?? '').trim();
      if (name !== '') headings.push({ text: name, level: depth, isQuestion: false });
      level = Math.min(6, depth + 1);
      continue;
    }
    const question = line.replace(/^\s*(?:[-*+]|\p{N}{1,3}(?:\.\p{N}{1,3})*[.)]|\p{L}[.)])\s+/u, '').trim();
    if (question !== '') headings.push({ text: question, level, isQuestion: true });
  }
  return headings;
}

/** A source with headings from an interview guide, and how many questions of it were found. */
export interface Headed {
  readonly source: SourceText;
  readonly found: number;
  readonly missing: readonly string[];
}

/**
 * Puts a heading above each turn in which an interviewer asks a question of the guide; of several that could be it, the best, then the first.
 * A section stands above the first of its questions. A source with headings of its own stays as it is.
 * @param interviewers their names; where none of them speaks, anybody may ask.
 */
export function addQuestions(
  source: SourceText,
  guide: readonly GuideHeading[],
  interviewers: readonly string[],
): Headed {
  const questions = guide.filter(({ isQuestion }) => isQuestion);
  if (source.paragraphs.some(({ kind }) => kind === 'heading'))
    return { source, found: 0, missing: questions.map(({ text }) => text) };
  const asked = turnsThatAsk(source, interviewers);
  const places = new Map<number, GuideHeading[]>();
  const missing: string[] = [];
  const candidates = questions.map((question) => bestTurn(wordsOf(question.text), asked));
  const taken = new Set<number>();
  const placed = new Map<GuideHeading, number>();
  // The surest first, so that a turn goes to the question that it fits best.
  const order = questions
    .map((_, i) => i)
    .sort((a, b) => (candidates[b]?.[0]?.score ?? 0) - (candidates[a]?.[0]?.score ?? 0) || a - b);
  for (const i of order) {
    const turn = candidates[i]?.find(({ paragraph }) => !taken.has(paragraph));
    if (turn === undefined) continue;
    taken.add(turn.paragraph);
    placed.set(questions[i]!, turn.paragraph);
  }
  let sections: GuideHeading[] = [];
  for (const heading of guide) {
    if (!heading.isQuestion) {
      sections = [...sections.filter(({ level }) => level < heading.level), heading];
      continue;
    }
    const at = placed.get(heading);
    if (at === undefined) missing.push(heading.text);
    else {
      places.set(at, [...sections, heading]);
      sections = [];
    }
  }
  return { source: withHeadings(source, places), found: placed.size, missing };
}

interface Asked {
  readonly paragraph: number;
  readonly words: readonly string[];
}

const labelled = /^(?:\[[\d:.]+\]\s*)?(\p{L}[^:\n]{0,39}):\s/u;

function turnsThatAsk({ text, paragraphs }: SourceText, interviewers: readonly string[]): readonly Asked[] {
  const keys = new Set(interviewers.map(labelKey));
  const turns: { readonly paragraph: number; readonly name: string; readonly said: string }[] = [];
  paragraphs.forEach(({ start, end, speaker }, paragraph) => {
    const line = text.slice(start, end);
    const label = speaker === null ? labelled.exec(line) : null;
    const name = speaker ?? label?.[1] ?? '';
    if (name !== '') turns.push({ paragraph, name, said: label === null ? line : line.slice(label[0].length) });
  });
  const theirs = turns.filter(({ name }) => keys.has(labelKey(name)));
  return (theirs.length > 0 ? theirs : turns).map(({ paragraph, said }) => ({ paragraph, words: wordsOf(said) }));
}

function wordsOf(text: string): readonly string[] {
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}

/** The turns in which a question is asked, the best first. */
function bestTurn(
  question: readonly string[],
  asked: readonly Asked[],
): readonly { readonly paragraph: number; readonly score: number }[] {
  if (question.length === 0) return [];
  const known = new Set(question);
  const needed = question.length < 4 ? 1 : enough;
  return asked
    .map(({ paragraph, words }) => ({ paragraph, score: likeness(question, words, known) }))
    .filter(({ score }) => score >= needed)
    .sort((a, b) => b.score - a.score || a.paragraph - b.paragraph);
}

/** The share of a question's words that stand in their order in a stretch of what was said; 1 for all of them. */
function likeness(question: readonly string[], words: readonly string[], known: ReadonlySet<string>): number {
  const width = question.length * stretch;
  let best = 0;
  for (let from = 0; from < words.length && best < 1; from++) {
    if (!known.has(words[from]!)) continue;
    best = Math.max(best, longestCommon(question, words.slice(from, from + width)) / question.length);
  }
  return best;
}

/** The length of the longest common subsequence. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  let row = new Uint16Array(b.length + 1);
  for (const word of a) {
    const next = new Uint16Array(b.length + 1);
    for (let j = 0; j < b.length; j++) next[j + 1] = word === b[j] ? row[j]! + 1 : Math.max(row[j + 1]!, next[j]!);
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Inserts headings before paragraphs; all that stands after them moves. */
function withHeadings(source: SourceText, places: ReadonlyMap<number, readonly GuideHeading[]>): SourceText {
  if (places.size === 0) return source;
  const paragraphs: SourceParagraph[] = [];
  const parts: string[] = [];
  let length = 0;
  const add = (text: string): number => {
    const start = parts.length === 0 ? 0 : length + 1;
    parts.push(text);
    length = start + text.length;
    return start;
  };
  source.paragraphs.forEach((paragraph, i) => {
    for (const { text, level } of places.get(i) ?? []) {
      const start = add(text);
      paragraphs.push({ ...plainParagraph(start, start + text.length), kind: 'heading', level });
    }
    const start = add(source.text.slice(paragraph.start, paragraph.end));
    const by = start - paragraph.start;
    const styles = paragraph.styles.map((style) => ({ ...style, start: style.start + by, end: style.end + by }));
    paragraphs.push({ ...paragraph, start, end: paragraph.end + by, styles });
  });
  return { ...source, text: parts.join('\n'), paragraphs };
}
