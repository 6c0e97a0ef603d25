import type { CodedText } from '../markdown/codedText.js';
import type { CodedPassage } from '../markdown/types.js';
import type { Extent } from '../text/edits.js';
import type { Speaker } from './speakers.js';
import type { DocumentTurn, Turns } from './turns.js';
import type { Passage, Section } from './types.js';

/** Who speaks in a passage: their labels, and the participants that these are. */
interface Voices {
  readonly labels: readonly string[];
  readonly ids: readonly string[];
}

/** Where a passage stands in its interview. */
export interface Setting {
  readonly voices: Voices;
  readonly time: string | undefined;
  readonly section: readonly string[];
}

/** A passage of a {@link Transcript}; what costs is worked out when it is asked for. */
export class TranscriptPassage implements Passage {
  readonly document: string;
  readonly coded: CodedPassage;
  readonly clean: Extent;
  readonly #text: CodedText;
  readonly #settings: () => readonly Setting[];
  readonly #index: number;

  /** @param settings those of all passages of the document; this one's is the one at `index`. */
  constructor(
    document: string,
    text: CodedText,
    coded: CodedPassage,
    settings: () => readonly Setting[],
    index: number,
  ) {
    this.document = document;
    this.coded = coded;
    this.clean = coded.clean;
    this.#text = text;
    this.#settings = settings;
    this.#index = index;
  }

  get codes(): readonly string[] {
    return this.coded.codes;
  }

  get id(): string | undefined {
    return this.coded.id;
  }

  get source(): Extent {
    return this.coded.source;
  }

  get memo(): string | undefined {
    return this.coded.memo?.text;
  }

  get quote(): string {
    return this.#text.sliceClean(this.clean.start, this.clean.end);
  }

  get attributes(): Readonly<Record<string, string>> {
    const attributes = new Map<string, string>();
    for (const { kind, key, value } of this.coded.opening.block.entries) {
      if (kind === 'pair' && key !== 'end' && !attributes.has(key)) attributes.set(key, value);
    }
    return attributes.size === 0 ? noAttributes : Object.fromEntries(attributes);
  }

  get speakers(): readonly string[] {
    return this.#setting.voices.labels;
  }

  get participants(): readonly string[] {
    return this.#setting.voices.ids;
  }

  get time(): string | undefined {
    return this.#setting.time;
  }

  get section(): readonly string[] {
    return this.#setting.section;
  }

  get #setting(): Setting {
    return this.#settings()[this.#index]!;
  }
}

const noAttributes: Readonly<Record<string, string>> = Object.freeze({});
const nobody: Voices = { labels: [], ids: [] };
const noSection: readonly string[] = [];

/**
 * The settings of passages, or of other extents of the clean text, that come in the order of where they begin:
 * one sweep over these, turns and sections.
 * @param participants whose document it is, where it has no turns.
 */
export function settingsOf(
  passages: readonly { readonly clean: Extent }[],
  { turns, speakers }: Turns,
  sections: readonly Section[],
  participants: readonly string[],
): readonly Setting[] {
  const owners: Voices = turns.length === 0 ? { labels: [], ids: participants } : nobody;
  const answering = new Hearing(turns, speakers, false);
  const asking = new Hearing(turns, speakers, true);
  const settings: Setting[] = [];
  /** The first turn whose speech ends after where the passage begins. */
  let spoken = 0;
  /** The last turn and the last section that begin before it. */
  let turn = -1;
  let section = -1;
  for (const { clean } of passages) {
    const { start, end } = clean;
    while (spoken < turns.length && turns[spoken]!.speechEnd <= start) spoken++;
    while (turn + 1 < turns.length && turns[turn + 1]!.start <= start) turn++;
    while (section + 1 < sections.length && sections[section + 1]!.start <= start) section++;
    const begun = turns[turn];
    settings.push({
      voices: answering.listen(spoken, end) ?? asking.listen(spoken, end) ?? owners,
      time: begun !== undefined && start < begun.end ? begun.time : undefined,
      section: sections[section]?.path ?? noSection,
    });
  }
  return settings;
}

/** Hears who speaks in passages: those who ask, or those who answer. */
class Hearing {
  readonly #turns: readonly DocumentTurn[];
  readonly #asks: boolean;
  /** How many there are to be heard. */
  readonly #count: number;
  /** The last passage in which each speaker was heard. */
  readonly #heard: Int32Array;
  #passage = 0;

  constructor(turns: readonly DocumentTurn[], speakers: readonly Speaker[], asks: boolean) {
    this.#turns = turns;
    this.#asks = asks;
    this.#count = speakers.filter((speaker) => speaker.asks === asks).length;
    this.#heard = new Int32Array(speakers.length);
  }

  /** @param from the first turn that may be heard, `end` where the passage ends. */
  listen(from: number, end: number): Voices | undefined {
    const passage = ++this.#passage;
    let only: Speaker | undefined;
    let all: Speaker[] | undefined;
    let count = 0;
    for (let i = from; i < this.#turns.length && count < this.#count; i++) {
      const { speechStart, speechEnd, voice } = this.#turns[i]!;
      if (speechStart >= end) break;
      if (voice.asks !== this.#asks || speechStart === speechEnd || this.#heard[voice.order] === passage) continue;
      this.#heard[voice.order] = passage;
      count++;
      if (only === undefined) only = voice;
      else (all ??= [only]).push(voice);
    }
    if (all === undefined) return only;
    return { labels: all.map(({ label }) => label), ids: [...new Set(all.map(({ id }) => id))] };
  }
}
