import type { FrontMatter, FrontMatterValue } from '../markdown/frontMatter.js';
import { message } from '../text/message.js';
import type { CodebookProblem, StudySettings } from './types.js';

export const defaultTranscripts: readonly string[] = ['transcripts/**/*.md'];
export const defaultParticipants = 'participants.csv';

/** The study's settings; what is missing or cannot be read has its default. Adds what is wrong to `problems`. */
export function readSettings(frontMatter: FrontMatter, problems: CodebookProblem[]): StudySettings {
  const { data, placeOf } = frontMatter;
  for (const { start, end, message: sentence } of frontMatter.problems) {
    problems.push({ kind: 'front-matter', start, end, message: sentence });
  }
  const text = (key: string): string | undefined => {
    const value = data[key];
    if (value === undefined || value === null || value === '') return undefined;
    const read = textOf(value);
    if (read === undefined) {
      const sentence = message(
        '{0} is one text, as in {0}: {1}',
        key,
        key === 'participants' ? defaultParticipants : '…',
      );
      problems.push({ kind: 'front-matter', ...placeOf([key]), message: sentence });
    }
    return read;
  };
  const list = (key: string): readonly string[] => {
    const value = data[key];
    if (value === undefined || value === null) return [];
    const items: readonly FrontMatterValue[] = Array.isArray(value) ? (value as readonly FrontMatterValue[]) : [value];
    const texts = items.map(textOf).filter((each) => each !== undefined);
    if (texts.length < items.length) {
      const sentence = message(
        '{0} is a list of texts, as in {0}: [{1}]',
        key,
        key === 'transcripts' ? 'transcripts/**/*.md' : '…',
      );
      problems.push({ kind: 'front-matter', ...placeOf([key]), message: sentence });
    }
    return texts;
  };
  const transcripts = list('transcripts');
  return {
    title: text('title'),
    transcripts: transcripts.length === 0 ? defaultTranscripts : transcripts,
    participants: text('participants') ?? defaultParticipants,
    interviewers: list('interviewers'),
    language: text('language'),
  };
}

function textOf(value: FrontMatterValue): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  return value.trim();
}
