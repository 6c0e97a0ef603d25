import type { Extent } from '../../text/edits.js';
import { findBlocks, type AnalysisBlock } from './blocks.js';

/** What stands at a place of a block's question. Offsets count in the document's source. */
export interface BlockPlace extends Extent {
  readonly block: AnalysisBlock;
  /** `option`: an option's name, from `start` to `end`; `value`: one value of an option, of a list the one at the place. */
  readonly what: 'option' | 'value';
  /** The option's name; of `option` as far as it is written. */
  readonly option: string;
  /** Of a value: all that is written on its line after the colon; of an option, as its name. */
  readonly line: Extent;
  /** The kind that the block shows; empty where it does not say. */
  readonly kind: string;
  /** The names of the options that are written, this one's left out. */
  readonly others: readonly string[];
}

const line = /^(\s*)([\w-]*)(?:(\s*:[ \t]*)(.*))?$/;

/** What stands at an offset, where it is in the question of an analysis block; undefined elsewhere. */
export function blockPlaceAt(source: string, offset: number): BlockPlace | undefined {
  const block = findBlocks(source).find(
    ({ questionStart, question, end }) =>
      questionStart <= offset && offset <= Math.min(end, questionStart + question.length),
  );
  if (block === undefined) return undefined;
  const start = source.lastIndexOf('\n', offset - 1) + 1;
  const length = source.slice(start).search(/[\r\n]/);
  const text = length < 0 ? source.slice(start) : source.slice(start, start + length);
  const found = line.exec(text);
  if (found === null) return undefined;
  const [, indent = '', name = '', colon, written = ''] = found;
  const known = {
    block,
    kind: kindOf(block.question),
    others: namesIn(block.question).filter((other) => other !== name),
  };
  const nameStart = start + indent.length;
  const nameEnd = nameStart + name.length;
  if (colon === undefined || offset <= nameEnd) {
    return {
      ...known,
      what: 'option',
      option: name,
      start: nameStart,
      end: nameEnd,
      line: { start: nameStart, end: nameEnd },
    };
  }
  const valueStart = nameEnd + colon.length;
  const whole = { start: valueStart, end: valueStart + written.trimEnd().length };
  return {
    ...known,
    what: 'value',
    option: name,
    line: whole,
    ...itemAt(written, Math.max(0, offset - valueStart), valueStart),
  };
}

/** One item of a list with commas or `>` between, without brackets, quotes and white space around it. */
function itemAt(written: string, at: number, by: number): Extent {
  let start = at;
  while (start > 0 && !/[,>[\]]/.test(written.charAt(start - 1))) start--;
  let end = at;
  while (end < written.length && !/[,>[\]]/.test(written.charAt(end))) end++;
  while (start < at && /[\s"']/.test(written.charAt(start))) start++;
  while (end > at && /[\s"']/.test(written.charAt(end - 1))) end--;
  return { start: by + start, end: by + end };
}

function kindOf(question: string): string {
  return /^\s*show[ \t]*:[ \t]*["']?([\w-]+)/m.exec(question)?.[1] ?? '';
}

function namesIn(question: string): readonly string[] {
  return Array.from(question.matchAll(/^([\w-]+)[ \t]*:/gm), ([, name = '']) => name);
}
