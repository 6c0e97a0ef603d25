import type { CodedText } from '../markdown/codedText.js';
import { Transcript } from '../transcript/transcript.js';
import {
  indexCodes,
  indexDocument,
  indexHead,
  indexParticipant,
  indexPassages,
  type CountedCodes,
  type IndexDocument,
} from './codeIndex.js';
import { betweenEntries, formatEntry, piecesOfIndex } from './formatIndex.js';
import { compareText, studyPath } from './paths.js';
import { gatherPeople, type Attendance } from './people.js';
import { sha256, type Hash } from './sha256.js';
import { StudyFrame } from './studyFrame.js';
import { CodeTotals, type TranscriptTally } from './tallies.js';

/** What is kept of a document that is in the index. */
interface Indexed extends Attendance {
  readonly path: string;
  readonly document: Promise<IndexDocument>;
  /** The lines of its passages, joined, as they go to the file; empty if it has none. */
  readonly passages: Uint8Array;
  readonly tally: TranscriptTally;
}

export interface WrittenIndex {
  /** What `formatIndex(await buildIndex(study))` gives, in UTF-8. As a text it would take several times the memory. */
  readonly bytes: Uint8Array;
  readonly counts: Readonly<Record<'documents' | 'passages' | 'codes' | 'participants', number>>;
}

/**
 * Writes a study's index one document at a time, so that no more than one of them need be in memory:
 * of each, only its lines and its counts are kept. Documents may come in any order.
 */
export class IndexWriter {
  readonly #frame: StudyFrame;
  readonly #indexed: Indexed[] = [];
  readonly #hash: Hash;
  readonly #encoder = new TextEncoder();
  #passages = 0;

  /** @param hash the host's own SHA-256, where it has a quicker one. */
  constructor(codebook: string | undefined, participants: string | undefined, hash: Hash = sha256) {
    this.#frame = StudyFrame.create(codebook, participants);
    this.#hash = hash;
  }

  add(path: string, text: CodedText): void {
    const transcript = new Transcript(studyPath(path), text, this.#frame.context);
    const { answer, ask } = this.#frame.cast(transcript);
    const passages = indexPassages(transcript);
    this.#passages += passages.length;
    this.#indexed.push({
      path: transcript.path,
      document: indexDocument(transcript, this.#hash),
      passages: this.#encoder.encode(passages.map(formatEntry).join(betweenEntries)),
      tally: this.#frame.tally(transcript),
      answer,
      ask,
    });
  }

  async finish(): Promise<WrittenIndex> {
    const indexed = [...this.#indexed].sort((a, b) => compareText(a.path, b.path));
    const { codebook } = this.#frame;
    const counted = countCodes(this.#frame, indexed);
    const codes = indexCodes(counted);
    const participants = gatherPeople(this.#frame.participants.rows, indexed, (id) => this.#frame.asks(id)).map(
      indexParticipant,
    );
    const documents = await Promise.all(indexed.map(({ document }) => document));
    const pieces = piecesOfIndex(
      { ...indexHead(codebook), codes, participants },
      documents.map(formatEntry),
      indexed.map(({ passages }) => passages).filter(({ length }) => length > 0),
    );
    const bytes = join(
      Array.from(pieces, (piece) => (typeof piece === 'string' ? this.#encoder.encode(piece) : piece)),
    );
    const counts = {
      documents: documents.length,
      passages: this.#passages,
      codes: codes.length,
      participants: participants.length,
    };
    return { bytes, counts };
  }
}

function join(pieces: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

function countCodes({ codebook }: StudyFrame, indexed: readonly Indexed[]): CountedCodes {
  const own = CodeTotals.of(indexed.map(({ tally }) => tally.own));
  const aggregated = CodeTotals.of(indexed.map(({ tally }) => tally.aggregated));
  return {
    codebook,
    uncataloguedCodes: [...own.codes()].filter((code) => !codebook.has(code)).sort(compareText),
    count: (code, { aggregate = false } = {}) => (aggregate ? aggregated : own).get(code),
  };
}
