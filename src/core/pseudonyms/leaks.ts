import { CodedText } from '../markdown/codedText.js';
import { problem, type Problem } from '../study/problem.js';
import type { Study } from '../study/study.js';
import { message } from '../text/message.js';
import type { Extent } from '../text/edits.js';
import { findInValue, type FoundName, type NameFinder } from './names.js';
import { namesIn, namesInTable, overlap } from './places.js';
import { textsOf } from './studyTexts.js';

/** A real name where none should be. Offsets count in the file's source; a file's name has the extent 0 to 0. */
export interface Leak extends Extent {
  readonly path: string;
  /** The row of the key: a leak never repeats the name. */
  readonly row: number;
  readonly isFileName: boolean;
}

/** The real names in all that a study says and in the paths of its files. */
export function* leaksOf(study: Study, finder: NameFinder, files: readonly string[] = study.files): Generator<Leak> {
  for (const path of files) yield* leaksInPath(path, finder);
  for (const [path, text] of textsOf(study)) yield* leaksIn(path, text, finder);
}

/**
 * The real names in one file, in order: in coded text marks and emphasis may stand in them, in codes, ids and addresses they may be in
 * small letters. @param given its text, or a document that has been read already: for live checks.
 */
export function leaksIn(path: string, given: string | CodedText, finder: NameFinder): readonly Leak[] {
  const text = typeof given === 'string' ? given : given.text;
  const at = ({ start, end }: Extent, name: FoundName): Leak => ({
    path,
    start,
    end,
    row: name.entry.row,
    isFileName: false,
  });
  if (path.endsWith('.csv')) return namesInTable(text, finder).map((place) => at(place, place.name));
  if (!path.endsWith('.md')) return leaksInPlain(text, finder).map(({ extent, name }) => at(extent, name));
  const coded = typeof given === 'string' ? CodedText.parse(given) : given;
  const leaks = namesIn(coded, finder, []).map((place) => at(place, place.name));
  // What reads as a name through marks tells more than the same as it stands.
  const others = [...leaksInBlocks(coded, finder), ...leaksInPlain(text, finder)].map(({ extent, name }) =>
    at(extent, name),
  );
  const blocks = new Set(leaks.flatMap(({ start, end }) => [...linesOf(start, end)]));
  for (const leak of others) {
    const isNear = [...linesOf(leak.start, leak.end)].some((line) => blocks.has(line));
    if (!isNear || !leaks.some((other) => overlap(other, leak))) leaks.push(leak);
    for (const line of linesOf(leak.start, leak.end)) blocks.add(line);
  }
  return leaks.sort((a, b) => a.start - b.start);
}

/** Stretches of a text that an extent touches: only what shares one can overlap. */
function* linesOf(start: number, end: number): Generator<number> {
  for (let stretch = start >> 8; stretch <= end >> 8; stretch++) yield stretch;
}

export function leaksInPath(path: string, finder: NameFinder): readonly Leak[] {
  const [name] = finder.find(path, 'path');
  return name === undefined ? [] : [{ path, start: 0, end: 0, row: name.entry.row, isFileName: true }];
}

interface NameAt {
  readonly extent: Extent;
  readonly name: FoundName;
}

/** Codes and ids. */
function* leaksInBlocks(text: CodedText, finder: NameFinder): Generator<NameAt> {
  for (const { block } of text.marks()) {
    for (const { value, start, end } of block.entries) {
      for (const name of finder.find(value, 'path')) yield { extent: { start, end }, name };
    }
  }
}

const unbroken = /[^\s<>()[\]{}"']+/g;
const isAddress = /[@/]|%[\dA-F]{2}/;

/** Text as it stands; in e-mail, web and file addresses capitals do not count. */
function* leaksInLines(text: string, finder: NameFinder): Generator<NameAt> {
  for (const name of finder.find(text)) yield { extent: name, name };
  for (const { 0: found, index } of text.matchAll(unbroken)) {
    if (!isAddress.test(found)) continue;
    for (const name of finder.find(found, 'path')) {
      yield { extent: { start: index + name.start, end: index + name.end }, name };
    }
  }
}

/** Names in any text, none twice. */
function leaksInPlain(text: string, finder: NameFinder): readonly NameAt[] {
  const found = [...leaksInLines(text, finder)].sort((a, b) => a.extent.start - b.extent.start);
  return found.filter(({ extent }, i) => i === 0 || found[i - 1]!.extent.end <= extent.start);
}

/** A leak as a problem of its file. */
export function leakProblem(leak: Leak): Problem {
  const sentence = leak.isFileName
    ? message('The name of this file holds the real name of row {0} of the key.', leak.row)
    : message('Here stands the real name of row {0} of the key.', leak.row);
  return problem('real-name', leak.path, leak, sentence);
}

/**
 * The rows of the key whose names a line of any text holds, each once: for histories, where lines stand alone. Marks in it are passed over.
 */
export function rowsIn(line: string, finder: NameFinder): ReadonlySet<number> {
  const rows = new Set<number>();
  for (const { name } of leaksInLines(line, finder)) rows.add(name.entry.row);
  if (line.includes(']{')) {
    for (const { entry } of finder.find(CodedText.parse(line).clean)) rows.add(entry.row);
  }
  for (const { entry } of findInValue(finder, line)) rows.add(entry.row);
  return rows;
}
