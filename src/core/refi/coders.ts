import type { RefiUser } from './project.js';

/** The name by which each user codes (`by`), by GUID: no two have the same. */
export function coderNames(users: readonly RefiUser[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const [i, { guid, name, id }] of users.entries()) {
    const wanted =
      [name, id].map((each) => (each ?? '').replace(/\s+/g, ' ').trim()).find((each) => each !== '') ??
      `Coder ${i + 1}`;
    let free = wanted;
    for (let number = 2; taken.has(free); number++) free = `${wanted} ${number}`;
    taken.add(free);
    names.set(guid, free);
  }
  return names;
}
