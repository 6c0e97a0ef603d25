import { alignTexts } from '../aligning/alignTexts.js';
import type { CodebookChange } from '../changes/codebookChanges.js';
import type { Codebook } from '../codebook/codebook.js';
import { factsOf } from '../coding/facts.js';
import { CodedText } from '../markdown/codedText.js';
import type { Study } from '../study/study.js';
import type { Passage } from '../transcript/types.js';
import type { CodedPassage } from '../markdown/types.js';
import type { Extent } from '../text/edits.js';
import type { Commit, History, Progress } from './history.js';
import type { Story } from './story.js';
import { FileVersions, type Version } from './versions.js';

/** When a passage was given a code. */
export interface Origin {
  /** The commit that did; undefined where nothing is committed of it yet. */
  readonly commit: Commit | undefined;
  /** The id that the code had then. */
  readonly code: string;
  /** The last commit that let it begin or end at other words; undefined where none did. */
  readonly resized: Commit | undefined;
}

/** Who coded what, and when. */
export interface Origins {
  of(passage: Passage, code: string): Origin | undefined;
}

type Changes = readonly CodebookChange[];

/** What tells a passage from others. */
interface Known {
  readonly clean: Extent;
  readonly id: string | undefined;
  readonly by: string | undefined;
}

/** A passage's codes with the origin of each. */
interface Traced extends Known {
  readonly origins: ReadonlyMap<string, Origin>;
}

/** So many versions are read at a time, and those of whole files. */
const atOnce = 100;

/**
 * Follows each coding of a study back to the commit that made it: through changes of the text, other extents, other names of files, and
 * codes that were renamed, merged or split.
 * @param study as it is now, committed or not.
 */
export async function traceCodings(
  history: History,
  story: Story,
  study: Study,
  uncommitted: Changes,
  progress: Progress = () => undefined,
): Promise<Origins> {
  const versions = await FileVersions.of(history);
  const earlierIds = new EarlierIds(history, story, study.codebook);
  const found = new Map<Passage, ReadonlyMap<string, Origin>>();
  let waiting: { readonly path: string; readonly versions: readonly Version[] }[] = [];
  let done = 0;
  const trace = async (): Promise<void> => {
    const blobs = [...new Set(waiting.flatMap((file) => file.versions.map(({ blob }) => blob)))];
    const texts = new Map<string, CodedText>();
    for await (const [blob, text] of history.texts(blobs))
      if (text !== undefined) texts.set(blob, CodedText.parse(text));
    for (const file of waiting) {
      const transcript = study.transcript(file.path);
      if (transcript === undefined) continue;
      const committed = traceVersions(file.versions, texts, earlierIds);
      const names = earlierIds.uncommitted(uncommitted);
      const now = traceText(transcript.text, undefined, committed === undefined ? [] : [committed], names);
      transcript.passages.forEach((passage, i) => {
        const { origins } = now[i] ?? {};
        if (origins !== undefined) found.set(passage, origins);
      });
      await progress(++done / study.transcripts.length);
    }
    waiting = [];
  };
  for (const { path } of study.transcripts) {
    waiting.push({ path, versions: await versions.of(path) });
    if (waiting.reduce((sum, file) => sum + file.versions.length, 0) >= atOnce) await trace();
  }
  await trace();
  return { of: (passage, code) => found.get(passage)?.get(code) };
}

interface Earlier {
  readonly text: CodedText;
  readonly passages: readonly Traced[];
}

/** The codings of a file's last version. */
function traceVersions(
  versions: readonly Version[],
  texts: ReadonlyMap<string, CodedText>,
  earlierIds: EarlierIds,
): Earlier | undefined {
  const traced = new Map<Version, Earlier>();
  for (const version of versions) {
    const text = texts.get(version.blob);
    if (text === undefined) continue;
    const before = version.before.flatMap((parent) => traced.get(parent) ?? []);
    const { commit } = version;
    traced.set(version, { text, passages: traceText(text, commit, before, earlierIds.at(commit)) });
  }
  const last = versions.at(-1);
  return last === undefined ? undefined : traced.get(last);
}

function traceText(
  text: CodedText,
  commit: Commit | undefined,
  before: readonly Earlier[],
  namesOf: NamesOf,
): readonly Traced[] {
  const finders = before.map((earlier) => new Finder(earlier, text, namesOf));
  return text.passages.map((passage) => {
    const known = { clean: passage.clean, id: passage.id, by: byOf(passage) };
    const origins = new Map<string, Origin>();
    for (const code of passage.codes) {
      const found = finders.flatMap((finder) => finder.find(passage, known, namesOf(code)) ?? []);
      // Of two sides that were merged, the one that has it as it is now.
      const best = [...found].sort((a, b) => a.rank - b.rank)[0];
      const origin = best === undefined || best.isWhole ? best?.origin : { ...best.origin, resized: commit };
      origins.set(code, origin ?? { commit, code, resized: undefined });
    }
    return { ...known, origins };
  });
}

function byOf({ opening }: CodedPassage): string | undefined {
  return factsOf(opening.block).by;
}

/** The ids that a code can have had in the version before, its own first. */
type NamesOf = (code: string) => readonly string[];

/** The ids that codes had at earlier commits. */
class EarlierIds {
  readonly #changes: ReadonlyMap<string, Changes>;
  /** Of each id those that it took the place of, and the commit that did it, by its number. */
  readonly #renamed = new Map<string, { readonly then: string; readonly at: number }[]>();
  readonly #numbers: ReadonlyMap<string, number>;

  /** @param codebook the present one: an id that names a code in it is no earlier id of another. */
  constructor({ commits }: History, { steps }: Story, codebook: Codebook) {
    this.#changes = new Map(steps.map((step) => [step.commit.id, step.changes]));
    this.#numbers = new Map(commits.map(({ id }, i) => [id, i]));
    for (const { commit, changes } of steps)
      for (const change of changes) {
        if (change.kind !== 'renamed' || change.before.id === change.after.id || codebook.has(change.before.id))
          continue;
        const then = { then: change.before.id, at: this.#numbers.get(commit.id) ?? 0 };
        this.#renamed.set(change.after.id, [...(this.#renamed.get(change.after.id) ?? []), then]);
      }
  }

  at(commit: Commit): NamesOf {
    return this.#names(olderIds(this.#changes.get(commit.id) ?? []), this.#numbers.get(commit.id) ?? 0);
  }

  uncommitted(changes: Changes): NamesOf {
    return this.#names(olderIds(changes), Infinity);
  }

  /** A code that was renamed long ago can still come by its earlier id: of a branch that did not know, or of a file that follows later. */
  #names(older: ReadonlyMap<string, readonly string[]>, upTo: number): NamesOf {
    return (code) => {
      const names = new Set([code, ...(older.get(code) ?? [])]);
      for (const name of names)
        for (const { then, at } of this.#renamed.get(name) ?? []) if (at <= upTo) names.add(then);
      return [...names];
    };
  }
}

/** The ids that codes had before a commit, or that their passages had. */
function olderIds(changes: Changes): ReadonlyMap<string, readonly string[]> {
  const older = new Map<string, string[]>();
  const add = (now: string, then: string): void => {
    older.set(now, [...(older.get(now) ?? []), then]);
  };
  for (const change of changes) {
    if (change.kind === 'renamed' && change.before.id !== change.after.id) add(change.after.id, change.before.id);
    if (change.kind === 'merged') for (const { id } of change.sources) add(change.after.id, id);
    if (change.kind === 'split') for (const { id } of change.into) add(id, change.before.id);
  }
  return older;
}

interface Found {
  readonly origin: Origin;
  /** Whether it has the same words. */
  readonly isWhole: boolean;
  /** The less, the surer. */
  readonly rank: number;
}

/** Finds the passages of a text in an earlier version of it. */
class Finder {
  readonly #byId = new Map<string, Traced>();
  readonly #byPlace = new Map<string, Traced[]>();
  readonly #places: readonly (Extent & { readonly passage: Traced })[];
  /** Passages that another one of the text is, word by word; and which one that is. */
  readonly #taken = new Map<Traced, CodedPassage>();

  constructor({ text, passages }: Earlier, now: CodedText, namesOf: NamesOf) {
    const [then, here] = [text.clean, now.clean];
    const alignment = then === here ? undefined : alignTexts(then, here);
    this.#places = passages.flatMap((passage) => {
      const extent = alignment === undefined ? passage.clean : alignment.forth(passage.clean)?.extent;
      return extent === undefined ? [] : [{ start: extent.start, end: extent.end, passage }];
    });
    for (const { start, end, passage } of this.#places) {
      const key = keyOf({ start, end });
      this.#byPlace.set(key, [...(this.#byPlace.get(key) ?? []), passage]);
    }
    for (const passage of passages) if (passage.id !== undefined) this.#byId.set(passage.id, passage);
    for (const passage of now.passages)
      for (const old of this.#byPlace.get(keyOf(passage.clean)) ?? [])
        if (
          old.by === byOf(passage) &&
          passage.codes.some((code) => namesOf(code).some((name) => old.origins.has(name)))
        )
          this.#taken.set(old, passage);
  }

  /**
   * The passage of the same words, else of the same id, else the one that shares the most words; each with one of the codes. What another
   * passage of the text is, or another coder made, is not looked at for the sake of shared words.
   * @param names the code and what it was called before.
   */
  find(passage: CodedPassage, { clean, id, by }: Known, names: readonly string[]): Found | undefined {
    const originIn = (old: Traced | undefined): Origin | undefined =>
      names.map((name) => old?.origins.get(name)).find((origin) => origin !== undefined);
    const isTaken = (old: Traced): boolean => (this.#taken.get(old) ?? passage) !== passage;
    const here = this.#byPlace.get(keyOf(clean)) ?? [];
    const own = originIn(here.find((old) => old.by === by && originIn(old) !== undefined));
    if (own !== undefined) return { origin: own, isWhole: true, rank: 0 };
    const named = originIn(id === undefined ? undefined : this.#byId.get(id));
    if (named !== undefined) return { origin: named, isWhole: false, rank: 1 };
    const other = originIn(here.find((old) => !isTaken(old) && originIn(old) !== undefined));
    if (other !== undefined) return { origin: other, isWhole: true, rank: 2 };
    let best: Found | undefined;
    let most = 0;
    for (const { start, end, passage: old } of this.#places) {
      const shared = Math.min(end, clean.end) - Math.max(start, clean.start);
      if (shared <= most || isTaken(old) || (old.by !== undefined && by !== undefined && old.by !== by)) continue;
      const origin = originIn(old);
      if (origin === undefined) continue;
      most = shared;
      best = { origin, isWhole: false, rank: 3 };
    }
    return best;
  }
}

function keyOf({ start, end }: Extent): string {
  return `${String(start)} ${String(end)}`;
}
