import type { CodedText } from '../core/markdown/codedText.js';
import { codebookPath, compareText } from '../core/study/paths.js';
import type { Problem } from '../core/study/problem.js';
import { Study } from '../core/study/study.js';
import type { StudyFiles } from './studyFolder.js';

/**
 * All that is wrong with a study, in the order of its files' paths. Only one transcript is in memory at a time, and those that links
 * lead to or stand in, which tell whether the links hold.
 * @param write what is kept of a problem, while the file that it is in is at hand.
 */
export async function checkStudy<T>(files: StudyFiles, write: (study: Study, problem: Problem) => T): Promise<T[]> {
  const notes: (readonly [string, CodedText])[] = [];
  for await (const note of files.notes()) notes.push(note);
  const none = Study.create({ ...files, documents: [], notes });
  const linked = new Set(
    [codebookPath, ...none.notes.map(({ path }) => path)].flatMap((path) => linksFrom(none, path)),
  );
  const kept = new Map<string, CodedText>();
  const found = new Map<string, T[]>();
  const check = (study: Study, path: string): void => {
    const problems = study.problems(path);
    found.set(
      path,
      problems.map((problem) => write(study, problem)),
    );
  };
  const seen = new Set<string>();
  for await (const [path, text] of files.documents()) {
    const alone = none.withDocument(path, text);
    const others = linksFrom(alone, path).filter((file) => file !== path && none.isTranscriptPath(file));
    for (const file of others) linked.add(file);
    if (others.length === 0) check(alone, path);
    // One is enough to know that there are some.
    if (others.length > 0 || linked.has(path) || kept.size === 0) kept.set(path, text);
    seen.add(path);
  }
  // A memo may lead to a transcript that was here before it.
  if ([...linked].some((path) => seen.has(path) && !kept.has(path))) {
    for await (const [path, text] of files.documents()) if (linked.has(path)) kept.set(path, text);
  }
  // What could not be read is known only now.
  const study = Study.create({ ...files, documents: kept, notes });
  for (const path of study.files) if (!found.has(path)) check(study, path);
  return [...found].sort(([a], [b]) => compareText(a, b)).flatMap(([, problems]) => problems);
}

function linksFrom(study: Study, path: string): string[] {
  return [...study.filesLinkedFrom(path)];
}
