import { piecesOf } from '../autocode/pieces.js';
import { BlockReader } from '../autocode/readable.js';
import type { Study } from '../study/study.js';
import type { Extent } from '../text/edits.js';
import { foldText } from './fold.js';
import { loadIdentifiers, type Identifier, type IdentifierRule } from './identifiers.js';
import { localesOf } from './locales.js';
import { isNordic } from './inflections.js';
import type { KeyEntry } from './key.js';
import { KeyNames, type NameFinder } from './names.js';

/** Something that the key may have missed. */
export interface Suggestion {
  /** `capitalised-word`: in the middle of a sentence; `small-letters`: a name of the key without its capital. */
  readonly rule: IdentifierRule | 'capitalised-word' | 'small-letters';
  /** As it is written first. */
  readonly text: string;
  readonly places: readonly SuggestedPlace[];
}

export interface SuggestedPlace extends Extent {
  readonly path: string;
  /** 0-based. */
  readonly line: number;
  readonly before: string;
  readonly after: string;
}

/** One or more words with capitals, with a small word of a name between. */
const capitalised =
  /\p{Lu}[\p{L}\p{M}\p{N}]*(?:[’'-][\p{L}\p{M}]+)*(?: (?:(?:av|af|van|von|de|da|der|den|el|al|bin|of) )?\p{Lu}[\p{L}\p{M}\p{N}]*(?:[’'-][\p{L}\p{M}]+)*)*/gu;

/** Words that English writes with a capital wherever they stand. */
const englishCapitals = new Set(
  'i i’m i’ve i’d i’ll monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december english ok'.split(
    ' ',
  ),
);

const contextLength = 40;

/**
 * What the key may have missed in the transcripts and notes, the most frequent first within each rule: words with capitals in the
 * middle of sentences, addresses and numbers, and names in small letters.
 * @param entries those of the key: what it has is no suggestion.
 */
export async function suggest(study: Study, entries: readonly KeyEntry[]): Promise<readonly Suggestion[]> {
  const { language } = study.settings;
  const identify = await loadIdentifiers(localesOf(language));
  const known = new KeyNames(entries, language);
  const found = new Map<string, { rule: Suggestion['rule']; text: string; places: SuggestedPlace[] }>();
  const add = (rule: Suggestion['rule'], text: string, place: SuggestedPlace): void => {
    const key = `${rule}\0${foldText(text).text}`;
    const suggestion = found.get(key);
    if (suggestion === undefined) found.set(key, { rule, text, places: [place] });
    else suggestion.places.push(place);
  };
  for (const { path, text, pieces } of textsToRead(study)) {
    for (const piece of pieces) {
      const block = text.blocks[piece.block];
      if (block === undefined) continue;
      const by = text.cleanStart(piece.block);
      const readable = new BlockReader(block).read({ start: piece.start - by, end: piece.end - by });
      const placeOf = ({ start, end }: Extent): SuggestedPlace => {
        const clean = readable.extent(start, end);
        const source = { start: text.toSource(by + clean.start, 'start'), end: text.toSource(by + clean.end, 'end') };
        return {
          ...{ ...source, path, line: text.lines.positionAt(source.start).line },
          before: readable.text.slice(Math.max(0, start - contextLength), start),
          after: readable.text.slice(end, end + contextLength),
        };
      };
      for (const { rule, start, end } of suggestionsIn(readable.text, known, identify, language)) {
        add(rule, readable.text.slice(start, end), placeOf({ start, end }));
      }
    }
  }
  return [...found.values()].sort(
    (a, b) => order(a.rule) - order(b.rule) || b.places.length - a.places.length || (a.text < b.text ? -1 : 1),
  );
}

const rules: readonly Suggestion['rule'][] = [
  ...(['fodselsnummer', 'personnummer-se', 'cpr-dk', 'national-insurance-uk', 'social-security-us'] as const),
  ...(['iban', 'kontonummer', 'e-mail', 'telephone', 'url', 'small-letters', 'capitalised-word'] as const),
];

function order(rule: Suggestion['rule']): number {
  return rules.indexOf(rule);
}

function* textsToRead(study: Study) {
  for (const transcript of study.transcripts) {
    yield { path: transcript.path, text: transcript.text, pieces: piecesOf(transcript) };
  }
  for (const { path, text } of study.notes) {
    const pieces = text.blocks.flatMap((block, i) =>
      block.prose.map(({ start, end }) => ({
        block: i,
        start: start + text.cleanStart(i),
        end: end + text.cleanStart(i),
      })),
    );
    yield { path, text, pieces };
  }
}

/** What one stretch of text may give away. */
export function* suggestionsIn(
  text: string,
  known: NameFinder,
  identify: (text: string) => readonly Identifier[],
  language: string | undefined,
): Generator<Extent & { readonly rule: Suggestion['rule'] }> {
  const names = known.find(text);
  const taken: Extent[] = [...names];
  const isFree = ({ start, end }: Extent): boolean => taken.every((other) => end <= other.start || other.end <= start);
  for (const identifier of identify(text)) {
    taken.push(identifier);
    yield identifier;
  }
  for (const name of known.find(text, 'loose')) {
    if (!isFree(name)) continue;
    taken.push(name);
    yield { rule: 'small-letters', start: name.start, end: name.end };
  }
  for (const { 0: written, index: start } of text.matchAll(capitalised)) {
    const extent = { start, end: start + written.length };
    if (!isFree(extent) || /[\p{L}\p{N}\p{M}]$/u.test(text.slice(0, start)) || beginsSentence(text, start)) continue;
    const word = written.toLowerCase().replaceAll("'", '’');
    if (!isNordic(language) && englishCapitals.has(word)) continue;
    if (written.length > 1) yield { rule: 'capitalised-word', ...extent };
  }
}

/** Whether a place is the beginning of a text, a sentence or a quotation, where words have a capital anyway. */
function beginsSentence(text: string, at: number): boolean {
  return /(?:^|[.!?…:–—]["'”’»)\]]*\s+|\n)[\s"'“‘«([-]*$/u.test(text.slice(Math.max(0, at - 12), at)) || at === 0;
}
