import { foldName } from '../../codebook/ids.js';
import type { Study } from '../../study/study.js';
import type { Extent } from '../../text/edits.js';
import { sortValues } from '../attributes.js';
import { attributeNames } from '../evaluation/bindNames.js';
import { measures, relations, units } from './syntax.js';
import { quote, quoteName, tokenize, type Token } from './tokens.js';
import { fields, keywordOf, relationOf, unitOf, type Field } from './vocabulary.js';

/** Something that may stand at a place of a query. */
export interface Completion extends Extent {
  /** What is written between `start` and `end` of the query's text. */
  readonly text: string;
  readonly kind: 'code' | 'operator' | 'field' | 'unit' | 'value';
  /** What it stands for: a code's id, else what is shown. */
  readonly name: string;
}

/**
 * What may stand at a place of a query, what fits what is written there first.
 * @param at an offset of the query's text. What is offered follows from what stands before it; it takes the place of the whole word there.
 */
export function completeQuery(study: Study, text: string, at: number): readonly Completion[] {
  const before = text.slice(0, at);
  const tokens = tokenize(before);
  const last = tokens.at(-2);
  const isPartial = last?.end === at && (last.kind === 'word' || (last.kind === 'quoted' && last.isOpen));
  const partial = isPartial ? last : undefined;
  const written = partial?.kind === 'word' || partial?.kind === 'quoted' ? partial.text : '';
  const place = { start: partial?.start ?? at, end: partial === undefined ? at : endOfWord(text, partial, at) };
  const past = partial === undefined ? tokens.slice(0, -1) : tokens.slice(0, -2);
  const offers = isPartial || last?.end !== at || endsOpen(last) ? offersAfter(study, past, place.start) : [];
  return rank(offers, written).map((offer) => ({ ...offer, ...place }));
}

/** The end of a word or a quoted name that has begun before `at`. A quotation mark that was just typed has no partner yet. */
function endOfWord(text: string, { start, kind }: Token, at: number): number {
  const tokens = tokenize(text);
  const whole = tokens.find((token) => token.start === start);
  if (whole === undefined || whole.end < at) return at;
  const isUneven = tokens.some((token) => token.kind === 'quoted' && token.isOpen);
  return kind === 'quoted' && isUneven ? at : whole.end;
}

type Offer = Pick<Completion, 'text' | 'kind' | 'name'> & { readonly also?: string };

/** Whether something may follow without a space. */
function endsOpen(token: Token | undefined): boolean {
  return (
    token === undefined ||
    token.kind === 'field' ||
    token.kind === '(' ||
    token.kind === 'comparison' ||
    token.kind === ','
  );
}

function offersAfter(study: Study, past: readonly Token[], start: number): readonly Offer[] {
  const last = past.at(-1);
  if (last?.kind === 'field') {
    const relation = relationOf(last.text);
    if (relation !== undefined)
      return [1, 2, 3, 5, 10, 20].flatMap((n) => measures.map((measure) => value(`${n}${measure}`)));
    return valuesOf(study, last.field as Field);
  }
  if (last?.kind === 'comparison') {
    const name = past.at(-2);
    return name?.kind === 'word' || name?.kind === 'quoted' ? attributeValues(study, name.text) : [];
  }
  const keyword = last?.kind === 'word' ? keywordOf(last.text) : undefined;
  const isUnit = last?.kind === 'word' && past.length === 1 && unitOf(last.text) !== undefined;
  if (isUnit) return ['with', ...relations].map(operator);
  const expectsName =
    last === undefined ||
    last.kind === '(' ||
    last.kind === ',' ||
    (keyword !== undefined && keyword !== 'coded' && keyword !== 'noted') ||
    (last.kind === 'word' && relationOf(last.text) !== undefined) ||
    isDistance(past);
  if (!expectsName) return ['and', 'or', 'and not', ...relations].map(operator);
  const opens = last === undefined || last.kind === '(';
  return [
    ...codeOffers(study),
    ...attributeNames(study).map((name): Offer => ({ text: `${quoteName(name)}=`, kind: 'field', name: `${name}=` })),
    ...fields
      .filter((field) => field !== 'attr')
      .map((field): Offer => ({ text: `${field}:`, kind: 'field', name: `${field}:` })),
    ...['not', 'coded', 'memo'].map(operator),
    ...(opens || start === 0 ? units.map((unit): Offer => ({ text: unit, kind: 'unit', name: unit })) : []),
    ...(opens ? relations.map(operator) : []),
  ];
}

function isDistance(past: readonly Token[]): boolean {
  const [sign, number] = past.slice(-2);
  return sign?.kind === 'field' && relationOf(sign.text) !== undefined && number?.kind === 'word';
}

function codeOffers(study: Study): readonly Offer[] {
  const codes = study.codebook.codes.map(({ id, name }): Offer => ({
    text: quoteName(id),
    kind: 'code',
    name: id,
    also: name,
  }));
  return [...codes, ...study.uncataloguedCodes.map((id): Offer => ({ text: quoteName(id), kind: 'code', name: id }))];
}

function valuesOf(study: Study, field: Field): readonly Offer[] {
  switch (field) {
    case 'code':
    case 'all':
    case 'own':
      return codeOffers(study);
    case 'participant':
      return study.people.map(({ id }) => value(id));
    case 'speaker':
      return [...new Set(study.transcripts.flatMap(({ turns }) => turns.map(({ label }) => label)))].map(value);
    case 'section':
      return study.guide.map(({ text }) => value(text));
    case 'document':
      return study.transcripts.map(({ title, path }): Offer => ({ ...value(title), also: path }));
    case 'kind':
      return ['theme', 'category', 'code', 'unknown'].map(value);
    case 'by':
    case 'stance':
      return attributeValues(study, field);
    case 'text':
    case 'word':
    case 'memo':
    case 'id':
      return [];
    case 'attr':
      return attributeNames(study).map((name): Offer => ({
        text: `${quoteName(name)}=`,
        kind: 'field',
        name: `${name}=`,
      }));
  }
}

function attributeValues(study: Study, name: string): readonly Offer[] {
  const values = new Set<string>();
  const note = (given: unknown): void => {
    if (typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean')
      values.add(String(given).trim());
    else if (Array.isArray(given)) given.forEach(note);
  };
  for (const { attributes } of study.people) note(attributes[name]);
  if (values.size === 0) for (const { attributes } of study.transcripts) note(attributes[name]);
  if (values.size === 0) for (const { attributes } of study.passages) note(attributes[name]);
  return sortValues(values)
    .filter((text) => text !== '')
    .map(value);
}

function operator(text: string): Offer {
  return { text, kind: 'operator', name: text };
}

function value(name: string): Offer {
  return { text: quoteValue(name), kind: 'value', name };
}

function quoteValue(name: string): string {
  const [only, end] = tokenize(name);
  return only?.kind === 'word' && only.text === name && end?.kind === 'end' ? name : quote(name);
}

/** What begins so, then what has a word that begins so, then what holds it. */
function rank(offers: readonly Offer[], written: string): readonly Offer[] {
  const wanted = foldName(written);
  if (wanted === '') return offers;
  const points = ({ name, also }: Offer): number => {
    const names = [name, ...(also === undefined ? [] : [also])].map(foldName);
    if (names.some((one) => one.startsWith(wanted))) return 3;
    if (names.some((one) => one.split(/[\s\-_]+/).some((word) => word.startsWith(wanted)))) return 2;
    return wanted.length > 2 && names.some((one) => one.includes(wanted)) ? 1 : 0;
  };
  return offers
    .map((offer) => ({ offer, points: points(offer) }))
    .filter((one) => one.points > 0)
    .sort((a, b) => b.points - a.points)
    .map(({ offer }) => offer);
}
