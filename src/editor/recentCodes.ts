import type * as vscode from 'vscode';
import type { OpenStudy } from './studies/openStudy.js';

const most = 12;

/** The codes that were used last, in each study, on this machine. */
export class RecentCodes {
  readonly #memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  /** Codes by when they were used, the last first. */
  of(study: OpenStudy | undefined): readonly string[] {
    return this.#memory.get<string[]>(key('recent', study), []);
  }

  /** The codes of the last coding. */
  last(study: OpenStudy | undefined): readonly string[] {
    return this.#memory.get<string[]>(key('last', study), []);
  }

  /** Under which code the last new one was put. */
  lastParent(study: OpenStudy | undefined): string | undefined {
    return this.#memory.get<string>(key('parent', study));
  }

  async note(study: OpenStudy | undefined, codes: readonly string[]): Promise<void> {
    const recent = [...codes, ...this.of(study).filter((code) => !codes.includes(code))].slice(0, most);
    await this.#memory.update(key('recent', study), recent);
    await this.#memory.update(key('last', study), [...codes]);
  }

  async noteParent(study: OpenStudy, parent: string | undefined): Promise<void> {
    await this.#memory.update(key('parent', study), parent);
  }
}

function key(what: string, study: OpenStudy | undefined): string {
  return `emic.${what}:${study?.folder.toString() ?? ''}`;
}
