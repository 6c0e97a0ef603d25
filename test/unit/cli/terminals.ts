import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runCli } from '../../../src/cli/cli.js';

/** What a run of the command line came to. */
export interface Run {
  readonly code: number;
  readonly out: string;
  readonly bytes: Buffer;
  readonly error: string;
}

/** Runs the command line in a folder, without a process. */
export async function run(folder: string, ...args: readonly string[]): Promise<Run> {
  const out: Buffer[] = [];
  let error = '';
  const code = await runCli(args, {
    folder,
    isShown: false,
    write: (text) => out.push(Buffer.from(text)),
    writeError: (text) => (error += text),
  });
  const bytes = Buffer.concat(out);
  return { code, out: bytes.toString('utf8'), bytes, error };
}

/** A new folder that is removed after the test. */
export class Folder {
  readonly path = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'emic-cli-')));

  /** Writes files by their paths. */
  write(files: Readonly<Record<string, string | Uint8Array>>): this {
    for (const [name, content] of Object.entries(files)) {
      const file = this.file(name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, content);
    }
    return this;
  }

  file(name: string): string {
    return path.join(this.path, name);
  }

  read(name: string): string {
    return fs.readFileSync(this.file(name), 'utf8');
  }

  bytes(name: string): Buffer {
    return fs.readFileSync(this.file(name));
  }

  remove(): void {
    fs.rmSync(this.path, { recursive: true, force: true });
  }
}
