import { studyPath } from '../study/paths.js';

/** What a note is for: thoughts of the researcher, or tables and quotations that are made again in place. */
export type NoteKind = 'memo' | 'analysis';

/** Where notes stand: globs relative to the study's folder. A file that is a transcript is no note. */
export const noteGlobs: readonly string[] = ['memos/**/*.md', 'analysis/**/*.md'];

const folders: Readonly<Record<string, NoteKind>> = { memos: 'memo', analysis: 'analysis' };

/** What kind of note stands at a path inside a study; undefined where none can. */
export function noteKindAt(path: string): NoteKind | undefined {
  const [folder = '', ...inner] = studyPath(path).split('/');
  const isHidden = inner.some((part) => part.startsWith('.') || part === 'node_modules' || part === '');
  if (inner.length === 0 || isHidden || !/.\.md$/.test(inner.at(-1) ?? '')) return undefined;
  return Object.hasOwn(folders, folder) ? folders[folder] : undefined;
}
