/** What happened to one file in a commit: the ids of its content before and after, as git has them. */
export interface FileChange {
  /** In the repository, `/` between folders. */
  readonly path: string;
  /** Undefined where the file was not there. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** A commit, and what it changed against its first parent. */
export interface Commit {
  readonly id: string;
  /** Those that are in this copy of the repository. */
  readonly parents: readonly string[];
  readonly author: string;
  /** When its author wrote it, with the offset of their clock: `2026-03-04T10:00:00+01:00`. */
  readonly date: string;
  /** The message's first line. */
  readonly subject: string;
  readonly files: readonly FileChange[];
}

/** What the story of a study asks of its history. `readHistory` answers it. */
export interface History {
  /** The study's folder in the repository; empty where it is the whole of it. */
  readonly folder: string;
  /** All commits that led to the present one, parents before children; empty where nothing is committed yet. */
  readonly commits: readonly Commit[];
  /** The branch; undefined where the head is on none. */
  readonly branch: string | undefined;
  /** Whether this copy of the repository lacks what was before its oldest commits. */
  readonly isShallow: boolean;
  /** Where a file that a commit has and its parent lacks stood in that parent, if git takes it for the same one. */
  renamedFrom(commit: string, parent: string, path: string): Promise<string | undefined>;
  /** The files of a commit below a folder, by their paths in the repository. */
  filesOf(commit: string, folder: string): Promise<ReadonlyMap<string, string>>;
  /** The texts of contents by their ids, in that order, without a BOM; undefined where one is no text in UTF-8. */
  texts(ids: readonly string[]): AsyncIterable<readonly [id: string, text: string | undefined]>;
}

/** Is told how far a long work is, between 0 and 1. It may let others have their turn, and tells by throwing that the work is to stop. */
export type Progress = (done: number) => void | Promise<void>;

/** A commit's id as people write it. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}

/** The day of a commit, as its author's calendar had it: `2026-03-04`. */
export function dayOf({ date }: Pick<Commit, 'date'>): string {
  return date.slice(0, 10);
}
