import { CodedText } from '../markdown/codedText.js';
import { sha256 } from '../study/sha256.js';
import type { Study } from '../study/study.js';
import { applyEdits, invertEdits, sortEdits, type TextEdit } from '../text/edits.js';
import { ExactNames } from './exactNames.js';
import { namesIn, namesInTable, type NamePlace } from './places.js';
import type { PseudonymPlan } from './plan.js';
import type { Proposal } from './proposals.js';
import { textsOf } from './studyTexts.js';

/**
 * What was replaced, kept beside the key and nowhere else: with it the study's files come back byte for byte. It holds the names
 * that were replaced, and of the texts around them only hashes.
 */
export interface Journal {
  readonly version: 1;
  /** In the order in which they were done. */
  readonly runs: readonly JournalRun[];
}

/** One time that names were replaced. */
export interface JournalRun {
  readonly files: readonly JournalFile[];
  /** `[before, after]` */
  readonly moved: readonly (readonly [string, string])[];
  readonly ids: readonly (readonly [string, string])[];
}

export interface JournalFile {
  /** The path that the file has had since. */
  readonly path: string;
  /** SHA-256 of its text after the replacement, without a BOM, and of that without marks and memos. */
  readonly hash: string;
  readonly cleanHash: string;
  /** What gives the text of before: offset, length and text, of the text after the replacement. */
  readonly back: readonly (readonly [number, number, string])[];
  /** Each place that reads like a replacement, in order, with the name that stood there; null where it read so before. */
  readonly names: readonly (readonly [written: string, original: string | null])[];
}

export const noJournal: Journal = { version: 1, runs: [] };

/**
 * What is to be kept of a replacement.
 * @param study as it was before. @param accepted the proposals that the plan was made of.
 */
export async function journalOf(study: Study, accepted: readonly Proposal[], plan: PseudonymPlan): Promise<JournalRun> {
  const texts = textsOf(study);
  const refused = new Set(plan.refused.map(({ proposal }) => proposal));
  const finder = new ExactNames(new Map(accepted.map(({ replacement }) => [replacement, replacement])));
  const files: JournalFile[] = [];
  for (const [path, edits] of plan.edits) {
    const before = texts.get(path) ?? '';
    const after = applyEdits(before, edits);
    const own = accepted.filter((each) => each.path === path && each.change.kind === 'text' && !refused.has(each));
    files.push({
      path: plan.moved.get(path) ?? path,
      hash: await sha256(after),
      cleanHash: await sha256(cleanOf(path, after)),
      back: invertEdits(before, edits).map(({ start, end, text }) => [start, end - start, text] as const),
      names: namesAfter(before, after, edits, own, placesIn(path, after, finder)),
    });
  }
  return { files, moved: [...plan.moved], ids: [...plan.ids] };
}

/** The places of replacements in a file. */
export function placesIn(path: string, text: string, finder: ExactNames): readonly NamePlace[] {
  return isMarkdown(path) ? namesIn(CodedText.parse(text), finder, []) : namesInTable(text, finder);
}

/** A file's text without marks and memos; of a table itself. */
export function cleanOf(path: string, text: string): string {
  return isMarkdown(path) ? CodedText.parse(text).clean : text;
}

function isMarkdown(path: string): boolean {
  return path.endsWith('.md');
}

function namesAfter(
  before: string,
  after: string,
  edits: readonly TextEdit[],
  own: readonly Proposal[],
  places: readonly NamePlace[],
): JournalFile['names'] {
  const sorted = sortEdits(edits);
  const moved = (offset: number): number => {
    let place = offset;
    for (const { start, end, text } of sorted) if (end <= offset) place += text.length - (end - start);
    return place;
  };
  const known = own.flatMap((proposal) => {
    const { change, start, end } = proposal;
    if (change.kind !== 'text') return [];
    return {
      start: moved(start),
      end: moved(end),
      original: originalOf(before, change.place),
      written: proposal.replacement,
    };
  });
  return places.map(({ start, end, found }) => {
    const source = known.find((each) => each.start < end && start < each.end && each.written === found);
    if (source !== undefined) known.splice(known.indexOf(source), 1);
    return [found, source?.original ?? null] as const;
  });
}

/** The name as it stood, without the marks in it. */
function originalOf(before: string, { target, found }: NamePlace): string {
  if (target.kind === 'field') return found;
  return target.pieces.map(({ start, end }) => before.slice(start, end)).join('');
}

/** @throws SyntaxError where the text is no journal. */
export function readJournal(text: string): Journal {
  const data = JSON.parse(text) as Partial<Journal> | null;
  const runs: unknown = data?.runs;
  if (data?.version !== 1 || !Array.isArray(runs)) throw new SyntaxError('This is no journal.');
  return { version: 1, runs: runs as readonly JournalRun[] };
}

export function writeJournal(journal: Journal): string {
  return `${JSON.stringify(journal, undefined, 1)}\n`;
}
