import type { Section } from '../transcript/types.js';

/** A section or question of the interview guide, as all documents have it. */
export interface GuideSection {
  /** Its id, else its text. */
  readonly key: string;
  /** Its text in the first document that has it. */
  readonly text: string;
  /** The key of the section that it stands in, in the first document that has it. */
  readonly parent: string | undefined;
  /** Distance from the outermost, 0 for these. */
  readonly level: number;
}

/**
 * The interview guide that the documents share: each section once, below the one that it stands in first,
 * else in the order in which the documents have them.
 * @param documents the sections of each document, in the documents' order.
 */
export function interviewGuide(documents: Iterable<readonly Section[]>): readonly GuideSection[] {
  const texts = new Map<string, string>();
  const parents = new Map<string, string | undefined>();
  const children = new Map<string | undefined, string[]>();
  for (const sections of documents) {
    for (const { key, text, path } of sections) {
      if (texts.has(key)) continue;
      // A section that stands inside one of the same key is that one.
      const parent = path.filter((upper) => upper !== key).at(-1);
      texts.set(key, text);
      parents.set(key, parent);
      const siblings = children.get(parent);
      if (siblings === undefined) children.set(parent, [key]);
      else siblings.push(key);
    }
  }
  const guide: GuideSection[] = [];
  const waiting = (children.get(undefined) ?? []).map((key) => ({ key, level: 0 })).reverse();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { key, level } = next;
    guide.push({ key, text: texts.get(key) ?? key, parent: parents.get(key), level });
    const below = (children.get(key) ?? []).map((child) => ({ key: child, level: level + 1 }));
    waiting.push(...below.reverse());
  }
  return guide;
}
