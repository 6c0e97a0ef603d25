import { countWords } from '../../queries/matrix.js';
import { speakIn } from '../../queries/render/language.js';
import type { Study } from '../../study/study.js';
import { message } from '../../text/message.js';
import type { Transcript } from '../../transcript/transcript.js';
import { defineAnalysis } from '../kind.js';
import { listTable } from '../listTable.js';
import { choice, number } from '../options.js';
import { placeOf, type Place } from '../place.js';
import type { Heading } from '../table.js';
import { uncodedAnswers } from './uncodedAnswers.js';

interface Covered {
  readonly heading: Heading;
  readonly transcript: Transcript;
  readonly passages: readonly Place[];
  readonly codes: number;
  readonly words: number;
  readonly coded: number;
  readonly uncoded: readonly Place[];
}

/** Coverage: how far each document is coded. */
export const coverageKind = defineAnalysis({
  name: 'coverage',
  title: message('Coverage'),
  about: message('How far each document is coded, and what is left.'),
  charts: ['bars'],
  options: {
    order: choice(['path', 'least'], message('By path, or what is coded least first.')),
    least: number(
      message('How many words an answer without a code has at least to be counted as left.'),
      10,
      1,
      10_000,
    ),
  },
  make: (study, { order, least }) => {
    const speak = speakIn(study.settings.language);
    const rows = study.transcripts.map((transcript) => coveredOf(study, transcript, least));
    if (order === 'least') rows.sort((a, b) => shareOf(a) - shareOf(b));
    return listTable(
      rows,
      [
        { id: 'words', name: speak('Words'), unit: 'words', value: ({ words }) => words },
        { id: 'coded', name: speak('Coded words'), unit: 'words', value: ({ coded }) => coded },
        { id: 'share', name: speak('Share'), unit: 'share', value: (row) => (row.words === 0 ? null : shareOf(row)) },
        {
          id: 'passages',
          name: speak('Passages'),
          unit: 'passages',
          value: ({ passages }) => passages.length,
          places: ({ passages }) => passages,
        },
        { id: 'codes', name: speak('Codes'), unit: 'codes', value: ({ codes }) => codes },
        {
          id: 'uncoded',
          name: speak('Answers without a code'),
          unit: 'turns',
          value: ({ uncoded }) => uncoded.length,
          places: ({ uncoded }) => uncoded,
        },
      ],
      { corner: speak('Document'), charts: ['bars'] },
    );
  },
});

function coveredOf(study: Study, transcript: Transcript, least: number): Covered {
  const { passages } = transcript;
  return {
    heading: { id: transcript.path, name: transcript.title, level: 0, role: 'plain' },
    transcript,
    passages: passages.map(placeOf),
    codes: new Set(passages.flatMap(({ codes }) => codes)).size,
    words: transcript.words,
    coded: countWords(study, passages),
    uncoded: uncodedAnswers(transcript, least).map(({ place }) => place),
  };
}

function shareOf({ words, coded }: Covered): number {
  return words === 0 ? 1 : coded / words;
}
