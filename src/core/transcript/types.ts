import type { Extent } from '../text/edits.js';
import type { CodedPassage } from '../markdown/types.js';

/** One speaker's turn. Offsets count in the clean text, UTF-16 code units. */
export interface Turn extends Extent {
  /** The label as it is written, without signs: `A1`. */
  readonly label: string;
  /** The participant or interviewer: what `speakers` names, else the participant of that id, else the label. */
  readonly speaker: string;
  /** Whether the label is listed under the study's `interviewers`. */
  readonly asks: boolean;
  /** The time stamp as written, without brackets: `00:12:03`. */
  readonly time: string | undefined;
  /** From the first to after the last character of the label and its time stamp, with their signs. These are not words. */
  readonly head: Extent;
  /** What is said: from the first character after the head that is not white space, to the end without white space. May be empty. */
  readonly speech: Extent;
}

/** A heading of the interview guide with all that stands below it. Offsets count in the clean text. */
export interface Section extends Extent {
  readonly depth: number;
  readonly text: string;
  readonly id: string | undefined;
  /** What makes sections of several documents one: the id, else the text. */
  readonly key: string;
  /** Keys from the outermost section to this one. */
  readonly path: readonly string[];
}

/** A passage with all that its transcript knows of it. */
export interface Passage {
  /** The transcript's path inside the study, `/` between folders. */
  readonly document: string;
  readonly coded: CodedPassage;
  readonly codes: readonly string[];
  readonly id: string | undefined;
  /** All `key=value` facts but `end`, in their order. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly clean: Extent;
  readonly source: Extent;
  /** The clean text of the passage, unchanged. */
  readonly quote: string;
  /** Labels of all who answer in it, in order, each once (those who ask only if nobody else speaks). */
  readonly speakers: readonly string[];
  /** The participants of these. */
  readonly participants: readonly string[];
  readonly time: string | undefined;
  /** Keys of the section where it begins, outermost first. */
  readonly section: readonly string[];
  /** The memo's text. */
  readonly memo: string | undefined;
}

/** What a transcript has to know of its study. */
export interface TranscriptContext {
  /** Ids of the participants' table. */
  readonly participants: readonly string[];
  /** Labels that ask, as the codebook's front matter lists them. */
  readonly interviewers: readonly string[];
  /** Which headings are one section, as the codebook's front matter lists them: see `StudySettings.guide`. */
  readonly guide?: ReadonlyMap<string, string>;
  /** Which codings are not to be seen, by the transcript's path and the coding's `by`, as in a round of blind coding. */
  readonly hides?: Hides;
}

/** Whether a coding is not to be seen, by the path of its transcript and its `by`. */
export type Hides = (path: string, by: string | undefined) => boolean;
