import { ArchiveError } from '../archive/archiveError.js';
import type { ImportedStudy, ProjectWatch } from '../imports/codedProject.js';
import { importCodebook } from '../refi/importCodebook.js';
import { importRefiStudy } from '../refi/importProject.js';
import type { ReadBeside } from '../refi/openProject.js';
import { codebookPath } from '../study/paths.js';
import type { Study } from '../study/study.js';
import { message } from '../text/message.js';
import { ProjectFiles, type ExchangeFile } from './files.js';
import type { ExchangeFormat } from './formats.js';
import { importOther } from './importOther.js';
import { formatsIntoStudy, intoStudy, type FormatIntoStudy, type IntoStudy } from './intoStudy.js';
import { stemOf } from './projectBuilder.js';
import { fileOfFormat, recognizeProject, type RecognizedProject } from './recognizeProject.js';

/** Files that may be a project of another program. */
export interface GivenProject {
  /** What their folder, or the first of them, is called. */
  readonly name: string;
  readonly files: readonly ExchangeFile[];
  /** What it is, if somebody says so. */
  readonly format?: ExchangeFormat;
  /** Files in the same folder, which belong to the project only if it names them. */
  readonly beside: () => Promise<readonly ExchangeFile[]>;
  readonly readBeside: ReadBeside;
}

type Format = RecognizedProject['format'] | 'refi' | 'qdc';

/** A project of another program, or a part of one, whose format is known. */
export class ProjectImport {
  readonly name: string;
  readonly #format: Format;
  readonly #given: GivenProject;
  /** The file that it is told by, and all of them. */
  readonly #path: string;
  readonly #files: ProjectFiles;

  private constructor(given: GivenProject, format: Format, path: string, files: ProjectFiles) {
    this.name = given.name;
    this.#given = given;
    this.#format = format;
    this.#path = path;
    this.#files = files;
  }

  /**
   * Tells what files are.
   * @returns undefined where they are no project that is known.
   * @throws ArchiveError where an archive is broken or hostile.
   */
  static async open(given: GivenProject): Promise<ProjectImport | undefined> {
    const { name, files, format } = given;
    const exchanged = files.find(({ path }) => /\.(?:qdpx|qdc)$/i.test(path));
    if (exchanged !== undefined && format === undefined) {
      if (files.length > 1) throw new ArchiveError(message('A project is imported by itself: {0}', exchanged.path));
      const kind = /\.qdc$/i.test(exchanged.path) ? 'qdc' : 'refi';
      return new ProjectImport(given, kind, exchanged.path, await ProjectFiles.open(name, files));
    }
    const opened = await ProjectFiles.open(name, files, await given.beside());
    if (format === undefined) {
      const found = await recognizeProject(opened);
      return found === undefined ? undefined : new ProjectImport(given, found.format, found.path, opened);
    }
    const path = fileOfFormat(format, opened);
    if (path === undefined) throw new ArchiveError(message('There is no file in this project.'));
    return new ProjectImport(given, format, path, opened);
  }

  /** Whether it is a codebook alone. */
  get isCodebook(): boolean {
    return this.#format === 'qdc' || this.#format === 'taguette-codebook';
  }

  /** Whether it can be brought into a study that is there. */
  get canJoin(): boolean {
    return this.#joining !== undefined;
  }

  get #joining(): FormatIntoStudy | undefined {
    return formatsIntoStudy.find((each) => each === this.#format);
  }

  /**
   * Makes a study of it.
   * @throws ArchiveError where it is broken, hostile, or not what it is said to be.
   */
  async asStudy(watch: ProjectWatch = {}): Promise<ImportedStudy> {
    const { name, readBeside } = this.#given;
    if (this.#format === 'refi')
      return importRefiStudy(await this.#files.read(this.#path), lastOf(this.#path), readBeside, watch);
    if (this.#format === 'qdc') {
      const made = await importCodebook(await this.#files.read(this.#path), stemOf(this.#path), undefined);
      const files = new Map([[codebookPath, made.text]]);
      return { files, notices: made.notices, report: undefined, codes: made.added, transcripts: 0, passages: 0 };
    }
    return importOther(name, this.#files, this.#format, this.#path, watch);
  }

  /**
   * Brings it into a study that is there, of which all transcripts have been read.
   * @throws ArchiveError where it is broken, or of a kind that makes a study of its own.
   */
  async into(study: Study, watch: ProjectWatch = {}): Promise<IntoStudy> {
    const format = this.#joining;
    if (format === undefined) throw new ArchiveError(message('This project becomes a study of its own.'));
    return intoStudy(format, this.#path, this.#files, study, watch);
  }
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
