import { counted, message, type Message } from '../text/message.js';
import type { SourceText } from './source.js';

/** One thing that somebody who imports a document should know. */
export interface ImportNote {
  /** `info`: how it was read; `left-out`: the document has something for which there is no place; `broken`: where it could not be read. */
  readonly kind: 'info' | 'left-out' | 'broken';
  readonly message: Message;
}

/** What a reader makes of a document. */
export interface ReadDocument {
  readonly source: SourceText;
  readonly notes: readonly ImportNote[];
}

/** A document of which nothing can be read, and why. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
  readonly sentence: Message;

  constructor(sentence: Message) {
    super(sentence.template);
    this.sentence = sentence;
  }
}

/** So many places of one kind are told of; of the others, how many they are. */
const mostPlaces = 5;

/** Gathers the notes of a document. */
export class Notes {
  readonly #notes: ImportNote[] = [];
  readonly #counts = new Map<string, number>();

  info(sentence: Message): void {
    this.#notes.push({ kind: 'info', message: sentence });
  }

  leftOut(sentence: Message): void {
    this.#notes.push({ kind: 'left-out', message: sentence });
  }

  /** Something that may be wrong in very many places. */
  broken(sentence: Message): void {
    const count = (this.#counts.get(sentence.template) ?? 0) + 1;
    this.#counts.set(sentence.template, count);
    if (count <= mostPlaces) this.#notes.push({ kind: 'broken', message: sentence });
  }

  list(): readonly ImportNote[] {
    const more = [...this.#counts.values()].reduce((sum, count) => sum + Math.max(0, count - mostPlaces), 0);
    if (more === 0) return this.#notes;
    return [
      ...this.#notes,
      {
        kind: 'broken',
        message: counted(more, message('So it is in one more place.'), message('So it is in {0} more places.', more)),
      },
    ];
  }
}

/**
 * Why a document cannot be read, if the error says so: those of imports and of archives do. A module that is loaded when it is needed may
 * have classes of its own, so that the name counts.
 */
export function sentenceOf(error: unknown): Message | undefined {
  if (!(error instanceof Error) || (error.name !== 'ImportError' && error.name !== 'ArchiveError')) return undefined;
  return 'sentence' in error ? (error.sentence as Message) : undefined;
}
