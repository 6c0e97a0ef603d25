import { codebookPath, studyPath } from '../study/paths.js';
import type { Study } from '../study/study.js';
import { codebookReferences } from './codebookReferences.js';
import { codingAt, codingsOf } from './codingReferences.js';
import type { Transcript } from '../transcript/transcript.js';
import type { CodeReference } from './types.js';

/**
 * All places of a study that speak of a code: its heading first (the text of the heading, and the id where it has one) and what else
 * the codebook says, then the transcripts in the order of their paths.
 * @param only one file, where the others do not matter.
 */
export function* referencesTo(study: Study, code: string, only?: string): Generator<CodeReference> {
  if (only === undefined || only === codebookPath) {
    for (const reference of codebookReferences(study.codebook)) if (reference.code === code) yield reference;
  }
  for (const { path, text } of only === undefined ? study.transcripts : transcriptAt(study, only)) {
    yield* codingsOf(path, text, code);
  }
}

function transcriptAt(study: Study, path: string): readonly Transcript[] {
  const transcript = study.transcript(path);
  return transcript === undefined ? [] : [transcript];
}

/** What speaks of a code at an offset of a file, both ends included; of an id and what stands before it, the id. */
export function referenceAt(study: Study, path: string, offset: number): CodeReference | undefined {
  const inStudy = studyPath(path);
  const transcript = study.transcript(inStudy);
  if (transcript !== undefined) return codingAt(inStudy, transcript.text, offset);
  if (inStudy !== codebookPath) return undefined;
  for (const reference of codebookReferences(study.codebook)) {
    if (reference.start <= offset && offset <= reference.end) return reference;
  }
  return undefined;
}
