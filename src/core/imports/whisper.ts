import { parse, type ParseError } from 'jsonc-parser';
import { message } from '../text/message.js';
import { oneLine, secondsOf, takeSpeakers, type Cue } from './cues.js';
import { joinCues } from './join.js';
import { ImportError, Notes, type ReadDocument } from './report.js';

/*
 * What Whisper and its kin write as JSON: OpenAI's (`segments`), WhisperX (words with speakers), faster-whisper (a list of segments),
 * whisper.cpp (`transcription` with `offsets` or `timestamps`).
 */

type Fields = Readonly<Record<string, unknown>>;

/** Reads JSON, as far as it goes where it was cut off. @returns what it holds, and where it breaks off (UTF-16 code units). */
export function readJson(text: string): { readonly value: unknown; readonly brokenAt: number | undefined } {
  try {
    return { value: JSON.parse(text), brokenAt: undefined };
  } catch {
    const errors: ParseError[] = [];
    try {
      return { value: parse(text, errors) as unknown, brokenAt: errors[0]?.offset ?? 0 };
    } catch {
      // Nested deeper than the stack: nobody's transcript.
      throw new ImportError(message('This JSON cannot be read.'));
    }
  }
}

/** Whether JSON is what Whisper writes. */
export function isWhisper(value: unknown): boolean {
  return segmentsOf(value) !== undefined;
}

export function readWhisper(text: string): ReadDocument {
  const { value, brokenAt } = readJson(text);
  const segments = segmentsOf(value);
  if (segments === undefined) throw new ImportError(message('This JSON is not a transcript that Emic knows.'));
  const notes = new Notes();
  if (brokenAt !== undefined) {
    const line = text.slice(0, brokenAt).split('\n').length;
    notes.broken(message('The JSON breaks off or is spoilt at line {0}; what stands before it is read.', line));
  }
  const cues = segments.flatMap((segment, i) => {
    if (isFields(segment)) return cuesOf(segment);
    notes.broken(message('Segment {0} is not one, so it is left out.', i + 1));
    return [];
  });
  const language = isFields(value)
    ? (stringOf(value.language) ?? stringOf(fieldsOf(value.result).language))
    : undefined;
  return { source: joinCues(takeSpeakers(cues)).source({ language: language ?? null }), notes: notes.list() };
}

function segmentsOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return looksLikeSegments(value) ? value : undefined;
  if (!isFields(value)) return undefined;
  for (const list of [value.segments, value.transcription])
    if (Array.isArray(list) && (list.length === 0 || looksLikeSegments(list))) return list as readonly unknown[];
  if (Array.isArray(value.segments) || typeof value.text !== 'string') return undefined;
  // Without segments, all of the text is one.
  return [{ text: value.text }];
}

function looksLikeSegments(list: readonly unknown[]): boolean {
  return list.some((each) => isFields(each) && typeof each.text === 'string');
}

function cuesOf(segment: Fields): readonly Cue[] {
  const text = stringOf(segment.text) ?? '';
  const { from, to } = fieldsOf(segment.timestamps);
  const offsets = fieldsOf(segment.offsets);
  const time = numberOf(segment.start) ?? thousandth(offsets.from) ?? secondsOf(stringOf(from) ?? '');
  const end = numberOf(segment.end) ?? thousandth(offsets.to) ?? secondsOf(stringOf(to) ?? '');
  const speaker = speakerOf(segment.speaker);
  const words = Array.isArray(segment.words) ? segment.words.filter(isFields) : [];
  if (words.every((word) => speakerOf(word.speaker) === null)) return [{ time, end, speaker, text: oneLine(text) }];
  return byWords(text, words, { time, end, speaker });
}

/** Cuts a segment where another speaker's word begins. Words without a speaker are the speaker's before them. */
function byWords(text: string, words: readonly Fields[], segment: Omit<Cue, 'text'>): readonly Cue[] {
  const cues: Cue[] = [];
  const first = words.map((word) => speakerOf(word.speaker)).find((speaker) => speaker !== null) ?? null;
  let open = { ...segment, speaker: first ?? segment.speaker, from: 0 };
  let at = 0;
  const close = (to: number): void => {
    const { from, ...cue } = open;
    const said = oneLine(text.slice(from, to));
    if (said !== '') cues.push({ ...cue, text: said });
  };
  for (const word of words) {
    const written = (stringOf(word.word) ?? stringOf(word.text) ?? '').trim();
    const found = text.indexOf(written, at);
    const speaker = speakerOf(word.speaker);
    if (speaker !== null && speaker !== open.speaker && found >= 0) {
      close(found);
      open = { time: numberOf(word.start) ?? open.end ?? open.time, end: segment.end, speaker, from: found };
    }
    if (found >= 0) at = found + written.length;
    open.end = numberOf(word.end) ?? open.end;
  }
  close(text.length);
  return cues;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}

function thousandth(value: unknown): number | null {
  const number = numberOf(value);
  return number === null ? null : number / 1000;
}

/** A speaker's name; a number is one, too. */
function speakerOf(value: unknown): string | null {
  if (typeof value === 'number') return `Speaker ${value}`;
  const name = stringOf(value)?.trim() ?? '';
  return name === '' || name.toUpperCase() === 'UNKNOWN' ? null : name;
}
