import { digestOf } from '../refi/ids.js';
import { decodeText } from '../imports/encoding.js';
import { openZip } from '../archive/readZip.js';
import { archiveLimits } from '../archive/limits.js';
import { ArchiveError } from '../archive/archiveError.js';
import { message } from '../text/message.js';
import type { FrontMatterData } from '../markdown/frontMatterData.js';

/** A file of another program's project. */
export interface ExchangeFile {
  /** From the project's folder, `/` between folders; never leads out of it. */
  readonly path: string;
  /** @throws an error that says why it cannot be read. */
  read(): Promise<Uint8Array>;
}

/** Bytes of a text that is read whole. */
const longestText = 200_000_000;

/** The files of a project, of which those that were read are remembered: they are what is kept. */
export class ProjectFiles {
  /** What the folder, the archive or the only file is called. */
  readonly name: string;
  readonly paths: readonly string[];
  readonly #files: ReadonlyMap<string, ExchangeFile>;
  readonly #read = new Map<string, Uint8Array>();
  /** A database is the original of all its documents. */
  readonly #digests = new Map<Uint8Array, string>();
  /** The archive that all of it is in. */
  readonly #archive: { readonly name: string; readonly bytes: Uint8Array } | undefined;
  readonly #beside: ReadonlyMap<string, ExchangeFile>;

  private constructor(
    name: string,
    files: readonly ExchangeFile[],
    beside: readonly ExchangeFile[],
    archive?: { readonly name: string; readonly bytes: Uint8Array },
  ) {
    this.name = name;
    this.#files = new Map(files.map((file) => [file.path, file]));
    this.paths = [...this.#files.keys()].sort();
    this.#archive = archive;
    this.#beside = new Map(beside.map((file) => [file.path, file]));
  }

  /** The files and those beside, which count only if something names them. */
  get named(): readonly string[] {
    return [...this.paths, ...this.#beside.keys()];
  }

  /**
   * The files as they are, or what is in the only one if that is an archive.
   * @param beside files in the same folder, which belong to the project only if it names them.
   * @throws ArchiveError where the archive is broken or hostile.
   */
  static async open(
    name: string,
    files: readonly ExchangeFile[],
    beside: readonly ExchangeFile[] = [],
  ): Promise<ProjectFiles> {
    const [only] = files;
    if (only === undefined || files.length > 1 || !/\.zip$/i.test(only.path))
      return new ProjectFiles(name, files, beside);
    const bytes = await only.read();
    const inside = openZip(bytes, archiveLimits).map((file) => ({
      path: file.path,
      read: () => Promise.resolve(file.read()),
    }));
    const first = inside[0]?.path.split('/')[0] ?? '';
    const isInFolder = inside.every(({ path }) => path.startsWith(`${first}/`));
    const stripped = isInFolder ? inside.map((file) => ({ ...file, path: file.path.slice(first.length + 1) })) : inside;
    return new ProjectFiles(name, stripped, [], { name: only.path, bytes });
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  /** Looks into a file without keeping it. */
  async peek(path: string): Promise<Uint8Array> {
    const file = this.#files.get(path) ?? this.#beside.get(path);
    if (file === undefined) throw new ArchiveError(message('There is no file {0} in this project.', path));
    return this.#read.get(path) ?? (await file.read());
  }

  /** Reads a file, which is kept then. */
  async read(path: string): Promise<Uint8Array> {
    const bytes = await this.peek(path);
    this.#read.set(path, bytes);
    return bytes;
  }

  /** A file as a text: without a BOM, line ends as they stand. */
  async text(path: string): Promise<string> {
    const bytes = await this.read(path);
    if (bytes.length > longestText) throw new ArchiveError(message('{0} is too large.', path));
    return decodeText(bytes).text;
  }

  /** The entry `source` of a transcript that was made of a file which was read. */
  entryOf(path: string): FrontMatterData {
    const archive = this.#archive;
    const bytes = archive?.bytes ?? this.#read.get(path);
    if (bytes === undefined) return {};
    let sha256 = this.#digests.get(bytes);
    if (sha256 === undefined) this.#digests.set(bytes, (sha256 = digestOf(bytes)));
    return { source: { file: keptAt(archive?.name ?? path), sha256 } };
  }

  /** What is kept, by paths in the study, and how many files were not looked at. */
  kept(): { readonly files: ReadonlyMap<string, Uint8Array>; readonly unread: number } {
    if (this.#archive !== undefined)
      return { files: new Map([[keptAt(this.#archive.name), this.#archive.bytes]]), unread: 0 };
    const files = new Map([...this.#read].map(([path, bytes]) => [keptAt(path), bytes]));
    return { files, unread: this.paths.filter((path) => !this.#read.has(path)).length };
  }
}

function keptAt(path: string): string {
  return `originals/${path}`;
}
