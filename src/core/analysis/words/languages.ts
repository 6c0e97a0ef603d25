import { languageOf } from '../../autocode/search.js';
import type { Study } from '../../study/study.js';
import type { Transcript } from '../../transcript/transcript.js';

/** What there is for the language of each transcript. */
export type ByLanguage<T> = (transcript: Transcript) => T;

/** Makes something once for each language that the transcripts of a study are in. */
export async function inLanguages<T>(
  study: Study,
  make: (language: string | undefined) => Promise<T>,
): Promise<ByLanguage<T>> {
  const made = new Map<string | undefined, T>();
  for (const transcript of study.transcripts) {
    const language = languageOf(study, transcript);
    if (!made.has(language)) made.set(language, await make(language));
  }
  return (transcript) => made.get(languageOf(study, transcript)) as T;
}
