import type { CodedText } from '../markdown/codedText.js';
import { StateReader } from '../repository/stateReader.js';
import type { StudyState } from '../repository/studyState.js';
import { codebookPath } from '../study/paths.js';
import type { Study } from '../study/study.js';
import type { Transcript } from '../transcript/transcript.js';
import { documentChanges } from './documentChanges.js';
import { idsRenamed, studyChanges } from './studyChanges.js';
import type { DocumentChanges, StudyChanges } from './types.js';

/**
 * Reads what changed between states of one study again and again, as a view does that follows the text: documents are read, parsed and
 * compared once, as long as they stay as they are on both sides. Nothing else is kept.
 */
export class ChangesReader {
  readonly #reader = new StateReader();
  readonly #compared = new ComparedDocuments();
  /** What passages are read by, besides their own text. */
  #frames = '';

  /** Takes over a content that somebody has parsed already. */
  know(id: string, text: CodedText): void {
    this.#reader.know(id, text);
  }

  /**
   * What {@link studyChanges} tells of the two states.
   * @param breathe is called between two documents.
   * @throws what `breathe` throws; GitError where git cannot read what it has.
   */
  async read(before: StudyState, after: StudyState, breathe: () => Promise<void>): Promise<StudyChanges> {
    const [from, to] = [await this.#reader.documents(before), await this.#reader.documents(after)];
    const gone = differing(from, to);
    const come = differing(to, from);
    await this.#reader.parse(before, [...gone.values()], breathe);
    await this.#reader.parse(after, [...come.values()], breathe);
    const earlier = await this.#reader.study(before, (path) => gone.has(path));
    const later = await this.#reader.study(after, (path) => come.has(path));
    this.#keep([before, after], [earlier, later], [gone, come]);
    const renamed = idsRenamed(earlier, later);
    for (const transcript of later.transcripts) {
      const old = earlier.transcript(transcript.path);
      if (old !== undefined && this.#compared.of(old, transcript, renamed).isNew) await breathe();
    }
    return studyChanges(earlier, later, (old, fresh, codes) =>
      old === undefined || fresh === undefined
        ? documentChanges(old, fresh, codes)
        : this.#compared.of(old, fresh, codes ?? new Map<string, string>()).changes,
    );
  }

  #keep(
    states: readonly StudyState[],
    studies: readonly Study[],
    documents: readonly ReadonlyMap<string, string>[],
  ): void {
    const frames = states.map(({ files }, i) => {
      const paths = [codebookPath, studies[i]?.participantsPath ?? ''];
      return paths.map((path) => files.get(path) ?? '');
    });
    const wanted = new Set([...frames.flat(), ...documents.flatMap((ids) => [...ids.values()])]);
    this.#reader.keepOnly((id) => wanted.has(id));
    const known = JSON.stringify(frames);
    if (known !== this.#frames) this.#compared.forget();
    this.#frames = known;
  }
}

function differing(
  documents: ReadonlyMap<string, string>,
  others: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  return new Map([...documents].filter(([path, id]) => others.get(path) !== id));
}

interface Compared {
  readonly before: Transcript;
  readonly after: Transcript;
  /** By what codes were renamed to. */
  readonly changes: Map<string, DocumentChanges>;
}

/** Of each text the last comparison. */
class ComparedDocuments {
  #known = new WeakMap<CodedText, Compared>();

  of(
    before: Transcript,
    after: Transcript,
    renamed: ReadonlyMap<string, string>,
  ): { readonly changes: DocumentChanges; readonly isNew: boolean } {
    let known = this.#known.get(before.text);
    const isSame =
      known?.after.text === after.text && known.before.path === before.path && known.after.path === after.path;
    if (known === undefined || !isSame) this.#known.set(before.text, (known = { before, after, changes: new Map() }));
    const codes = JSON.stringify([...renamed]);
    const found = known.changes.get(codes);
    if (found !== undefined) return { changes: found, isNew: false };
    const changes = documentChanges(before, after, renamed);
    known.changes.set(codes, changes);
    return { changes, isNew: true };
  }

  forget(): void {
    this.#known = new WeakMap();
  }
}
