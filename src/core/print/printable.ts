import type { Element } from 'hast';
import type { Codebook } from '../codebook/codebook.js';
import type { CodeColor } from '../colors/codeColors.js';
import { directionOf } from '../page/direction.js';
import { coderLanes } from '../page/margin.js';
import { speakIn, type Speak } from '../queries/render/language.js';
import { readingCopy } from '../reading/readingCopy.js';
import type { ColoredPassage } from '../reading/style.js';
import type { Transcript } from '../transcript/transcript.js';
import { coderHeads, coderLine } from './coders.js';
import { element } from './elements.js';
import { noteOf, rowStripes, stripeOf } from './margin.js';
import { languageTag, pageOf } from './page.js';
import { rowsOf, type Row } from './rows.js';
import { printedPassages, type PrintedCoding } from './shown.js';
import { printStyle, printVariable } from './style.js';
import { textElements, type PrintedText } from './text.js';

/** What a printed transcript takes from its study. */
export interface PrintContext {
  readonly codebook: Codebook | undefined;
  readonly colors: ReadonlyMap<string, CodeColor>;
  /** All of the coding, if left out. */
  readonly coding?: PrintedCoding | undefined;
}

const allCoding: PrintedCoding = { isShown: () => true, byCoder: false, words: '' };

/**
 * A transcript as one page of HTML that looks like the coding view, to be read and printed anywhere: no script, nothing that is
 * fetched, and nothing of the transcript that could be either.
 */
export function printableTranscript(
  transcript: Transcript,
  { codebook, colors, coding = allCoding }: PrintContext,
): string {
  const color = (code: string): CodeColor => colors.get(code) ?? 'grey';
  const language = languageOf(transcript, codebook);
  const speak = speakIn(language);
  const copy = readingCopy(transcript);
  const passages = printedPassages(transcript, copy.passages, coding, color);
  const shown = passages.filter((one) => one !== undefined);
  const printed: PrintedText = {
    passages,
    turns: copy.turns,
    variable: printVariable,
    note: (passage, number) => noteOf(passage, number, codebook, color),
  };
  const printRow = (row: Row): Element =>
    element(
      'div',
      { className: classesOf(row) },
      ...(row.number === undefined
        ? []
        : [element('span', { className: ['number'], ariaHidden: 'true' }, String(row.number))]),
      ...textElements(row.nodes, printed),
      ...rowStripes(row.nodes, passages),
    );
  const [first, ...others] = rowsOf(copy);
  const title = first?.nodes[0]?.type === 'heading' && first.nodes[0].depth === 1 ? printRow(first) : undefined;
  const rows = title === undefined && first !== undefined ? [first, ...others] : others;
  const coders = coding.byCoder
    ? coderLanes(shown.map(({ passage, marginLane }) => ({ passage, lane: marginLane })))
    : [];
  const used = [...new Set(shown.flatMap(({ passage }) => passage.codes))];
  const page = element(
    'div',
    {
      className: ['page'],
      style: `--lanes: ${String(lanesOf(shown))}; --coders: ${String(coders.length)}`,
    },
    header(transcript, title ?? element('h1', { dir: 'auto' }, transcript.title), coding.words, speak),
    element(
      'main',
      {},
      ...coderHeads(coders, speak),
      ...(copy.blocks.length === 0 ? [nothing(speak)] : rows.map(printRow)),
    ),
    ...legend(used, shown, codebook, color, speak),
    ...passages.flatMap((one, number) => (one === undefined ? [] : stripeOf(one, number))),
  );
  return pageOf({
    title: transcript.title,
    language,
    direction: directionOf(transcript.text.sliceClean(0, beginning)),
    style: printStyle([...new Set(used.map(color))], transcript.title, coderLine(coders, speak)),
    body: page,
  });
}

/** So many characters tell in which direction a document is written. */
const beginning = 20_000;

/** How many stripes stand beside each other at the most; one, where there are none, as the margin is never without. */
function lanesOf(shown: readonly ColoredPassage[]): number {
  return shown.reduce((most, { marginLane }) => Math.max(most, marginLane), 0) + 1;
}

function nothing(speak: Speak): Element {
  return element('p', { className: ['quiet'] }, speak('There is nothing in this transcript yet.'));
}

function classesOf({ asks, isHead }: Row): string[] {
  return ['row', ...(asks ? ['asks'] : []), ...(isHead ? ['before'] : [])];
}

/** The document's language, for hyphens and reading aloud; what the front matter says counts before the study's. */
function languageOf({ attributes }: Transcript, codebook: Codebook | undefined): string {
  const own = attributes.language ?? attributes.lang;
  const language = typeof own === 'string' ? own : (codebook?.settings.language ?? 'en');
  return languageTag(language);
}

function header(transcript: Transcript, title: Element, shown: string, speak: Speak): Element {
  const facts: (readonly [string, string])[] = Object.entries(transcript.attributes).flatMap(
    ([key, value]): readonly (readonly [string, string])[] => {
      const text = factText(value);
      return text === '' || ['title', 'speakers', 'participants', 'language', 'lang'].includes(key)
        ? []
        : [[key, text]];
    },
  );
  const people = [...new Set([...transcript.participants, ...transcript.documentParticipants])];
  if (people.length > 0) facts.unshift([speak('Participants'), people.join(', ')]);
  if (shown !== '') facts.push([speak('Shown'), shown]);
  return element(
    'header',
    {},
    title,
    ...(facts.length === 0
      ? []
      : [
          element(
            'dl',
            { className: ['facts'] },
            ...facts.flatMap(([key, value]) => [element('dt', {}, key), element('dd', {}, element('bdi', {}, value))]),
          ),
        ]),
  );
}

function factText(value: unknown): string {
  if (Array.isArray(value)) return value.map(factText).filter(Boolean).join(', ');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** The codes, in the codebook's order, with the number of their passages. */
function legend(
  used: readonly string[],
  passages: readonly ColoredPassage[],
  codebook: Codebook | undefined,
  color: (code: string) => CodeColor,
  speak: Speak,
): readonly Element[] {
  if (used.length === 0) return [];
  const order = new Map(codebook?.codes.map(({ id }, index) => [id, index]));
  const last = order.size;
  const sorted = [...used].sort((a, b) => (order.get(a) ?? last) - (order.get(b) ?? last) || (a < b ? -1 : 1));
  const entries = sorted.map((code) => {
    const count = passages.filter(({ passage }) => passage.codes.includes(code)).length;
    const swatch = element('span', {
      className: ['swatch'],
      style: `background: ${printVariable(color(code), 'line')}`,
    });
    const unknown = order.has(code) || codebook === undefined ? '' : ` (${speak('Not in the codebook')})`;
    return element(
      'li',
      {},
      swatch,
      codebook?.get(code)?.name ?? code,
      element('span', { className: ['quiet'] }, ` ${String(count)}${unknown}`),
    );
  });
  const title = element('p', {}, speak('Codes'));
  return [element('footer', { className: ['legend'] }, title, element('ul', {}, ...entries))];
}
