import type { IdSource } from '../coding/ids.js';
import type { Problem } from '../study/problem.js';
import type { Study } from '../study/study.js';
import type { Extent, TextEdit } from '../text/edits.js';
import type { Message } from '../text/message.js';

/** One file of a study as it is at one moment: where a problem is to be put right. */
export interface FileOfStudy {
  readonly study: Study;
  /** Inside the study. */
  readonly path: string;
}

/** How to put a problem right. */
export interface Fix {
  /** What it does: the same name for all problems of a file that it can do this for. */
  readonly name: string;
  readonly title: Message;
  /** Whether it is what most people would do. */
  readonly isPreferred: boolean;
  /** Whether it may be done without looking: it takes nothing away that a person wrote, and there is no doubt what was meant. */
  readonly isSafe: boolean;
  /** Edits of the problem's file. Offsets are UTF-16 code units in its text without a BOM. */
  readonly edits: readonly TextEdit[];
  /** Edits of another file of the study. */
  readonly elsewhere?: { readonly path: string; readonly edits: readonly TextEdit[] };
  readonly effect: Effect;
}

/** What a fix may change; all else has to be as it was. */
export type Effect =
  /** Marks only: what was said is the same, byte for byte, but for `signs`, which were no marks and are to be some, or to go. `gained` are codes that a passage may get. */
  | {
      readonly kind: 'marks';
      readonly signs?: readonly Extent[];
      readonly recoded?: { readonly from: string; readonly to: string };
      readonly gained?: readonly string[];
    }
  /** Signs that tell Markdown how to read: the words are the same. */
  | { readonly kind: 'reading' }
  /** Text that is not what was said: memos, front matter, the codebook, the table. */
  | { readonly kind: 'other' };

export interface FixOptions {
  /** Where new ids come from; drawn at random else. */
  readonly ids?: IdSource;
}

/** The ways to put a problem right that are worth trying, the best first. */
export type FindFixes = (file: FileOfStudy, problem: Problem, options: FixOptions) => readonly Fix[];
