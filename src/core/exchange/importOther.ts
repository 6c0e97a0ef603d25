import { ArchiveError } from '../archive/archiveError.js';
import type { ProjectNotice } from '../imports/codedProject.js';
import { writeStudy } from '../imports/writeStudy.js';
import { idsFrom } from '../refi/ids.js';
import { writeReport } from '../refi/report.js';
import { message } from '../text/message.js';
import { readAnnotations } from './annotations/readAnnotations.js';
import { readCorpus } from './corpus/readCorpus.js';
import { ProjectDatabase } from './database/projectDatabase.js';
import { ProjectFiles, type ExchangeFile } from './files.js';
import type { ExchangeFormat } from './formats.js';
import { readAnselm } from './inlineMarks/anselm.js';
import { readQCoder } from './inlineMarks/qCoder.js';
import type { ReadProject } from './projectBuilder.js';
import { isQualCoder, readQualCoder } from './qualCoder/readQualCoder.js';
import { readVault } from './quadro/readVault.js';
import { fileOfFormat, recognizeProject } from './recognizeProject.js';
import { isRqda, readRqda } from './rqda/readRqda.js';
import { readSegments } from './segments/readSegments.js';
import { readTaguetteCodebook } from './taguette/readCodebook.js';
import { isTaguette, readTaguette } from './taguette/readTaguette.js';

/** Where an import's report stands in the study. */
export const importReportPath = 'originals/import-report.md';

/** A study made of another program's project: nothing is written yet. */
export interface ImportedOther {
  /** By their paths inside the study; the originals and the report among them. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  readonly notices: readonly ProjectNotice[];
  readonly transcripts: number;
  readonly passages: number;
}

/**
 * Makes a study of another program's project.
 * @param name what its folder or file is called.
 * @param format which program's it is, if somebody says so; else it is told by what stands in the files.
 * @param beside files in the same folder, which belong to the project only if it names them.
 * @returns undefined where the files are no such project.
 * @throws ArchiveError where it is broken, hostile, or not what it is said to be.
 */
export async function importOther(
  name: string,
  given: readonly ExchangeFile[],
  format?: ExchangeFormat,
  beside: readonly ExchangeFile[] = [],
): Promise<ImportedOther | undefined> {
  const files = await ProjectFiles.open(name, given, beside);
  const read = await readAny(files, format);
  if (read === undefined) return undefined;
  const { project } = read;
  const written = writeStudy(project, (document) => idsFrom(`${project.title}\0${document}`));
  const kept = files.kept();
  const notices = [...read.notices, ...written.notices];
  if (kept.unread > 0)
    notices.push({
      kind: 'left-out',
      message: message('Files of the project that were not read, and are not kept: {0}', kept.unread),
    });
  const all = new Map<string, string | Uint8Array>(written.files);
  for (const [path, bytes] of kept.files) all.set(path, bytes);
  all.set(
    importReportPath,
    writeReport(name, notices, undefined, message('What has no place in the study, and is in the original only')),
  );
  return { files: all, notices, transcripts: project.sources.length, passages: written.places.codings.size };
}

async function readAny(files: ProjectFiles, format: ExchangeFormat | undefined): Promise<ReadProject | undefined> {
  if (format !== undefined) {
    const path = fileOfFormat(format, files);
    if (path === undefined) throw new ArchiveError(message('There is no file in this project.'));
    return readAs(format, path, files);
  }
  const recognized = await recognizeProject(files);
  return recognized === undefined ? undefined : readAs(recognized.format, recognized.path, files);
}

function readAs(format: ExchangeFormat | 'database', path: string, files: ProjectFiles): Promise<ReadProject> {
  switch (format) {
    case 'database':
    case 'taguette':
    case 'qualcoder':
    case 'rqda':
      return readDatabase(format, path, files);
    case 'taguette-codebook':
      return readTaguetteCodebook(path, files);
    case 'qc':
      return readCorpus(files);
    case 'quadro':
      return readVault(files);
    case 'anselm':
      return readAnselm(files);
    case 'qcoder':
      return readQCoder(files);
    case 'csv':
      return readSegments(path, files);
    case 'annotations':
      return readAnnotations(path, files);
  }
}

const databases = {
  taguette: { fits: isTaguette, read: readTaguette },
  qualcoder: { fits: isQualCoder, read: readQualCoder },
  rqda: { fits: isRqda, read: readRqda },
} as const;

async function readDatabase(
  format: 'database' | keyof typeof databases,
  path: string,
  files: ProjectFiles,
): Promise<ReadProject> {
  const database = await ProjectDatabase.open(await files.read(path));
  try {
    const wanted = format === 'database' ? Object.values(databases) : [databases[format]];
    const program = wanted.find(({ fits }) => fits(database));
    if (program === undefined)
      throw new ArchiveError(
        message('This database is none of Taguette, QualCoder or RQDA, or lacks tables that these have.'),
      );
    const read = program.read(database, path, files);
    if (!files.has(`${path}-wal`) || (await files.peek(`${path}-wal`)).length === 0) return read;
    const open = message(
      'The project was open in its program, and its last changes may be missing. Close it there, and import it again.',
    );
    return { ...read, notices: [{ kind: 'broken', message: open }, ...read.notices] };
  } finally {
    database.close();
  }
}
