import { ChangesReader } from '../../core/changes/changesReader.js';
import { changeRows, prepareRows, type ChangeRow, type KnownRows } from '../../core/changes/rows.js';
import type { StudyChanges } from '../../core/changes/types.js';
import type { Git } from '../../core/repository/git.js';
import type { StudyState } from '../../core/repository/studyState.js';
import { stateNamed } from '../git/studyGit.js';
import type { OpenStudy } from '../studies/openStudy.js';
import { inWindow } from './inWindow.js';
import { filesName, type ComparedStates } from './states.js';
import { UnsavedTexts } from './unsaved.js';

/** What was compared, and what came of it. */
export interface Reviewed {
  readonly study: OpenStudy;
  readonly states: ComparedStates;
  readonly before: StudyState;
  readonly after: StudyState;
  readonly changes: StudyChanges;
  readonly rows: readonly ChangeRow[];
}

/** Work goes on for so many milliseconds before others have their turn. */
const slice = 8;

/** Compares two states of a study again and again. One comparison has to end before the next one begins. */
export class Reviewing {
  readonly #reader = new ChangesReader();
  readonly #unsaved = new UnsavedTexts();
  readonly #rows: KnownRows = new WeakMap();
  /** The two states as git and the disk have them. */
  #asked:
    { readonly study: OpenStudy; readonly states: ComparedStates; readonly found: readonly StudyState[] } | undefined;

  /**
   * @param isOnlyTyped whether nothing can have changed since the last time but what is not saved: then git is not asked.
   * @throws GitError
   */
  async compare(study: OpenStudy, git: Git, states: ComparedStates, isOnlyTyped: boolean): Promise<Reviewed> {
    const asked = this.#asked;
    const found =
      isOnlyTyped && asked?.study === study && asked.states === states
        ? asked.found
        : await Promise.all([stateNamed(git, states.from), stateNamed(git, states.to)]);
    this.#asked = { study, states, found };
    const [before, after] = found.map((state) => this.#withUnsaved(state, study));
    if (before === undefined || after === undefined) throw new Error('Two states are compared.');
    const breathe = breathing();
    const changes = await this.#reader.read(before, after, breathe);
    await breathe();
    await prepareRows(changes, this.#rows, breathe);
    return { study, states, before, after, changes, rows: changeRows(changes, inWindow, this.#rows) };
  }

  #withUnsaved(state: StudyState, study: OpenStudy): StudyState {
    if (state.name !== filesName) return state;
    const { state: typed, parsed } = this.#unsaved.over(state, study);
    for (const [id, text] of parsed) this.#reader.know(id, text);
    return typed;
  }
}

/** Lets others have their turn after each slice of work. */
function breathing(): () => Promise<void> {
  let begun = performance.now();
  return async () => {
    if (performance.now() - begun < slice) return;
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
    begun = performance.now();
  };
}
