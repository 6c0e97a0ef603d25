import { AutocodeError, phraseFinder, wordsFinder, type Finder } from '../../autocode/finders.js';
import { speakIn } from '../../queries/render/language.js';
import { compareText } from '../../study/paths.js';
import type { Study } from '../../study/study.js';
import { message } from '../../text/message.js';
import { loadStemmer } from '../../words/stemming.js';
import { AnalysisError } from '../analysisError.js';
import { defineAnalysis } from '../kind.js';
import { listTable } from '../listTable.js';
import { choice, flag, number, required, type Values } from '../options.js';
import type { Place } from '../place.js';
import type { Heading, Table } from '../table.js';
import { inLanguages, type ByLanguage } from './languages.js';
import { cleanExtent, saidIn, saidOptions } from './said.js';

const options = {
  words: required('text', message('The word or words; several with commas between.')),
  inflections: flag(message('Whether the forms of a word are counted together, in the transcript’s language.'), true),
  ...saidOptions,
  context: number(message('How many characters stand at either side.'), 60, 5, 500),
  order: choice(['place', 'left', 'right'], message('In the order of the text, or by what stands before or after.')),
  most: number(message('How many places are shown at most.'), 500, 1, 100_000),
};

/** Keyword in context. */
export const concordanceKind = defineAnalysis({
  name: 'concordance',
  title: message('Words in context'),
  about: message('Words in their context, one place a line.'),
  options,
  make: async (study, values) => {
    // What cannot be found says so before anything is looked through.
    finderFor(values, undefined);
    const finders = await inLanguages(study, async (language) =>
      finderFor(values, values.inflections ? await loadStemmer(language) : undefined),
    );
    return concordance(study, values, finders);
  },
});

function finderFor(
  { words, inflections }: Values<typeof options>,
  stemmer: Awaited<ReturnType<typeof loadStemmer>>,
): Finder {
  try {
    if (inflections) return wordsFinder({ kind: 'words', text: words }, stemmer);
    const finders = words
      .split(',')
      .filter((phrase) => phrase.trim() !== '')
      .map((phrase) => phraseFinder({ kind: 'text', text: phrase, wholeWords: true }));
    return (text) => finders.flatMap((finder) => [...finder(text)]).sort((a, b) => a.start - b.start);
  } catch (error) {
    if (error instanceof AutocodeError) throw new AnalysisError(error.sentence, 'words');
    throw error;
  }
}

interface Line {
  readonly heading: Heading;
  readonly place: Place;
  readonly left: string;
  readonly word: string;
  readonly right: string;
  readonly title: string;
}

function concordance(study: Study, values: Values<typeof options>, finders: ByLanguage<Finder>): Table {
  const speak = speakIn(study.settings.language);
  const { context, order, most } = values;
  const lines: Line[] = [];
  let all = 0;
  for (const said of saidIn(study, values)) {
    const { transcript, piece, readable } = said;
    for (const place of finders(transcript)(readable.text)) {
      all++;
      if (order === 'place' && lines.length >= most) continue;
      const { text } = readable;
      lines.push({
        heading: { id: String(all), name: piece.turn?.speaker ?? '', level: 0, role: 'plain' },
        place: { document: transcript.path, clean: cleanExtent(said, place) },
        left: text
          .slice(Math.max(0, place.start - context), place.start)
          .replace(/^\S*\s/, (cut) => (place.start > context ? '' : cut))
          .trim(),
        word: text.slice(place.start, place.end),
        right: text
          .slice(place.end, place.end + context)
          .replace(/\s\S*$/, (cut) => (place.end + context < text.length ? '' : cut))
          .trim(),
        title: transcript.title,
      });
    }
  }
  const shown = inOrder(lines, order).slice(0, most);
  const remarks = all > shown.length ? [speak('{0} of {1} places are shown.', shown.length, all)] : [];
  return listTable(
    shown,
    [
      { id: 'left', name: speak('Before'), unit: 'text', set: 'leads', value: ({ left }) => left },
      {
        id: 'word',
        name: speak('Word'),
        unit: 'text',
        set: 'short',
        value: ({ word }) => word,
        places: ({ place }) => [place],
      },
      { id: 'right', name: speak('After'), unit: 'text', value: ({ right }) => right },
      { id: 'document', name: speak('Document'), unit: 'text', value: ({ title }) => title },
    ],
    { corner: speak('Participant'), remarks },
  );
}

function inOrder(lines: readonly Line[], order: 'place' | 'left' | 'right'): readonly Line[] {
  if (order === 'place') return lines;
  const words = (text: string): string =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s]/gu, '')
      .trim();
  const key = ({ left, right }: Line): string =>
    order === 'right' ? words(right) : words(left).split(/\s+/).reverse().join(' ');
  return [...lines].sort((a, b) => compareText(key(a), key(b)));
}
