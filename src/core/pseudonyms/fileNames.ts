import { linksOf } from '../notes/links.js';
import { addressOf } from '../notes/movedLinks.js';
import { relativePath } from '../notes/passageLink.js';
import { pathFrom } from '../notes/targets.js';
import type { CodedText } from '../markdown/codedText.js';
import { codebookPath } from '../study/paths.js';
import type { TextEdit } from '../text/edits.js';
import type { FoundName, NameFinder } from './names.js';

/** A file that has a name in its path. */
export interface FileChange {
  readonly from: string;
  readonly to: string;
  readonly names: readonly FoundName[];
}

/**
 * The files whose paths hold names, in order, with the paths that they are to have; none becomes one that is there.
 * @param paths of all files of the study's folder.
 */
export function fileChanges(paths: readonly string[], finder: NameFinder): readonly FileChange[] {
  const taken = new Set(paths.map((path) => path.toLowerCase()));
  const changes: FileChange[] = [];
  for (const from of [...paths].sort()) {
    const names = from === codebookPath ? [] : finder.find(from, 'path');
    if (names.length === 0) continue;
    const wanted = changedPath(from, names);
    const [, stem = wanted, ending = ''] = /^(.*?)(\.[^./]*)?$/s.exec(wanted) ?? [];
    let to = wanted;
    for (let number = 2; taken.has(to.toLowerCase()); number++) to = `${stem}-${String(number)}${ending}`;
    taken.add(to.toLowerCase());
    changes.push({ from, to, names });
  }
  return changes;
}

function changedPath(path: string, names: readonly FoundName[]): string {
  let changed = '';
  let at = 0;
  for (const { start, end, replacement } of names) {
    changed += path.slice(at, start) + replacement;
    at = end;
  }
  return changed + path.slice(at);
}

/**
 * Makes the links of a document lead to files that have moved.
 * @param path where it stood, inside the study. @param moved where files are now; those that are not named stay.
 * @param where `memos` for transcripts.
 */
export function followFiles(
  text: CodedText,
  path: string,
  moved: ReadonlyMap<string, string>,
  where: 'everything' | 'memos',
): readonly TextEdit[] {
  if (moved.size === 0) return [];
  const edits: TextEdit[] = [];
  const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/') + 1);
  const now = moved.get(path) ?? path;
  for (const link of linksOf(text, where)) {
    if (link.kind !== 'path' || link.path === '') continue;
    const target = pathFrom(path, link.path);
    if (target === undefined) continue;
    const leads = moved.get(target);
    if (leads === undefined && folderOf(now) === folderOf(path)) continue;
    edits.push({
      ...link.pathExtent,
      text: addressOf(relativePath(folderOf(now).replace(/\/$/, ''), leads ?? target)),
    });
  }
  return edits;
}
