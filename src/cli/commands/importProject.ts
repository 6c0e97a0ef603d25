import path from 'node:path';
import fs from 'node:fs/promises';
import type { FileDifference } from '../../core/exchange/compareStudy.js';
import { exchangeFormats } from '../../core/exchange/formats.js';
import type { ProjectImport } from '../../core/exchange/projectImport.js';
import type { ProjectNotice } from '../../core/imports/codedProject.js';
import { inOrderOfWeight } from '../../core/refi/report.js';
import { codebookPath } from '../../core/study/paths.js';
import { applyEdits } from '../../core/text/edits.js';
import { formatMessage } from '../../core/text/message.js';
import type { Arguments, Option } from '../command.js';
import { readStudy } from '../studyFolder.js';
import { numberOf, CommandError, exitCodes, type ExitCode, type Terminal } from '../terminal.js';
import { exists, writeStudyFiles } from '../writeNewStudy.js';
import { writeChange } from '../writeStudy.js';
import { orSentence } from './export.js';
import { givenProject } from './givenProject.js';

const formats = ['transcript', ...exchangeFormats] as const;

export const formatOption: Option = {
  name: 'format',
  value: formats.join('|'),
  about: 'what it is, if that cannot be told by what stands in it',
};

/** Options that speak of transcripts only. */
const ofTranscripts = ['into', 'questions', 'encoding'];

/**
 * Makes a study of a project of another program: one or several files, a folder, or an archive. A codebook, a table of passages and
 * annotations come into the study that is there.
 * @param args of `emic import`.
 * @returns undefined where it is no such project.
 */
export async function importProject(
  args: Arguments,
  folder: string,
  terminal: Terminal,
): Promise<ExitCode | undefined> {
  const format = args.text('format') === undefined ? undefined : args.choice('format', formats);
  if (format === 'transcript') return undefined;
  const places = args.positionals.map((name) => path.resolve(terminal.folder, name));
  if (
    format === undefined &&
    (await Promise.all(places.map((place) => exists(path.join(place, codebookPath))))).includes(true)
  )
    return undefined;
  const core = await import('../../core/exchange/projectImport.js');
  const given = await givenProject(places, format);
  return orSentence(async () => {
    const project = await core.ProjectImport.open(given);
    if (project === undefined) return undefined;
    const idle = ofTranscripts.find((option) => args.text(option) !== undefined);
    if (idle !== undefined) throw new CommandError(`--${idle} goes with transcripts, and not with a project.`);
    const isDry = args.has('dry-run');
    if (!(await exists(path.join(folder, codebookPath)))) return makeStudy(project, folder, isDry, terminal);
    return project.canJoin ? join(project, folder, isDry, terminal) : compare(project, folder, terminal);
  });
}

async function makeStudy(
  project: ProjectImport,
  folder: string,
  isDry: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const { files, notices, report, codes, transcripts, passages } = await project.asStudy();
  if (!isDry) await writeStudyFiles(files, folder);
  tell(notices, report, terminal);
  const where = path.relative(terminal.folder, folder) || '.';
  terminal.write(
    `${where}: ${numberOf(transcripts, 'transcript')}, ${numberOf(passages, 'passage')}, ${numberOf(codes, 'code')}, ${numberOf(files.size, 'file')}${isDry ? ' to be written' : ''}\n`,
  );
  return exitOf(notices);
}

async function join(project: ProjectImport, folder: string, isDry: boolean, terminal: Terminal): Promise<ExitCode> {
  const study = await readStudy(folder);
  const { edits, notices, codes, coded, present } = await project.into(study);
  const texts = [...edits].map(([name, list]) => {
    const before = (name === codebookPath ? study.codebook.text : study.transcript(name)?.text)?.text ?? '';
    return [name, { before, after: applyEdits(before, list) }] as const;
  });
  if (!isDry) await writeChange(folder, { texts: new Map(texts), moved: new Map(), deleted: [] });
  tell(notices, undefined, terminal);
  const said = [`${numberOf(codes, 'code')} ${isDry ? 'to be added' : 'added'}`];
  if (!project.isCodebook) said.push(`${numberOf(coded, 'passage')} ${isDry ? 'to be coded' : 'coded'}`);
  if (present > 0) said.push(`${present} coded so already`);
  terminal.write(`${path.relative(terminal.folder, folder) || '.'}: ${said.join(', ')}\n`);
  return exitOf(notices);
}

/** A study that is there is never written over: what the project would make otherwise is told. */
async function compare(project: ProjectImport, folder: string, terminal: Terminal): Promise<ExitCode> {
  const { differencesOf } = await import('../../core/exchange/compareStudy.js');
  const { files, report } = await project.asStudy();
  const differences = await differencesOf(files, report, (name) =>
    fs.readFile(path.join(folder, name)).catch(() => undefined),
  );
  if (differences.length === 0) {
    terminal.write('The study is what this file says already.\n');
    return exitCodes.done;
  }
  for (const difference of differences) terminal.write(`${lineOf(difference)}\n`);
  terminal.writeError(
    'There is a study here already, and nothing was written. Import into an empty folder, then compare or merge the two.\n',
  );
  return exitCodes.problems;
}

function lineOf({ path: name, isMissing, lines }: FileDifference): string {
  if (isMissing) return `missing: ${name}`;
  if (lines === undefined) return `different: ${name}`;
  return `different: ${name} (from line ${lines.first}; ${lines.count} lines are not there)`;
}

/** So many notices are printed; all stand in the report. */
const mostTold = 40;

function tell(notices: readonly ProjectNotice[], report: string | undefined, terminal: Terminal): void {
  const ordered = inOrderOfWeight(notices);
  const shown = report === undefined ? ordered : ordered.slice(0, mostTold);
  for (const { message } of shown) terminal.writeError(`${formatMessage(message)}\n`);
  if (shown.length < ordered.length)
    terminal.writeError(`… and ${ordered.length - shown.length} more, in ${report ?? ''}.\n`);
}

function exitOf(notices: readonly ProjectNotice[]): ExitCode {
  return notices.some(({ kind }) => kind === 'broken') ? exitCodes.problems : exitCodes.done;
}
