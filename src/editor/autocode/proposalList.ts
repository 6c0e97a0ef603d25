import * as vscode from 'vscode';
import { followProposals, type Proposal } from '../../core/autocode/proposals.js';
import type { CodedText } from '../../core/markdown/codedText.js';
import { compareText } from '../../core/study/paths.js';
import { hashOf } from '../../core/text/hash.js';
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

/** The text of a document before and after its proposals were coded. */
export interface Coded {
  readonly before: string;
  readonly after: string;
}

/** Proposals of one document that were coded: undo brings them back. */
interface Taken {
  readonly path: string;
  readonly before: number;
  readonly after: number;
  readonly entries: readonly Entry[];
  /** Before they were coded, and after: a new code has its id then. */
  readonly purposes: readonly [before: Purpose, after: Purpose];
  state: 'pending' | 'coded' | 'back';
}

/** So often proposals that were coded are remembered, a document at a time. */
const mostTaken = 2_000;

/** The proposals that wait to be accepted or rejected. Nothing of them is written anywhere. */
export class ProposalList implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #lost = new vscode.EventEmitter<number>();
  #purpose: Purpose | undefined;
  #groups: readonly Group[] = [];
  #next = 0;
  #taken: Taken[] = [];
  readonly #hashes = new WeakMap<CodedText, number>();
  readonly #returned = new vscode.EventEmitter<number>();

  readonly onDidChange = this.#changed.event;
  /** So many proposals are gone, as their words are no longer there. */
  readonly onDidLose = this.#lost.event;
  /** So many proposals are there again, as their coding was undone. */
  readonly onDidReturn = this.#returned.event;

  dispose(): void {
    this.#changed.dispose();
    this.#lost.dispose();
    this.#returned.dispose();
  }

  /** The study that proposals are made for, or were. */
  get study(): OpenStudy | undefined {
    return (this.#purpose ?? this.#taken.at(-1)?.purposes[1])?.study;
  }

  get purpose(): Purpose | undefined {
    return this.#purpose;
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
    this.#taken = [];
    this.#changed.fire();
  }

  /**
   * Takes proposals out of the list that are coded now, until that is undone.
   * @param texts of their documents, by path.
   * @param purpose of those that are left.
   */
  code(done: ReadonlySet<Entry>, texts: ReadonlyMap<string, Coded>, purpose: Purpose): void {
    const before = this.#purpose ?? purpose;
    for (const { path, entries } of this.#groups) {
      const coded = texts.get(path);
      const mine = entries.filter((entry) => done.has(entry));
      if (coded === undefined || mine.length === 0) continue;
      this.#taken.push({
        path,
        before: hashOf(coded.before),
        after: hashOf(coded.after),
        entries: mine,
        purposes: [before, purpose],
        state: 'pending',
      });
    }
    this.#taken = this.#taken.slice(-mostTaken);
    this.#purpose = purpose;
    this.remove(done);
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
    this.#followWords(transcriptOf);
    let back = 0;
    // The last is undone first, and done again last.
    for (const taken of [...this.#taken].reverse()) {
      const text = transcriptOf(taken.path)?.text;
      const hash = text === undefined ? undefined : this.#hashOf(text);
      if (taken.state !== 'coded' && hash === taken.after) {
        const gone = taken.state === 'back' ? new Set(taken.entries) : new Set<Entry>();
        taken.state = 'coded';
        if (gone.size === 0) continue;
        this.#purpose = taken.purposes[1];
        this.remove(gone);
      } else if (text !== undefined && taken.state === 'coded' && hash === taken.before) {
        taken.state = 'back';
        back += taken.entries.length;
        this.#bringBack(taken, text);
      }
    }
    if (back === 0) return;
    this.#changed.fire();
    this.#returned.fire(back);
  }

  #bringBack({ path, entries, purposes }: Taken, text: CodedText): void {
    const known = this.#groups.find((group) => group.path === path);
    const group = known ?? { path, text, entries: [] };
    const there = new Set(group.entries);
    group.entries = [...group.entries, ...entries.filter((entry) => !there.has(entry))].sort(
      (a, b) => a.proposal.extent.start - b.proposal.extent.start,
    );
    if (known === undefined) this.#groups = [...this.#groups, group].sort((a, b) => compareText(a.path, b.path));
    this.#purpose = purposes[0];
  }

  #hashOf(text: CodedText): number {
    const known = this.#hashes.get(text);
    if (known !== undefined) return known;
    const hash = hashOf(text.text);
    this.#hashes.set(text, hash);
    return hash;
  }

  #followWords(transcriptOf: (path: string) => Transcript | undefined): void {
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
