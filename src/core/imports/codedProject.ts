import type { Facts } from '../coding/types.js';
import type { CodeKind } from '../codebook/types.js';
import type { FrontMatterData } from '../markdown/frontMatterData.js';
import type { Message } from '../text/message.js';
import type { SourceText } from './source.js';

/*
 * A coded project of another program, before it is a study: what every reader of such projects gives, and `writeStudy` takes.
 * A `key` is whatever the program tells its things apart by; it appears nowhere in the study.
 */

/** Text from outside: Markdown that stays as it is, or words that are to read as they are. */
export interface Prose {
  readonly text: string;
  readonly isMarkdown: boolean;
}

export interface ProjectCode {
  readonly key: string;
  /** The code above. Codes come in the order of the tree, those above first. */
  readonly parent: string | null;
  readonly name: string;
  /** One that it has to have; made from the name else. */
  readonly id: string | null;
  readonly kind: CodeKind;
  /** `#RGB` or `#RRGGBB`. */
  readonly color: string | null;
  readonly description: Prose | null;
  /** Keys of the codes that it supports besides the one above. */
  readonly themes: readonly string[];
  /** Whether it is used only, and does not belong into the codebook. */
  readonly isUncatalogued: boolean;
}

export interface ProjectCoding {
  readonly key: string;
  /** UTF-16 code units of the source's text, or of its Markdown. */
  readonly start: number;
  readonly end: number;
  /** Keys of codes; where there are none, nothing is coded, and its place is told all the same. */
  readonly codes: readonly string[];
  readonly coder: string | null;
  /** Further facts, such as `stance`. */
  readonly facts: Facts;
  /** One that its mark has to have. */
  readonly id: string | null;
  readonly memo: Prose | null;
}

export interface ProjectSource {
  readonly key: string;
  readonly name: string;
  /** Where it stands in the study, if that is known; else its name tells. */
  readonly path: string | null;
  /** Markdown as it is to stand in the study, or what a transcript is to be written of. */
  readonly content: { readonly markdown: string } | { readonly source: SourceText };
  /** Goes into the front matter of what is written; Markdown has its own. */
  readonly attributes: FrontMatterData;
  /** Keys of cases. */
  readonly cases: readonly string[];
  readonly codings: readonly ProjectCoding[];
}

/** Someone or something that the project compares: a row of the participants' table. */
export interface ProjectCase {
  readonly key: string;
  readonly name: string;
  /** By column. */
  readonly values: Readonly<Record<string, string>>;
}

/** What a note is about. */
export type NoteTarget =
  | { readonly kind: 'code' | 'source'; readonly key: string }
  | { readonly kind: 'coding'; readonly key: string; readonly source: string };

export interface ProjectNote {
  readonly key: string;
  readonly name: string;
  /** Where it stands in the study, if that is known. */
  readonly path: string | null;
  readonly content: Prose;
  readonly author: string | null;
  /** `2024-03-12` */
  readonly date: string | null;
  /** Empty for a note on the whole study. */
  readonly about: readonly NoteTarget[];
}

export interface CodedProject {
  readonly title: string;
  readonly language: string | null;
  /** The codebook that the project had as a study, where it had one: its settings stay, and all of it where the codes are the same. */
  readonly codebook: string | null;
  readonly codes: readonly ProjectCode[];
  readonly sources: readonly ProjectSource[];
  /** Columns of the participants' table, without the id's. */
  readonly columns: readonly string[];
  readonly cases: readonly ProjectCase[];
  readonly notes: readonly ProjectNote[];
}

/** One thing that whoever imports a project should know. */
export interface ProjectNotice {
  /** `info`: how it was read; `left-out`: it has no place in a study; `broken`: it could not be read. */
  readonly kind: 'info' | 'left-out' | 'broken';
  readonly message: Message;
}

/** What whoever imports a project hears, and has a say in. */
export interface ProjectWatch {
  /** Is told which share of the transcripts is written, and may throw to stop. */
  readonly onProgress?: (share: number) => Promise<void>;
  /** The report's sentences in another language than English. */
  readonly say?: (sentence: Message) => string;
}

/** A study made of a project, with what is kept of it and the report: nothing is written yet. */
export interface ImportedStudy {
  /** By their paths inside the study. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  readonly notices: readonly ProjectNotice[];
  /** Where the report stands; undefined where there is nothing to say. */
  readonly report: string | undefined;
  readonly codes: number;
  readonly transcripts: number;
  readonly passages: number;
}

/** Where the parts of a project went. */
export interface StudyPlaces {
  /** Ids of codes. */
  readonly codes: ReadonlyMap<string, string>;
  /** Paths of transcripts. */
  readonly sources: ReadonlyMap<string, string>;
  /** Ids of participants. */
  readonly cases: ReadonlyMap<string, string>;
  /** Paths of memos. */
  readonly notes: ReadonlyMap<string, string>;
  /** Extents of passages in the clean text of their transcript. */
  readonly codings: ReadonlyMap<string, { readonly start: number; readonly end: number }>;
  /** Extents of what could not be coded, or had no code. */
  readonly uncoded: ReadonlyMap<string, { readonly start: number; readonly end: number }>;
  /** Ids of passages that have one, by the keys of their codings. */
  readonly ids: ReadonlyMap<string, string>;
}

/** A study made of a project: all its files, none written yet. */
export interface WrittenStudy {
  /** By their paths inside the study. */
  readonly files: ReadonlyMap<string, string>;
  readonly places: StudyPlaces;
  readonly notices: readonly ProjectNotice[];
}
