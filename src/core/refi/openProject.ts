import { ArchiveError } from '../archive/archiveError.js';
import { openZip, type ArchiveFile } from '../archive/readZip.js';
import { decodeXml, readXml } from '../archive/xml.js';
import { decodeText } from '../imports/encoding.js';
import type { ProjectNotice } from '../imports/codedProject.js';
import { message } from '../text/message.js';
import type { RefiCodebook, RefiProject, RefiText } from './project.js';
import { readCodebook, readProject } from './readProject.js';

/** A project's text as it stands in its file. */
export interface StoredText {
  /** With its line ends and, where it has one, its BOM. */
  readonly text: string;
  /** Whether it stands in the XML, where line ends are one character. */
  readonly isInXml: boolean;
}

/** An opened `.qdpx`. */
export interface OpenedProject {
  readonly project: RefiProject;
  /** What the archive holds besides the project. */
  readonly files: readonly ArchiveFile[];
  readonly notices: readonly ProjectNotice[];
}

/** Gives the bytes of a file that lies beside the project, by a path that does not lead outside; undefined where there is none. */
export type ReadBeside = (path: string) => Promise<Uint8Array | undefined>;

/**
 * Opens a `.qdpx`.
 * @throws ArchiveError where it is broken or hostile, or holds no project.
 */
export function openProject(bytes: Uint8Array): OpenedProject {
  const files = openZip(bytes);
  const file = projectFile(files);
  if (file === undefined) throw new ArchiveError(message('This archive holds no project of REFI-QDA.'));
  const { root, broken } = readXml(decodeXml(file.read()));
  if (root.name !== 'Project') throw new ArchiveError(message('This archive holds no project of REFI-QDA.'));
  const { read: project, problems } = readProject(root);
  const notices: ProjectNotice[] = problems.map((sentence) => ({ kind: 'broken', message: sentence }));
  if (broken !== undefined) notices.unshift({ kind: 'broken', message: broken });
  return { project, files: files.filter((each) => each !== file), notices };
}

/**
 * Opens a `.qdc`.
 * @throws ArchiveError where it is no codebook.
 */
export function openCodebook(bytes: Uint8Array): {
  readonly codebook: RefiCodebook;
  readonly notices: readonly ProjectNotice[];
} {
  const { root, broken } = readXml(decodeXml(bytes));
  if (root.name !== 'CodeBook') throw new ArchiveError(message('This file holds no codebook of REFI-QDA.'));
  const { read: codebook, problems } = readCodebook(root);
  const notices: ProjectNotice[] = problems.map((sentence) => ({ kind: 'broken', message: sentence }));
  if (broken !== undefined) notices.unshift({ kind: 'broken', message: broken });
  return { codebook, notices };
}

function projectFile(files: readonly ArchiveFile[]): ArchiveFile | undefined {
  return (
    files.find(({ path }) => path.toLowerCase() === 'project.qde') ??
    files.find(({ path }) => /^[^/]*\.qde$/i.test(path)) ??
    files.find(({ path }) => /\.qde$/i.test(path))
  );
}

/** Finds the texts of a project: in the XML, in the archive, or in a file beside it. */
export class TextFinder {
  readonly #files = new Map<string, ArchiveFile>();
  readonly #basePath: string;
  readonly #beside: ReadBeside;

  constructor({ project, files }: OpenedProject, beside: ReadBeside) {
    for (const file of files) {
      const path = file.path.toLowerCase();
      if (!this.#files.has(path)) this.#files.set(path, file);
    }
    this.#basePath = project.basePath ?? '';
    this.#beside = beside;
  }

  /** The file of the archive that a path means. Programs write the folder in either case, and leave out where the path leads. */
  fileOf(path: string): ArchiveFile | undefined {
    const name = path
      .replace(/^internal:\/*/i, '')
      .replaceAll('\\', '/')
      .normalize('NFC')
      .toLowerCase();
    if (/^[a-z]+:/.test(name) || name === '') return undefined;
    return this.#files.get(`sources/${name}`) ?? this.#files.get(name);
  }

  /** @returns why there is none, where there is none. */
  async textOf({
    content,
    plainTextPath,
  }: Pick<RefiText, 'content' | 'plainTextPath'>): Promise<StoredText | 'missing' | 'none'> {
    if (content !== undefined) return { text: content, isInXml: true };
    if (plainTextPath === undefined || plainTextPath.trim() === '') return 'none';
    const bytes = this.fileOf(plainTextPath)?.read() ?? (await this.#fileBeside(plainTextPath));
    return bytes === undefined ? 'missing' : { text: decodeText(bytes).text, isInXml: false };
  }

  /** Files are looked for beside the project only: a path that leads elsewhere is not followed. */
  async #fileBeside(written: string): Promise<Uint8Array | undefined> {
    const relative = /^relative:\/*(.*)$/i.exec(written.trim())?.[1];
    if (relative === undefined) return undefined;
    const base = /^(?:[a-z]+:|[\\/])/i.test(this.#basePath) ? '' : `${this.#basePath}/`;
    const parts = `${base}${relative}`
      .replaceAll('\\', '/')
      .split('/')
      .filter((part) => part !== '' && part !== '.');
    if (parts.length === 0 || parts.some((part) => part === '..' || part.includes(':') || part.includes('\0')))
      return undefined;
    return this.#beside(parts.join('/'));
  }
}
