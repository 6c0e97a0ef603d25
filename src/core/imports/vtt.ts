import { decodeNamedCharacterReference } from 'decode-named-character-reference';
import { message } from '../text/message.js';
import { oneLine, secondsOf, takeSpeakers, type Cue } from './cues.js';
import { joinCues } from './join.js';
import { Notes, type ReadDocument } from './report.js';

/*
 * WebVTT and SubRip, which are blocks of lines with empty lines between. See https://www.w3.org/TR/webvtt1/.
 * What cannot be read is told with its line, and reading goes on at the next block.
 */

const timing = /^\s*([\d:.,]+)\s*-->\s*([\d:.,]+)(?:\s|$)/;

interface TimedBlock {
  readonly start: number | null;
  readonly end: number | null;
  readonly lines: readonly string[];
}

/** @param text with whatever line ends, without a BOM. */
export function readVtt(text: string): ReadDocument {
  const notes = new Notes();
  const cues: Cue[] = [];
  for (const { start, end, lines } of readBlocks(text, notes, true))
    cues.push(...voicesIn(lines.join('\n'), start, end));
  return documentOf(cues, notes);
}

/** @param text with whatever line ends, without a BOM. */
export function readSrt(text: string): ReadDocument {
  const notes = new Notes();
  const cues: Cue[] = [];
  for (const { start, end, lines } of readBlocks(text, notes, false)) {
    const said = lines.join('\n').replace(/<\/?(?:[biu]|font)(?:\s[^<>]*)?>|\{\\[^{}]*\}/gi, '');
    cues.push({ time: start, end, speaker: null, text: oneLine(said) });
  }
  return documentOf(cues, notes);
}

function documentOf(cues: readonly Cue[], notes: Notes): ReadDocument {
  return { source: joinCues(takeSpeakers(cues)).source(), notes: notes.list() };
}

/** The cues of a text, as blocks. */
function readBlocks(text: string, notes: Notes, isVtt: boolean): readonly TimedBlock[] {
  const lines = text.split(/\r\n|\r|\n/);
  const blocks: TimedBlock[] = [];
  let comments = 0;
  let i = 0;
  if (isVtt) {
    // The header reaches to the first empty line, and tells nothing of what was said.
    while (i < lines.length && lines[i]!.trim() !== '' && !lines[i]!.includes('-->')) i++;
  }
  while (i < lines.length) {
    if (lines[i]!.trim() === '') {
      i++;
      continue;
    }
    const first = i;
    if (isVtt && /^(?:NOTE|STYLE|REGION)(?:\s|$)/.test(lines[i]!)) {
      if (lines[i]!.startsWith('NOTE')) comments++;
      while (i < lines.length && lines[i]!.trim() !== '') i++;
      continue;
    }
    // A cue may have a name or a number of its own above its times.
    if (!lines[i]!.includes('-->') && lines[i + 1]?.includes('-->') === true) i++;
    const line = lines[i]!;
    if (!line.includes('-->')) {
      while (i < lines.length && lines[i]!.trim() !== '' && !lines[i]!.includes('-->')) i++;
      const left = lines.slice(first, i);
      if (left.some((each) => /[^\d\s:.,>-]/.test(each))) {
        notes.broken(message('Line {0}: this text stands outside all cues; it is kept without a time.', first + 1));
        blocks.push({ start: null, end: null, lines: left });
      } else if (left.length > 1) notes.broken(message('Line {0}: a cue is cut off here.', first + 1));
      continue;
    }
    const match = timing.exec(line);
    const start = secondsOf(match?.[1] ?? '');
    const end = secondsOf(match?.[2] ?? '');
    if (start === null || end === null)
      notes.broken(message('Line {0}: the time of this cue cannot be read; its text is kept.', i + 1));
    const begin = ++i;
    while (i < lines.length && lines[i]!.trim() !== '' && !lines[i]!.includes('-->')) i++;
    // Where an empty line is missing, the next cue's name is the line above its times.
    const isNext = i < lines.length && lines[i]!.includes('-->') && i > begin && isCueName(lines[i - 1]!, isVtt);
    blocks.push({ start, end, lines: lines.slice(begin, isNext ? i - 1 : i) });
    if (isNext) i--;
  }
  if (comments > 0) notes.leftOut(message('Comments (NOTE) are not part of what is said; left out: {0}.', comments));
  return blocks;
}

function isCueName(line: string, isVtt: boolean): boolean {
  return /^\s*\d+\s*$/.test(line) || (isVtt && /^[\da-f-]{8,}(?:\/[\d-]+)?$/i.test(line.trim()));
}

/** The tags that WebVTT has, and times within a cue. `<navn>` is text. */
const tag = /<(?:v(?:\.[^\s<>]*)?[ \t\n]([^<>]*)|(\/v)|\/?(?:c|i|b|u|ruby|rt|v|lang)(?:[.\s][^<>]*)?|[\d:.]+)>/g;

/** What the cue's text says, by its voices: `<v Kari>Hei</v>`. Other tags show how it looks, and go. */
function voicesIn(text: string, time: number | null, end: number | null): readonly Cue[] {
  const cues: Cue[] = [];
  let speaker: string | null = null;
  let said = '';
  let at = 0;
  const close = (): void => {
    const line = oneLine(decodeEntities(said));
    if (line !== '') cues.push({ time, end, speaker, text: line });
    said = '';
  };
  for (const match of text.matchAll(tag)) {
    said += text.slice(at, match.index);
    at = match.index + match[0].length;
    const [, voice, closing] = match;
    if (voice === undefined && closing === undefined) continue;
    close();
    speaker = voice === undefined ? null : oneLine(decodeEntities(voice));
    if (speaker === '') speaker = null;
  }
  said += text.slice(at);
  close();
  return cues;
}

/** Character references as in HTML; what is none stays. */
function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z][a-z\d]*));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) {
        const sign = decodeNamedCharacterReference(name);
        return sign === false ? whole : sign;
      }
      const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex ?? '', 16);
      return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : whole;
    },
  );
}
