import { alignTexts } from '../aligning/alignTexts.js';
import type { CodebookChange } from '../changes/codebookChanges.js';
import { CodedText } from '../markdown/codedText.js';
import type { Study } from '../study/study.js';
import type { Passage } from '../transcript/types.js';
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

/** A passage's codes with the origin of each. */
interface Traced {
  readonly clean: Extent;
  readonly id: string | undefined;
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
  const changes = new Map(story.steps.map((step) => [step.commit.id, step.changes]));
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
      const committed = traceVersions(file.versions, texts, changes);
      const now = traceText(transcript.text, undefined, committed === undefined ? [] : [committed], uncommitted);
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
  changes: ReadonlyMap<string, Changes>,
): Earlier | undefined {
  const traced = new Map<Version, Earlier>();
  for (const version of versions) {
    const text = texts.get(version.blob);
    if (text === undefined) continue;
    const before = version.before.flatMap((parent) => traced.get(parent) ?? []);
    const { commit } = version;
    traced.set(version, { text, passages: traceText(text, commit, before, changes.get(commit.id) ?? []) });
  }
  const last = versions.at(-1);
  return last === undefined ? undefined : traced.get(last);
}

function traceText(
  text: CodedText,
  commit: Commit | undefined,
  before: readonly Earlier[],
  changes: Changes,
): readonly Traced[] {
  const older = olderIds(changes);
  const finders = before.map((earlier) => new Finder(earlier, text));
  return text.passages.map(({ clean, id, codes }) => {
    const origins = new Map<string, Origin>();
    for (const code of codes) {
      const names = [code, ...(older.get(code) ?? [])];
      let origin: Origin | undefined;
      for (const finder of finders) {
        const found = finder.find({ clean, id }, names);
        if (found === undefined) continue;
        origin = found.isWhole ? found.origin : { ...found.origin, resized: commit };
        break;
      }
      origins.set(code, origin ?? { commit, code, resized: undefined });
    }
    return { clean, id, origins };
  });
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
}

/** Finds the passages of a text in an earlier version of it. */
class Finder {
  readonly #byId = new Map<string, Traced>();
  readonly #byPlace = new Map<string, Traced[]>();
  readonly #places: readonly (Extent & { readonly passage: Traced })[];

  constructor({ text, passages }: Earlier, now: CodedText) {
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
  }

  /** The passage of the same words, else of the same id, else the one that shares the most words; each with one of the codes. */
  find(
    { clean, id }: { readonly clean: Extent; readonly id: string | undefined },
    codes: readonly string[],
  ): Found | undefined {
    for (const code of codes) {
      const here = this.#byPlace
        .get(keyOf(clean))
        ?.find(({ origins }) => origins.has(code))
        ?.origins.get(code);
      if (here !== undefined) return { origin: here, isWhole: true };
    }
    for (const code of codes) {
      const named = id === undefined ? undefined : this.#byId.get(id)?.origins.get(code);
      if (named !== undefined) return { origin: named, isWhole: false };
    }
    let best: Found | undefined;
    let most = 0;
    for (const { start, end, passage } of this.#places) {
      const shared = Math.min(end, clean.end) - Math.max(start, clean.start);
      if (shared <= most) continue;
      const origin = codes.map((code) => passage.origins.get(code)).find((each) => each !== undefined);
      if (origin === undefined) continue;
      most = shared;
      best = { origin, isWhole: false };
    }
    return best;
  }
}

function keyOf({ start, end }: Extent): string {
  return `${String(start)} ${String(end)}`;
}
