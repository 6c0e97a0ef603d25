import type { Codebook } from '../codebook/codebook.js';
import { codeGuid } from './conventions.js';
import type { RefiCode } from './project.js';

/**
 * The ids of codes in a codebook that went along with them: by the GUID that Emic gives them, else by their names from the top of the
 * tree down, where these tell one code only.
 */
export function codeIdsOf(codes: readonly RefiCode[], codebook: Codebook): ReadonlyMap<string, string> {
  const title = codebook.title ?? '';
  const byGuid = new Map(codebook.codes.map(({ id }) => [codeGuid(title, id), id]));
  const byPath = new Map<string, string | undefined>();
  for (const { id, name, parent } of codebook.codes) {
    const names = [name];
    for (let at = parent; at !== undefined; at = codebook.get(at)?.parent) names.unshift(codebook.get(at)?.name ?? '');
    const path = names.join('\0');
    byPath.set(path, byPath.has(path) ? undefined : id);
  }
  const ids = new Map<string, string>();
  const given = new Set<string>();
  const give = (guid: string, id: string | undefined): void => {
    if (id === undefined || given.has(id) || ids.has(guid)) return;
    given.add(id);
    ids.set(guid, id);
  };
  const visit = (
    each: readonly RefiCode[],
    above: readonly string[],
    find: (code: RefiCode, path: string) => string | undefined,
  ): void => {
    for (const code of each) {
      const path = [...above, code.name];
      give(code.guid, find(code, path.join('\0')));
      visit(code.codes, path, find);
    }
  };
  visit(codes, [], ({ guid }) => byGuid.get(guid));
  visit(codes, [], (_, path) => byPath.get(path));
  return ids;
}
