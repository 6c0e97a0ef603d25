/** What git said when it could not do what it was asked to. */
export class GitError extends Error {
  override readonly name = 'GitError';

  constructor(
    /** What git was asked for, such as `log`. */
    readonly command: string,
    /** Its exit code; undefined where it could not be started, or was ended. */
    readonly code: number | undefined,
    message: string,
  ) {
    super(message);
  }
}

export interface GitCall {
  /** What it reads from its standard input. */
  readonly input?: string | Uint8Array;
  /** Ends it. */
  readonly signal?: AbortSignal;
  /** Additions to its environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A way to ask the git that is installed. */
export interface GitProgram {
  /**
   * Runs git, never through a shell.
   * @param folder where it runs, absolute.
   * @returns what it printed.
   * @throws GitError where it could not do it.
   */
  run(folder: string, args: readonly string[], call?: GitCall): Promise<Uint8Array>;
}

/** git in one folder of a repository. */
export class Git {
  readonly #program: GitProgram;

  private constructor(
    program: GitProgram,
    /** Where it is asked: absolute. */
    readonly folder: string,
    /** The repository's working tree, absolute, as git writes it. */
    readonly root: string,
    /** The folder inside the working tree, `/` between folders and one at the end; empty for the root itself. */
    readonly prefix: string,
  ) {
    this.#program = program;
  }

  /** Finds the repository that a folder is in; undefined where it is in none, or where there is no git. */
  static async find(program: GitProgram, folder: string): Promise<Git | undefined> {
    const said = await new Git(program, folder, '', '').ask(['rev-parse', '--show-toplevel', '--show-prefix']);
    const [root, prefix = ''] = said?.split('\n') ?? [];
    return root === undefined || root === '' ? undefined : new Git(program, folder, root, prefix);
  }

  /**
   * What git printed.
   * @param args its command and what belongs to it; what comes from outside stands behind `--`, or is checked before.
   * @throws GitError where it could not do it.
   */
  async bytes(args: readonly string[], call?: GitCall): Promise<Uint8Array> {
    return this.#program.run(this.folder, ['-c', 'core.quotePath=false', ...args], call);
  }

  /** What git printed, as text. @throws GitError */
  async text(args: readonly string[], call?: GitCall): Promise<string> {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await this.bytes(args, call));
  }

  /** What git printed, its last line break apart; undefined where it could not do it. */
  async ask(args: readonly string[], call?: GitCall): Promise<string | undefined> {
    return this.text(args, call).then(
      (text) => text.replace(/\n$/, ''),
      () => undefined,
    );
  }

  /** The parts of what git printed with `-z`. @throws GitError */
  async parts(args: readonly string[], call?: GitCall): Promise<readonly string[]> {
    const parts = (await this.text(args, call)).split('\0');
    if (parts.at(-1) === '') parts.pop();
    return parts;
  }

  /** The full name of the commit that a word such as `HEAD~3` or a branch stands for; undefined where it stands for none. */
  async commit(revision: string): Promise<string | undefined> {
    if (revision === '' || revision.startsWith('-') || /[\0\n]/.test(revision)) return undefined;
    return this.ask(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]);
  }

  /** Whether this copy of the repository lacks what was before its oldest commits. */
  async isShallow(): Promise<boolean> {
    return (await this.ask(['rev-parse', '--is-shallow-repository'])) === 'true';
  }

  /** Whether git ignores a file and does not keep it already. @param file as its file system writes it. */
  async ignores(file: string): Promise<boolean> {
    const isKept = (await this.ask(['ls-files', '--error-unmatch', '--', file])) !== undefined;
    return !isKept && (await this.ask(['check-ignore', '-q', '--', file])) !== undefined;
  }

  /**
   * The contents of blobs by their full names.
   * @throws GitError also where git cannot read one that it should have: what is left out would be told as taken out.
   */
  async blobs(ids: readonly string[], call?: Pick<GitCall, 'signal'>): Promise<ReadonlyMap<string, Uint8Array>> {
    const found = new Map<string, Uint8Array>();
    if (ids.length === 0) return found;
    const said = await this.bytes(['cat-file', '--batch'], { ...call, input: `${ids.join('\n')}\n` });
    const lineFeed = 10;
    for (let at = 0; at < said.length;) {
      const end = said.indexOf(lineFeed, at);
      const [id = '', kind, size] = new TextDecoder().decode(said.subarray(at, end)).split(' ');
      at = end + 1;
      // `<id> missing` has no content behind it.
      if (size === undefined) continue;
      if (kind === 'blob') found.set(id, said.subarray(at, at + Number(size)));
      at += Number(size) + 1;
    }
    const lost = ids.find((id) => !found.has(id));
    if (lost !== undefined) throw new GitError('cat-file', undefined, damaged(lost));
    return found;
  }
}

function damaged(id: string): string {
  const how = 'Get it again from where it was cloned: git fetch --refetch. To see what is missing: git fsck';
  return `The repository is damaged, or was copied in part: it has no content ${id.slice(0, 8)}. ${how}`;
}
