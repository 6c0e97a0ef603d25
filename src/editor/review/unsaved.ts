import * as vscode from 'vscode';
import type { CodedText } from '../../core/markdown/codedText.js';
import type { StudyState } from '../../core/repository/studyState.js';
import type { OpenStudy } from '../studies/openStudy.js';

interface Typed {
  readonly text: string;
  readonly id: string;
}

/** The files as they are, with what is typed and not saved yet. */
export interface WithUnsaved {
  readonly state: StudyState;
  /** What is typed, by its id, as far as the study has it parsed. */
  readonly parsed: ReadonlyMap<string, CodedText>;
}

/** What is typed in a study's documents and not saved yet. */
export class UnsavedTexts {
  #known = new Map<string, Typed>();
  #count = 0;

  /** @param state the files as they are on disk. */
  over(state: StudyState, study: OpenStudy): WithUnsaved {
    const files = new Map(state.files);
    const known = new Map<string, Typed>();
    const parsed = new Map<string, CodedText>();
    for (const document of vscode.workspace.textDocuments) {
      const path = document.isDirty ? study.pathOf(document.uri) : undefined;
      if (path === undefined) continue;
      const text = document.getText();
      const before = this.#known.get(path);
      // No id of git's has a space; one content has one id.
      const typed = before?.text === text ? before : { text, id: `unsaved ${String(++this.#count)}` };
      known.set(path, typed);
      files.set(path, typed.id);
      const now = study.now();
      const coded = (now?.transcript(path) ?? now?.note(path))?.text;
      if (coded?.text === text) parsed.set(typed.id, coded);
    }
    this.#known = known;
    if (known.size === 0) return { state, parsed };
    const texts = new Map([...known.values()].map(({ id, text }) => [id, text]));
    const read: StudyState['read'] = async (ids) => {
      const found = new Map(await state.read(ids.filter((id) => !texts.has(id))));
      for (const id of ids) {
        const text = texts.get(id);
        if (text !== undefined) found.set(id, new TextEncoder().encode(text));
      }
      return found;
    };
    return { state: { name: state.name, files, read }, parsed };
  }
}
