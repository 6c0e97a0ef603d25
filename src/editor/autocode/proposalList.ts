import * as vscode from 'vscode';
import { followProposals, type Proposal } from '../../core/autocode/proposals.js';
import type { CodedText } from '../../core/markdown/codedText.js';
import type { Transcript } from '../../core/transcript/transcript.js';
import type { CodeToMake } from '../commands/coding.js';
import type { OpenStudy } from '../studies/openStudy.js';

/** A proposal in the list. */
export interface Entry {
  readonly id: number;
  proposal: Proposal;
  /** Whether it is coded with the others that are chosen. */
  isChosen: boolean;
}

/** What is proposed in one document, in order. */
export interface Group {
  readonly path: string;
  /** The text that the proposals speak of. */
  text: CodedText;
  entries: Entry[];
}

/** What is to be done with what is proposed. */
export interface Purpose {
  readonly study: OpenStudy;
  readonly codes: readonly string[];
  /** A code that is to be made with the first coding. */
  readonly newCode: CodeToMake | undefined;
  /** What was looked for, in a few words. */
  readonly subject: string;
}

/** The proposals that wait to be accepted or rejected. Nothing of them is written anywhere. */
export class ProposalList implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #lost = new vscode.EventEmitter<number>();
  #purpose: Purpose | undefined;
  #groups: readonly Group[] = [];
  #next = 0;

  readonly onDidChange = this.#changed.event;
  /** So many proposals are gone, as their words are no longer there. */
  readonly onDidLose = this.#lost.event;

  dispose(): void {
    this.#changed.dispose();
    this.#lost.dispose();
  }

  get purpose(): Purpose | undefined {
    return this.#purpose;
  }

  set purpose(purpose: Purpose | undefined) {
    this.#purpose = purpose;
  }

  get groups(): readonly Group[] {
    return this.#groups;
  }

  get entries(): readonly Entry[] {
    return this.#groups.flatMap(({ entries }) => entries);
  }

  /** Puts new proposals in the place of those that there are. */
  fill(purpose: Purpose, proposals: readonly Proposal[], transcriptOf: (path: string) => Transcript | undefined): void {
    const groups = new Map<string, Group>();
    for (const proposal of proposals) {
      let group = groups.get(proposal.document);
      if (group === undefined) {
        const text = transcriptOf(proposal.document)?.text;
        if (text === undefined) continue;
        groups.set(proposal.document, (group = { path: proposal.document, text, entries: [] }));
      }
      group.entries.push({ id: ++this.#next, proposal, isChosen: true });
    }
    this.#purpose = purpose;
    this.#groups = [...groups.values()];
    this.#changed.fire();
  }

  groupOf(entry: Entry): Group | undefined {
    return this.#groups.find(({ path }) => path === entry.proposal.document);
  }

  /** Takes proposals out of the list. */
  remove(gone: ReadonlySet<Entry>): void {
    if (gone.size === 0) return;
    for (const group of this.#groups) group.entries = group.entries.filter((entry) => !gone.has(entry));
    this.#groups = this.#groups.filter(({ entries }) => entries.length > 0);
    if (this.#groups.length === 0) this.#purpose = undefined;
    this.#changed.fire();
  }

  choose(entries: Iterable<Entry>, isChosen: boolean): void {
    for (const entry of entries) entry.isChosen = isChosen;
    this.#changed.fire();
  }

  /** Follows the words of the proposals to where they stand now; those whose words are gone go, too. */
  follow(transcriptOf: (path: string) => Transcript | undefined): void {
    const gone = new Set<Entry>();
    let hasMoved = false;
    for (const group of this.#groups) {
      const after = transcriptOf(group.path)?.text;
      if (after === group.text) continue;
      hasMoved = true;
      const before = group.text;
      const found =
        after === undefined
          ? undefined
          : followProposals(
              group.entries.map(({ proposal }) => proposal),
              before,
              after,
            );
      group.entries.forEach((entry, i) => {
        const moved = found?.[i];
        if (moved === undefined) gone.add(entry);
        else entry.proposal = moved;
      });
      if (after !== undefined) group.text = after;
    }
    if (gone.size > 0) {
      this.remove(gone);
      this.#lost.fire(gone.size);
    } else if (hasMoved) {
      this.#changed.fire();
    }
  }
}
