import { CodedText } from '../../markdown/codedText.js';
import { readHeadings, type CodeHeading } from '../../codebook/headings.js';
import { valueOf } from '../../markdown/attributes.js';
import type { Study } from '../../study/study.js';
import { applyEdits, type Extent, type TextEdit } from '../../text/edits.js';
import { fingerprint } from '../../text/fingerprint.js';
import { message, type Message } from '../../text/message.js';
import { labelKey } from '../../transcript/labels.js';
import { wordsAt, type Place } from '../place.js';

/** Where the researcher's summaries stand: a heading for each section, below it one for each participant. */
export const summariesPath = 'analysis/framework.md';

/** What a researcher wrote of one participant's answers to one question. */
export interface Summary {
  /** Key of the section. */
  readonly section: string;
  readonly person: string;
  /** Markdown, LF line ends. */
  readonly text: string;
  /** Fingerprint of the answers that it condenses, as they were when it was written. */
  readonly of: string | undefined;
  /** The participant's heading, and all up to the next one; in the source. */
  readonly heading: Extent;
  readonly entry: Extent;
}

/** What the answers come to, for telling whether they have changed. */
export function fingerprintOf(study: Study, places: readonly Place[]): string {
  return fingerprint(places.map((place) => wordsAt(study, place)).join('\n'));
}

interface SectionHeading {
  readonly key: string;
  /** In the source; to the next section's heading. */
  readonly entry: Extent;
}

interface SummaryFile {
  readonly sections: readonly SectionHeading[];
  readonly summaries: readonly Summary[];
}

/** The study's summaries, by section and participant; of two for the same the first holds. */
export function readSummaries(study: Study): readonly Summary[] {
  const note = study.note(summariesPath);
  return note === undefined ? [] : readFile(note.text).summaries;
}

export function findSummary(summaries: readonly Summary[], section: string, person: string): Summary | undefined {
  return summaries.find((one) => one.section === section && labelKey(one.person) === labelKey(person));
}

function readFile(text: CodedText): SummaryFile {
  const sections: SectionHeading[] = [];
  const summaries: Summary[] = [];
  const { headings } = readHeadings(text);
  headings.forEach((heading, i) => {
    if (heading.depth === 2) {
      const end = headings.slice(i + 1).find(({ depth }) => depth <= 2)?.heading.start ?? text.length;
      sections.push({ key: keyOf(heading), entry: { start: heading.heading.start, end } });
    } else if (heading.depth === 3 && sections.length > 0) {
      const next = headings.slice(i + 1).find(({ depth }) => depth <= 3);
      const entry = { start: heading.heading.start, end: next?.heading.start ?? text.length };
      summaries.push({
        section: sections.at(-1)!.key,
        person: heading.name.trim(),
        text: text.text.slice(heading.heading.end, entry.end).replace(/\r\n?/g, '\n').trim(),
        of: heading.attributes && valueOf(heading.attributes, 'of'),
        heading: heading.heading,
        entry,
      });
    }
  });
  return { sections, summaries };
}

/** A section's heading has its id, else its text, as the transcripts have it. */
function keyOf({ attributes, id, name }: CodeHeading): string {
  const written = attributes?.entries.some(({ kind }) => kind === 'id') ?? false;
  return written ? id : name.normalize('NFC').replace(/\s+/g, ' ').trim();
}

/** A summary that cannot be written so, and why. */
export interface SummaryRefused {
  readonly refused: Message;
}

/**
 * Writes, changes or, with an empty text, takes out a summary. All other text stays as it is.
 * @param source the file's text; empty where there is none yet.
 * @param title the first heading of a new file.
 */
export function writeSummary(
  source: string,
  asked: {
    readonly section: string;
    readonly sectionName: string;
    readonly person: string;
    readonly text: string;
    readonly of: string;
  },
  title: string,
): readonly TextEdit[] | SummaryRefused {
  const lineEnd = /\r\n|\r|\n/.exec(source)?.[0] ?? '\n';
  const file = readFile(CodedText.parse(source));
  const old = findSummary(file.summaries, asked.section, asked.person);
  const text = asked.text.replace(/\r\n?/g, '\n').trim();
  const edit = text === '' ? removal(old) : change(source, file, old, { ...asked, text }, title);
  if (edit === undefined) return [];
  const edits = [{ ...edit, text: edit.text.replaceAll('\n', lineEnd) }];
  return isWritten(source, edits, file, { ...asked, text }) ? edits : { refused: message(unreadable) };
}

const unreadable =
  'This summary cannot be written so that it is read again as it is. Leave out headings of the first three levels, and close what begins in it.';

function removal(old: Summary | undefined): TextEdit | undefined {
  return old === undefined ? undefined : { ...old.entry, text: '' };
}

function change(
  source: string,
  { sections }: SummaryFile,
  old: Summary | undefined,
  {
    section,
    sectionName,
    person,
    text,
    of,
  }: { section: string; sectionName: string; person: string; text: string; of: string },
  title: string,
): TextEdit {
  const entry = `### ${person} {of=${of}}\n\n${text}\n`;
  if (old !== undefined) {
    const isLast = old.entry.end === source.length;
    return { ...old.entry, text: isLast ? entry : `${entry}\n` };
  }
  const within = sections.find(({ key }) => key === section);
  const heading = /^\p{L}[\p{L}\p{N}\-_.:]*$/u.test(section) && section !== sectionName ? ` {#${section}}` : '';
  const added = within === undefined ? `## ${sectionName}${heading}\n\n${entry}` : entry;
  const at = within?.entry.end ?? source.length;
  const before = source.slice(0, at);
  const start = before.trim() === '' ? `# ${title}\n\n` : '\n'.repeat(Math.max(0, 2 - lineEndsAtEnd(before)));
  return { start: at, end: at, text: start + added + (at < source.length ? '\n' : '') };
}

function lineEndsAtEnd(text: string): number {
  const end = /(?:\r\n|\r|\n)*$/.exec(text)?.[0] ?? '';
  return end.match(/\r\n|\r|\n/g)?.length ?? 0;
}

/** Whether the file says afterwards what was asked, and the same as before of all else. */
function isWritten(
  source: string,
  edits: readonly TextEdit[],
  before: SummaryFile,
  { section, person, text, of }: { section: string; person: string; text: string; of: string },
): boolean {
  const after = readFile(CodedText.parse(applyEdits(source, edits)));
  const isOther = (one: Summary): boolean => one.section !== section || labelKey(one.person) !== labelKey(person);
  const facts = ({ summaries }: SummaryFile): string =>
    JSON.stringify(summaries.filter(isOther).map((one) => [one.section, one.person, one.text, one.of]));
  const written = findSummary(after.summaries, section, person);
  const isThere = text === '' ? written === undefined : written?.text === text && written.of === of;
  return isThere && facts(after) === facts(before);
}
