import type { Extent } from '../text/edits.js';
import { formatMessage, type Message } from '../text/message.js';
import type { Passage } from '../transcript/types.js';
import type { Transcript } from '../transcript/transcript.js';

/** A passage as one of the coders has it. */
export interface Coding {
  readonly codes: readonly string[];
  /** Where it stands in the clean text of the document that all are compared in. */
  readonly extent: Extent;
  /** The passage as it is written, in the coder's own text. */
  readonly passage: Passage;
  /** Whether it stands in the coder's own version of the text alone, where others are written in the document's. */
  readonly elsewhere?: boolean;
}

/** A document that two or more coders have coded. */
export interface ComparedDocument {
  readonly path: string;
  /** Its text and turns: where the coders' texts differ, those of the text that most have. */
  readonly transcript: Transcript;
  /** For each coder what the coder coded, by where it begins; undefined where it was not looked at. */
  readonly readings: readonly (readonly Coding[] | undefined)[];
  /** Stretches of the clean text that some coders' texts do not have, in order: they are not compared. */
  readonly apart: readonly Extent[];
}

/** What coders have coded, side by side. */
export interface Comparison {
  /** Their names, in order; empty for passages that do not say who coded them. */
  readonly coders: readonly string[];
  /** In the order of their paths. */
  readonly documents: readonly ComparedDocument[];
  /** What was left out and why, as sentences for people. */
  readonly remarks: readonly Message[];
}

/** Nothing can be compared. The sentence says why, and what helps. */
export class AgreementError extends Error {
  readonly sentence: Message;

  constructor(sentence: Message) {
    super(formatMessage(sentence));
    this.name = 'AgreementError';
    this.sentence = sentence;
  }
}
