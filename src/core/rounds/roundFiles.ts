import type { Git } from '../repository/git.js';
import type { StudyState } from '../repository/studyState.js';
import { buildIndex } from '../study/codeIndex.js';
import { formatIndex } from '../study/formatIndex.js';
import type { Study } from '../study/study.js';

/** The texts of files of a state; those that are no UTF-8 are missing. A BOM is kept. */
export async function textOf(state: StudyState, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const ids = new Map(paths.map((path) => [path, state.files.get(path) ?? '']));
  const contents = await state.read([...new Set(ids.values())].filter((id) => id !== ''));
  const texts = new Map<string, string>();
  for (const [path, id] of ids) {
    const bytes = contents.get(id);
    const text = bytes === undefined ? undefined : decode(bytes);
    if (text !== undefined) texts.set(path, text);
  }
  return texts;
}

function decode(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** A file's text without its BOM, and the BOM. */
export function decoded(text: string): { readonly bom: string; readonly body: string } {
  const bom = text.startsWith('\ufeff') ? '\ufeff' : '';
  return { bom, body: text.slice(bom.length) };
}

/**
 * Makes a commit on top of the last one in which some files of the study have other texts, or are gone. Neither the working tree nor what is staged changes.
 * @returns its full name.
 */
export async function writeCommit(
  git: Git,
  files: ReadonlyMap<string, string | undefined>,
  subject: string,
): Promise<string> {
  const index = (await git.text(['rev-parse', '--path-format=absolute', '--git-path', 'emic-round-index'])).trim();
  const environment = { GIT_INDEX_FILE: index };
  await git.text(['read-tree', 'HEAD'], { environment });
  const entries: string[] = [];
  for (const [path, text] of files) {
    if (text === undefined) {
      entries.push(`0 ${'0'.repeat(40)}\t${git.prefix}${path}\0`);
      continue;
    }
    const id = (await git.text(['hash-object', '-w', '--stdin'], { input: text })).trim();
    entries.push(`100644 ${id}\t${git.prefix}${path}\0`);
  }
  await git.text(['update-index', '-z', '--index-info'], { environment, input: entries.join('') });
  const tree = (await git.text(['write-tree'], { environment })).trim();
  return (await git.text(['commit-tree', tree, '-p', 'HEAD', '-m', subject])).trim();
}

/** The code index of a study, as it is written. */
export async function indexOf(study: Study): Promise<string> {
  return formatIndex(await buildIndex(study));
}
