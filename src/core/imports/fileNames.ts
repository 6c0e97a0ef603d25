import { memoFileName } from '../notes/newMemo.js';
import { studyPath } from '../study/paths.js';

const endings = /\.(?:txt|docx?|rtf|odt|pdf|md|markdown|html?|vtt|srt|json|mp[34]|wav|m4a)$/i;

/** Paths of a study that is being written: each is given once, whatever case a file system takes for the same. */
export class FileNames {
  readonly #taken = new Set<string>();

  /** A path that is wanted, if it is free and leads to nowhere else. */
  take(path: string): string | undefined {
    const inStudy = studyPath(path);
    const key = inStudy.toLowerCase();
    if (!isSafePath(inStudy) || this.#taken.has(key)) return undefined;
    this.#taken.add(key);
    return inStudy;
  }

  /** A free path in a folder for a document of some name: `transcripts/Interview 1.md`. */
  name(folder: string, name: string): string {
    const title = name.slice(name.search(/[^/\\]*$/)).replace(endings, '');
    const file = memoFileName(title, (each) => this.#taken.has(`${folder}/${each}`.toLowerCase()));
    const path = `${folder}/${file}`;
    this.#taken.add(path.toLowerCase());
    return path;
  }
}

/** Whether a path stays inside the study and has no part that a file system reads otherwise. */
function isSafePath(path: string): boolean {
  return (
    path.length < 400 &&
    path.split('/').every((part) => part !== '' && !/^\.|[\u0000-\u001f<>:"\\|?*]|[. ]$/.test(part))
  );
}
