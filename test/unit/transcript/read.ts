import { CodedText } from '../../../src/core/markdown/codedText.js';
import { Transcript } from '../../../src/core/transcript/transcript.js';
import type { TranscriptContext } from '../../../src/core/transcript/types.js';

export const study: TranscriptContext = { participants: ['A1', 'A2'], interviewers: ['Intervjuer'] };
export const noStudy: TranscriptContext = { participants: [], interviewers: [] };

/** A transcript of a study of its own, without a participants' table, where no other is given. */
export function read(text: string, context: TranscriptContext = noStudy, path = 'transcripts/intervju.md'): Transcript {
  return new Transcript(path, CodedText.parse(text), context);
}

/** The turns of a text, `label|time|speech`, without the places. */
export function turnsOf(text: string, context: TranscriptContext = noStudy): string[] {
  return describeTurns(read(text, context));
}

export function describeTurns(transcript: Transcript): string[] {
  return transcript.turns.map(({ label, time, speech }) =>
    [label, time ?? '', transcript.text.clean.slice(speech.start, speech.end).replace(/\r\n?/g, '\n')].join('|'),
  );
}

/** All that a transcript knows, for people: what the `.txt` files beside the fixtures hold. */
export function describeTranscript(transcript: Transcript): string {
  const { title, participants, words, turns, sections, passages, problems, text } = transcript;
  const shorten = (quote: string): string => {
    const line = quote.replace(/\s+/g, ' ');
    return line.length > 60 ? `${line.slice(0, 40)} … ${line.slice(-17)}` : line;
  };
  const lines = [
    `title: ${title}`,
    `participants: ${participants.join(', ')}`,
    `words: ${words}`,
    '',
    ...turns.map((turn) => {
      const speech = text.clean.slice(turn.speech.start, turn.speech.end);
      return `turn ${turn.label} = ${turn.speaker}${turn.asks ? '?' : ''} [${turn.time ?? ''}] ${shorten(speech)}`;
    }),
    ...sections.map((section) => `section ${section.path.join(' / ')}: ${section.text}`),
    ...passages.map((passage) => {
      const who = `${passage.speakers.join(', ')} = ${passage.participants.join(', ')}`;
      const where = `[${passage.time ?? ''}] (${passage.section.join(' / ')})`;
      return `passage ${passage.codes.join(' ')}: ${who} ${where} “${shorten(passage.quote)}”`;
    }),
    ...problems.map(({ kind, start, end }) => `problem ${kind}: ${shorten(text.text.slice(start, end))}`),
  ];
  return `${lines.join('\n')}\n`;
}
