import { alignTexts } from '../../aligning/alignTexts.js';
import { factsOf } from '../../coding/facts.js';
import { recodePassages } from '../../coding/recoding.js';
import type { CodedText } from '../../markdown/codedText.js';
import type { DocumentPassage } from '../../markdown/passages.js';
import type { CodedPassage } from '../../markdown/types.js';
import type { StudyState } from '../../repository/studyState.js';
import { sha256 } from '../../study/sha256.js';
import type { Extent } from '../../text/edits.js';
import { byOf } from '../blind.js';
import { textOf } from '../roundFiles.js';

/**
 * What a coder began with besides what all began with: the coder's own codings and memos of earlier. It is known by fingerprints (SHA-256), from which
 * nobody reads what was coded.
 */
export interface Began {
  /** Of files that the coder got otherwise than all, or alone, by their paths. */
  readonly files: ReadonlyMap<string, string>;
  readonly codings: ReadonlySet<string>;
}

/** Where it stands, beside what all began with. */
export const beganPath = 'began.json';

/** By coder. */
export function writeBegan(began: ReadonlyMap<string, Began>): string {
  const all = [...began].map(([coder, { files, codings }]) => [
    coder,
    { files: Object.fromEntries(files), codings: [...codings].sort() },
  ]);
  return `${JSON.stringify(Object.fromEntries(all), undefined, 2)}\n`;
}

/** @param agreed what all began with. Without the file, or where it cannot be read, nothing is known, and then nothing is taken for taken out. */
export async function readBegan(agreed: StudyState): Promise<ReadonlyMap<string, Began>> {
  const text = (await textOf(agreed, [beganPath])).get(beganPath) ?? '';
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return new Map();
  }
  return new Map(
    entriesOf(data).map(([coder, value]) => {
      const { files, codings } = Object.fromEntries(entriesOf(value));
      return [
        coder,
        {
          files: new Map(entriesOf(files).filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
          codings: new Set(
            Array.isArray(codings) ? codings.filter((one): one is string => typeof one === 'string') : [],
          ),
        },
      ];
    }),
  );
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/**
 * The fingerprints of the codings that a coder has signed in a text: one for each code of a passage.
 * @param path that of the transcript at the start.
 * @param agreed the clean text that all began with: only codings whose edges stand in words of it have one.
 */
export async function fingerprintsOf(path: string, agreed: string, text: CodedText, coder: string): Promise<Prints> {
  const own = text.passages.filter((passage) => byOf(passage) === coder);
  const found = new Map<CodedPassage, ReadonlyMap<string, string>>();
  if (own.length === 0) return found;
  const placeOf = placesIn(agreed, text.clean);
  for (const passage of own) {
    const place = placeOf(passage.clean);
    if (place === undefined) continue;
    const facts = Object.entries(factsOf(passage.opening.block)).sort(([a], [b]) => (a < b ? -1 : 1));
    const what = [path, place.start, place.end, passage.id ?? null, facts, passage.memo?.text ?? null];
    const prints = new Map<string, string>();
    for (const code of passage.codes) prints.set(code, await sha256(JSON.stringify([...what, code])));
    found.set(passage, prints);
  }
  return found;
}

/** By the codes of passages. */
type Prints = ReadonlyMap<CodedPassage, ReadonlyMap<string, string>>;

/** Tells where an extent of a text stands in an earlier one: undefined where one of its edges is in other words. */
function placesIn(before: string, after: string): (extent: Extent) => Extent | undefined {
  if (before === after) return (extent) => extent;
  const alignment = alignTexts(before, after);
  const at = (offset: number): number | undefined => {
    const carried = alignment.back({ start: offset, end: offset + 1 });
    return carried?.kept === 1 ? carried.extent.start : undefined;
  };
  return ({ start, end }) => {
    const [first, last] = [at(start), at(end - 1)];
    return first === undefined || last === undefined ? undefined : { start: first, end: last + 1 };
  };
}

/**
 * Takes from the study's text and from a coder's what the other of the two took out, or made something else of, of the codings that the coder began with:
 * what all began with does not have them, so a merge would take them for new. What both have, and what both changed, stays in both.
 * @param path that of the transcript at the start.
 * @param agreed the clean text that all began with.
 */
export async function heedChanges(
  path: string,
  agreed: string,
  { ours, theirs }: { readonly ours: CodedText; readonly theirs: CodedText },
  coder: string,
  { codings }: Began,
): Promise<{ readonly ours: CodedText; readonly theirs: CodedText }> {
  if (codings.size === 0) return { ours, theirs };
  const [here, there] = [
    await fingerprintsOf(path, agreed, ours, coder),
    await fingerprintsOf(path, agreed, theirs, coder),
  ];
  return { ours: without(ours, here, there, codings), theirs: without(theirs, there, here, codings) };
}

/** Takes out the codings that a coder began with and that the other text has not. Where marks cannot be taken out all of them stay: nothing is lost by that. */
function without(text: CodedText, own: Prints, other: Prints, began: ReadonlySet<string>): CodedText {
  const there = new Set([...other.values()].flatMap((prints) => [...prints.values()]));
  const changed = new Map<DocumentPassage, readonly string[]>();
  for (const passage of text.passages) {
    const prints = own.get(passage);
    if (prints === undefined) continue;
    const codes = passage.codes.filter((code) => {
      const print = prints.get(code) ?? '';
      return !began.has(print) || there.has(print);
    });
    if (codes.length < passage.codes.length) changed.set(passage, codes);
  }
  if (changed.size === 0) return text;
  const done = recodePassages(text, changed);
  return done.kind === 'edits' ? text.update(done.edits) : text;
}
