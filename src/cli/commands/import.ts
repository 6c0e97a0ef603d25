import fs from 'node:fs/promises';
import path from 'node:path';
import type { DifferencePart } from '../../core/imports/difference.js';
import { decodeText, encodings, type Encoding } from '../../core/imports/encoding.js';
import { planImport, type ImportFile, type ImportPlan, type PlannedDocument } from '../../core/imports/planImport.js';
import { readQuestions, type GuideHeading } from '../../core/imports/questions.js';
import { sentenceOf } from '../../core/imports/report.js';
import { studyPath } from '../../core/study/paths.js';
import type { Study } from '../../core/study/study.js';
import { transcriptMatcher } from '../../core/study/transcriptFiles.js';
import { formatMessage } from '../../core/text/message.js';
import { studyFolder, type Arguments, type Command } from '../command.js';
import { codeOf, reasonOf, writeWhole } from '../files.js';
import { readStudy } from '../studyFolder.js';
import { CommandError, exitCodes, type ExitCode, type Terminal } from '../terminal.js';
import { formatOption, importProject } from './importProject.js';

export const importCommand: Command = {
  name: 'import',
  operands: '<file or folder>...',
  least: 1,
  most: 100_000,
  about:
    'make transcripts of WebVTT, SRT, Whisper’s JSON, Word, OpenDocument, plain text and Markdown, or a study of a project (.qdpx, .qdc, Taguette, QualCoder, RQDA, qc, Quadro, Anselm, QCoder, CSV, Web Annotations)',
  options: [
    { name: 'study', value: '<folder>', about: 'the study; the current folder if it is left out' },
    { name: 'into', value: '<folder>', about: 'the folder in the study that the transcripts go to' },
    { name: 'questions', value: '<file>', about: 'questions, one a line, that become headings where they are asked' },
    {
      name: 'speakers',
      value: '<name>=<id>',
      multiple: true,
      about: 'who a speaker is in the study, as in SPEAKER_00=A1; several have commas between',
    },
    { name: 'participants', about: 'write those who answer into each transcript’s front matter' },
    formatOption,
    { name: 'encoding', value: encodings.join('|'), about: 'how texts are written; else it is detected' },
    {
      name: 'beside',
      about: 'import what was imported before and has another text now as a transcript beside the first',
    },
    { name: 'dry-run', about: 'say what would be done, and write nothing' },
  ],
  async run(args, terminal) {
    const folder = studyFolder(terminal, args.text('study'));
    const project = await importProject(args, folder, terminal);
    if (project !== undefined) return project;
    const encoding = readEncoding(args);
    const speakers = readSpeakers(args);
    const questions = await readGuide(args, terminal);
    const study = await readStudy(folder);
    const { files, passedOver } = await findFiles(args.positionals, terminal, ownFiles(folder, study));
    if (passedOver > 0)
      terminal.writeError(`Files in folders that look like no transcripts were passed over: ${passedOver}.\n`);
    const into = args.text('into');
    const plan = await planImport(files, study, {
      paths: [...(await pathsIn(folder, 'originals')), ...(await pathsIn(folder, into ?? '.'))],
      questions,
      speakers,
      participants: args.has('participants'),
      whenChanged: args.has('beside') ? 'beside' : 'show',
      ...(into === undefined ? {} : { into }),
      ...(encoding === undefined ? {} : { encoding }),
    }).catch((error: unknown) => {
      const sentence = sentenceOf(error);
      throw sentence === undefined ? error : new CommandError(formatMessage(sentence));
    });
    if (!args.has('dry-run')) await writeAll(folder, plan);
    return report(plan, args.has('dry-run'), terminal);
  },
};

function readEncoding(args: Arguments): Encoding | undefined {
  return args.text('encoding') === undefined ? undefined : args.choice('encoding', encodings);
}

function readSpeakers(args: Arguments): Readonly<Record<string, string>> {
  const pairs = args.lists('speakers').map((text): [string, string] => {
    const at = text.indexOf('=');
    const name = text.slice(0, at).trim();
    const id = text.slice(at + 1).trim();
    if (at < 0 || name === '' || id === '')
      throw new CommandError(`--speakers is a name and an id, as in SPEAKER_00=A1, and not ${text}.`);
    return [name, id];
  });
  return Object.fromEntries(pairs);
}

async function readGuide(args: Arguments, terminal: Terminal): Promise<readonly GuideHeading[]> {
  const name = args.text('questions');
  if (name === undefined) return [];
  const bytes = await readBytes(path.resolve(terminal.folder, name), name);
  const questions = readQuestions(decodeText(bytes).text);
  if (questions.every(({ isQuestion }) => !isQuestion))
    throw new CommandError(`${name} holds no questions, one a line.`);
  return questions;
}

async function readBytes(file: string, name: string): Promise<Uint8Array> {
  return fs.readFile(file).catch((error: unknown) => {
    throw new CommandError(`${name} cannot be read: ${reasonOf(error)}`);
  });
}

/** Tells of a file whether it is the study's own. */
function ownFiles(folder: string, study: Study): (file: string) => boolean {
  const isTranscript = transcriptMatcher(study.settings.transcripts);
  const own = /^(?:codebook\.md|code-index\.json|(?:originals|memos|analysis|node_modules)\/.*)$/;
  return (file) => {
    const inStudy = path.relative(folder, file).split(path.sep).join('/');
    return !inStudy.startsWith('../') && (own.test(inStudy) || isTranscript(inStudy));
  };
}

const transcripts = /\.(?:vtt|srt|json|docx|odt|txt|text|md|markdown|qmd)$/i;

/**
 * The files that are named, whatever they are, and those in the folders that are named which look like transcripts, in order.
 * @param isOwn whether a file is the study's own.
 */
async function findFiles(
  names: readonly string[],
  terminal: Terminal,
  isOwn: (file: string) => boolean,
): Promise<{ readonly files: readonly ImportFile[]; readonly passedOver: number }> {
  const files: ImportFile[] = [];
  let passedOver = 0;
  const add = async (name: string, isNamed: boolean): Promise<void> => {
    const file = path.resolve(terminal.folder, name);
    const stat = await fs.stat(file).catch((error: unknown) => {
      throw new CommandError(`${name} cannot be read: ${reasonOf(error)}`);
    });
    if (stat.isDirectory()) {
      const inside = (await fs.readdir(file)).filter((each) => !each.startsWith('.')).sort();
      for (const each of inside) await add(path.join(name, each), false);
    } else if (isNamed || (stat.isFile() && transcripts.test(name) && !isOwn(file)))
      files.push({ name, read: () => readBytes(file, name) });
    else if (!isOwn(file)) passedOver++;
  };
  for (const name of names) await add(name, true);
  if (files.length === 0) throw new CommandError('There is no file to import there.');
  return { files, passedOver };
}

/** The paths in the study of all files in one of its folders, but those of packages and version control. */
async function pathsIn(study: string, folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  const look = async (inStudy: string): Promise<void> => {
    const entries = await fs.readdir(path.join(study, inStudy), { withFileTypes: true }).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return [];
      throw new CommandError(`${inStudy} cannot be read: ${reasonOf(error)}`);
    });
    for (const entry of entries) {
      const inside = path.posix.join(inStudy, entry.name);
      if (!entry.isDirectory()) found.push(studyPath(inside));
      else if (entry.name !== '.git' && entry.name !== 'node_modules') await look(inside);
    }
  };
  if (!path.isAbsolute(folder) && !folder.split(/[\\/]/).includes('..')) await look(folder.replaceAll('\\', '/'));
  return found;
}

/** Writes all files of a plan. If one cannot be written, those that were are taken away again. */
async function writeAll(study: string, { files }: ImportPlan): Promise<void> {
  const written: string[] = [];
  try {
    for (const file of files) {
      const place = path.join(study, ...file.path.split('/'));
      await fs.mkdir(path.dirname(place), { recursive: true }).catch((error: unknown) => {
        throw new CommandError(`${path.dirname(place)} cannot be made: ${reasonOf(error)}`);
      });
      const isThere = await fs.lstat(place).then(
        () => true,
        () => false,
      );
      if (isThere)
        throw new CommandError(`${file.path} has come into being in the meantime. Nothing was written. Try again.`);
      await writeWhole(place, 'content' in file ? file.content : await file.copyOf.read());
      written.push(place);
    }
  } catch (error) {
    for (const place of written) await fs.rm(place, { force: true });
    throw error;
  }
}

function report({ documents }: ImportPlan, isDry: boolean, terminal: Terminal): ExitCode {
  for (const document of documents) {
    const lines = [
      formatMessage(document.sentence),
      ...document.notes.map(({ message }) => `  ${formatMessage(message)}`),
    ];
    if (document.kind === 'changed') lines.push(...differenceLines(document.difference));
    const text = `${lines.join('\n')}\n`;
    if (document.kind === 'failed') terminal.writeError(text);
    else terminal.write(text);
  }
  const count = (kind: PlannedDocument['kind']): number => documents.filter((each) => each.kind === kind).length;
  const parts = [`${count('new')} ${isDry ? 'to be imported' : 'imported'}`];
  if (count('same') > 0) parts.push(`${count('same')} in the study already`);
  if (count('changed') > 0) parts.push(`${count('changed')} with another text`);
  if (count('failed') > 0) parts.push(`${count('failed')} not imported`);
  terminal.write(`${parts.join(', ')}\n`);
  const isBroken = documents.some(({ notes }) => notes.some(({ kind }) => kind === 'broken'));
  return count('failed') + count('changed') > 0 || isBroken ? exitCodes.problems : exitCodes.done;
}

/** Changes with a few words around, `[-removed-]` and `{+added+}` as in `git diff --word-diff`. */
function differenceLines(parts: readonly DifferencePart[]): readonly string[] {
  const around = 40;
  const most = 20;
  const lines: string[] = [];
  let line = '';
  let changes = 0;
  const plain = (text: string): string => text.replace(/\s+/g, ' ');
  for (const [i, { kind, text }] of parts.entries()) {
    if (kind !== 'same') {
      changes++;
      line += kind === 'removed' ? `[-${plain(text)}-]` : `{+${plain(text)}+}`;
      continue;
    }
    const said = plain(text);
    if (i > 0) line += said.length > 2 * around ? `${said.slice(0, around)}…` : said;
    if (said.length > 2 * around || i === 0) {
      if (line !== '') lines.push(line);
      line = i < parts.length - 1 ? (said.length > around ? `…${said.slice(-around)}` : said) : '';
    }
  }
  if (line !== '' && changes > 0) lines.push(line);
  const shown = lines.slice(0, most).map((each) => `    ${each}`);
  return lines.length > most ? [...shown, `    … and ${lines.length - most} more places`] : shown;
}
