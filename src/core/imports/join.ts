import type { Cue } from './cues.js';
import { SourceBuilder } from './source.js';
import { speakerName } from './speakerLabels.js';

/** Seconds of silence after which a paragraph may end where nobody is named. */
const pause = 1.5;
/** Characters from which on a paragraph ends at the next sentence's end where nobody is named. */
const longParagraph = 600;

const sentenceEnd = /[.!?…][»"”’')\]]*$/u;

/**
 * Joins cues to turns: cues of one speaker in a row become one paragraph with the time of the first, their texts joined by a space.
 * A cue without a speaker belongs to the speaker above. Where nobody is named at all, paragraphs end where a sentence does,
 * at a pause or when they get long.
 */
export function joinCues(cues: readonly Cue[]): SourceBuilder {
  const builder = new SourceBuilder();
  const hasSpeakers = cues.some(({ speaker }) => speaker !== null);
  let open:
    { speaker: string | null; time: number | null; parts: string[]; length: number; end: number | null } | undefined;
  const close = (): void => {
    if (open !== undefined) builder.add(open.parts.join(' '), { speaker: open.speaker, time: open.time });
    open = undefined;
  };
  for (const { speaker, time, end, text } of cues) {
    if (text === '') continue;
    const voice = speaker === null || speakerName(speaker) === '' ? null : speaker;
    if (open !== undefined) {
      const isOther = hasSpeakers
        ? voice !== null && (open.speaker === null || speakerName(voice) !== speakerName(open.speaker))
        : sentenceEnd.test(open.parts.at(-1) ?? '') &&
          (open.length > longParagraph || (time !== null && open.end !== null && time - open.end >= pause));
      if (isOther) close();
    }
    open ??= { speaker: voice, time, parts: [], length: 0, end: null };
    open.parts.push(text);
    open.length += text.length + 1;
    open.end = end;
  }
  close();
  return builder;
}
