import { labelKey } from '../transcript/labels.js';

/** What is said in one go, as subtitles and speech recognition cut it. */
export interface Cue {
  /** Seconds from the recording's start; null where the source does not tell. */
  readonly time: number | null;
  readonly end: number | null;
  readonly speaker: string | null;
  /** One line, with single spaces. */
  readonly text: string;
}

const clock = /^(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?$/;

/** The seconds of `00:12:03.500`, `12:03,5` and the like; null for what is no time. */
export function secondsOf(text: string): number | null {
  const match = clock.exec(text.trim());
  if (match === null) return null;
  const [, hours = '0', minutes = '0', seconds = '0', parts = '0'] = match;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(`0.${parts}`);
}

/** A text as one line with single spaces, as cues have it. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

const bracketed = /^[[(]([^\s\])][^\])]{0,59})[\])]:?\s+/u;
const named = /^(\p{L}[^:]{0,59}):\s+/u;
/** What speech recognition calls people whom it does not know: with it no proof is needed. */
const numbered = /^(?:speaker|spk|taler|person|deltaker|informant)[ _-]?\d+$/i;

interface Named {
  readonly name: string;
  /** Where what is said begins. */
  readonly at: number;
  readonly isSigned: boolean;
}

function nameAt(text: string): Named | undefined {
  const bracket = bracketed.exec(text);
  if (bracket?.[1] !== undefined) {
    const isSigned = bracket[0].trimEnd().endsWith(':');
    if (isSigned || numbered.test(bracket[1]))
      return { name: bracket[1].trim(), at: bracket[0].length, isSigned: true };
    return undefined;
  }
  const match = named.exec(text);
  if (match?.[1] === undefined || match[1].split(' ').length > 6) return undefined;
  return { name: match[1].trim(), at: match[0].length, isSigned: false };
}

/**
 * Takes speakers out of the text of cues that say them there: `Kari: Hei` (Zoom), `[SPEAKER_00]: Hei` (diarised Whisper).
 * A name counts if it is in brackets, begins two cues, or nearly all cues begin with one; else it is speech (`Merk: dette`).
 */
export function takeSpeakers(cues: readonly Cue[]): readonly Cue[] {
  if (cues.some(({ speaker }) => speaker !== null)) return cues;
  const counts = new Map<string, number>();
  let withName = 0;
  const names = cues.map(({ text }) => nameAt(text));
  for (const found of names) {
    if (found === undefined) continue;
    withName++;
    const key = labelKey(found.name);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  if (withName === 0) return cues;
  const isUsual = withName > cues.length * 0.8 && cues.length > 1;
  return cues.map((cue, i) => {
    const found = names[i];
    if (found === undefined) return cue;
    const counted =
      found.isSigned || isUsual || numbered.test(found.name) || (counts.get(labelKey(found.name)) ?? 0) > 1;
    return counted ? { ...cue, speaker: found.name, text: cue.text.slice(found.at).trim() } : cue;
  });
}
