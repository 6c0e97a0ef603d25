import { speakIn } from '../../queries/render/language.js';
import type { Study } from '../../study/study.js';
import { message } from '../../text/message.js';
import { loadStemmer, type Stemmer } from '../../words/stemming.js';
import { loadStopWords } from '../../words/stopWords.js';
import { defineAnalysis } from '../kind.js';
import { listTable } from '../listTable.js';
import { flag, list, number, type Values } from '../options.js';
import type { Place } from '../place.js';
import type { Heading, Table } from '../table.js';
import { inLanguages, type ByLanguage } from './languages.js';
import { cleanExtent, saidIn, saidOptions, wordsIn } from './said.js';

const options = {
  ...saidOptions,
  inflections: flag(message('Whether the forms of a word are counted together, in the transcript’s language.'), true),
  stop: flag(message('Whether words that say little by themselves are left out, in the transcript’s language.'), true),
  without: list('texts', message('Further words that are left out.')),
  shortest: number(message('How many letters a word has at least.'), 2, 1, 100),
  least: number(message('How often a word is said at least.'), 1, 1, 1_000_000),
  most: number(message('How many words are shown at most.'), 100, 1, 100_000),
};

/** Word frequencies. */
export const wordsKind = defineAnalysis({
  name: 'words',
  title: message('Words'),
  about: message('Which words are said how often, by how many, in how many documents.'),
  charts: ['bars'],
  options,
  make: async (study, values) => {
    const keys = await inLanguages(study, async (language) => {
      const stemmer = values.inflections ? await loadStemmer(language) : undefined;
      const stop = values.stop ? await loadStopWords(language) : new Set<string>();
      return new Keys(stemmer, stop, values);
    });
    return frequencies(study, values, keys);
  },
});

/** What words are counted under: their stem, else themselves in small letters; undefined for those that are left out. */
class Keys {
  readonly #stemmer: Stemmer | undefined;
  readonly #stop: ReadonlySet<string>;
  readonly #without: ReadonlySet<string>;
  readonly #shortest: number;
  readonly #known = new Map<string, string | undefined>();

  constructor(
    stemmer: Stemmer | undefined,
    stop: ReadonlySet<string>,
    { without, shortest }: Pick<Values<typeof options>, 'without' | 'shortest'>,
  ) {
    this.#stemmer = stemmer;
    this.#stop = stop;
    this.#without = new Set(without.map(small));
    this.#shortest = shortest;
  }

  of(word: string): string | undefined {
    if (this.#known.has(word)) return this.#known.get(word);
    const key = this.#keyOf(small(word));
    this.#known.set(word, key);
    return key;
  }

  #keyOf(word: string): string | undefined {
    if (Array.from(word).length < this.#shortest || !/\p{L}/u.test(word)) return undefined;
    // What is short for two words says little where the first of them does: it's, I've, she'll.
    const first = word.replace(/'\p{L}{1,2}$/u, '');
    if (this.#stop.has(word) || this.#stop.has(first) || this.#without.has(word)) return undefined;
    const stem = this.#stemmer?.stem(word) ?? word;
    return this.#without.has(stem) ? undefined : stem;
  }
}

function small(word: string): string {
  return word.normalize('NFC').replaceAll('’', "'").toLowerCase();
}

interface Counted {
  count: number;
  readonly forms: Map<string, number>;
  readonly documents: Set<string>;
  readonly people: Set<string>;
}

interface Row extends Counted {
  readonly key: string;
  readonly heading: Heading;
}

function frequencies(study: Study, values: Values<typeof options>, keys: ByLanguage<Keys>): Table {
  const speak = speakIn(study.settings.language);
  const counted = new Map<string, Counted>();
  let all = 0;
  for (const said of saidIn(study, values)) {
    const own = keys(said.transcript);
    const speaker = said.piece.turn?.asks === false ? said.piece.turn.speaker : undefined;
    for (const { word } of wordsIn(said)) {
      all++;
      const key = own.of(word);
      if (key === undefined) continue;
      let entry = counted.get(key);
      if (entry === undefined) {
        entry = { count: 0, forms: new Map(), documents: new Set(), people: new Set() };
        counted.set(key, entry);
      }
      entry.count++;
      const form = small(word);
      entry.forms.set(form, (entry.forms.get(form) ?? 0) + 1);
      entry.documents.add(said.transcript.path);
      if (speaker !== undefined) entry.people.add(speaker);
    }
  }
  const rows = [...counted]
    .filter(([, { count }]) => count >= values.least)
    .sort(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1))
    .slice(0, values.most)
    .map(([key, entry]): Row => {
      const name = formsOf(entry)[0]?.[0] ?? key;
      return { ...entry, key, heading: { id: key, name, level: 0, role: 'plain' } };
    });
  const places = placesByKey(study, values, keys, new Set(rows.map(({ key }) => key)));
  return listTable(
    rows,
    [
      {
        id: 'count',
        name: speak('Times'),
        unit: 'number',
        value: ({ count }) => count,
        places: ({ key }) => places(key),
      },
      {
        id: 'share',
        name: speak('Per 1000 words'),
        unit: 'number',
        value: ({ count }) => (all === 0 ? null : Math.round((100_000 * count) / all) / 100),
      },
      { id: 'documents', name: speak('Documents'), unit: 'documents', value: ({ documents }) => documents.size },
      { id: 'people', name: speak('Participants'), unit: 'participants', value: ({ people }) => people.size },
      {
        id: 'forms',
        name: speak('Forms'),
        unit: 'text',
        value: (row) =>
          formsOf(row)
            .map(([form, count]) => (count === 1 ? form : `${form} ${String(count)}`))
            .join(', '),
      },
    ],
    { corner: speak('Word'), remarks: [speak('{0} words were looked through.', all)], charts: ['bars'] },
  );
}

/** The forms of a word, the most frequent first. */
function formsOf({ forms }: Counted): readonly (readonly [string, number])[] {
  return [...forms].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
}

/** Where the words stand; all are looked for once, when somebody first asks for one. */
function placesByKey(
  study: Study,
  values: Values<typeof options>,
  keys: ByLanguage<Keys>,
  wanted: ReadonlySet<string>,
): (key: string) => readonly Place[] {
  let found: Map<string, Place[]> | undefined;
  return (key) => {
    if (found === undefined) {
      found = new Map();
      for (const said of saidIn(study, values)) {
        const inLanguage = keys(said.transcript);
        for (const { word, place } of wordsIn(said)) {
          const of = inLanguage.of(word);
          if (of === undefined || !wanted.has(of)) continue;
          const at = { document: said.transcript.path, clean: cleanExtent(said, place) };
          const own = found.get(of);
          if (own === undefined) found.set(of, [at]);
          else own.push(at);
        }
      }
    }
    return found.get(key) ?? [];
  };
}
