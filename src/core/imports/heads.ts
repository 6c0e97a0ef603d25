import { labelKey } from '../transcript/labels.js';
import { secondsOf } from './cues.js';
import { SourceBuilder, type SourceParagraph, type SourceStyle } from './source.js';
import { speakerName } from './speakerLabels.js';

/** A paragraph as a word processor has it. Its styles count from its own first character. */
export interface SourceBlock {
  /** LF is a line break. */
  readonly text: string;
  readonly kind: SourceParagraph['kind'];
  readonly level: number;
  readonly ordered: boolean;
  readonly styles: readonly SourceStyle[];
}

/** What stands above what somebody says. */
interface Head {
  readonly name: string;
  readonly time: number | null;
  /** Characters of the block that are the head's, and lines of the blocks after it. */
  readonly length: number;
  readonly blocks: number;
}

const clock = String.raw`(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?`;
/** `Kari Nordmann   0:03` (Teams, Otter). */
const nameAndTime = new RegExp(String.raw`^(\p{L}[^\n]{0,59}?)[ \t\u00a0]+[[(]?(${clock})[\])]?[ \t]*(?:\n|$)`, 'u');
/** `0:0:0.0 --> 0:0:3.120` (Teams before 2023), and the name in the line below. */
const span = /^\s*(\d+:\d+:\d+(?:\.\d+)?)\s*-->\s*\d+:\d+:\d+(?:\.\d+)?[ \t]*(?:\n|$)/;

/**
 * Makes turns of paragraphs that have a line with a name and a time above what is said, as Teams and Otter write them.
 * Where there are none, all stays text, labels such as `A1: Ja` too, which Emic reads by itself.
 */
export function joinBlocks(blocks: readonly SourceBlock[]): SourceBuilder {
  const heads = readHeads(blocks);
  const builder = new SourceBuilder();
  let speaker: string | null = null;
  let open: Head | undefined;
  const add = (block: SourceBlock, from: number): void => {
    const { text, styles, ...facts } = block;
    const said = text.slice(from);
    if (open !== undefined && said.trim() === '') return;
    const moved = styles.map((style) => ({ ...style, start: Math.max(0, style.start - from), end: style.end - from }));
    const isOther = open !== undefined && (speaker === null || speakerName(open.name) !== speakerName(speaker));
    builder.add(said, {
      ...facts,
      styles: moved.filter(({ start, end }) => end > start),
      speaker: open !== undefined && isOther ? open.name : null,
      time: open !== undefined && isOther ? open.time : null,
    });
    if (open !== undefined) speaker = open.name;
    open = undefined;
  };
  for (let i = 0; i < blocks.length; i++) {
    const head = heads.get(i);
    const block = blocks[i]!;
    if (head === undefined) {
      // After a heading nobody speaks until somebody is named.
      if (block.kind === 'heading') speaker = null;
      if (block.kind === 'heading') addPlain(builder, block);
      else add(block, 0);
      continue;
    }
    open = head;
    i += head.blocks;
    if (head.blocks === 0) add(block, head.length);
  }
  return builder;
}

function addPlain(builder: SourceBuilder, { text, ...facts }: SourceBlock): void {
  builder.add(text, facts);
}

/** The heads by the number of their block; none where they may as well be something else. */
function readHeads(blocks: readonly SourceBlock[]): ReadonlyMap<number, Head> {
  const heads = new Map<number, Head>();
  const counts = new Map<string, number>();
  let filled = 0;
  blocks.forEach(({ text, kind }, i) => {
    if (text.trim() !== '') filled++;
    if (kind === 'heading') return;
    const head = headIn(text) ?? spanIn(blocks, i);
    if (head === undefined) return;
    heads.set(i, head);
    counts.set(labelKey(head.name), (counts.get(labelKey(head.name)) ?? 0) + 1);
  });
  const isRepeated = [...counts.values()].some((count) => count > 1);
  return isRepeated || (heads.size > 1 && heads.size * 4 >= filled) ? heads : new Map();
}

function headIn(text: string): Head | undefined {
  const match = nameAndTime.exec(text);
  const name = match?.[1]?.trim() ?? '';
  if (match === null || name === '' || !isName(name)) return undefined;
  return { name, time: secondsOf(match[2] ?? ''), length: match[0].length, blocks: 0 };
}

function spanIn(blocks: readonly SourceBlock[], i: number): Head | undefined {
  const { text } = blocks[i]!;
  const match = span.exec(text);
  if (match === null) return undefined;
  const time = secondsOf(match[1] ?? '');
  const rest = text.slice(match[0].length);
  if (rest.trim() !== '') {
    const feed = rest.indexOf('\n');
    const name = (feed < 0 ? rest : rest.slice(0, feed)).trim();
    return isName(name)
      ? { name, time, length: match[0].length + (feed < 0 ? rest.length : feed + 1), blocks: 0 }
      : undefined;
  }
  const name = blocks[i + 1]?.text.trim() ?? '';
  return name.includes('\n') || !isName(name) ? undefined : { name, time, length: 0, blocks: 1 };
}

function isName(text: string): boolean {
  return text.length <= 60 && /^\p{L}/u.test(text) && !/[.,;:!?]$/.test(text) && text.split(/\s+/).length <= 6;
}
