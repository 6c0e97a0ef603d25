import type { Study } from '../../study/study.js';

/** The transcripts as they were before coding, without marks and memos, by their paths in the study. */
export function cleanMarkdown(study: Study): ReadonlyMap<string, string> {
  return new Map(study.transcripts.map(({ path, text }) => [path, text.clean]));
}
