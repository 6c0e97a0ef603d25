import { Codebook } from '../codebook/codebook.js';
import type { StudySettings } from '../codebook/types.js';
import { CodedText } from '../markdown/codedText.js';
import { noteGlobs } from '../notes/noteFiles.js';
import { codebookPath, studyPath } from '../study/paths.js';
import { Study } from '../study/study.js';
import type { Unreadable } from '../study/studyProblems.js';
import { transcriptMatcher } from '../study/transcriptFiles.js';
import type { StudyState } from './studyState.js';

type Content = { readonly text: string } | { readonly reason: Unreadable };
/** A content is decoded when it is asked for, as the texts of hundreds of documents at once would keep all else waiting. */
type Kept = Content | Uint8Array | undefined;

/** Reads states of one study. What several states have in common is read and parsed once. */
export class StateReader {
  readonly #contents = new Map<string, Kept>();
  readonly #parsed = new Map<string, CodedText>();
  readonly #settings = new Map<string, StudySettings>();
  /** Studies without documents, by the ids of their codebooks and participants. */
  readonly #frames = new Map<string, Study>();

  /** Takes over a content that somebody has parsed already. */
  know(id: string, text: CodedText): void {
    this.#parsed.set(id, text);
    this.#contents.delete(id);
  }

  /** Forgets the contents that are not wanted any more. */
  keepOnly(isWanted: (id: string) => boolean): void {
    for (const known of [this.#contents, this.#parsed, this.#settings])
      for (const id of known.keys()) if (!isWanted(id)) known.delete(id);
    for (const ids of this.#frames.keys())
      if (!ids.split('\n').every((id) => id === '' || isWanted(id))) this.#frames.delete(ids);
  }

  /** Reads and parses contents beforehand, one after the other, so that other work can come between. */
  async parse(state: StudyState, ids: readonly string[], breathe: () => Promise<void>): Promise<void> {
    await this.#fetch(state, ids);
    for (const id of ids) {
      this.#parse(id);
      await breathe();
    }
  }

  /** The codebook's text in a state; undefined where it has none that can be read. */
  async codebook(state: StudyState): Promise<string | undefined> {
    return this.#textAt(state, codebookPath);
  }

  /** The participants' table of a state; undefined where it has none that can be read. */
  async participants(state: StudyState): Promise<string | undefined> {
    return this.#textAt(state, await this.participantsPath(state));
  }

  /** Where the participants' table of a state stands, or would. */
  async participantsPath(state: StudyState): Promise<string> {
    const settings = await this.#settingsIn(state);
    return studyPath(settings.participants);
  }

  /** The transcripts of a state and the ids of their contents, in no order. */
  async transcripts(state: StudyState): Promise<ReadonlyMap<string, string>> {
    const settings = await this.#settingsIn(state);
    const fits = transcriptMatcher(settings.transcripts);
    return new Map([...state.files].filter(([path]) => fits(path)));
  }

  /** One document of a state; undefined where it has none that can be read. */
  async document(state: StudyState, path: string): Promise<CodedText | undefined> {
    const id = state.files.get(path);
    if (id === undefined) return undefined;
    await this.#fetch(state, [id]);
    return this.#parse(id);
  }

  /** The transcripts and notes of a state and the ids of their contents, in no order. */
  async documents(state: StudyState): Promise<ReadonlyMap<string, string>> {
    return new Map([...(await this.#notes(state)), ...(await this.transcripts(state))]);
  }

  /**
   * The study as it is in a state. Files that cannot be read are its problems.
   * @param isWanted of the transcripts and notes, by path and content, only those.
   */
  async study(state: StudyState, isWanted: (path: string, id: string) => boolean = () => true): Promise<Study> {
    const frame = await this.#frameOf(state);
    const settings = await this.#settingsIn(state);
    const wanted = (files: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
      new Map([...files].filter(([path, id]) => isWanted(path, id)));
    const [transcripts, notes] = [wanted(await this.transcripts(state)), wanted(await this.#notes(state))];
    await this.#fetch(state, [...transcripts.values(), ...notes.values()]);
    const unreadable = new Map<string, Unreadable>();
    const parse = function* (
      this: StateReader,
      files: ReadonlyMap<string, string>,
    ): Generator<readonly [string, CodedText]> {
      for (const [path, id] of files) {
        const text = this.#parse(id);
        if (text === undefined) unreadable.set(path, this.#reasonOf(id));
        else yield [path, text];
      }
    }.bind(this);
    for (const path of [codebookPath, studyPath(settings.participants)]) {
      const id = state.files.get(path);
      if (id !== undefined && !this.#isText(id)) unreadable.set(path, this.#reasonOf(id));
    }
    const documents = [...parse(transcripts)];
    return frame.withDocuments({ documents, notes: [...parse(notes)], unreadable });
  }

  async #frameOf(state: StudyState): Promise<Study> {
    const [codebook, participants] = [await this.codebook(state), await this.participants(state)];
    const { participants: table } = await this.#settingsIn(state);
    const ids = [codebookPath, studyPath(table)].map((path) => state.files.get(path) ?? '').join('\n');
    const known = this.#frames.get(ids) ?? Study.create({ codebook, participants, documents: [] });
    this.#frames.set(ids, known);
    return known;
  }

  async #settingsIn(state: StudyState): Promise<StudySettings> {
    const id = state.files.get(codebookPath) ?? '';
    const known = this.#settings.get(id) ?? Codebook.parse((await this.codebook(state)) ?? '').settings;
    this.#settings.set(id, known);
    return known;
  }

  async #notes(state: StudyState): Promise<ReadonlyMap<string, string>> {
    const isNote = transcriptMatcher(noteGlobs);
    const transcripts = await this.transcripts(state);
    return new Map([...state.files].filter(([path]) => isNote(path) && !transcripts.has(path)));
  }

  async #textAt(state: StudyState, path: string): Promise<string | undefined> {
    const id = state.files.get(path);
    if (id === undefined) return undefined;
    await this.#fetch(state, [id]);
    const content = this.#contentOf(id);
    return content !== undefined && 'text' in content ? content.text : this.#parsed.get(id)?.text;
  }

  async #fetch(state: StudyState, ids: readonly string[]): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.#contents.has(id) && !this.#parsed.has(id));
    if (missing.length === 0) return;
    const found = await state.read(missing);
    for (const id of missing) this.#contents.set(id, found.get(id));
  }

  #parse(id: string): CodedText | undefined {
    const known = this.#parsed.get(id);
    if (known !== undefined) return known;
    const content = this.#contentOf(id);
    if (content === undefined || !('text' in content)) return undefined;
    const parsed = CodedText.parse(content.text);
    this.#parsed.set(id, parsed);
    // What is parsed holds its text.
    this.#contents.delete(id);
    return parsed;
  }

  /** Undefined for what was not fetched. */
  #contentOf(id: string): Content | undefined {
    const kept = this.#contents.get(id);
    if (kept !== undefined && !(kept instanceof Uint8Array)) return kept;
    if (!this.#contents.has(id)) return undefined;
    const content = decode(kept);
    this.#contents.set(id, content);
    return content;
  }

  #isText(id: string): boolean {
    const content = this.#contentOf(id);
    return this.#parsed.has(id) || (content !== undefined && 'text' in content);
  }

  #reasonOf(id: string): Unreadable {
    const content = this.#contentOf(id);
    return content !== undefined && 'reason' in content ? content.reason : 'cannot-read';
  }
}

function decode(bytes: Uint8Array | undefined): Content {
  if (bytes === undefined) return { reason: 'cannot-read' };
  try {
    // Leaves a BOM out.
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { reason: 'not-utf-8' };
  }
}
