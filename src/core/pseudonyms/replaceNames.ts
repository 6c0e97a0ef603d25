import type { CodedText } from '../markdown/codedText.js';
import type { CodedPassage } from '../markdown/types.js';
import type { Extent } from '../text/edits.js';
import type { KeyEntry } from './key.js';
import type { Field, NamePlace, WordsTarget } from './places.js';
import { breachOfNames, type DocumentContext, type NameEdit } from './nameLaws.js';

/** What replacing names in one document comes to. */
export interface Replaced {
  /** Speak of the text that was given; in order. */
  readonly edits: readonly NameEdit[];
  /** Places whose name cannot be replaced so that everything else stays as it is. */
  readonly refused: readonly NamePlace[];
}

/** Names that are replaced together, in the first of these ways that holds. */
interface Unit {
  readonly places: readonly NamePlace[];
  readonly ways: readonly (readonly NameEdit[])[];
}

/**
 * Replaces names in a coded text. A passage that held a part of a name holds the whole replacement; where several passages part
 * it between them, each keeps a part. Every other character, coding, memo and turn stays as it is, else the name is refused.
 * @param others edits that are made in any case, of ids and links; the text is checked with them.
 */
export function replaceNames(
  text: CodedText,
  places: readonly NamePlace[],
  others: readonly NameEdit[],
  context: DocumentContext,
): Replaced {
  const refused: NamePlace[] = [];
  const good: NameEdit[] = [...others];
  let checked = context;
  const holds = (edits: readonly NameEdit[]): boolean =>
    breachOfNames(text, [...good, ...edits], checked) === undefined;
  const settle = (units: readonly Unit[]): void => {
    if (units.length === 0) return;
    const first = units.flatMap(({ ways }) => ways[0] ?? []);
    if (units.every(({ ways }) => ways.length > 0) && holds(first)) {
      good.push(...first);
      return;
    }
    const [unit] = units;
    if (units.length > 1 || unit === undefined) {
      const middle = units.length >> 1;
      settle(units.slice(0, middle));
      settle(units.slice(middle));
      return;
    }
    const way = unit.ways.slice(1).find(holds);
    if (way === undefined) refused.push(...unit.places);
    else good.push(...way);
  };
  const { people, units } = unitsOf(text, places, context);
  // Whoever has a label that cannot be changed keeps what the front matter says of it.
  const [able, unable] = [
    people.filter(({ canBeLabel }) => canBeLabel),
    people.filter(({ canBeLabel }) => !canBeLabel),
  ];
  for (const unit of unable) refused.push(...unit.places);
  const all = able.flatMap(({ ways }) => ways[0] ?? []);
  const first = [...all, ...units.flatMap(({ ways }) => ways[0] ?? [])];
  if (units.every(({ ways }) => ways.length > 0) && holds(first))
    return { edits: inOrder([...good, ...first]), refused };
  if (holds(all)) good.push(...all);
  else for (const unit of able) settle([unit]);
  if (!holds([])) checked = { ...context, people: undefined };
  settle(units);
  return { edits: inOrder(good), refused };
}

function inOrder(edits: readonly NameEdit[]): readonly NameEdit[] {
  return [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** What labels and the front matter say of one name, which changes together. */
interface Person extends Unit {
  readonly canBeLabel: boolean;
}

function unitsOf(
  text: CodedText,
  places: readonly NamePlace[],
  { heads }: DocumentContext,
): { readonly people: readonly Person[]; readonly units: readonly Unit[] } {
  const units: Unit[] = [];
  const people = new Map<KeyEntry, { places: NamePlace[]; edits: NameEdit[]; canBeLabel: boolean }>();
  const addPerson = (own: readonly NamePlace[], edits: readonly NameEdit[], canBeLabel: boolean): void => {
    const [first] = own;
    if (first === undefined) return;
    const known = people.get(first.name.entry) ?? { places: [], edits: [], canBeLabel: true };
    known.places.push(...own);
    known.edits.push(...edits);
    known.canBeLabel &&= canBeLabel;
    people.set(first.name.entry, known);
  };
  const byField = new Map<Field, NamePlace[]>();
  for (const place of places) {
    const { target, zone, name } = place;
    if (target.kind === 'field') {
      const known = byField.get(target.field);
      if (known === undefined) byField.set(target.field, [place]);
      else known.push(place);
      continue;
    }
    const ways = waysOf(text, target, name.replacement);
    const head = heads.find(({ start, end }) => start <= target.clean.start && target.clean.end <= end);
    if (zone !== 'text' || head === undefined) units.push({ places: [place], ways });
    else {
      const before = text.sliceClean(head.start, target.clean.start);
      addPerson([place], ways[0] ?? [], /\p{L}/u.test(before) || /^\p{L}/u.test(name.replacement));
    }
  }
  for (const [field, own] of byField) {
    const edit = { ...extentOf(field), text: writeField(field, own), isClean: field.isClean };
    if (field.zone === 'front-matter') addPerson(own, [edit], true);
    else units.push({ places: own, ways: field.isRaw ? rawWays(field, own) : [[edit]] });
  }
  const persons = [...people.values()].map((one) => ({
    places: one.places,
    ways: [one.edits],
    canBeLabel: one.canBeLabel,
  }));
  return { people: persons, units };
}

function extentOf({ start, end }: Extent): Extent {
  return { start, end };
}

function writeField({ value, write }: Field, places: readonly NamePlace[]): string {
  let changed = '';
  let at = 0;
  for (const { target, name } of [...places].sort((a, b) => placeIn(a) - placeIn(b))) {
    if (target.kind !== 'field') continue;
    changed += value.slice(at, target.start) + name.replacement;
    at = target.end;
  }
  return write(changed + value.slice(at));
}

function placeIn({ target }: NamePlace): number {
  return target.kind === 'field' ? target.start : 0;
}

function rawWays(field: Field, places: readonly NamePlace[]): readonly (readonly NameEdit[])[] {
  const write = (escapes: boolean): readonly NameEdit[] =>
    places.map(({ start, end, name: { replacement } }) => {
      return { start, end, text: escapes ? escapeMarkdown(replacement) : replacement, isClean: field.isClean };
    });
  return [write(false), write(true)];
}

/** The ways in which a name in running text can be replaced, the best first: as one piece, in parts, and both with escapes. */
function waysOf(
  text: CodedText,
  { pieces, clean }: WordsTarget,
  replacement: string,
): readonly (readonly NameEdit[])[] {
  const ways: NameEdit[][] = [];
  const spread = (parts: readonly string[]): NameEdit[] =>
    pieces.map(({ start, end }, i) => ({ start, end, text: parts[i] ?? '', isClean: true }));
  const partial = pieces.length < 2 ? [] : text.passages.filter((passage) => isPartOf(passage, clean));
  const whole = pieces.map((piece) => partial.every((passage) => holdsPiece(text, passage, piece)));
  for (const written of [replacement, escapeMarkdown(replacement)]) {
    whole.forEach((isWhole, k) => {
      if (isWhole) ways.push(spread(pieces.map((_, i) => (i === k ? written : ''))));
    });
    if (pieces.length > 1) ways.push(spread(share(written, pieces)));
    if (written === escapeMarkdown(replacement)) break;
  }
  return ways;
}

/** Whether a passage holds some of an extent and not all. */
function isPartOf({ clean }: CodedPassage, { start, end }: Extent): boolean {
  return clean.start < end && start < clean.end && !(clean.start <= start && end <= clean.end);
}

function holdsPiece(text: CodedText, { clean }: CodedPassage, piece: Extent): boolean {
  return clean.start <= text.toClean(piece.start) && text.toClean(piece.end) <= clean.end;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Parts of a text, as long in proportion as the pieces; none is empty while there are characters enough. */
function share(text: string, pieces: readonly Extent[]): readonly string[] {
  const signs = [...graphemes.segment(text)].map(({ segment }) => segment);
  const all = pieces.reduce((sum, { start, end }) => sum + end - start, 0);
  const parts: string[] = [];
  let at = 0;
  let seen = 0;
  pieces.forEach(({ start, end }, i) => {
    seen += end - start;
    const left = pieces.length - 1 - i;
    const until = Math.min(
      Math.max(Math.round((signs.length * seen) / all), at + 1),
      Math.max(signs.length - left, at),
    );
    parts.push(signs.slice(at, left === 0 ? undefined : until).join(''));
    at = until;
  });
  return parts;
}

/** With `\` before signs that mean something to Markdown. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+!|~^&$]/g, '\\$&');
}
