import { Codebook } from '../codebook/codebook.js';
import type { ProjectNotice, ProjectWatch } from '../imports/codedProject.js';
import { joinCodes } from '../imports/joinCodes.js';
import { importCodebook } from '../refi/importCodebook.js';
import { idsFrom } from '../refi/ids.js';
import { codebookPath } from '../study/paths.js';
import type { Study } from '../study/study.js';
import { differenceOf } from '../text/difference.js';
import type { TextEdit } from '../text/edits.js';
import { segmentsInAnnotations } from './annotations/readAnnotations.js';
import type { ProjectFiles } from './files.js';
import { ProjectBuilder, stemOf } from './projectBuilder.js';
import { segmentsOnto } from './segments/ontoTranscripts.js';
import { segmentsInTable } from './segments/readSegments.js';
import { StudyCodes } from './segments/studyCodes.js';
import { readTaguetteCodebook } from './taguette/readCodebook.js';

/** Formats that can be brought into a study that is there. */
export const formatsIntoStudy = ['qdc', 'taguette-codebook', 'csv', 'annotations'] as const;
export type FormatIntoStudy = (typeof formatsIntoStudy)[number];

/** What comes into a study: nothing is written yet. */
export interface IntoStudy {
  /** By the paths of the codebook and of transcripts, for the texts that the study has. */
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  readonly notices: readonly ProjectNotice[];
  /** How many codes are added, passages coded, and how many were coded so already. */
  readonly codes: number;
  readonly coded: number;
  readonly present: number;
}

/**
 * Brings codes into the codebook of a study, and passages onto its transcripts. What stands there stays as it is.
 * @param path of the file in question.
 * @param study with all its transcripts, where passages come.
 * @throws ArchiveError where the file is not what it is said to be.
 */
export async function intoStudy(
  format: FormatIntoStudy,
  path: string,
  files: ProjectFiles,
  study: Study,
  { onProgress }: ProjectWatch = {},
): Promise<IntoStudy> {
  const before = study.codebook.text.text;
  const plan = (
    after: string,
    rest: Pick<IntoStudy, 'notices' | 'codes'>,
    more?: Partial<Pick<IntoStudy, 'edits' | 'coded' | 'present'>>,
  ): IntoStudy => {
    const edits = new Map(more?.edits);
    if (after !== before) edits.set(codebookPath, [differenceOf(before, after)]);
    return { coded: 0, present: 0, ...more, ...rest, edits };
  };
  if (format === 'qdc') {
    const { text, added, notices } = await importCodebook(await files.read(path), stemOf(path), before);
    return plan(text, { notices, codes: added });
  }
  if (format === 'taguette-codebook') {
    const { project, notices } = await readTaguetteCodebook(path, files);
    const joined = joinCodes(project.codes, Codebook.parse(before));
    return plan(joined.codebook.text.text, { notices: [...notices, ...joined.notices], codes: joined.added });
  }
  const builder = new ProjectBuilder(stemOf(path));
  const read = format === 'csv' ? segmentsInTable : segmentsInAnnotations;
  const segments = await read(path, files, builder);
  const codes = new StudyCodes(study.codebook);
  const onto = await segmentsOnto(segments, study, codes, builder, (to) => idsFrom(`${path}\0${to}`), onProgress);
  const notices = [...builder.build().notices, ...codes.notices];
  return plan(codes.codebook.text.text, { notices, codes: codes.added }, onto);
}
