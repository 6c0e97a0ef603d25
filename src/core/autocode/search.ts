import type { Study } from '../study/study.js';
import type { Extent } from '../text/edits.js';
import type { Transcript } from '../transcript/transcript.js';
import { loadStemmer, type Stemmer } from '../words/stemming.js';
import { Conditions } from './conditions.js';
import { Cover } from './cover.js';
import { finderOf, type Finder } from './finders.js';
import { loadPatterns, type PatternCompiler } from './pattern.js';
import { piecesOf, type Piece } from './pieces.js';
import { joinOverlapping, type Proposal } from './proposals.js';
import type { AutocodeQuery } from './query.js';
import { BlockReader, type Readable } from './readable.js';

/** How far a search has come. */
export interface SearchStep {
  /** Characters of clean text, of those that there are. */
  readonly done: number;
  readonly of: number;
  /** What was found since the last step, document by document. */
  readonly found: readonly Proposal[];
}

export interface SearchResult {
  /** How many finds were left out since they have the codes already. */
  readonly coded: number;
  /** Whether the search ended early, as there is more than anyone could look through. */
  readonly isCut: boolean;
}

/** More proposals than this are not made at once. */
export const mostProposals = 10_000;

/** Text of clean text between two steps, in characters, where nothing is found. */
const stride = 20_000;

/**
 * Makes a search ready.
 * @throws AutocodeError or QueryError where it cannot be made.
 */
export async function prepareSearch(study: Study, query: AutocodeQuery): Promise<Search> {
  const conditions = new Conditions(study, query);
  const stemmers = new Map<string | undefined, Stemmer | undefined>();
  const transcripts = study.transcripts.filter((transcript) => conditions.includes(transcript));
  if (query.wanted?.kind === 'words') {
    for (const tag of new Set(transcripts.map((transcript) => languageOf(study, transcript)))) {
      stemmers.set(tag, await loadStemmer(tag));
    }
  }
  const compile: PatternCompiler =
    query.wanted?.kind === 'pattern'
      ? await loadPatterns()
      : () => {
          throw new Error('No pattern is wanted.');
        };
  const finders = new Map<Stemmer | undefined, Finder>();
  const finderIn = (transcript: Transcript): Finder | undefined => {
    if (query.wanted === undefined) return undefined;
    const stemmer = stemmers.get(languageOf(study, transcript));
    let finder = finders.get(stemmer);
    if (finder === undefined) finders.set(stemmer, (finder = finderOf(query.wanted, stemmer, compile)));
    return finder;
  };
  // What cannot be found says so before anything is looked through.
  if (query.wanted !== undefined) finderOf(query.wanted, undefined, compile);
  return new Search(study, query, transcripts, conditions, finderIn);
}

/** The language of a document: its front matter's `language`, else the study's. */
export function languageOf(study: Study, { attributes }: Transcript): string | undefined {
  const own = attributes.language;
  return typeof own === 'string' && own !== '' ? own : study.settings.language;
}

/** A search that was made ready; nothing of the study is changed by it. */
export class Search {
  readonly #study: Study;
  readonly #query: AutocodeQuery;
  readonly #transcripts: readonly Transcript[];
  readonly #conditions: Conditions;
  readonly #finderIn: (transcript: Transcript) => Finder | undefined;

  constructor(
    study: Study,
    query: AutocodeQuery,
    transcripts: readonly Transcript[],
    conditions: Conditions,
    finderIn: (transcript: Transcript) => Finder | undefined,
  ) {
    this.#study = study;
    this.#query = query;
    this.#transcripts = transcripts;
    this.#conditions = conditions;
    this.#finderIn = finderIn;
  }

  /** Searches in steps, none of which takes longer than one look through one paragraph; whoever runs it may pause or stop at each. */
  *run(): Generator<SearchStep, SearchResult> {
    const of = this.#transcripts.reduce((sum, { text }) => sum + text.cleanLength, 0);
    let before = 0;
    let count = 0;
    let coded = 0;
    for (const transcript of this.#transcripts) {
      const finds: Proposal[] = [];
      let last = 0;
      for (const step of this.#findsIn(transcript, mostProposals * 4)) {
        if (typeof step !== 'number') finds.push(step);
        else if (step - last >= stride || step === last) {
          last = step;
          yield { done: before + step, of, found: [] };
        }
      }
      const joined = joinOverlapping(finds);
      const open = this.#withoutCoded(transcript, joined);
      coded += joined.length - open.length;
      before += transcript.text.cleanLength;
      const found = open.slice(0, mostProposals - count);
      count += found.length;
      yield { done: before, of, found };
      if (found.length < open.length) return { coded, isCut: true };
    }
    return { coded, isCut: false };
  }

  /** What is found in a transcript, and between finds the place that has been reached. */
  *#findsIn(transcript: Transcript, most: number): Generator<Proposal | number> {
    const regions = this.#conditions.in(transcript);
    const finder = this.#finderIn(transcript);
    const units = new Units(transcript, this.#query.reach, languageOf(this.#study, transcript));
    let reader: BlockReader | undefined;
    let block = -1;
    let count = 0;
    for (const piece of units.pieces) {
      yield piece.start;
      const allowed = regions(piece);
      if (allowed.length === 0) continue;
      if (piece.block !== block || reader === undefined) {
        block = piece.block;
        reader = new BlockReader(transcript.text.blocks[block]!);
      }
      const read = readPiece(transcript, reader, piece);
      if (finder === undefined) {
        for (const region of allowed) {
          for (const extent of units.around(piece, read, region)) {
            yield { document: transcript.path, extent, hits: [clip(region, extent)] };
          }
        }
        continue;
      }
      for (const found of finder(read.text)) {
        yield piece.start;
        if (found.end <= found.start) continue;
        const hit = read.extent(found.start, found.end);
        if (!allowed.some(({ start, end }) => start <= hit.start && hit.end <= end)) continue;
        // What goes over the end of a sentence takes in both.
        const around = units.around(piece, read, hit);
        const extent = { start: around[0]!.start, end: around.at(-1)!.end };
        yield { document: transcript.path, extent, hits: [clip(hit, extent)] };
        if (++count >= most) return;
      }
    }
  }

  #withoutCoded({ shown }: Transcript, proposals: readonly Proposal[]): readonly Proposal[] {
    if (proposals.length === 0 || this.#query.codes.length === 0) return proposals;
    const covers = this.#query.codes.map((code) =>
      Cover.of(shown.filter(({ codes }) => codes.includes(code)).map(({ clean }) => clean)),
    );
    return proposals.filter(({ extent }) => !covers.every((cover) => cover.holds(extent)));
  }
}

function clip(extent: Extent, within: Extent): Extent {
  return { start: Math.max(extent.start, within.start), end: Math.min(extent.end, within.end) };
}

/** A piece as a reader sees it; its extents count in the document's clean text. */
function readPiece({ text }: Transcript, reader: BlockReader, { start, end, block }: Piece): Readable {
  const by = text.cleanStart(block);
  const read = reader.read({ start: start - by, end: end - by });
  return {
    text: read.text,
    extent: (from, to) => {
      const inBlock = read.extent(from, to);
      return { start: inBlock.start + by, end: inBlock.end + by };
    },
  };
}

/** What is to be coded around a find. */
class Units {
  readonly pieces: Iterable<Piece>;
  readonly #reach: AutocodeQuery['reach'];
  readonly #language: string | undefined;
  readonly #turns = new Map<number, Extent>();
  #segmenter: Intl.Segmenter | undefined;
  #sentences: { readonly of: Readable; readonly extents: readonly Extent[] } | undefined;

  constructor(transcript: Transcript, reach: AutocodeQuery['reach'], language: string | undefined) {
    this.#reach = reach;
    this.#language = language;
    if (reach !== 'turn') {
      this.pieces = piecesOf(transcript);
      return;
    }
    const pieces = [...piecesOf(transcript)];
    for (const { turn, start, end } of pieces) {
      if (turn === undefined) continue;
      const known = this.#turns.get(turn.start);
      this.#turns.set(turn.start, { start: known?.start ?? start, end });
    }
    this.pieces = pieces;
  }

  around(piece: Piece, read: Readable, hit: Extent): readonly Extent[] {
    switch (this.#reach) {
      case 'match':
        return [hit];
      case 'paragraph':
        return [{ start: piece.start, end: piece.end }];
      case 'turn':
        return [this.#turns.get(piece.turn?.start ?? -1) ?? { start: piece.start, end: piece.end }];
      case 'sentence': {
        if (this.#sentences?.of !== read) this.#sentences = { of: read, extents: this.#sentencesIn(read) };
        const touched = this.#sentences.extents.filter(({ start, end }) => start < hit.end && hit.start < end);
        return touched.length === 0 ? [hit] : touched;
      }
    }
  }

  #sentencesIn(read: Readable): readonly Extent[] {
    this.#segmenter ??= new Intl.Segmenter(isLanguage(this.#language) ? this.#language : 'en', {
      granularity: 'sentence',
    });
    const extents: Extent[] = [];
    for (const { segment, index } of this.#segmenter.segment(read.text)) {
      const start = index + segment.length - segment.trimStart().length;
      const end = index + segment.trimEnd().length;
      if (end > start) extents.push(read.extent(start, end));
    }
    return extents;
  }
}

function isLanguage(language: string | undefined): language is string {
  try {
    return language !== undefined && Intl.getCanonicalLocales(language).length === 1;
  } catch {
    return false;
  }
}
