import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

/** What git came to. */
export interface Asked {
  readonly status: number | null;
  readonly said: string;
}

/** Runs git in a folder as somebody at a terminal would, whatever it comes to. */
export function tryGit(folder: string, ...args: readonly string[]): Asked {
  const who = ['-c', 'user.name=Kari', '-c', 'user.email=kari@example.org', '-c', 'commit.gpgsign=false'];
  const { status, stdout, stderr } = spawnSync('git', [...who, ...args], { cwd: folder, encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

/** Runs git in a folder, which has to come to an end well. */
export function git(folder: string, ...args: readonly string[]): string {
  const { status, said } = tryGit(folder, ...args);
  assert.equal(status, 0, said);
  return said.trim();
}
