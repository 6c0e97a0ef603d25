import { piecesOf, type Piece } from '../../autocode/pieces.js';
import { BlockReader, type Readable } from '../../autocode/readable.js';
import { findParticipant, findSection } from '../../queries/names.js';
import { find } from '../../queries/passageQuery.js';
import type { Study } from '../../study/study.js';
import type { Extent } from '../../text/edits.js';
import { message } from '../../text/message.js';
import type { Transcript } from '../../transcript/transcript.js';
import { wordExtents } from '../../words/wordExtents.js';
import { list, choice, type Values } from '../options.js';
import { askedBy, queryOption } from '../queryOption.js';

/** A stretch of what is said, as a reader sees it. */
export interface Said {
  readonly transcript: Transcript;
  readonly piece: Piece;
  readonly readable: Readable;
}

/** The options that say whose words are looked through. */
export const saidOptions = {
  of: choice(
    ['answers', 'all', 'coded'],
    message('What is looked through: answers, all that is said, or what is coded.'),
  ),
  query: queryOption,
  participants: list('texts', message('Only what these say.')),
  section: list('texts', message('Only what is said in these sections.')),
};

/** What is said in a study, in its order, as far as the options ask for it. */
export function* saidIn(
  study: Study,
  { of, query, participants, section }: Values<typeof saidOptions>,
): Generator<Said> {
  const people = new Set(participants.map((name) => findParticipant(study, name)));
  const sections = new Set(section.map((name) => findSection(study, name)));
  const coded = of === 'coded' || query !== undefined ? codedExtents(study, query) : undefined;
  for (const transcript of study.transcripts) {
    const within = coded?.get(transcript.path);
    if (coded !== undefined && within === undefined) continue;
    const readers = new Map<number, BlockReader>();
    for (const piece of piecesOf(transcript)) {
      if (of === 'answers' && piece.turn?.asks === true) continue;
      if (people.size > 0 && (piece.turn === undefined || !people.has(piece.turn.speaker))) continue;
      if (sections.size > 0 && piece.section?.path.some((key) => sections.has(key)) !== true) continue;
      const by = transcript.text.cleanStart(piece.block);
      let reader = readers.get(piece.block);
      if (reader === undefined)
        readers.set(piece.block, (reader = new BlockReader(transcript.text.blocks[piece.block]!)));
      for (const { start, end } of within === undefined ? [piece] : overlaps(piece, within)) {
        const readable = reader.read({ start: start - by, end: end - by });
        yield { transcript, piece: { ...piece, start, end }, readable };
      }
    }
  }
}

/** The union of the passages that are looked through, by document. */
function codedExtents(study: Study, query: string | undefined): ReadonlyMap<string, readonly Extent[]> {
  const extents = new Map<string, Extent[]>();
  for (const { passage } of find(study, askedBy(query))) {
    const { document, clean } = passage;
    const own = extents.get(document);
    const last = own?.at(-1);
    if (own === undefined) extents.set(document, [clean]);
    else if (last !== undefined && clean.start <= last.end) {
      own[own.length - 1] = { start: last.start, end: Math.max(last.end, clean.end) };
    } else own.push(clean);
  }
  return extents;
}

function overlaps({ start, end }: Extent, extents: readonly Extent[]): readonly Extent[] {
  return extents
    .filter((other) => other.start < end && start < other.end)
    .map((other) => ({ start: Math.max(start, other.start), end: Math.min(end, other.end) }));
}

/** Where something stands in the clean text of its document. */
export function cleanExtent({ transcript, piece, readable }: Said, { start, end }: Extent): Extent {
  const by = transcript.text.cleanStart(piece.block);
  const extent = readable.extent(start, end);
  return { start: by + extent.start, end: by + extent.end };
}

/**
 * The words of a piece, each with its place in the readable text. A word that is parted at a line's end, or by a soft hyphen, is one.
 */
export function* wordsIn(said: Said): Generator<{ readonly word: string; readonly place: Extent }> {
  const { text } = said.readable;
  let open: { word: string; start: number; end: number } | undefined;
  for (const { start, end } of wordExtents(text)) {
    const word = text.slice(start, end);
    if (open !== undefined && isParted(said, open.end, start, word)) {
      open = { word: open.word + word, start: open.start, end };
      continue;
    }
    if (open !== undefined) yield { word: open.word, place: open };
    open = { word, start, end };
  }
  if (open !== undefined) yield { word: open.word, place: open };
}

function isParted(said: Said, from: number, to: number, next: string): boolean {
  const between = said.readable.text.slice(from, to);
  if (between === '\u00ad') return true;
  if (between !== '- ' && between !== '\u00ad ') return false;
  const { start, end } = cleanExtent(said, { start: from + 1, end: to });
  return /[\r\n]/.test(said.transcript.text.sliceClean(start, end)) && /^\p{Ll}/u.test(next);
}
