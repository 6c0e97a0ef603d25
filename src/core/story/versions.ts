import { studyPath } from '../study/paths.js';
import type { Commit, FileChange, History } from './history.js';

/** A file at one commit. */
export interface Version {
  readonly commit: Commit;
  /** What it is called there, in the repository. */
  readonly path: string;
  /** The id of its content. */
  readonly blob: string;
  /** The versions that the commit's parents have. */
  readonly before: readonly Version[];
}

/** Finds the versions of the files that a study has at its present commit. */
export class FileVersions {
  readonly #history: History;
  readonly #changes: ReadonlyMap<string, ReadonlyMap<string, FileChange>>;
  /** Paths in the repository by paths in the study. */
  readonly #paths: ReadonlyMap<string, string>;

  private constructor(history: History, paths: ReadonlyMap<string, string>) {
    this.#history = history;
    this.#paths = paths;
    this.#changes = new Map(
      history.commits.map(({ id, files }) => [id, new Map(files.map((file) => [file.path, file]))]),
    );
  }

  static async of(history: History): Promise<FileVersions> {
    const { folder, commits } = history;
    const last = commits.at(-1);
    const files = last === undefined ? [] : [...(await history.filesOf(last.id, folder)).keys()];
    const by = folder === '' ? 0 : folder.length + 1;
    return new FileVersions(history, new Map(files.map((path) => [studyPath(path.slice(by)), path])));
  }

  /** The files that the present commit has, by their paths in the study. */
  get paths(): readonly string[] {
    return [...this.#paths.keys()];
  }

  /** The commits that changed a file of the study under its present name, the oldest first. */
  changesOf(path: string): readonly Commit[] {
    const inRepository = this.#paths.get(path);
    if (inRepository === undefined) return [];
    return this.#history.commits.filter(({ id }) => this.#changes.get(id)?.has(inRepository) === true);
  }

  /**
   * The versions of a file, parents before children, whatever it was called; the last one is that of the present commit. Commits that left
   * it as it was have none of their own.
   * @param path in the study. @returns nothing where the present commit does not have it.
   */
  async of(path: string): Promise<readonly Version[]> {
    const names = await this.#namesOf(path);
    const at = new Map<string, Version>();
    const versions: Version[] = [];
    for (const commit of this.#history.commits) {
      const name = names.get(commit.id);
      if (name === undefined) continue;
      const [first] = commit.parents;
      const change = this.#changes.get(commit.id)?.get(name);
      const before = commit.parents.flatMap((id) => at.get(id) ?? []);
      const blob = change === undefined ? at.get(first ?? '')?.blob : change.after;
      if (blob === undefined) continue;
      const same = before.find((version) => version.blob === blob);
      const version = same ?? { commit, path: name, blob, before };
      at.set(commit.id, version);
      if (same === undefined) versions.push(version);
    }
    const last = at.get(this.#history.commits.at(-1)?.id ?? '');
    return last === undefined ? [] : [...versions.filter((version) => version !== last), last];
  }

  /** What the file is called in the repository at each commit that has it, by the commits' ids. */
  async #namesOf(path: string): Promise<ReadonlyMap<string, string>> {
    const names = new Map<string, string>();
    const { commits } = this.#history;
    const [last, name] = [commits.at(-1), this.#paths.get(path)];
    if (last === undefined || name === undefined) return names;
    names.set(last.id, name);
    for (let i = commits.length - 1; i >= 0; i--) {
      const commit = commits[i];
      const now = commit === undefined ? undefined : names.get(commit.id);
      if (commit === undefined || now === undefined) continue;
      const old = await this.#nameBefore(commit, now);
      commit.parents.forEach((parent, number) => {
        const then = number === 0 ? old : now;
        if (then !== undefined && !names.has(parent)) names.set(parent, then);
      });
    }
    return names;
  }

  /** What a file of a commit is called in its first parent; undefined where it is not there. */
  async #nameBefore({ id, parents, files }: Commit, name: string): Promise<string | undefined> {
    const change = this.#changes.get(id)?.get(name);
    const [first] = parents;
    if (change === undefined || change.before !== undefined || first === undefined) return name;
    const gone = files.filter(({ after }) => after === undefined);
    const same = gone.filter(({ before }) => before === change.after);
    if (same.length === 1) return same[0]?.path;
    return gone.length === 0 ? undefined : this.#history.renamedFrom(id, first, name);
  }
}
