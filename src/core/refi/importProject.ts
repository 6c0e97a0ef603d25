import { writeXml } from '../archive/writeXml.js';
import type {
  CodedProject,
  ImportedStudy,
  ProjectNotice,
  ProjectWatch,
  WrittenStudy,
} from '../imports/codedProject.js';
import { writeStudy } from '../imports/writeStudy.js';
import { CodedText } from '../markdown/codedText.js';
import { noteKindAt } from '../notes/noteFiles.js';
import { codebookPath } from '../study/paths.js';
import { Study } from '../study/study.js';
import { isEmic } from './conventions.js';
import { fromStudy } from './export/fromStudy.js';
import { digestOf, idsFrom } from './ids.js';
import { keptPath, placedCodings, writeKept, type Kept } from './kept.js';
import { openProject, type OpenedProject, type ReadBeside } from './openProject.js';
import { projectNamespace, type RefiProject } from './project.js';
import { reportPath, writeReport } from './report.js';
import { toStudy } from './toStudy.js';
import { projectElement } from './writeProject.js';

/** A study made of a `.qdpx`: nothing is written yet. */
export interface ImportedProject {
  /** By their paths inside the study. */
  readonly files: ReadonlyMap<string, string>;
  /** Where the archive itself has to be kept, untouched; undefined where the study says all that it says. */
  readonly original: string | undefined;
  readonly notices: readonly ProjectNotice[];
  readonly codes: number;
  readonly transcripts: number;
  readonly passages: number;
}

/**
 * Makes a study of a `.qdpx`.
 * @param file the archive's name, without folder.
 * @throws ArchiveError where it is broken or hostile.
 */
export async function importProject(
  bytes: Uint8Array,
  file: string,
  beside: ReadBeside,
  watch: ProjectWatch = {},
): Promise<ImportedProject> {
  const opened = openProject(bytes);
  const name = file.replace(/^.*[/\\]/, '');
  const { coded, notices } = await toStudy(opened, name.replace(/\.[^.]*$/, ''), beside);
  const written = await writeStudy(coded, (document) => idsFrom(`${coded.title}\0${document}`), watch);
  const counts = countsOf(coded, written);
  const all = [...notices, ...written.notices];
  if (isEmic(opened.project) && saysAll(opened.project, written)) {
    return { files: written.files, original: undefined, notices: all, ...counts };
  }
  const original = `originals/${name}`;
  const kept = keptOf(opened, coded, written, original, digestOf(bytes));
  return { files: new Map([...written.files, [keptPath, writeKept(kept)]]), original, notices: all, ...counts };
}

/**
 * The same, with the archive itself and the report where they are kept.
 * @throws ArchiveError where it is broken or hostile.
 */
export async function importRefiStudy(
  bytes: Uint8Array,
  file: string,
  beside: ReadBeside,
  watch: ProjectWatch = {},
): Promise<ImportedStudy> {
  const { files, original, ...rest } = await importProject(bytes, file, beside, watch);
  if (original === undefined) return { files, report: undefined, ...rest };
  const report = writeReport(file, rest.notices, watch.say);
  return {
    files: new Map<string, string | Uint8Array>([...files, [original, bytes], [reportPath, report]]),
    report: reportPath,
    ...rest,
  };
}

/** How much there is in a study that was made of a project. */
export function countsOf(
  { codes, sources }: CodedProject,
  { places }: WrittenStudy,
): Pick<ImportedStudy, 'codes' | 'transcripts' | 'passages'> {
  return { codes: codes.length, transcripts: sources.length, passages: places.codings.size };
}

function keptOf(opened: OpenedProject, coded: CodedProject, written: WrittenStudy, file: string, sha256: string): Kept {
  const { places, files } = written;
  const notes = new Map(places.notes);
  for (const { selections, guid } of opened.project.sources) {
    for (const selection of selections) {
      const id = places.ids.get(selection.guid);
      const path = places.sources.get(guid);
      if (id === undefined || path === undefined) continue;
      for (const note of [...selection.notes, ...selection.codings.flatMap((coding) => coding.notes)])
        if (!notes.has(note)) notes.set(note, `${path}#${id}`);
    }
  }
  const texts = [...places.sources.values()].flatMap((path): [string, string][] => {
    const text = files.get(path);
    return text === undefined ? [] : [[path, digestOf(CodedText.parse(text).clean)]];
  });
  return {
    file,
    sha256,
    codes: places.codes,
    sources: places.sources,
    texts: new Map(texts),
    cases: places.cases,
    notes,
    codings: placedCodings(coded.sources, places.sources, places.codings),
    uncoded: placedCodings(coded.sources, places.sources, places.uncoded),
  };
}

/** Whether an export of the study gives the very project, so that there is nothing to keep. */
function saysAll(project: RefiProject, written: WrittenStudy): boolean {
  const again = fromStudy(studyOf(written.files), { program: 'any', original: undefined, sha256: digestOf }).project;
  return xmlOf(again) === xmlOf(project);
}

function xmlOf(project: RefiProject): string {
  return writeXml(projectElement(project), projectNamespace);
}

/** The study that files make. */
export function studyOf(files: ReadonlyMap<string, string>): Study {
  const empty = Study.create({ codebook: files.get(codebookPath), participants: undefined, documents: [] });
  const parsed = (fits: (path: string) => boolean): (readonly [string, CodedText])[] =>
    [...files].filter(([path]) => fits(path)).map(([path, text]) => [path, CodedText.parse(text)] as const);
  return Study.create({
    codebook: files.get(codebookPath),
    participants: files.get(empty.participantsPath),
    documents: parsed((path) => empty.isTranscriptPath(path)),
    notes: parsed((path) => !empty.isTranscriptPath(path) && noteKindAt(path) !== undefined),
  });
}
