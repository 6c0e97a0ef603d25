import { ArchiveError } from '../archive/archiveError.js';
import type { ImportedStudy, ProjectWatch } from '../imports/codedProject.js';
import { writeStudy } from '../imports/writeStudy.js';
import { idsFrom } from '../refi/ids.js';
import { countsOf } from '../refi/importProject.js';
import { writeReport } from '../refi/report.js';
import { message } from '../text/message.js';
import { readAnnotations } from './annotations/readAnnotations.js';
import { readCorpus } from './corpus/readCorpus.js';
import { ProjectDatabase } from './database/projectDatabase.js';
import type { ProjectFiles } from './files.js';
import { readAnselm } from './inlineMarks/anselm.js';
import { readQCoder } from './inlineMarks/qCoder.js';
import type { ReadProject } from './projectBuilder.js';
import { isQualCoder, readQualCoder } from './qualCoder/readQualCoder.js';
import { readVault } from './quadro/readVault.js';
import type { RecognizedProject } from './recognizeProject.js';
import { isRqda, readRqda } from './rqda/readRqda.js';
import { readSegments } from './segments/readSegments.js';
import { readTaguetteCodebook } from './taguette/readCodebook.js';
import { isTaguette, readTaguette } from './taguette/readTaguette.js';

/** Where an import's report stands in the study. */
export const importReportPath = 'originals/import-report.md';

/**
 * Makes a study of another program's project.
 * @param name what its folder or file is called.
 * @param path of the file that it is told by.
 * @throws ArchiveError where it is broken, hostile, or not what it is said to be.
 */
export async function importOther(
  name: string,
  files: ProjectFiles,
  format: RecognizedProject['format'],
  path: string,
  watch: ProjectWatch = {},
): Promise<ImportedStudy> {
  const read = await readAs(format, path, files);
  const { project } = read;
  const written = await writeStudy(project, (document) => idsFrom(`${project.title}\0${document}`), watch);
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
    writeReport(name, notices, watch.say, message('What has no place in the study, and is in the original only')),
  );
  return { files: all, notices, report: importReportPath, ...countsOf(project, written) };
}

function readAs(format: RecognizedProject['format'], path: string, files: ProjectFiles): Promise<ReadProject> {
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
