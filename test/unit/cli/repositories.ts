import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { Folder } from './terminals.js';

/** What a process came to. */
export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly error: string;
}

/** The command line as one file that a process can run. */
export async function bundleCli(file: string): Promise<void> {
  await esbuild.build({
    entryPoints: ['src/cli/main.ts'],
    outfile: file,
    bundle: true,
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
}

/** A git repository of its own, which no settings of the machine reach. */
export class Repository {
  readonly folder = new Folder();
  readonly #emic: string;
  readonly #environment: Readonly<Record<string, string>>;

  /** @param emic the bundled command line. @param environment what git and Emic find in their environment besides. */
  constructor(emic: string, environment: Readonly<Record<string, string>> = {}) {
    this.#emic = emic;
    this.#environment = environment;
    this.git('init', '-q', '-b', 'main');
    for (const [name, value] of [
      ['user.name', 'Kari'],
      ['user.email', 'kari@example.org'],
      ['commit.gpgsign', 'false'],
      ['core.autocrlf', 'false'],
    ] as const)
      this.git('config', name, value);
  }

  /** Runs git, whatever it comes to. */
  try(...args: readonly string[]): Ended {
    return this.#run('git', args, this.folder.path);
  }

  /** Runs git, which has to come to an end well. */
  git(...args: readonly string[]): string {
    const { status, out, error } = this.try(...args);
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${error}${out}`);
    return out;
  }

  /** Runs git with a file as its input. */
  feed(file: string, ...args: readonly string[]): Ended {
    return this.#run('git', args, this.folder.path, fs.readFileSync(file));
  }

  emic(...args: readonly string[]): Ended {
    return this.#run(process.execPath, [this.#emic, ...args], this.folder.path);
  }

  commit(message: string, files: Readonly<Record<string, string | Uint8Array>>): void {
    this.folder.write(files);
    this.git('add', '-A');
    this.git('commit', '-q', '--allow-empty', '-m', message);
  }

  #run(program: string, args: readonly string[], cwd: string, input?: Uint8Array): Ended {
    const { status, stdout, stderr } = spawnSync(program, [...args], {
      cwd,
      ...(input === undefined ? {} : { input }),
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        HOME: this.folder.path,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: path.join(this.folder.path, '.nowhere'),
        GIT_EDITOR: 'true',
        LC_ALL: 'C',
        ...this.#environment,
      },
    });
    return { status, out: stdout, error: stderr };
  }
}

/** Repositories and folders for the tests of the surrounding `describe`, removed after each. */
export function scratchRepositories(): { readonly start: () => Repository; readonly folder: () => Folder } {
  const folders: Folder[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) folder.remove();
  });
  return {
    start: () => {
      const repository = new Repository('');
      folders.push(repository.folder);
      return repository;
    },
    folder: () => {
      const folder = new Folder();
      folders.push(folder);
      return folder;
    },
  };
}
