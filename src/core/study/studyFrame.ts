import { Codebook } from '../codebook/codebook.js';
import { foldName } from '../codebook/ids.js';
import { LinksOfDocuments } from '../notes/documentLinks.js';
import { labelKey } from '../transcript/labels.js';
import type { Transcript } from '../transcript/transcript.js';
import type { Hides, Passage, TranscriptContext } from '../transcript/types.js';
import { Aggregation } from './aggregation.js';
import { documentProblems, type KnownCodes } from './documentProblems.js';
import { ParticipantTable } from './participants.js';
import { studyPath } from './paths.js';
import { peopleIn, type Attendance } from './people.js';
import type { Problem } from './problem.js';
import { codebookFileProblems, missingCodebookProblem, participantsFileProblems } from './studyProblems.js';
import { transcriptMatcher } from './transcriptFiles.js';
import { tallyPassages, type TranscriptTally } from './tallies.js';

/**
 * What holds for all transcripts of a study: its codebook and its participants' table, and with them
 * what is worked out for each transcript by itself, kept for as long as the transcript and what it depends on stay the same.
 */
export class StudyFrame {
  readonly codebookText: string | undefined;
  readonly participantsText: string | undefined;
  readonly codebook: Codebook;
  readonly participants: ParticipantTable;
  readonly context: TranscriptContext;
  readonly aggregation: Aggregation;
  readonly links: LinksOfDocuments;
  readonly #interviewers: ReadonlySet<string>;
  readonly #casts: WeakMap<Transcript, Attendance>;
  readonly #tallies: WeakMap<Transcript, TranscriptTally>;
  readonly #problems: WeakMap<Transcript, readonly Problem[]>;
  #known: KnownCodes | undefined;
  #matcher: ((path: string) => boolean) | undefined;

  private constructor(
    codebookText: string | undefined,
    codebook: Codebook,
    participantsText: string | undefined,
    participants: ParticipantTable,
    before: StudyFrame | undefined,
    hides: Hides | undefined = before?.context.hides,
  ) {
    this.codebookText = codebookText;
    this.participantsText = participantsText;
    this.codebook = codebook;
    this.participants = participants;
    const context = {
      participants: participants.rows.map(({ id }) => id),
      interviewers: codebook.settings.interviewers,
      guide: codebook.settings.guide,
      ...(hides === undefined ? {} : { hides }),
    };
    const aggregation = new Aggregation(codebook.codes);
    const kept = before?.aggregation.signature === aggregation.signature ? before : undefined;
    this.context = before !== undefined && isSameContext(before.context, context) ? before.context : context;
    this.aggregation = kept === undefined ? aggregation : kept.aggregation;
    this.#interviewers = new Set(context.interviewers.map(labelKey));
    this.links = before === undefined ? new LinksOfDocuments() : before.links;
    // Caches are by transcript, so those of a context that has changed are simply never asked again.
    this.#casts = before === undefined ? new WeakMap() : before.#casts;
    this.#tallies = kept === undefined ? new WeakMap() : kept.#tallies;
    this.#problems = kept?.hasCodebook === this.hasCodebook ? kept.#problems : new WeakMap();
  }

  static create(codebook: string | undefined, participants: string | undefined): StudyFrame {
    const table = ParticipantTable.parse(participants ?? '');
    return new StudyFrame(codebook, Codebook.parse(codebook ?? ''), participants, table, undefined);
  }

  withCodebook(text: string | undefined): StudyFrame {
    if (text === this.codebookText) return this;
    return new StudyFrame(text, Codebook.parse(text ?? ''), this.participantsText, this.participants, this);
  }

  withParticipants(text: string | undefined): StudyFrame {
    if (text === this.participantsText) return this;
    return new StudyFrame(this.codebookText, this.codebook, text, ParticipantTable.parse(text ?? ''), this);
  }

  /** The same, where other codings are not to be seen. */
  withHidden(hides: Hides | undefined): StudyFrame {
    if (hides === this.context.hides) return this;
    const before = hides === undefined ? undefined : this;
    return new StudyFrame(this.codebookText, this.codebook, this.participantsText, this.participants, before, hides);
  }

  get hasCodebook(): boolean {
    return this.codebookText !== undefined;
  }

  /** Whether the settings' `transcripts` fit a path inside the study. */
  isTranscriptPath(path: string): boolean {
    return (this.#matcher ??= transcriptMatcher(this.codebook.settings.transcripts))(path);
  }

  /** Whether an id or a label is one of the study's interviewers. */
  asks(id: string): boolean {
    return this.#interviewers.has(labelKey(id));
  }

  cast(transcript: Transcript): Attendance {
    let cast = this.#casts.get(transcript);
    if (cast === undefined) {
      const ask = new Set<string>();
      for (const { asks, speaker } of transcript.turns) if (asks) ask.add(speaker);
      cast = { answer: peopleIn(transcript), ask };
      this.#casts.set(transcript, cast);
    }
    return cast;
  }

  /** Those who answer in a passage; empty where only interviewers speak. */
  peopleIn(transcript: Transcript, { participants }: Pick<Passage, 'participants'>): readonly string[] {
    const { ask } = this.cast(transcript);
    return participants.some((id) => ask.has(id)) ? participants.filter((id) => !ask.has(id)) : participants;
  }

  tally(transcript: Transcript): TranscriptTally {
    let tally = this.#tallies.get(transcript);
    if (tally === undefined) {
      tally = tallyPassages(transcript.passages, this.aggregation, (passage) => this.peopleIn(transcript, passage));
      this.#tallies.set(transcript, tally);
    }
    return tally;
  }

  documentProblems(transcript: Transcript): readonly Problem[] {
    let problems = this.#problems.get(transcript);
    if (problems === undefined) {
      this.#known ??= knownCodes(this.codebook);
      problems = documentProblems(transcript, this.hasCodebook ? this.#known : undefined);
      this.#problems.set(transcript, problems);
    }
    return problems;
  }

  get codebookProblems(): readonly Problem[] {
    if (this.codebookText === undefined) return [missingCodebookProblem()];
    return codebookFileProblems(this.codebookText, this.codebook.problems);
  }

  get participantsProblems(): readonly Problem[] {
    const path = studyPath(this.codebook.settings.participants);
    return participantsFileProblems(path, this.participantsText ?? '', this.participants.problems);
  }
}

function isSameContext(a: TranscriptContext, b: TranscriptContext): boolean {
  const pairs = ({ guide }: TranscriptContext): readonly string[] => [...(guide ?? [])].flat();
  return (
    isSameList(a.participants, b.participants) &&
    isSameList(a.interviewers, b.interviewers) &&
    isSameList(pairs(a), pairs(b)) &&
    a.hides === b.hides
  );
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each, i) => each === b[i]);
}

function knownCodes(codebook: Codebook): KnownCodes {
  const folded = new Map<string, string>();
  for (const { id } of codebook.codes) if (!folded.has(foldName(id))) folded.set(foldName(id), id);
  return { has: (code) => codebook.has(code), similar: (code) => folded.get(foldName(code)) };
}
