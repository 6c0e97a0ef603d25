import { questionReferences } from '../analysis/documents/questionReferences.js';
import { codebookPath, studyPath } from '../study/paths.js';
import type { Study } from '../study/study.js';
import type { Transcript } from '../transcript/transcript.js';
import { codebookReferences } from './codebookReferences.js';
import { codingAt, codingsOf } from './codingReferences.js';
import { linkReferences, noteReferences } from './linkReferences.js';
import type { CodeReference } from './types.js';

/**
 * All places of a study that speak of a code: its heading first (the text of the heading, and the id where it has one) and what else
 * the codebook says, then transcripts and notes in the order of their paths.
 */
export function* referencesTo(study: Study, code: string): Generator<CodeReference> {
  yield* referencesIn(study, codebookPath, code);
  for (const { path } of study.transcripts) yield* referencesIn(study, path, code);
  for (const { path } of study.notes) yield* referencesIn(study, path, code);
}

/** The places of one file that speak of a code. */
export function* referencesIn(study: Study, path: string, code: string): Generator<CodeReference> {
  const inStudy = studyPath(path);
  const transcript = study.transcript(inStudy);
  if (transcript !== undefined) {
    const isHidden = hiddenIn(transcript);
    for (const reference of codingsOf(inStudy, transcript.text, code)) if (!isHidden(reference.start)) yield reference;
  }
  for (const reference of writtenReferences(study, inStudy)) if (reference.code === code) yield reference;
}

/** What speaks of a code at an offset of a file, both ends included; of an id and what stands before it, the id. */
export function referenceAt(study: Study, path: string, offset: number): CodeReference | undefined {
  const inStudy = studyPath(path);
  const transcript = study.transcript(inStudy);
  const coding = transcript && codingAt(inStudy, transcript.text, offset);
  if (transcript !== undefined && coding !== undefined) return hiddenIn(transcript)(coding.start) ? undefined : coding;
  for (const reference of writtenReferences(study, inStudy)) {
    if (reference.start <= offset && offset <= reference.end) return reference;
  }
  return undefined;
}

/** Whether a place of the source is in a mark that is not to be seen. */
function hiddenIn({ hidden }: Transcript): (offset: number) => boolean {
  if (hidden.length === 0) return () => false;
  const blocks = hidden.map(({ opening }) => opening.block);
  return (offset) => blocks.some(({ start, end }) => start <= offset && offset < end);
}

/** All that a file says of codes, apart from codings. */
function* writtenReferences(study: Study, path: string): Generator<CodeReference> {
  const { codebook } = study;
  if (path === codebookPath) {
    yield* codebookReferences(codebook);
    yield* linkReferences(codebook, path, codebook.text);
    return;
  }
  const text = study.transcript(path)?.text;
  if (text !== undefined) yield* linkReferences(codebook, path, text, 'memos');
  const note = study.note(path);
  if (note === undefined) return;
  yield* noteReferences(codebook, note);
  if (note.kind !== 'analysis') return;
  for (const { code, written, inQuery, start, end } of questionReferences(study, note.text.text)) {
    const how = inQuery ? 'query' : 'option';
    yield { path, code, role: code === written ? how : `${how}-by-name`, start, end };
  }
}
