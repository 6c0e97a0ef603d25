import { CodedText } from '../markdown/codedText.js';
import { codebookPath } from '../study/paths.js';
import type { Problem } from '../study/problem.js';
import { applyEdits, type TextEdit } from '../text/edits.js';
import type { Transcript } from '../transcript/transcript.js';
import type { FileOfStudy, Fix } from './types.js';

/** The transcript that a file is, unless it is a note, the codebook or the participants' table. */
export function documentOf({ study, path }: FileOfStudy): Transcript | undefined {
  return study.transcript(path);
}

export function textOf({ study, path }: FileOfStudy): string {
  return study.textAt(path) ?? '';
}

export function problemsOf({ study, path }: FileOfStudy): readonly Problem[] {
  return study.problems(path);
}

/** The file, in its study, after edits of its own and of another file. */
export function afterFix(file: FileOfStudy, { edits, elsewhere }: Pick<Fix, 'edits' | 'elsewhere'>): FileOfStudy {
  const own = withEdits(file, edits);
  if (elsewhere === undefined) return own;
  const { study } = withEdits({ study: own.study, path: elsewhere.path }, elsewhere.edits);
  return { study, path: file.path };
}

export function withEdits(file: FileOfStudy, edits: readonly TextEdit[]): FileOfStudy {
  if (edits.length === 0) return file;
  const { study, path } = file;
  const known = path === codebookPath ? undefined : study.transcript(path)?.text;
  if (known !== undefined) return { study: study.withDocument(path, known.update(edits)), path };
  const note = study.note(path);
  if (note !== undefined) return { study: study.withNote(path, note.text.update(edits)), path };
  const text = applyEdits(textOf(file), edits);
  if (path === codebookPath) return { study: study.withCodebook(text), path };
  if (path === study.participantsPath) return { study: study.withParticipants(text), path };
  return { study: study.withDocument(path, CodedText.parse(text)), path };
}

/** The line end that a text uses. */
export function lineEndOf(text: string): string {
  return /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
}
