import { labelKey, readLabel } from '../transcript/labels.js';
import { escapesOf } from './escapes.js';

const mostCharacters = 40;

/** A speaker's name as a label can hold it. */
export interface SpeakerLabel {
  /** As it reads. */
  readonly label: string;
  /** As it is written: `INFORMANT\_1`. */
  readonly written: string;
  /** The speaker's name, which the front matter has to tell where it is not the label. */
  readonly name: string;
}

/** A speaker's name without white space around and without characters that nobody sees at its edges; in NFC. */
export function speakerName(name: string): string {
  return name
    .normalize('NFC')
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/^[\p{Cf}\s]+|[\p{Cf}\s]+$/gu, '');
}

/** Gives each speaker of a document a label of its own. Names that differ only in case are one speaker. */
export class SpeakerLabels {
  readonly #labels = new Map<string, SpeakerLabel>();
  readonly #taken = new Set<string>();

  /** @param names as the source has them, in the order of the document. */
  constructor(names: Iterable<string>) {
    const odd: string[] = [];
    for (const given of names) {
      const name = speakerName(given);
      const key = labelKey(name);
      if (name === '' || this.#labels.has(key)) continue;
      const label = labelOf(name, name);
      if (label === undefined) odd.push(name);
      else this.#take(key, label);
    }
    for (const name of odd) {
      if (!this.#labels.has(labelKey(name))) this.#take(labelKey(name), this.#likeName(name));
    }
  }

  of(name: string): SpeakerLabel | undefined {
    return this.#labels.get(labelKey(speakerName(name)));
  }

  /** Those whose label is not their name. */
  get renamed(): readonly SpeakerLabel[] {
    return [...this.#labels.values()].filter(({ label, name }) => label !== name);
  }

  has(label: string): boolean {
    return this.#taken.has(labelKey(label));
  }

  #take(key: string, label: SpeakerLabel): void {
    this.#labels.set(key, label);
    this.#taken.add(labelKey(label.label)).add(key);
  }

  /** A free label that looks like a name which no label can have: `+47 99` is `Speaker 47 99`. */
  #likeName(name: string): SpeakerLabel {
    const words = name.replace(/[^\p{L}\p{M}\p{N}'’.-]+/gu, ' ').trim();
    const short = cut(words, mostCharacters - 12);
    const base = /^\p{L}/u.test(short) ? short : `Speaker ${short}`.trim();
    for (let number = 1; ; number++) {
      const label = labelOf(number === 1 ? base : `${base} ${number}`, name) ?? labelOf(`Speaker ${number}`, name);
      if (label !== undefined && !this.has(label.label)) return label;
    }
  }
}

function cut(text: string, most: number): string {
  const characters = Array.from(text);
  if (characters.length <= most) return text;
  const short = characters.slice(0, most).join('');
  return short.replace(/\s\S*$/, '').trim();
}

/** The label for a name, if it reads so. */
function labelOf(label: string, name: string): SpeakerLabel | undefined {
  if (label.length > 2 * mostCharacters) return undefined;
  let written = '';
  let at = 0;
  for (const sign of escapesOf(label, 0, label.length, 'inside')) {
    written += `${label.slice(at, sign)}\\`;
    at = sign;
  }
  written += label.slice(at);
  const line = `**${written}:** x`;
  const head = readLabel(line, { start: 0, end: line.length, first: true, below: -1 });
  const reads =
    head?.label === label && head.end === line.length - 2 && head.time === undefined && head.needs === 'none';
  return reads && !/[[\]]/.test(label) ? { label, written, name } : undefined;
}
