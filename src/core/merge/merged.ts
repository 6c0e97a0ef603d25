/** What a merge comes to. */
export interface Merged {
  readonly text: string;
  /** How many places the two sides changed in two ways; each stands between conflict markers. */
  readonly conflicts: number;
}
