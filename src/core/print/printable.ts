import type { Element, ElementContent } from 'hast';
import type { Codebook } from '../codebook/codebook.js';
import type { CodeColor } from '../colors/codeColors.js';
import { speakIn, type Speak } from '../queries/render/language.js';
import { readingCopy } from '../reading/readingCopy.js';
import { stripeLimit } from '../reading/readingPassages.js';
import { colored, lineImage, type ColoredPassage } from '../reading/style.js';
import type { Transcript } from '../transcript/transcript.js';
import { element } from './elements.js';
import { languageTag, pageOf } from './page.js';
import { rowsOf, type Row } from './rows.js';
import { printStyle, printVariable } from './style.js';
import { textElements, type PrintedText } from './text.js';

/** What a printed transcript takes from its study. */
export interface PrintContext {
  readonly codebook: Codebook | undefined;
  readonly colors: ReadonlyMap<string, CodeColor>;
}

/**
 * A transcript as one page of HTML with the names of codes in the margin, to be read and printed anywhere: no script, nothing
 * that is fetched, and nothing of the transcript that could be either.
 */
export function printableTranscript(transcript: Transcript, { codebook, colors }: PrintContext): string {
  const color = (code: string): CodeColor => colors.get(code) ?? 'grey';
  const name = (code: string): string => codebook?.get(code)?.name ?? code;
  const language = languageOf(transcript, codebook);
  const speak = speakIn(language);
  const copy = readingCopy(transcript);
  const passages = colored(copy.passages, color);
  const printed: PrintedText = {
    passages,
    turns: copy.turns,
    variable: printVariable,
    names: (passage) => namesNote(passages[passage], name, color),
    memo: (passage) => memoNote(passages[passage]),
  };
  const printRow = ({ nodes, number, asks }: Row): Element =>
    element(
      'div',
      { className: asks ? ['row', 'asks'] : ['row'] },
      ...(number === undefined ? [] : [element('span', { className: ['number'], ariaHidden: 'true' }, String(number))]),
      ...textElements(nodes, printed),
      ...rowBars(nodes, passages),
    );
  const [first, ...others] = rowsOf(copy);
  const title = first?.nodes[0]?.type === 'heading' && first.nodes[0].depth === 1 ? printRow(first) : undefined;
  const rows = title === undefined && first !== undefined ? [first, ...others] : others;
  const used = [...new Set(passages.flatMap(({ passage }) => passage.codes))];
  const page = element(
    'div',
    { className: ['page'] },
    header(transcript, title ?? element('h1', {}, transcript.title), speak),
    ...legend(used, passages, codebook, name, color, speak),
    element('main', {}, ...rows.map(printRow)),
    ...passages.flatMap(bar),
  );
  return pageOf(transcript.title, language, printStyle([...new Set(used.map(color))]), page);
}

/** The document's language, for hyphens and reading aloud; what the front matter says counts before the study's. */
function languageOf({ attributes }: Transcript, codebook: Codebook | undefined): string {
  const own = attributes.language ?? attributes.lang;
  const language = typeof own === 'string' ? own : (codebook?.settings.language ?? 'en');
  return languageTag(language);
}

function header(transcript: Transcript, title: Element, speak: Speak): Element {
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
            ...facts.flatMap(([key, value]) => [element('dt', {}, key), element('dd', {}, value)]),
          ),
        ]),
  );
}

function factText(value: unknown): string {
  if (Array.isArray(value)) return value.map(factText).filter(Boolean).join(', ');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function legend(
  used: readonly string[],
  passages: readonly ColoredPassage[],
  codebook: Codebook | undefined,
  name: (code: string) => string,
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
      name(code),
      element('span', { className: ['quiet'] }, ` ${String(count)}${unknown}`),
    );
  });
  return [element('section', { className: ['legend'], ariaLabel: speak('Codes') }, element('ul', {}, ...entries))];
}

/** A passage's codes, in the margin. */
function namesNote(
  shown: ColoredPassage | undefined,
  name: (code: string) => string,
  color: (code: string) => CodeColor,
): ElementContent {
  const { codes = [], attributes = {} } = shown?.passage ?? {};
  const names = codes.flatMap((code, index) => [
    ...(index === 0 ? [] : [' · ']),
    element('b', {}, element('span', { style: `color: ${printVariable(color(code), 'label')}` }, name(code))),
  ]);
  const facts = [attributes.stance, attributes.by].filter((fact) => fact !== undefined).join(' · ');
  return element(
    'span',
    { className: ['note'] },
    ...names,
    ...(facts === '' ? [] : [element('span', { className: ['fact'] }, ` ${facts}`)]),
  );
}

/** A passage's memo, in the margin. */
function memoNote(shown: ColoredPassage | undefined): ElementContent | undefined {
  const memo = shown?.passage.memo;
  if (memo === undefined) return undefined;
  const style = `border-color: ${printVariable(shown?.colors[0] ?? 'grey', 'line')}`;
  return element('span', { className: ['note', 'memo'], style }, memo);
}

/** The stripe beside a passage, from the line where it begins to that where it ends. */
function bar({ colors, marginLane }: ColoredPassage, index: number): readonly Element[] {
  if (marginLane >= stripeLimit) return [];
  const number = String(index);
  const image = lineImage(colors, printVariable, 'to bottom');
  const style = `--lane: ${String(marginLane)}; top: anchor(--s${number} top); bottom: anchor(--e${number} bottom); background: ${image}`;
  return [element('span', { className: ['bar'], style, ariaHidden: 'true' })];
}

/** Where a browser cannot tell lines, the stripes of the passages that cover some of a row stand beside all of it. */
function rowBars(nodes: Parameters<typeof textElements>[0], passages: readonly ColoredPassage[]): readonly Element[] {
  const covering = new Set<number>();
  const visit = (node: (typeof nodes)[number]): void => {
    for (const passage of node.data?.long ?? []) covering.add(passage);
    if (node.type === 'codedStretch') for (const passage of node.passages) covering.add(passage);
    if ('children' in node) node.children.forEach(visit);
  };
  nodes.forEach(visit);
  return [...covering].flatMap((index) => {
    const shown = passages[index];
    if (shown === undefined || shown.marginLane >= stripeLimit) return [];
    const image = lineImage(shown.colors, printVariable, 'to bottom');
    const style = `--lane: ${String(shown.marginLane)}; background: ${image}`;
    return [element('span', { className: ['row-bar'], style, ariaHidden: 'true' })];
  });
}
