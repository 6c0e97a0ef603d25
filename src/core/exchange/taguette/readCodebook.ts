import Papa from 'papaparse';
import { message } from '../../text/message.js';
import type { ProjectFiles } from '../files.js';
import { ProjectBuilder, stemOf, wordsOf, type ReadProject } from '../projectBuilder.js';

/** Reads a codebook of Taguette (CSV with `tag`, `name` or `path`, `description` and, where there is one, `parent`). */
export async function readTaguetteCodebook(path: string, files: ProjectFiles): Promise<ReadProject> {
  const { data: rows } = Papa.parse<string[]>(await files.text(path), { skipEmptyLines: 'greedy' });
  const [header = [], ...body] = rows;
  const column = (name: string): number => header.findIndex((each) => each.trim().toLowerCase() === name);
  const named = Math.max(column('tag'), column('name'), column('path'));
  const builder = new ProjectBuilder(stemOf(path));
  const names = new Set(body.map((row) => row[named]?.trim() ?? ''));
  body.forEach((row, i) => {
    const name = row[named]?.trim() ?? '';
    if (name === '') {
      builder.broken(message('{0}: row {1} has no code.', path, i + 2));
      return;
    }
    const dot = name.lastIndexOf('.');
    const above = row[column('parent')]?.trim() ?? '';
    const byDot = above === '' && dot > 0 && names.has(name.slice(0, dot));
    builder.code({
      key: name,
      name: byDot ? name.slice(dot + 1) : name,
      parent: above !== '' ? above : byDot ? name.slice(0, dot) : null,
      description: wordsOf(row[column('description')] ?? ''),
    });
  });
  return builder.build();
}
