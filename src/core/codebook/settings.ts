import type { FrontMatter } from '../markdown/frontMatter.js';
import type { FrontMatterValue } from '../markdown/frontMatterData.js';
import { defaultMemoKinds } from '../notes/memoKinds.js';
import { message } from '../text/message.js';
import { sectionName } from '../transcript/sectionName.js';
import { readQuoting } from '../quoting/settings.js';
import { readDerived } from './derivedAttributes.js';
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
  const language = text('language');
  const memoKinds = list('memo-kinds');
  return {
    title: text('title'),
    transcripts: transcripts.length === 0 ? defaultTranscripts : transcripts,
    participants: text('participants') ?? defaultParticipants,
    interviewers: list('interviewers'),
    language,
    memoKinds: memoKinds.length === 0 ? defaultMemoKinds(language) : memoKinds,
    guide: readGuide(frontMatter, problems),
    stances: readStances(frontMatter, problems),
    derived: readDerived(data.derived ?? null, (name) => {
      const sentence = message(
        'The attribute {0} cannot be read. It is written as in derived: {{0}: {from: employees, classes: {small: < 10, large: ">= 10"}}}',
        name,
      );
      problems.push({ kind: 'front-matter', ...placeOf(['derived', name]), message: sentence });
    }),
    quotations: readQuoting(data.quotations ?? null, (key, sentence) => {
      problems.push({
        kind: 'front-matter',
        ...placeOf(['quotations', ...(key === undefined ? [] : [key])]),
        message: sentence,
      });
    }),
  };
}

/** Which headings are one section: `guide: {hindringer: ["1. Hva hindrer?", "Barrierer i dag"]}`. */
function readGuide({ data, placeOf }: FrontMatter, problems: CodebookProblem[]): ReadonlyMap<string, string> {
  const value = data.guide;
  const guide = new Map<string, string>();
  if (value === undefined || value === null) return guide;
  const entries = typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : [];
  let isWhole = entries.length > 0;
  for (const [key, names] of entries) {
    const section = key.normalize('NFC').trim();
    for (const name of Array.isArray(names) ? (names as readonly FrontMatterValue[]) : [names]) {
      const text = textOf(name);
      if (text === undefined) isWhole = false;
      else guide.set(sectionName(text), section);
    }
  }
  if (!isWhole) {
    const sentence = message(
      'guide gives a section the headings that mean it, as in guide: {costs: [1. What does it cost?, Costs]}',
    );
    problems.push({ kind: 'front-matter', ...placeOf(['guide']), message: sentence });
  }
  return guide;
}

export const defaultStances: ReadonlyMap<string, string> = new Map([['contra', 'o']]);

/** What tables show for each stance: `stances: {contra: o, mixed: ±}`. */
function readStances({ data, placeOf }: FrontMatter, problems: CodebookProblem[]): ReadonlyMap<string, string> {
  const value = data.stances;
  if (value === undefined || value === null) return defaultStances;
  const entries = typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : [];
  const signs = entries.map(([stance, sign]) => [stance, textOf(sign)] as const);
  if (signs.length === 0 || signs.some(([, sign]) => sign === undefined || sign.length > mostSign)) {
    const sentence = message('stances gives each stance a short sign, as in stances: {contra: o, mixed: ±}');
    problems.push({ kind: 'front-matter', ...placeOf(['stances']), message: sentence });
  }
  const read = signs.filter((entry): entry is readonly [string, string] => (entry[1]?.length ?? Infinity) <= mostSign);
  return read.length === 0 ? defaultStances : new Map(read);
}

/** A sign is shown in a cell: so many UTF-16 code units at most. */
const mostSign = 12;

function textOf(value: FrontMatterValue): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  return value.trim();
}
