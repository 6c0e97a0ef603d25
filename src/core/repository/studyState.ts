/** A study at one moment of its history: in a commit, staged, in a folder. Its contents are read when they are asked for. */
export interface StudyState {
  /** As people name it, such as `HEAD~3`. */
  readonly name: string;
  /** The ids of the contents of all files, by their paths in the study. The same id has the same bytes, in other states too. */
  readonly files: ReadonlyMap<string, string>;
  /** The contents by their ids; what cannot be read is missing. */
  readonly read: (ids: readonly string[]) => Promise<ReadonlyMap<string, Uint8Array>>;
}
