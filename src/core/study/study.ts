import type { Codebook } from '../codebook/codebook.js';
import type { StudySettings } from '../codebook/types.js';
import type { CodedText } from '../markdown/codedText.js';
import type { Note } from '../notes/note.js';
import { noteKindAt } from '../notes/noteFiles.js';
import { Notes } from '../notes/notes.js';
import { linkProblems, noteProblems } from '../notes/problems.js';
import { LineIndex } from '../text/lines.js';
import { Transcript } from '../transcript/transcript.js';
import type { Hides, Passage, TranscriptContext } from '../transcript/types.js';
import { interviewGuide, type GuideSection } from './guide.js';
import type { ParticipantTable } from './participants.js';
import { codebookPath, compareText, studyPath } from './paths.js';
import { gatherPeople, type Person } from './people.js';
import { sortProblems, type Problem } from './problem.js';
import { StudyFrame } from './studyFrame.js';
import { fileProblem, noTranscriptsProblem, type Unreadable } from './studyProblems.js';
import { CodeTotals, emptyTally, type CodeCount, type TranscriptTally } from './tallies.js';

/** What a study is made of. Texts are without a BOM; paths are inside the study, `/` between folders. */
export interface StudySource extends StudyDocuments {
  /** The text of `codebook.md`; undefined where there is none. */
  readonly codebook: string | undefined;
  /** The text of the participants' table; undefined where there is none. */
  readonly participants: string | undefined;
}

/** The documents of a study. Texts are without a BOM; paths are inside the study, `/` between folders. */
export interface StudyDocuments {
  readonly documents: Iterable<readonly [path: string, text: CodedText]>;
  /** The documents of `memos/` and `analysis/`. */
  readonly notes?: Iterable<readonly [path: string, text: CodedText]>;
  /** Files that could not be read. */
  readonly unreadable?: Iterable<readonly [path: string, reason: Unreadable]>;
}

interface Totals {
  readonly own: CodeTotals;
  readonly aggregated: CodeTotals;
}

/** Totals of an earlier snapshot, and what the transcripts that were replaced since then had added to them. */
interface TotalsBefore {
  readonly totals: Totals;
  readonly replaced: ReadonlyMap<string, TranscriptTally>;
}

/**
 * A study as it is at one moment: codebook, participants, transcripts, and all that follows from these together.
 * Immutable; a change gives a new study at the cost of what it touches, and everything is worked out when it is first asked for.
 */
export class Study {
  readonly #frame: StudyFrame;
  /** In the order of their paths. */
  readonly transcripts: readonly Transcript[];
  readonly #notes: Notes;
  readonly unreadable: ReadonlyMap<string, Unreadable>;
  readonly #before: TotalsBefore | undefined;
  #totals: Totals | undefined;
  #passages: readonly Passage[] | undefined;
  #people: readonly Person[] | undefined;
  #guide: readonly GuideSection[] | undefined;
  #uncatalogued: readonly string[] | undefined;
  #whole: Study | undefined;
  #byPath: ReadonlyMap<string, Transcript> | undefined;

  private constructor(
    frame: StudyFrame,
    transcripts: readonly Transcript[],
    notes: Notes,
    unreadable: ReadonlyMap<string, Unreadable>,
    before: TotalsBefore | undefined,
  ) {
    this.#frame = frame;
    this.transcripts = transcripts;
    this.#notes = notes;
    this.unreadable = unreadable;
    this.#before = before;
  }

  static create({ codebook, participants, ...documents }: StudySource): Study {
    return Study.#of(StudyFrame.create(codebook, participants), documents);
  }

  static #of(frame: StudyFrame, { documents, notes = [], unreadable }: StudyDocuments): Study {
    const transcripts = new Map<string, Transcript>();
    for (const [path, text] of documents) {
      const inStudy = studyPath(path);
      transcripts.set(inStudy, new Transcript(inStudy, text, frame.context));
    }
    const ordered = [...transcripts.values()].sort((a, b) => compareText(a.path, b.path));
    return new Study(frame, ordered, Notes.of(notes), unreadableIn(unreadable), undefined);
  }

  /** The codebook and the participants of this study with other transcripts and notes. */
  withDocuments(documents: StudyDocuments): Study {
    return Study.#of(this.#frame, documents);
  }

  /** The study with a document added or replaced, or, without a text, taken out. */
  withDocument(path: string, text: CodedText | undefined): Study {
    const inStudy = studyPath(path);
    const at = this.#placeOf(inStudy);
    const old = this.transcripts[at];
    const isThere = old?.path === inStudy;
    const readable = !this.unreadable.has(inStudy);
    if (readable && (isThere ? old.text === text : text === undefined)) return this;
    const transcripts = [...this.transcripts];
    if (text === undefined) transcripts.splice(at, isThere ? 1 : 0);
    else transcripts.splice(at, isThere ? 1 : 0, new Transcript(inStudy, text, this.#frame.context));
    const unreadable = readable ? this.unreadable : without(this.unreadable, inStudy);
    return new Study(this.#frame, transcripts, this.#notes, unreadable, this.#totalsBefore(inStudy));
  }

  /** The study with a note added or replaced, or, without a text, taken out. */
  withNote(path: string, text: CodedText | undefined): Study {
    const inStudy = studyPath(path);
    return this.#with(this.#notes.with(inStudy, text), without(this.unreadable, inStudy));
  }

  /** The study with a file that cannot be read: it is reported, and what was known of it is gone. */
  withUnreadable(path: string, reason: Unreadable): Study {
    const inStudy = studyPath(path);
    let study = this.withDocument(inStudy, undefined).withNote(inStudy, undefined);
    if (inStudy === codebookPath) study = study.withCodebook(undefined);
    else if (inStudy === this.participantsPath) study = study.withParticipants(undefined);
    return study.#withFiles(new Map(study.unreadable).set(inStudy, reason));
  }

  /** The study with another codebook, or without one. */
  withCodebook(text: string | undefined): Study {
    return this.#withFrame(this.#frame.withCodebook(text)).#withFiles(without(this.unreadable, codebookPath));
  }

  /** The study with another participants' table, or without one. */
  withParticipants(text: string | undefined): Study {
    return this.#withFrame(this.#frame.withParticipants(text)).#withFiles(
      without(this.unreadable, this.participantsPath),
    );
  }

  /** The study in which other codings are not to be seen. What changes files goes by {@link whole}. */
  withHidden(hides: Hides | undefined): Study {
    return this.#withFrame(this.#frame.withHidden(hides));
  }

  /** The study with what is not to be seen. */
  get whole(): Study {
    if (this.context.hides === undefined) return this;
    return (this.#whole ??= this.withHidden(undefined));
  }

  #withFrame(frame: StudyFrame): Study {
    if (frame === this.#frame) return this;
    const same = frame.context === this.#frame.context;
    const transcripts = same
      ? this.transcripts
      : this.transcripts.map(({ path, text }) => new Transcript(path, text, frame.context));
    const countsHold = same && frame.aggregation === this.#frame.aggregation;
    const study = new Study(frame, transcripts, this.#notes, this.unreadable, countsHold ? this.#before : undefined);
    if (countsHold) study.#totals = this.#totals;
    return study;
  }

  #withFiles(unreadable: ReadonlyMap<string, Unreadable>): Study {
    return this.#with(this.#notes, unreadable);
  }

  /** The study with other notes and files that cannot be read: what is counted stays. */
  #with(notes: Notes, unreadable: ReadonlyMap<string, Unreadable>): Study {
    if (notes === this.#notes && unreadable === this.unreadable) return this;
    const study = new Study(this.#frame, this.transcripts, notes, unreadable, this.#before);
    study.#totals = this.#totals;
    return study;
  }

  get codebook(): Codebook {
    return this.#frame.codebook;
  }

  get settings(): StudySettings {
    return this.#frame.codebook.settings;
  }

  /** What its transcripts have to know of it. */
  get context(): TranscriptContext {
    return this.#frame.context;
  }

  get participants(): ParticipantTable {
    return this.#frame.participants;
  }

  /** The text of the participants' table; undefined where there is none. */
  get participantsText(): string | undefined {
    return this.#frame.participantsText;
  }

  /** Where the participants' table stands, if there is one. */
  get participantsPath(): string {
    return studyPath(this.settings.participants);
  }

  /** Whether there is a codebook that can be read. */
  get hasCodebook(): boolean {
    return this.#frame.codebookText !== undefined;
  }

  transcript(path: string): Transcript | undefined {
    const inStudy = studyPath(path);
    const found = this.transcripts[this.#placeOf(inStudy)];
    return found?.path === inStudy ? found : undefined;
  }

  /** The documents of `memos/` and `analysis/`, in the order of their paths. */
  get notes(): readonly Note[] {
    return this.#notes.all;
  }

  note(path: string): Note | undefined {
    return this.#notes.get(studyPath(path));
  }

  /** The text of a file of the study: the codebook, the participants' table, a transcript or a note; undefined where there is none. */
  textAt(path: string): string | undefined {
    const inStudy = studyPath(path);
    if (inStudy === codebookPath) return this.codebook.text.text;
    if (inStudy === this.participantsPath) return this.participantsText;
    return (this.transcript(inStudy) ?? this.note(inStudy))?.text.text;
  }

  /** Whether a file at a path inside the study is one of its transcripts, as its settings say. */
  isTranscriptPath(path: string): boolean {
    return this.#frame.isTranscriptPath(studyPath(path));
  }

  /** Whether a file at a path inside the study is one of its notes. */
  isNotePath(path: string): boolean {
    return noteKindAt(path) !== undefined && !this.isTranscriptPath(path);
  }

  /** All passages: documents in the order of their paths, in each by where they begin, the longer first. */
  get passages(): readonly Passage[] {
    return (this.#passages ??= this.transcripts.flatMap(({ passages }) => passages));
  }

  /** A code's passages in the order of {@link passages}, each once; aggregated with those of all codes that count for it. */
  passagesOf(code: string, { aggregate = false }: { readonly aggregate?: boolean } = {}): readonly Passage[] {
    const codes = aggregate ? this.codesCountedFor(code) : new Set([code]);
    const found: Passage[] = [];
    for (const transcript of this.transcripts) {
      const tally = this.#frame.tally(transcript);
      if (!(aggregate ? tally.aggregated : tally.own).has(code)) continue;
      for (const passage of transcript.passages) {
        if (passage.codes.some((name) => codes.has(name))) found.push(passage);
      }
    }
    return found;
  }

  /** The codes whose passages count for a code when the tree is added up: itself, those below it, those that name it in `themes`. */
  codesCountedFor(code: string): ReadonlySet<string> {
    return this.#frame.aggregation.gathers(code);
  }

  /** The count of a code's own passages, or aggregated with those of all codes that count for it. */
  count(code: string, { aggregate = false }: { readonly aggregate?: boolean } = {}): CodeCount {
    return this.#codeTotals(aggregate).get(code);
  }

  /** The ids of those who answer in passages of a code. */
  peopleOfCode(code: string, { aggregate = false }: { readonly aggregate?: boolean } = {}): ReadonlySet<string> {
    return this.#codeTotals(aggregate).people(code);
  }

  /** Codes that passages use and the codebook lacks, by id. */
  get uncataloguedCodes(): readonly string[] {
    if (this.#uncatalogued === undefined) {
      const used = [...this.#codeTotals(false).codes()];
      this.#uncatalogued = used.filter((code) => !this.codebook.has(code)).sort(compareText);
    }
    return this.#uncatalogued;
  }

  /** Those who answer in a passage or another place; empty where only interviewers speak. */
  peopleIn(passage: Pick<Passage, 'document' | 'participants'>): readonly string[] {
    this.#byPath ??= new Map(this.transcripts.map((transcript) => [transcript.path, transcript]));
    const transcript = this.#byPath.get(passage.document);
    return transcript === undefined ? passage.participants : this.#frame.peopleIn(transcript, passage);
  }

  /** All people of the study: in the order of the participants' table, then others by id; interviewers are left out. */
  get people(): readonly Person[] {
    return (this.#people ??= gatherPeople(
      this.participants.rows,
      this.transcripts.map((transcript) => this.#frame.cast(transcript)),
      (id) => this.#frame.asks(id),
    ));
  }

  /** The sections of the interview guide, as all documents have them. */
  get guide(): readonly GuideSection[] {
    return (this.#guide ??= interviewGuide(this.transcripts.map(({ sections }) => sections)));
  }

  /** What is wrong with one file, in the order of its text. */
  problems(path: string): readonly Problem[] {
    const inStudy = studyPath(path);
    const reason = this.unreadable.get(inStudy);
    if (reason !== undefined) return [fileProblem(inStudy, reason)];
    if (inStudy === codebookPath) {
      const found = this.#withLinks(codebookPath, this.codebook.text, this.#frame.codebookProblems);
      return this.hasCodebook && this.transcripts.length === 0 && this.unreadable.size === 0
        ? [...found, noTranscriptsProblem(this.settings.transcripts)]
        : found;
    }
    if (inStudy === this.participantsPath) return this.#frame.participantsProblems;
    const transcript = this.transcript(inStudy);
    if (transcript !== undefined)
      return this.#withLinks(inStudy, transcript.text, this.#frame.documentProblems(transcript));
    const note = this.note(inStudy);
    return note === undefined ? [] : noteProblems(note, this, this.hasCodebook);
  }

  #withLinks(path: string, text: CodedText, found: readonly Problem[]): readonly Problem[] {
    const { links } = this.#frame.links.of(path, text, path !== codebookPath);
    const wrong = linkProblems(links, path, this, this.hasCodebook);
    return wrong.length === 0 ? found : sortProblems([...found, ...wrong]);
  }

  /** The files that the links of a document lead to, whether they are there or not. */
  filesLinkedFrom(path: string): ReadonlySet<string> {
    const inStudy = studyPath(path);
    const transcript = this.transcript(inStudy);
    const text = inStudy === codebookPath ? this.codebook.text : (transcript ?? this.note(inStudy))?.text;
    return text === undefined ? new Set() : this.#frame.links.of(inStudy, text, transcript !== undefined).files;
  }

  /** The documents with links to one of these files: what is wrong with their links follows from those. */
  documentsLinkingTo(paths: ReadonlySet<string>): readonly string[] {
    const all = [codebookPath, ...[...this.transcripts, ...this.notes].map(({ path }) => path)];
    return all.filter((path) => [...this.filesLinkedFrom(path)].some((file) => paths.has(file)));
  }

  /** What is wrong with all files, in the order of their paths. */
  get allProblems(): readonly Problem[] {
    return this.files.flatMap((path) => this.problems(path));
  }

  /** The paths of all files of the study, in order: those that could not be read and the codebook's, even if it is missing, too. */
  get files(): readonly string[] {
    const documents = [...this.transcripts, ...this.notes].map(({ path }) => path);
    const paths = new Set([codebookPath, ...documents, ...this.unreadable.keys()]);
    if (this.#frame.participantsText !== undefined) paths.add(this.participantsPath);
    return [...paths].sort(compareText);
  }

  /** The lines of one of the study's files; of an empty text where there is no such file. */
  lines(path: string): LineIndex {
    const inStudy = studyPath(path);
    const document = this.transcript(inStudy) ?? this.note(inStudy);
    if (document !== undefined) return document.text.lines;
    if (inStudy === codebookPath) return this.codebook.text.lines;
    if (inStudy === this.participantsPath) return new LineIndex(this.#frame.participantsText ?? '');
    return new LineIndex('');
  }

  #codeTotals(aggregate: boolean): CodeTotals {
    this.#totals ??= this.#before === undefined ? this.#sum() : this.#resum(this.#before);
    return aggregate ? this.#totals.aggregated : this.#totals.own;
  }

  #sum(): Totals {
    const tallies = this.transcripts.map((transcript) => this.#frame.tally(transcript));
    return {
      own: CodeTotals.of(tallies.map(({ own }) => own)),
      aggregated: CodeTotals.of(tallies.map(({ aggregated }) => aggregated)),
    };
  }

  #resum({ totals, replaced }: TotalsBefore): Totals {
    let { own, aggregated } = totals;
    for (const [path, before] of replaced) {
      const after = this.#tallyAt(path);
      own = own.replace(before.own, after.own);
      aggregated = aggregated.replace(before.aggregated, after.aggregated);
    }
    return { own, aggregated };
  }

  /** What the next snapshot needs to know where one document changes. */
  #totalsBefore(path: string): TotalsBefore | undefined {
    const before = this.#totals === undefined ? this.#before : { totals: this.#totals, replaced: new Map() };
    if (before === undefined || before.replaced.has(path)) return before;
    return { totals: before.totals, replaced: new Map(before.replaced).set(path, this.#tallyAt(path)) };
  }

  #tallyAt(path: string): TranscriptTally {
    const transcript = this.transcript(path);
    return transcript === undefined ? emptyTally : this.#frame.tally(transcript);
  }

  /** Where a transcript of this path stands or would stand. */
  #placeOf(path: string): number {
    let low = 0;
    let high = this.transcripts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.transcripts[middle]?.path ?? '') < path) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function unreadableIn(entries: StudySource['unreadable'] = []): ReadonlyMap<string, Unreadable> {
  return new Map([...entries].map(([path, reason]) => [studyPath(path), reason]));
}

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  if (!map.has(key)) return map;
  const rest = new Map(map);
  rest.delete(key);
  return rest;
}
