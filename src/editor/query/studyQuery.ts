import { LiveQuery, type QueryFindings } from '../../core/queries/evaluation/findings.js';
import { parseQuery } from '../../core/queries/language/parse.js';
import { QueryTextError } from '../../core/queries/language/queryTextError.js';
import type { Study } from '../../core/study/study.js';

/** What a query's text comes to in a study. */
export type QueryAnswer =
  | { readonly findings: QueryFindings; readonly error?: undefined }
  | { readonly findings?: undefined; readonly error: QueryTextError };

/** Work goes on for so many milliseconds before others have their turn. */
const slice = 12;

/** A query as somebody wrote it, answered again and again while the study changes. */
export class StudyQuery {
  readonly text: string;
  readonly #live: LiveQuery | QueryTextError;

  constructor(text: string) {
    this.text = text;
    try {
      this.#live = new LiveQuery(parseQuery(text));
    } catch (error) {
      if (!(error instanceof QueryTextError)) throw error;
      this.#live = error;
    }
  }

  /** What it means in a study; documents are looked through when they are asked for. */
  in(study: Study): QueryAnswer {
    if (this.#live instanceof QueryTextError) return { error: this.#live };
    try {
      return { findings: this.#live.in(study) };
    } catch (error) {
      if (error instanceof QueryTextError) return { error };
      throw error;
    }
  }
}

/**
 * Looks all documents through, and lets others have their turn between.
 * @returns false if it was given up.
 */
export async function lookThrough(findings: QueryFindings, isWanted: () => boolean): Promise<boolean> {
  let begun = performance.now();
  for (const transcript of findings.study.transcripts) {
    findings.at(transcript);
    if (performance.now() - begun < slice) continue;
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
    if (!isWanted()) return false;
    begun = performance.now();
  }
  return isWanted();
}
