import { spawn } from 'node:child_process';
import { GitError, type GitProgram } from '../core/repository/git.js';

export { namedState } from './namedState.js';

/** So much is kept of what git says of an error. */
const mostOfAnError = 10_000;

/**
 * The git that is installed, started by itself and never through a shell, to speak English and to ask nobody.
 * @param executable git's path, or its name on the path.
 */
export function installedGit(executable = 'git'): GitProgram {
  return {
    run: (folder, args, { input, signal, environment } = {}) =>
      new Promise((resolve, reject) => {
        const command = args.find((word, i) => !word.startsWith('-') && args[i - 1] !== '-c') ?? '';
        const child = spawn(executable, args, {
          cwd: folder,
          env: { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', ...environment },
          windowsHide: true,
          ...(signal === undefined ? {} : { signal }),
        });
        const printed: Uint8Array[] = [];
        let complaint = '';
        child.stdout.on('data', (chunk: Uint8Array) => printed.push(chunk));
        child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
          if (complaint.length < mostOfAnError) complaint += chunk;
        });
        child.on('error', (error) => reject(new GitError(command, undefined, error.message)));
        child.on('close', (code) => {
          if (code === 0) resolve(Buffer.concat(printed));
          else reject(new GitError(command, code ?? undefined, complaint.trim()));
        });
        // It may end before it has read all; its exit code tells what that means.
        child.stdin.on('error', () => undefined);
        child.stdin.end(input);
      }),
  };
}
