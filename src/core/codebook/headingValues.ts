import { valueOf } from '../markdown/attributes.js';
import type { TextEdit } from '../text/edits.js';
import type { Codebook } from './codebook.js';
import { changeHeading } from './headingEdits.js';
import type { CodeHeading } from './headings.js';
import type { Code } from './types.js';

/** What a heading can say as `name=value`. */
export type HeadingValue = 'color' | 'key' | 'parent' | 'themes';

/**
 * Writes `name=value` into the heading of a code, in the place of the value that it has; all other text stays as it is.
 * Where the value may change what the code is, as `parent` does, only that code may be another one.
 * @param value undefined takes the value away, and the whole block with it if nothing else is in it.
 * @returns edits of the codebook's text, none where it says so already; undefined where the heading would not be read so.
 */
export function setHeadingValue(
  codebook: Codebook,
  code: Pick<Code, 'id' | 'heading'>,
  name: HeadingValue,
  value: string | undefined,
): readonly TextEdit[] | undefined {
  const at = codebook.headings.findIndex(({ heading }) => heading.start === code.heading.start);
  const heading = codebook.headings[at];
  if (heading === undefined) return undefined;
  if (written(heading, name) === value) return [];
  const change = name === 'themes' ? { themes: value?.split(' ') ?? [] } : { [name]: value ?? '' };
  const edits = changeHeading(codebook.text.text, heading, change);
  const after = codebook.update(edits);
  const now = after.headings[at];
  const isRead = now !== undefined && written(now, name) === value && isSameBut(codebook, after, code.id);
  return isRead ? edits : undefined;
}

function written({ attributes }: CodeHeading, name: string): string | undefined {
  return attributes && valueOf(attributes, name);
}

/** Whether nothing else than what the value means for that one code has changed. */
function isSameBut(before: Codebook, after: Codebook, id: string): boolean {
  return (
    after.title === before.title &&
    after.codes.length === before.codes.length &&
    before.codes.every((old, i) => {
      const fresh = after.codes[i];
      if (fresh?.id !== old.id || fresh.name !== old.name || fresh.definition !== old.definition) return false;
      return old.id === id || (fresh.kind === old.kind && fresh.key === old.key && fresh.ownColor === old.ownColor);
    })
  );
}
