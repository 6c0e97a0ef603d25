import { alignTexts } from '../aligning/alignTexts.js';
import { CodedText } from '../markdown/codedText.js';
import type { CodedPassage } from '../markdown/types.js';
import type { Commit, History, Progress } from '../story/history.js';
import { FileVersions, type Version } from '../story/versions.js';
import type { Study } from '../study/study.js';
import { matchPassage } from './matchPassage.js';
import { stateOf, type PassageState } from './passageState.js';

/** What happened to a passage: it got other codes, other facts, other edges; its words were changed; its memo came, went or changed. */
export type Happening = 'coded' | 'recoded' | 'facts' | 'resized' | 'reworded' | 'memo';

/** A file's content at one time. */
export interface Content {
  /** In the repository. */
  readonly path: string;
  /** What git knows the content by. */
  readonly blob: string;
}

/** One change of a passage. */
export interface PassageStep {
  /** Undefined where it is not committed yet. */
  readonly commit: Commit | undefined;
  readonly happenings: readonly Happening[];
  /** Undefined where the passage was not coded before. */
  readonly before: PassageState | undefined;
  readonly after: PassageState;
  /** The transcript before the change; undefined where it was not there. */
  readonly from: Content | undefined;
  /** The transcript after it; undefined for the file as it is now. */
  readonly to: Content | undefined;
}

export interface PassageHistory {
  readonly now: PassageState;
  /** The latest first. */
  readonly steps: readonly PassageStep[];
  /** Whether this copy of the repository ends before the passage does: it may be older than its oldest step says. */
  readonly isCutOff: boolean;
}

interface Found {
  readonly version: Version;
  readonly text: CodedText;
  readonly passage: CodedPassage;
  readonly happenings: readonly Happening[];
}

/** So many versions are read at a time. */
const atOnce = 50;

/**
 * Follows a passage back through the commits: through changes of the text around it and in it, other edges, other codes, and other names
 * of its file. Where histories were merged it follows the one that had the passage as it is after the merge, else the first that had it.
 * @param study as it is now, committed or not.
 * @param passage one of the transcript's.
 */
export async function passageHistory(
  history: History,
  study: Study,
  path: string,
  passage: CodedPassage,
  progress: Progress = () => undefined,
): Promise<PassageHistory> {
  const text = study.transcript(path)?.text;
  if (text === undefined) throw new RangeError(`There is no transcript ${path}.`);
  const files = await FileVersions.of(history);
  const versions = await versionsOf(files, history, study, path, text);
  const texts = new Texts(history, versions);
  const steps: PassageStep[] = [];
  let here = { text, passage, version: undefined as Version | undefined };
  let earlier = versions.slice(-1);
  for (let done = 1; ; done++) {
    const found = findIn(await texts.readable(earlier), here);
    const same = found.find(({ happenings }) => happenings.length === 0);
    const next = same ?? found[0];
    if (same === undefined) {
      const { version } = here;
      const before = next?.version ?? earlier[0];
      steps.push({
        commit: version?.commit,
        happenings: next?.happenings ?? ['coded'],
        before: next === undefined ? undefined : stateOf(next.text, next.passage),
        after: stateOf(here.text, here.passage),
        from: before === undefined ? undefined : { path: before.path, blob: before.blob },
        to: version === undefined ? undefined : { path: version.path, blob: version.blob },
      });
    }
    if (next === undefined) break;
    here = next;
    earlier = [...next.version.before];
    await progress(Math.min(1, done / versions.length));
  }
  const isCutOff = history.isShallow && here.version?.commit.parents.length === 0;
  return { now: stateOf(text, passage), steps, isCutOff };
}

/** The passage in each version that has it. */
function findIn(
  versions: readonly (readonly [Version, CodedText])[],
  here: { readonly text: CodedText; readonly passage: CodedPassage },
): readonly Found[] {
  return versions.flatMap(([version, text]) => {
    const matched = matchPassage(here.text, here.passage, text);
    if (matched === undefined) return [];
    const { passage, carried } = matched;
    const [before, after] = [stateOf(text, passage), stateOf(here.text, here.passage)];
    const { clean } = here.passage;
    const isResized = carried?.start !== clean.start || carried.end !== clean.end;
    const kept = carried === undefined ? undefined : here.text.sliceClean(carried.start, carried.end);
    const happenings: Happening[] = [];
    if ([...before.codes].sort().join(' ') !== [...after.codes].sort().join(' ')) happenings.push('recoded');
    if (before.facts !== after.facts) happenings.push('facts');
    if (isResized && before.words !== after.words) happenings.push('resized');
    if (kept !== undefined && kept !== before.words) happenings.push('reworded');
    if (before.memo !== after.memo) happenings.push('memo');
    return [{ version, text, passage, happenings }];
  });
}

/** The versions of a file; where it was renamed since the present commit, those of the file that most of its text stood in. */
async function versionsOf(
  files: FileVersions,
  history: History,
  study: Study,
  path: string,
  text: CodedText,
): Promise<readonly Version[]> {
  const versions = await files.of(path);
  if (versions.length > 0) return versions;
  let best: readonly Version[] = [];
  let most = text.cleanLength / 2;
  for (const other of files.paths) {
    if (study.transcript(other) !== undefined || !other.endsWith('.md')) continue;
    const gone = await files.of(other);
    const last = gone.at(-1);
    const then = last === undefined ? undefined : await textOf(history, last.blob);
    const kept =
      then === undefined ? 0 : alignTexts(then.clean, text.clean).same.reduce((sum, run) => sum + run.length, 0);
    if (kept > most) [best, most] = [gone, kept];
  }
  return best;
}

async function textOf(history: History, blob: string): Promise<CodedText | undefined> {
  for await (const [, text] of history.texts([blob])) return text === undefined ? undefined : CodedText.parse(text);
  return undefined;
}

/** The texts of a file's versions, read from the latest on, as far as they are asked for. */
class Texts {
  readonly #history: History;
  readonly #versions: readonly Version[];
  readonly #texts = new Map<string, string | undefined>();
  #read: number;

  constructor(history: History, versions: readonly Version[]) {
    this.#history = history;
    this.#versions = versions;
    this.#read = versions.length;
  }

  /** The versions with their texts; in the place of one that is no text, those before it. */
  async readable(versions: readonly Version[]): Promise<readonly (readonly [Version, CodedText])[]> {
    const found: (readonly [Version, CodedText])[] = [];
    for (const version of versions) {
      while (!this.#texts.has(version.blob) && this.#read > 0) await this.#readMore();
      const text = this.#texts.get(version.blob);
      if (text === undefined) found.push(...(await this.readable(version.before)));
      else found.push([version, CodedText.parse(text)]);
    }
    return found;
  }

  async #readMore(): Promise<void> {
    const from = Math.max(0, this.#read - atOnce);
    const blobs = new Set(this.#versions.slice(from, this.#read).map(({ blob }) => blob));
    this.#read = from;
    for await (const [blob, text] of this.#history.texts([...blobs])) this.#texts.set(blob, text);
  }
}
