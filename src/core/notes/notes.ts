import type { CodedText } from '../markdown/codedText.js';
import { compareText, studyPath } from '../study/paths.js';
import { Note } from './note.js';

/** The notes of a study, in the order of their paths. Immutable. */
export class Notes {
  readonly all: readonly Note[];
  readonly #byPath: ReadonlyMap<string, Note>;

  private constructor(byPath: ReadonlyMap<string, Note>) {
    this.#byPath = byPath;
    this.all = [...byPath.values()].sort((a, b) => compareText(a.path, b.path));
  }

  static of(texts: Iterable<readonly [path: string, text: CodedText]>): Notes {
    const notes = new Map<string, Note>();
    for (const [path, text] of texts) notes.set(studyPath(path), new Note(studyPath(path), text));
    return new Notes(notes);
  }

  get(path: string): Note | undefined {
    return this.#byPath.get(path);
  }

  /** With a note added or replaced, or, without a text, taken out. */
  with(path: string, text: CodedText | undefined): Notes {
    if (this.get(path)?.text === text) return this;
    const notes = new Map(this.#byPath);
    if (text === undefined) notes.delete(path);
    else notes.set(path, new Note(path, text));
    return new Notes(notes);
  }
}
