import type { AttributeCondition } from '../queries/attributes.js';

/** What is looked for in what is said. */
export type Wanted =
  | {
      /** Words as they are written, next to each other. */
      readonly kind: 'text';
      readonly text: string;
      /** Whether words must be whole, so that `tid` is not found in `samtidig`. */
      readonly wholeWords?: boolean;
      /** Whether capitals count. */
      readonly matchCase?: boolean;
    }
  | {
      /** Words in whatever inflection, next to each other; several such phrases with commas between. */
      readonly kind: 'words';
      readonly text: string;
    }
  | {
      /** A regular expression, in RE2's syntax. */
      readonly kind: 'pattern';
      readonly pattern: string;
      readonly matchCase?: boolean;
    };

/** How much is to be coded where something is found. */
export type Reach = 'match' | 'sentence' | 'paragraph' | 'turn';

/** Where to look, and for what. All conditions that are given must hold; what is left out asks for nothing. */
export interface AutocodeQuery {
  /** What is said; left out, all that is said where the other conditions hold. */
  readonly wanted?: Wanted | undefined;
  /** Whose words: those of all who do not ask (as a rule), or of everybody. */
  readonly voices?: 'answers' | 'all';
  /** People of whom one speaks. */
  readonly participants?: readonly string[];
  /** Conditions on attributes of participants and documents; of those on one attribute, one must hold. */
  readonly where?: readonly AttributeCondition[];
  /** Keys, ids or texts of headings: what stands below one of them. */
  readonly sections?: readonly string[];
  /** Codes: what stands in a passage of one of them, or of a code that counts for it. */
  readonly within?: readonly string[];
  /** Paths of the documents to look through; left out, all. */
  readonly documents?: readonly string[];
  readonly reach: Reach;
  /** Codes that the finds are to have. What has them all already is left out. */
  readonly codes: readonly string[];
}
