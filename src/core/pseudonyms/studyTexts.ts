import { Codebook } from '../codebook/codebook.js';
import { CodedText } from '../markdown/codedText.js';
import { noteKindAt } from '../notes/noteFiles.js';
import { codebookPath, studyPath } from '../study/paths.js';
import { Study } from '../study/study.js';
import { transcriptMatcher } from '../study/transcriptFiles.js';

/** The texts of a study's files by their paths inside the study. */
export type StudyTexts = ReadonlyMap<string, string>;

/** The texts that a study was read from. */
export function textsOf(study: Study): StudyTexts {
  const texts = new Map<string, string>();
  if (study.hasCodebook) texts.set(codebookPath, study.codebook.text.text);
  if (study.participantsText !== undefined) texts.set(study.participantsPath, study.participantsText);
  for (const { path, text } of [...study.transcripts, ...study.notes]) texts.set(path, text.text);
  return texts;
}

/** The study that texts make: what its codebook says are transcripts, and its notes. */
export function studyOfTexts(texts: StudyTexts): Study {
  const codebook = texts.get(codebookPath);
  const { settings } = Codebook.parse(codebook ?? '');
  const isTranscript = transcriptMatcher(settings.transcripts);
  const table = studyPath(settings.participants);
  const documents: [string, CodedText][] = [];
  const notes: [string, CodedText][] = [];
  for (const [path, text] of texts) {
    if (path === codebookPath || path === table) continue;
    if (isTranscript(path)) documents.push([path, CodedText.parse(text)]);
    else if (noteKindAt(path) !== undefined) notes.push([path, CodedText.parse(text)]);
  }
  return Study.create({ codebook, participants: texts.get(table), documents, notes });
}
