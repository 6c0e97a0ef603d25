import { stringify } from 'yaml';
import type { FrontMatterData, FrontMatterValue } from '../markdown/frontMatterData.js';
import { labelKey } from '../transcript/labels.js';
import { composeParagraph, type Disarms, type Piece } from './composeParagraph.js';
import { PlaceMap } from './placeMap.js';
import { linesOf, type SourceParagraph, type SourceText } from './source.js';
import { SpeakerLabels, speakerName } from './speakerLabels.js';

/** A source as Markdown. */
export interface WrittenTranscript {
  readonly markdown: string;
  /**
   * The place in the Markdown of an offset of the source's text. Offsets are UTF-16 code units.
   * @param side `start`: before the character at the offset, its `\` included; `end`: after the character before the offset.
   */
  readonly placeOf: (offset: number, side: 'start' | 'end') => number;
}

export interface WriteOptions {
  /** Labels that the study knows, participants and interviewers: lines that begin with them would be turns. */
  readonly known?: readonly string[];
}

/**
 * Writes a source as a transcript. A reader sees the text of the source (docs/imports.md says what is normalised), each turn begins
 * with its speaker's label, and nothing in it reads as a mark, a footnote or a turn that the source does not have. Where the
 * source tells no speakers and no times, labels in its text stay labels.
 * @param frontMatter goes before what the source itself tells of its title, language and recording.
 */
export function writeTranscript(
  source: SourceText,
  frontMatter: FrontMatterData = {},
  options: WriteOptions = {},
): WrittenTranscript {
  const writer = new Writer(source, frontMatter, options);
  return writer.write();
}

/** Seconds as `00:12:03`, or undefined for what is no time. Parts of a second are cut off. */
export function timeStamp(seconds: number | null): string | undefined {
  if (seconds === null || !(seconds >= 0) || seconds >= 1000 * 3600) return undefined;
  const whole = Math.floor(seconds);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

/** The text as it can be written, each UTF-16 code unit for one. */
export function writableText(text: string): string {
  if (!/[\0\r\v\f\x85\u2028\u2029\ud800-\udfff]/.test(text)) return text;
  return text.replace(/[\r\v\f\x85\u2028\u2029]/g, ' ').replace(/[\0\p{Cs}]/gu, '\ufffd');
}

/** How deep lists are written; the rest is as deep as this. */
const deepestItem = 9;

class Writer {
  readonly #source: SourceText;
  readonly #frontMatter: FrontMatterData;
  readonly #text: string;
  readonly #paragraphs: readonly SourceParagraph[];
  readonly #labels: SpeakerLabels;
  /** Whether the source tells who speaks or when, so that nothing else is a turn's head. */
  readonly #isStructured: boolean;
  readonly #known = new Set<string>();

  constructor(source: SourceText, frontMatter: FrontMatterData, { known = [] }: WriteOptions) {
    this.#source = source;
    this.#text = writableText(source.text);
    this.#paragraphs = source.paragraphs.length > 0 ? source.paragraphs : linesOf(source.text);
    this.#isStructured = this.#paragraphs.some(({ speaker, time }) => speaker !== null || time !== null);
    this.#labels = new SpeakerLabels(this.#paragraphs.map(({ speaker }) => speaker ?? ''));
    this.#frontMatter = this.#fullFrontMatter(frontMatter);
    for (const name of [...known, ...namesIn(frontMatter.participants), ...namesIn(frontMatter.speakers)])
      this.#known.add(labelKey(name));
  }

  write(): WrittenTranscript {
    const repeated = new Set<string>();
    for (let round = 0; ; round++) {
      const lines = new Map<string, Set<number>>();
      const disarms: Disarms = ({ needs }, key, from) => {
        if (needs === 'none' || this.#labels.has(key) || this.#known.has(key)) return true;
        if (needs === 'known') return false;
        lines.set(key, (lines.get(key) ?? new Set()).add(from));
        return repeated.has(key) || round > 3;
      };
      const written = this.#writeOnce(this.#isStructured ? disarms : undefined);
      const more = [...lines].filter(([key, { size }]) => size > 1 && !repeated.has(key));
      if (more.length === 0 || round > 3) return written;
      for (const [key] of more) repeated.add(key);
    }
  }

  #writeOnce(disarms: Disarms | undefined): WrittenTranscript {
    const parts: string[] = [];
    const places = new PlaceMap();
    let length = 0;
    let between = '';
    const add = (lead: string, piece: Piece, isItem: boolean): void => {
      const gap = between === 'item' && isItem ? '\n' : parts.length > 0 ? '\n\n' : '';
      parts.push(gap, lead, piece.markdown);
      length += gap.length + lead.length;
      const { runs } = piece;
      for (let i = 0; i < runs.length; i += 4)
        places.add(runs[i]!, runs[i + 1]!, runs[i + 2]! + length, runs[i + 3]! + length);
      length += piece.markdown.length;
      between = isItem ? 'item' : 'paragraph';
    };
    const front = writeFrontMatter(this.#frontMatter);
    if (front !== '') add('', { markdown: front, runs: [] }, false);
    const list = new ListNumbers();
    for (const paragraph of this.#paragraphs) {
      const { kind, styles } = paragraph;
      const lines = this.#linesOf(paragraph);
      const { head, label } = kind === 'heading' ? noHead : this.#headOf(paragraph);
      const draft = { text: this.#text, lines, styles, place: 'start', indent: '' } as const;
      if (kind !== 'item') list.end();
      if (kind === 'text') {
        if (lines.length > 0 || label !== undefined)
          add('', composeParagraph({ ...draft, head, label }, disarms), false);
        continue;
      }
      if (head !== '') {
        list.end();
        add('', { markdown: head.trimEnd(), runs: [] }, false);
      }
      if (lines.length === 0) continue;
      const inside = { ...draft, ...noHead };
      if (kind === 'heading') {
        const depth = Math.max(1, Math.min(6, Math.trunc(paragraph.level) || 1));
        add(`${'#'.repeat(depth)} `, composeParagraph({ ...inside, place: 'heading' }, undefined), false);
      } else if (kind === 'quote') {
        add('> ', composeParagraph({ ...inside, indent: '> ' }, undefined), false);
      } else {
        const lead = list.next(paragraph.level, paragraph.ordered);
        add(lead, composeParagraph({ ...inside, indent: ' '.repeat(lead.length) }, undefined), true);
      }
    }
    parts.push(parts.length > 0 ? '\n' : '');
    return { markdown: parts.join(''), placeOf: (offset, side) => places.placeOf(offset, side) };
  }

  /** The lines of a paragraph without white space at their edges, but for empty ones. */
  #linesOf({ start, end }: SourceParagraph): (readonly [number, number])[] {
    const lines: (readonly [number, number])[] = [];
    for (let at = start; at < end;) {
      const feed = this.#text.indexOf('\n', at);
      const stop = feed < 0 || feed > end ? end : feed;
      const line = this.#text.slice(at, stop);
      const from = at + line.length - line.trimStart().length;
      if (from < stop) lines.push([from, at + line.trimEnd().length]);
      at = stop + 1;
    }
    return lines;
  }

  #headOf({ speaker, time }: SourceParagraph): { readonly head: string; readonly label: string | undefined } {
    const voice = speaker === null ? undefined : this.#labels.of(speaker);
    const stamp = timeStamp(time);
    if (voice === undefined) return { head: stamp === undefined ? '' : `[${stamp}] `, label: undefined };
    const { written, label } = voice;
    return { head: stamp === undefined ? `**${written}:** ` : `**${written}** [${stamp}]: `, label };
  }

  #fullFrontMatter(given: FrontMatterData): FrontMatterData {
    const { title, language, media } = this.#source;
    const own: Record<string, FrontMatterValue> = {};
    if (title !== null && title.trim() !== '') own.title = title.replace(/\s+/g, ' ').trim();
    if (language !== null) own.language = language;
    if (media !== null) own.media = media;
    const renamed = this.#labels.renamed.map(({ label, name }) => [label, name] as const);
    const speakers = isMap(given.speakers) ? given.speakers : {};
    if (renamed.length === 0) return { ...own, ...given };
    return { ...own, ...given, speakers: { ...Object.fromEntries(renamed), ...speakers } };
  }
}

const noHead = { head: '', label: undefined } as const;

/** Front matter with its lines; empty where there is nothing to say. */
export function writeFrontMatter(data: FrontMatterData): string {
  return Object.keys(data).length === 0 ? '' : `---\n${stringify(data, { lineWidth: 0 })}---`;
}

function isMap(value: FrontMatterValue | undefined): value is Readonly<Record<string, FrontMatterValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The names that `participants` or `speakers` hold, in whatever form. */
function namesIn(value: FrontMatterValue | undefined): readonly string[] {
  if (typeof value === 'string') return value.split(/[,;]/).map(speakerName);
  if (Array.isArray(value)) return (value as readonly FrontMatterValue[]).flatMap(namesIn);
  return isMap(value) ? [...Object.keys(value), ...Object.values(value).flatMap(namesIn)] : [];
}

/** The signs of list items, nested as their levels say. */
class ListNumbers {
  readonly #open: { readonly ordered: boolean; number: number; width: number }[] = [];

  end(): void {
    this.#open.length = 0;
  }

  /** The indentation and the sign of the next item. */
  next(level: number, ordered: boolean): string {
    const open = this.#open;
    const depth = Math.max(1, Math.min(Math.trunc(level) || 1, open.length + 1, deepestItem));
    open.length = Math.min(open.length, depth);
    if (open.length === depth && open[depth - 1]!.ordered !== ordered) open.length = depth - 1;
    if (open.length < depth) open.push({ ordered, number: 0, width: 0 });
    const list = open[depth - 1]!;
    list.number++;
    const sign = ordered ? `${list.number}. ` : '- ';
    list.width = sign.length;
    const indent = open.slice(0, depth - 1).reduce((sum, { width }) => sum + width, 0);
    return ' '.repeat(indent) + sign;
  }
}
