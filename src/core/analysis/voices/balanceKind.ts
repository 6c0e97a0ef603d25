import { countWords } from '../../queries/matrix.js';
import { findCode } from '../../queries/names.js';
import { speakIn } from '../../queries/render/language.js';
import type { Study } from '../../study/study.js';
import type { Extent } from '../../text/edits.js';
import { message } from '../../text/message.js';
import type { Passage } from '../../transcript/types.js';
import { passagesOfCode } from '../codeChoice.js';
import { defineAnalysis } from '../kind.js';
import { listTable } from '../listTable.js';
import { flag, required } from '../options.js';
import { placeOf } from '../place.js';
import type { Heading, Table } from '../table.js';

interface Voice {
  readonly heading: Heading;
  readonly passages: readonly Passage[];
  readonly words: number;
}

/** Quote balance: whose words fill a theme. */
export const balanceKind = defineAnalysis({
  name: 'balance',
  title: message('Whose words'),
  about: message('Whose words fill a theme or a code.'),
  charts: ['bars'],
  options: {
    code: required('code', message('The theme or code.')),
    aggregate: flag(message('Codes with all that stands below them, as themes always are.'), true),
  },
  make: (study, { code, aggregate }) => balanceTable(study, passagesOfCode(study, findCode(study, code), aggregate)),
});

function balanceTable(study: Study, passages: readonly Passage[]): Table {
  const speak = speakIn(study.settings.language);
  const rows: readonly Voice[] = study.people
    .filter(({ hasTranscript }) => hasTranscript)
    .map(({ id }) => {
      const own = passages.filter((passage) => study.peopleIn(passage).includes(id));
      return { heading: { id, name: id, level: 0, role: 'plain' }, passages: own, words: wordsOf(study, own, id) };
    });
  const all = rows.reduce((sum, { words }) => sum + words, 0);
  const voices = effectiveVoices(rows.map(({ words }) => words));
  const total = countWords(study, passages);
  return listTable(
    rows,
    [
      {
        id: 'passages',
        name: speak('Passages'),
        unit: 'passages',
        value: (row) => row.passages.length,
        places: (row) => row.passages.map(placeOf),
      },
      { id: 'words', name: speak('Words'), unit: 'words', value: ({ words }) => words },
      { id: 'share', name: speak('Share'), unit: 'share', value: ({ words }) => (all === 0 ? null : words / all) },
    ],
    {
      corner: speak('Participant'),
      remarks: [
        speak('{0} words in all, {1} of them by participants.', total, all),
        ...(all === 0 ? [] : [speak('As balanced as {0} voices of equal length would be.', voices.toFixed(1))]),
      ],
      charts: ['bars'],
    },
  );
}

/** The words that one person says in passages: those of others in the same passage are not counted. */
function wordsOf(study: Study, passages: readonly Passage[], person: string): number {
  const spoken = new Map<string, Extent[]>();
  for (const { document, clean, participants } of passages) {
    const turns = study.transcript(document)?.turns ?? [];
    const extents = spoken.get(document) ?? [];
    spoken.set(document, extents);
    // A note about several people has nobody's words.
    if (turns.length === 0 && participants.length === 1) extents.push(clean);
    for (const { speaker, asks, speech } of turns) {
      if (speech.start >= clean.end) break;
      const start = Math.max(speech.start, clean.start);
      const end = Math.min(speech.end, clean.end);
      if (!asks && speaker === person && start < end) extents.push({ start, end });
    }
  }
  let words = 0;
  for (const [document, extents] of spoken) words += study.transcript(document)?.wordsIn(extents) ?? 0;
  return words;
}

/**
 * The number of equal parts that are as concentrated as the given ones: 1 divided by the sum of the squared shares (the inverse of
 * Simpson's index; E. H. Simpson, Measurement of Diversity, Nature 163, 1949). 0 for nothing.
 */
export function effectiveVoices(parts: readonly number[]): number {
  const all = parts.reduce((sum, part) => sum + part, 0);
  if (all === 0) return 0;
  return 1 / parts.reduce((sum, part) => sum + (part / all) ** 2, 0);
}
