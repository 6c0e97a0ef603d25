import type { Place } from '../analysis/place.js';
import { wordsAt } from '../analysis/place.js';
import type { Study } from '../study/study.js';
import type { Turn } from '../transcript/types.js';
import { outerMarks, withInnerMarks } from './quoteMarks.js';
import { omission, type Quoting } from './quoting.js';

/** A paragraph of a quotation, as it is to be read. */
export interface QuotedParagraph {
  /**
   * Who speaks, where that has to be told; in square brackets where it is put in and not in the passage's own words.
   */
  readonly label: string;
  /** What is said, with the style's marks; lines of one paragraph keep their line ends, as LF. */
  readonly text: string;
}

/** The words of one turn, or of none. */
interface Stretch {
  readonly turn: Turn | undefined;
  /** Whether the turn's label is among the words. */
  readonly hasLabel: boolean;
  readonly text: string;
  readonly isCut?: boolean;
}

/**
 * The words of a place as a quotation of a study's style: words left out are `[...]`, quotes in it have the style's inner marks, and
 * where several speak it is told who. Not a word is changed.
 */
export function quotedWords(study: Study, place: Place, quoting: Quoting): readonly QuotedParagraph[] {
  const all = stretchesOf(study, place).filter(({ text }) => text !== '');
  const kept = shortened(quoting.questions === 'omit' ? withoutQuestions(all) : all, quoting.longest);
  const severalSpeak = new Set(kept.map(({ turn }) => turn?.speaker)).size > 1;
  const [open, close] = outerMarks[quoting.style];
  const isBlock = quoting.style === 'block';
  return kept.flatMap(({ turn, hasLabel, text, isCut }, number) => {
    const isTold = hasLabel ? isBlock || severalSpeak : severalSpeak;
    const label = turn === undefined || !isTold ? '' : hasLabel ? `${turn.label}:` : `[${turn.label}:]`;
    const goesOn = kept[number + 1]?.turn?.speaker === turn?.speaker && kept[number + 1] !== undefined;
    const paragraphs = text.split(/\n{2,}/);
    return paragraphs.map((paragraph, i) => {
      const isLast = i === paragraphs.length - 1;
      const words = withInnerMarks(paragraph, quoting.style);
      const ended = isLast && isCut === true ? `${words} ${omission}` : words;
      return { label: i === 0 ? label : '', text: `${open}${ended}${isLast && !goesOn ? close : ''}` };
    });
  });
}

/** The words of a place on one line for plain tables, by the same rules. */
export function quotedLine(study: Study, place: Place, quoting: Quoting): string {
  return quotedWords(study, place, quoting)
    .map(({ label, text }) => (label === '' ? text : `${label} ${text}`))
    .join('\n\n');
}

function stretchesOf(study: Study, place: Place): readonly Stretch[] {
  const { start, end } = place.clean;
  const words = wordsAt(study, place);
  const turns = (study.transcript(place.document)?.turns ?? []).filter(
    (turn) => turn.head.start < end && start < Math.max(turn.end, turn.speech.end),
  );
  const textOf = (from: number, to: number): string => plainText(words.slice(from - start, to - start));
  const stretches: Stretch[] = [];
  let at = start;
  let current: Turn | undefined;
  let hasLabel = false;
  for (const turn of turns) {
    if (turn.head.start < start || turn.head.end > end) {
      if (turn.head.end <= start) current = turn;
      continue;
    }
    stretches.push({ turn: current, hasLabel, text: textOf(at, turn.head.start) });
    [current, hasLabel, at] = [turn, true, turn.head.end];
  }
  stretches.push({ turn: current, hasLabel, text: textOf(at, end) });
  return stretches;
}

/** Text with LF line ends and one empty line between paragraphs. */
function plainText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function withoutQuestions(stretches: readonly Stretch[]): readonly Stretch[] {
  const isAsked = ({ turn }: Stretch): boolean => turn?.asks === true;
  if (stretches.every(isAsked)) return stretches;
  const kept: Stretch[] = [];
  let isGap = false;
  for (const stretch of stretches) {
    if (isAsked(stretch)) {
      isGap = true;
      continue;
    }
    const last = kept.pop();
    if (last !== undefined) kept.push(isGap ? { ...last, isCut: true } : last);
    kept.push(stretch);
    isGap = false;
  }
  return kept;
}

/** So many words at most; what is cut ends at a whole word. */
function shortened(stretches: readonly Stretch[], most: number | undefined): readonly Stretch[] {
  if (most === undefined) return stretches;
  const kept: Stretch[] = [];
  let left = most;
  for (const stretch of stretches) {
    const words = [...stretch.text.matchAll(/\S+/g)];
    if (words.length <= left) {
      kept.push(stretch);
      left -= words.length;
      continue;
    }
    const last = words[left - 1];
    if (last !== undefined)
      kept.push({ ...stretch, text: stretch.text.slice(0, last.index + last[0].length), isCut: true });
    else {
      const before = kept.pop();
      if (before !== undefined) kept.push({ ...before, isCut: true });
    }
    break;
  }
  return kept;
}
