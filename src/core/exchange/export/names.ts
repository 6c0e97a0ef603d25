import type { Study } from '../../study/study.js';

/** A file name for each transcript's path, all in one folder, none twice and none `index`. */
export function exportNames(study: Study, ending: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set([`index.${ending}`]);
  for (const { path } of study.transcripts) {
    const stem = path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '') || 'transcript';
    let name = `${stem}.${ending}`;
    for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${stem} ${number}.${ending}`;
    taken.add(name.toLowerCase());
    names.set(path, name);
  }
  return names;
}
