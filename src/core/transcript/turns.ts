import type { CodedText } from '../markdown/codedText.js';
import type { Extent } from '../text/edits.js';
import type { BlockFacts, BlockLabel } from './blockFacts.js';
import { beforeSpaces } from './characters.js';
import { labelKey } from './labels.js';
import type { Cast, Speaker } from './speakers.js';
import type { Turn } from './types.js';

/** A turn of a {@link Transcript}. Offsets count in the clean text. */
export class DocumentTurn implements Turn {
  readonly start: number;
  end: number;
  speechStart: number;
  speechEnd: number;
  readonly voice: Speaker;
  readonly #label: BlockLabel;

  /** @param by where the label's block begins. */
  constructor(label: BlockLabel, by: number, voice: Speaker) {
    this.start = by + label.start;
    this.end = by + label.end;
    this.speechStart = this.end;
    this.speechEnd = this.end;
    this.voice = voice;
    this.#label = label;
  }

  get label(): string {
    return this.#label.label;
  }

  get speaker(): string {
    return this.voice.id;
  }

  get asks(): boolean {
    return this.voice.asks;
  }

  get time(): string | undefined {
    return this.#label.time;
  }

  get head(): Extent {
    return { start: this.start, end: this.start + this.#label.end - this.#label.start };
  }

  get speech(): Extent {
    return { start: this.speechStart, end: this.speechEnd };
  }

  /** Words that the running text holds and the speech does not. */
  get headWords(): number {
    return this.#label.words;
  }
}

/** Who speaks where in a document. */
export interface Turns {
  readonly turns: readonly DocumentTurn[];
  /** Those who have a turn, in the order of their first. */
  readonly speakers: readonly Speaker[];
}

/** Puts together the turns of a document from what its blocks hold. */
export function readTurns(text: CodedText, facts: readonly BlockFacts[], cast: Cast): Turns {
  const voices = tally(facts, cast);
  const turns: DocumentTurn[] = [];
  const speakers: Speaker[] = [];
  if (voices.length === 0) return { turns, speakers };
  let open: DocumentTurn | undefined;
  /** The first character after the open turn's head that is no white space, and after the last such character so far. */
  let first = -1;
  let last = -1;
  let next = 0;
  const close = (at: number, before: number): void => {
    if (open === undefined) return;
    open.end = at;
    if (first >= 0 && first < before) {
      open.speechStart = first;
      open.speechEnd = before;
    }
    open = undefined;
  };
  for (let i = 0; i < facts.length; i++) {
    const { labels, first: blockFirst, last: blockLast } = facts[i]!;
    if (blockFirst < 0) continue;
    const by = text.cleanStart(i);
    if (first < 0) first = by + blockFirst;
    const { headings, clean } = text.blocks[i]!;
    let heading = 0;
    for (let j = 0; j <= labels.length; j++) {
      const label = labels[j];
      for (let found = headings[heading]; found !== undefined; found = headings[++heading]) {
        if (label !== undefined && found.start > label.start) break;
        const before = beforeSpaces(clean, 0, found.start);
        close(by + found.start, before > 0 ? by + before : last);
      }
      if (label === undefined) break;
      const voice = voices[next++]!;
      if (!counts(label, voice)) continue;
      close(by + label.start, label.before >= 0 ? by + label.before : last);
      if (voice.order < 0) {
        voice.order = speakers.length;
        voice.label = label.label;
        speakers.push(voice);
      }
      open = new DocumentTurn(label, by, voice);
      first = label.after >= 0 ? by + label.after : -1;
      turns.push(open);
    }
    last = by + blockLast;
  }
  close(text.cleanLength, last);
  cast.resolve(speakers);
  return { turns, speakers };
}

/** The speaker of each label, in order, with the number of lines that it starts. */
function tally(facts: readonly BlockFacts[], cast: Cast): Speaker[] {
  const voices: Speaker[] = [];
  const byKey = new Map<string, Speaker>();
  const byLabel = new Map<string, Speaker>();
  for (const { labels } of facts) {
    for (const { label, needs } of labels) {
      let voice = byLabel.get(label);
      if (voice === undefined) {
        const key = labelKey(label);
        voice = byKey.get(key) ?? cast.speaker(key);
        byKey.set(key, voice);
        byLabel.set(label, voice);
      }
      if (needs !== 'known') voice.lines++;
      voices.push(voice);
    }
  }
  return voices;
}

/** Whether a label begins a turn. */
function counts({ needs }: BlockLabel, voice: Speaker): boolean {
  if (voice.unmade) return false;
  return voice.known || needs === 'none' || (needs === 'twice' && voice.lines > 1);
}
