import type { Git, GitCall } from '../repository/git.js';
import type { Commit, FileChange, History } from './history.js';

/** So many contents are read at a time. */
const atOnce = 100;

/**
 * The history of a study.
 * @param git in the study's folder.
 * @throws GitError where git cannot read it.
 */
export async function readHistory(git: Git, call: Pick<GitCall, 'signal'> = {}): Promise<History> {
  const [head, branch, shallow] = await Promise.all([
    git.commit('HEAD'),
    git.ask(['symbolic-ref', '--quiet', '--short', 'HEAD'], call),
    git.isShallow(),
  ]);
  return {
    folder: git.prefix.replace(/\/$/, ''),
    commits: head === undefined ? [] : parseLog(await git.parts(logOf(head), call)),
    branch,
    isShallow: shallow,
    async renamedFrom(commit, parent, path) {
      const args = ['diff-tree', '-r', '-z', '--raw', '--no-abbrev', '-M', '--diff-filter=R', parent, commit, '--'];
      const parts = await git.parts(args, call);
      for (let i = 0; i + 2 < parts.length; i += 3) if (parts[i + 2] === path) return parts[i + 1];
      return undefined;
    },
    async filesOf(commit, folder) {
      const args = ['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...(folder === '' ? [] : [folder])];
      const files = (await git.parts(args, call)).flatMap((entry) => {
        const [, mode = '', id = '', path = ''] = /^(\d+) blob ([\da-f]+)\t([\s\S]*)$/.exec(entry) ?? [];
        return mode.startsWith('100') ? [[path, id] as const] : [];
      });
      return new Map(files);
    },
    async *texts(ids) {
      for (let at = 0; at < ids.length; at += atOnce) {
        const some = ids.slice(at, at + atOnce);
        const found = await git.blobs(some, call);
        for (const id of some) yield [id, textOf(found.get(id))];
      }
    },
  };
}

function textOf(bytes: Uint8Array | undefined): string | undefined {
  try {
    // Leaves a BOM out.
    return bytes === undefined ? undefined : new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function logOf(head: string): readonly string[] {
  const format = ['%x01%H', '%P', '%aN', '%aI', '%s'].join('%x00');
  const how = ['-c', 'log.showRoot=true', 'log', '-z', '--reverse', '--topo-order', '--raw', '--no-abbrev'];
  const plain = ['--no-renames', '--no-ext-diff', '--no-color', '--no-show-signature', '--diff-merges=first-parent'];
  return [...how, ...plain, `--format=${format}`, head, '--'];
}

function parseLog(parts: readonly string[]): readonly Commit[] {
  const commits: (Commit & { readonly files: FileChange[] })[] = [];
  // Links and other repositories are no texts.
  const idOf = (mode = '', id: string | undefined): string | undefined => (mode.startsWith('100') ? id : undefined);
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]?.replace(/^\n+/, '') ?? '';
    if (part.startsWith('\x01')) {
      const [parents = '', author = '', date = '', subject = ''] = parts.slice(i + 1, i + 5);
      const all = parents.split(' ').filter((id) => id !== '');
      commits.push({ id: part.slice(1), parents: all, author, date, subject: subject.trimEnd(), files: [] });
      i += 4;
    } else if (part.startsWith(':')) {
      const [modeBefore, modeAfter, idBefore, idAfter] = part.slice(1).split(' ');
      const path = parts[++i];
      const [before, after] = [idOf(modeBefore, idBefore), idOf(modeAfter, idAfter)];
      if (path !== undefined && before !== after) commits.at(-1)?.files.push({ path, before, after });
    }
  }
  const known = new Set(commits.map(({ id }) => id));
  return commits.map((commit) => ({ ...commit, parents: commit.parents.filter((id) => known.has(id)) }));
}
