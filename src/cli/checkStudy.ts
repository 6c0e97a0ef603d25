import type { CodedText } from '../core/markdown/codedText.js';
import type { Note } from '../core/notes/note.js';
import { pathFrom } from '../core/notes/targets.js';
import { compareText } from '../core/study/paths.js';
import type { Problem } from '../core/study/problem.js';
import { Study } from '../core/study/study.js';
import type { StudyFiles } from './studyFolder.js';

/**
 * All that is wrong with a study, in the order of its files' paths. Only one transcript is in memory at a time, and those that notes
 * lead to, which tell whether the links hold.
 * @param write what is kept of a problem, while the file that it is in is at hand.
 */
export async function checkStudy<T>(files: StudyFiles, write: (study: Study, problem: Problem) => T): Promise<T[]> {
  const notes: (readonly [string, CodedText])[] = [];
  for await (const note of files.notes()) notes.push(note);
  const none = Study.create({ ...files, documents: [], notes });
  const linked = new Set(none.notes.flatMap(linkedPaths));
  const kept: (readonly [string, CodedText])[] = [];
  const found = new Map<string, T[]>();
  const check = (study: Study, path: string): void => {
    const problems = study.problems(path);
    found.set(
      path,
      problems.map((problem) => write(study, problem)),
    );
  };
  for await (const document of files.documents()) {
    const [path, text] = document;
    check(none.withDocument(path, text), path);
    // One is enough to know that there are some.
    if (linked.has(path) || kept.length === 0) kept.push(document);
  }
  // What could not be read is known only now.
  const study = Study.create({ ...files, documents: kept, notes });
  for (const path of study.files) if (!found.has(path)) check(study, path);
  return [...found].sort(([a], [b]) => compareText(a, b)).flatMap(([, problems]) => problems);
}

function linkedPaths({ path, links }: Note): string[] {
  return links.flatMap((link) => (link.kind === 'path' ? (pathFrom(path, link.path) ?? []) : []));
}
