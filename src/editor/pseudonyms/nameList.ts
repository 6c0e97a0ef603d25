import * as vscode from 'vscode';
import type { Proposal } from '../../core/pseudonyms/proposals.js';
import type { Suggestion } from '../../core/pseudonyms/suggestions.js';
import type { Study } from '../../core/study/study.js';
import type { OpenStudy } from '../studies/openStudy.js';
import type { KeyFile } from './keyFile.js';

/** A place where a real name stands. */
export interface NameEntry {
  readonly proposal: Proposal;
  isChosen: boolean;
}

/** All places of one row of the key. */
export interface NameGroup {
  readonly row: number;
  readonly real: string;
  readonly replacement: string;
  readonly entries: readonly NameEntry[];
}

/** What was found in a study with a key. The numbers and places are those of one snapshot. */
export interface FoundNames {
  readonly study: OpenStudy;
  readonly snapshot: Study;
  readonly key: KeyFile;
  readonly groups: readonly NameGroup[];
  /** What the key may have missed, the frequent first. */
  readonly missed: readonly Suggestion[];
}

/** The names that wait to be replaced. */
export class NameList implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChange = this.#changed.event;
  #found: FoundNames | undefined;

  get found(): FoundNames | undefined {
    return this.#found;
  }

  get entries(): readonly NameEntry[] {
    return this.#found?.groups.flatMap(({ entries }) => entries) ?? [];
  }

  get chosen(): readonly Proposal[] {
    return this.entries.filter(({ isChosen }) => isChosen).map(({ proposal }) => proposal);
  }

  /** Puts what was found in the place of what there is; what somebody has left out before stays left out. */
  fill(found: Omit<FoundNames, 'groups'>, proposals: readonly Proposal[]): void {
    const left = new Set(this.entries.filter(({ isChosen }) => !isChosen).map(({ proposal }) => placeOf(proposal)));
    const byRow = new Map<number, NameEntry[]>();
    for (const proposal of proposals) {
      const entry = { proposal, isChosen: !left.has(placeOf(proposal)) };
      const known = byRow.get(proposal.row);
      if (known === undefined) byRow.set(proposal.row, [entry]);
      else known.push(entry);
    }
    const groups = found.key.key.entries.flatMap(({ row, spellings, replacement }): NameGroup[] => {
      const entries = byRow.get(row);
      return entries === undefined ? [] : [{ row, real: spellings[0] ?? '', replacement, entries }];
    });
    this.#found = { ...found, groups };
    this.#changed.fire(undefined);
  }

  clear(): void {
    this.#found = undefined;
    this.#changed.fire(undefined);
  }

  choose(entries: Iterable<NameEntry>, isChosen: boolean): void {
    for (const entry of entries) entry.isChosen = isChosen;
    this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

function placeOf({ path, before, found, after, row }: Proposal): string {
  return JSON.stringify([path, row, before, found, after]);
}
