import type { CodedText } from '../markdown/codedText.js';
import type { FrontMatter } from '../markdown/frontMatter.js';
import type { FrontMatterValue } from '../markdown/frontMatterData.js';
import type { Extent } from '../text/edits.js';
import { message, type Message } from '../text/message.js';
import { listOf, textOf, type Cast } from './speakers.js';
import type { Turns } from './turns.js';

/** What is wrong with a document as a transcript. Offsets count in the source, UTF-16 code units. */
export interface TranscriptProblem extends Extent {
  readonly kind:
    | 'front-matter'
    | 'unknown-participant' // an id in `participants` or `speakers` that the participants' table does not have
    | 'unknown-speaker'; // a label that answers and is nobody in the participants' table
  readonly message: Message;
}

export function collectTranscriptProblems(
  text: CodedText,
  frontMatter: FrontMatter,
  { turns, speakers }: Turns,
  cast: Cast,
): TranscriptProblem[] {
  const problems: TranscriptProblem[] = [];
  for (const { start, end, message: sentence } of frontMatter.problems) {
    problems.push({ kind: 'front-matter', start, end, message: sentence });
  }
  problems.push(...misshapen(frontMatter), ...unknownIds(frontMatter, cast));
  // An id that the front matter names and the table lacks is reported there.
  const unknown = new Set(speakers.filter(({ asks, named, id }) => !asks && !named && !cast.isInStudy(id)));
  for (const { voice: speaker, head } of turns) {
    if (unknown.size === 0) break;
    if (!unknown.delete(speaker)) continue;
    problems.push({
      kind: 'unknown-speaker',
      start: text.toSource(head.start, 'start'),
      end: text.toSource(head.end, 'end'),
      message: message(
        '{0} is no participant. If it is a label, name its participant under speakers in the front matter; if it is none, write {0}: ~ there.',
        speaker.label,
      ),
    });
  }
  return problems.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Values of the front matter that are not of the kind that their key asks for. */
function misshapen({ data, placeOf }: FrontMatter): TranscriptProblem[] {
  const problems: TranscriptProblem[] = [];
  const { participants, speakers } = data;
  const isMap = typeof speakers === 'object' && speakers !== null && !Array.isArray(speakers);
  if (participants !== undefined && participants !== null) {
    const items = Array.isArray(participants) ? participants : [participants];
    if (items.some((item) => typeof item === 'object' && item !== null)) {
      const sentence = message('participants is a list of ids: participants: [A1, A2]');
      problems.push({ kind: 'front-matter', ...placeOf(['participants']), message: sentence });
    }
  }
  if (speakers !== undefined && speakers !== null && !isMap) {
    const sentence = message('speakers says which participant a label is: speakers: {Kari: A1}');
    problems.push({ kind: 'front-matter', ...placeOf(['speakers']), message: sentence });
  } else if (isMap) {
    for (const [label, value] of Object.entries(speakers)) {
      if (typeof value !== 'object' || value === null) continue;
      const sentence = message('speakers says which participant a label is: speakers: {Kari: A1}');
      problems.push({ kind: 'front-matter', ...placeOf(['speakers', label]), message: sentence });
    }
  }
  return problems;
}

function unknownIds({ data, placeOf }: FrontMatter, cast: Cast): TranscriptProblem[] {
  const problems: TranscriptProblem[] = [];
  const check = (id: string | undefined, path: readonly (string | number)[]): void => {
    if (id === undefined || cast.isInStudy(id)) return;
    const sentence = message('The participants’ table has no participant {0}.', id);
    problems.push({ kind: 'unknown-participant', ...placeOf(path), message: sentence });
  };
  const { participants, speakers } = data;
  if (Array.isArray(participants)) {
    const items = participants as readonly FrontMatterValue[];
    items.forEach((item, i) => check(textOf(item), ['participants', i]));
  } else {
    for (const id of listOf(participants)) check(id, ['participants']);
  }
  if (typeof speakers === 'object' && speakers !== null && !Array.isArray(speakers)) {
    for (const [label, value] of Object.entries(speakers)) check(textOf(value), ['speakers', label]);
  }
  return problems;
}
