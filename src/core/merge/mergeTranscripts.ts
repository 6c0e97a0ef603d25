import { CodedText } from '../markdown/codedText.js';
import { codingsOf, type Renamed } from './codings.js';
import { followCodes, type Following } from './followCodes.js';
import type { Merged } from './merged.js';
import {
  lineEndOf,
  mergeLines,
  readLines,
  writeConflicts,
  writeReadings,
  type Labels,
  type LineRegion,
} from './lines.js';
import { LooseMarks } from './looseMarks.js';
import { Reading, type Reader } from './reading.js';
import { hasAll, hasThese, rewrite } from './rewrite.js';
import { withSameSpareIds } from './spareIds.js';
import { uniteCodings, type Wanted } from './uniteCodings.js';
import { mergeWords, type Piece, type Side } from './words.js';

/** Where codes were renamed by one of the sides, what else speaks of them follows, too. */
export interface MergeOptions extends Partial<Following> {
  /** What conflict markers call the sides. */
  readonly labels?: Labels;
}

/**
 * Merges two versions of a coded text that come from one. The words are merged as a plain three-way merge by words does; the codings
 * of both sides are united. What both changed in two ways stands between conflict markers, as whole lines, each reading with all its marks.
 * All three are without a BOM and have the same line ends.
 */
export function mergeTranscripts(base: string, ours: string, theirs: string, options: MergeOptions = {}): Merged {
  const { text, conflicts } = mergeCoded(base, ours, theirs, options);
  const { renamed } = options;
  return { text: renamed === undefined ? text : followCodes(text, { ...options, renamed }), conflicts };
}

function mergeCoded(base: string, ours: string, theirs: string, options: MergeOptions): Merged {
  const renamed = options.renamed ?? new Map<string, string>();
  if (renamed.size === 0) {
    if (ours === theirs || theirs === base) return { text: ours, conflicts: 0 };
    if (ours === base) return { text: theirs, conflicts: 0 };
  }
  const texts = { base: CodedText.parse(base), ours: CodedText.parse(ours), theirs: CodedText.parse(theirs) };
  const lines = mergeLines(base, ours, theirs);
  const eol = lineEndOf(base);
  const loose = new LooseMarks(texts);
  const plans = plan(texts, renamed);
  const merged = CodedText.parse(lines.text);
  // Lines of which one side's were left out can keep half of a range, to which a whole one is then put.
  for (const start of [loose.withoutGained(merged), texts.base]) {
    const [first, second] = writtenFrom(start, plans) ?? [];
    if (first === undefined || second === undefined) continue;
    if (loose.areGainedIn([first, second])) continue;
    if (loose.areLostIn([first, second])) break;
    return writeReadings(first.text, second.text, eol, options.labels);
  }
  // Lines that do not touch can still change how others are read: what one typed makes code of what the other marked.
  const hasConflicts = lines.regions.some(({ kind }) => kind === 'conflict');
  if (hasConflicts && plans.every((plan) => isKeptBy(lines.regions, plan)))
    return writeConflicts(lines.regions, eol, options.labels);
  const isSound = plans.every(({ reading, wanted }) => merged.clean === reading.text && hasAll(merged, wanted));
  if (!hasConflicts && isSound && !loose.areLostIn([merged])) return { text: lines.text, conflicts: 0 };
  return writeReadings(ours, theirs, eol, options.labels);
}

/** Both readings, written from one text; lines that were merged without a look at what is in them may be no good one. */
function writtenFrom(start: CodedText, plans: readonly Plan[]): readonly CodedText[] | undefined {
  const results: CodedText[] = [];
  for (const { reading, wanted } of areAlike(plans) ? plans.slice(0, 1) : plans) {
    const result = rewrite(start, reading.text, wanted);
    if (result === undefined || !hasAll(result, wanted)) return undefined;
    results.push(result);
  }
  const [first] = results;
  return first !== undefined && results.length === 1 ? [first, first] : results;
}

/** Whether merged lines, read as a side reads them, have what this side made and what neither changed. */
function isKeptBy(regions: readonly LineRegion[], { reader, wanted }: Plan): boolean {
  const own = wanted.filter(({ made }) => made.length === 0 || made.some(({ side }) => side === reader));
  return hasThese(CodedText.parse(readLines(regions, reader)), own);
}

interface Plan {
  readonly reader: Reader;
  readonly reading: Reading;
  readonly wanted: readonly Wanted[];
}

/** Whether both sides read one thing. */
function areAlike([first, second]: readonly Plan[]): boolean {
  if (first === undefined || second === undefined) return false;
  if (first.reading.text !== second.reading.text) return false;
  const wordOf = ({ clean, codes, facts, id, spareId, memo, written }: Wanted): string =>
    JSON.stringify([clean, codes, facts, id ?? spareId, memo, written]);
  return (
    first.wanted.length === second.wanted.length &&
    first.wanted.every((one, i) => wordOf(one) === wordOf(second.wanted[i]!))
  );
}

/** What the merge is to be as each of the sides reads it. */
function plan(texts: Readonly<Record<Side, CodedText>>, renamed: Renamed): readonly Plan[] {
  const clean = { base: texts.base.clean, ours: texts.ours.clean, theirs: texts.theirs.clean };
  let pieces = mergeWords(clean.base, clean.ours, clean.theirs);
  for (;;) {
    const read = (reader: Reader) => {
      const reading = new Reading(clean, pieces, reader);
      const of = (side: Side) => codingsOf(side, texts[side], reading, renamed);
      return { reading, codings: { base: of('base'), ours: of('ours'), theirs: of('theirs') } };
    };
    const first = read('ours');
    const second = pieces.some(({ kind }) => kind === 'conflict') ? read('theirs') : first;
    const [ours, theirs] = withSameSpareIds(
      uniteCodings(first.codings, 'ours'),
      uniteCodings(second.codings, 'theirs'),
    );
    const plans: readonly Plan[] = [
      { reader: 'ours', reading: first.reading, wanted: ours },
      { reader: 'theirs', reading: second.reading, wanted: theirs },
    ];
    const contested = contest(pieces, plans);
    if (contested === undefined) return plans;
    pieces = contested;
  }
}

/**
 * Where one side coded words that the other took out, nobody can tell which is to hold: these words are read in two ways.
 * @returns undefined where there is nothing of the kind.
 */
function contest(pieces: readonly Piece[], plans: readonly Plan[]): readonly Piece[] | undefined {
  const contested = new Set<Piece>();
  for (const { reader, wanted } of plans) {
    for (const { clean, made } of wanted) {
      const own = made.find(({ side }) => side === reader);
      if (own === undefined || clean.end > clean.start) continue;
      for (const piece of pieces) {
        const { start, end } = piece[reader];
        const isOthers = piece.kind === (reader === 'ours' ? 'theirs' : 'ours');
        if (isOthers && start < own.clean.end && own.clean.start < end) contested.add(piece);
      }
    }
  }
  if (contested.size === 0) return undefined;
  return pieces.map((piece) => (contested.has(piece) ? { ...piece, kind: 'conflict' } : piece));
}
