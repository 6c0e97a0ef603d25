import type { Measure, NameTerm, Relation, Unit } from './syntax.js';

/** What stands before a colon. */
export type Field = NameTerm['kind'] | 'code' | 'all' | 'own' | 'attr' | 'by' | 'stance';

/** Each word of the language: first as the documentation has it, then how else it may be written. Case does not count. */
const fieldWords: Readonly<Record<Field, readonly string[]>> = {
  code: ['code', 'kode'],
  all: ['all', 'alle'],
  own: ['own', 'egen'],
  speaker: ['speaker', 'taler'],
  participant: ['participant', 'deltaker'],
  section: ['section', 'del'],
  document: ['document', 'dokument'],
  text: ['text', 'tekst'],
  word: ['word', 'ord'],
  memo: ['memo', 'notat'],
  kind: ['kind', 'slag'],
  id: ['id'],
  attr: ['attr', 'egenskap'],
  by: ['by', 'koder'],
  stance: ['stance', 'holdning'],
};

const relationWords: Readonly<Record<Relation, readonly string[]>> = {
  near: ['near', 'nær'],
  within: ['within', 'innenfor', 'inside'],
  containing: ['containing', 'inneholder', 'contains'],
  overlapping: ['overlapping', 'overlapper', 'overlaps'],
  before: ['before', 'før'],
  after: ['after', 'etter'],
};

const unitWords: Readonly<Record<Unit, readonly string[]>> = {
  passages: ['passages', 'utdrag'],
  turns: ['turns', 'replikker'],
  sentences: ['sentences', 'setninger'],
  paragraphs: ['paragraphs', 'avsnitt'],
  sections: ['sections', 'deler'],
  documents: ['documents', 'dokumenter'],
};

const measureWords: Readonly<Record<Measure, readonly string[]>> = {
  characters: ['characters', 'character', 'tegn'],
  words: ['words', 'word', 'ord'],
  sentences: ['sentences', 'sentence', 'setninger', 'setning'],
  paragraphs: ['paragraphs', 'paragraph', 'avsnitt'],
  turns: ['turns', 'turn', 'replikker', 'replikk'],
};

export type Keyword = 'and' | 'or' | 'not' | 'with' | 'coded' | 'noted';

const keywords: Readonly<Record<Keyword, readonly string[]>> = {
  and: ['and', 'og', '&', '&&'],
  or: ['or', 'eller', '|', '||'],
  not: ['not', 'ikke', '!'],
  with: ['with', 'where', 'med', 'der'],
  coded: ['coded', 'kodet'],
  noted: ['memo', 'notat'],
};

export const kindWords = {
  theme: ['theme', 'tema'],
  category: ['category', 'kategori'],
  code: ['code', 'kode'],
  unknown: ['unknown', 'ukjent'],
} as const;

export const fieldOf = lookup(fieldWords);
export const relationOf = lookup(relationWords);
export const unitOf = lookup(unitWords);
export const measureOf = lookup(measureWords);
export const keywordOf = lookup(keywords);
export const kindOf = lookup(kindWords);

export const fields = Object.keys(fieldWords) as readonly Field[];

function lookup<K extends string>(words: Readonly<Record<K, readonly string[]>>): (text: string) => K | undefined {
  const known = new Map<string, K>();
  for (const [meaning, written] of Object.entries(words) as [K, readonly string[]][]) {
    for (const word of written) known.set(word, meaning);
  }
  return (text) => known.get(text.normalize('NFC').toLowerCase());
}
